"""The way to take a table away: the whole filter result, as the file the person wants."""

import tempfile
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from indicators.export import FORMATS, export_table, file_name
from indicators.language import _
from indicators.selection import Selection, settle
from pages.components.data import stream_engine
from pages.components.selection import View
from pages.server.downloads import Download, issue_ticket
from pages.server.state import current_account

OFFERED = {"xlsx": "Excel", "csv": "CSV", "parquet": "Parquet"}


def _download(table: str, selection: Selection, file_format: str, username: str) -> Download:
    """Makes the file when it is asked for; a large one goes through a temporary file, never through memory."""
    engine = stream_engine(selection.world)
    settled = settle(engine, selection)
    descriptor, path = tempfile.mkstemp(suffix=f".{file_format}")
    with open(descriptor, "wb") as out:
        export_table(engine, table, settled, file_format, out, username)
    about = {"table": table, "filters": settled.sentence()}
    return Download(file_name(table, settled, file_format), FORMATS[file_format], Path(path), about, is_temporary=True)


def export_bar(table: str, view: View, *, key: str = "", **filters: Any) -> None:
    """Links that export `table` of the page's plan and month with `filters` (see Selection) as Excel, CSV and Parquet."""
    account = current_account()
    assert account is not None, "a page without a person"
    selection = replace(Selection(view.plan_id, as_of=view.period, world=view.world), **filters)

    def address(file_format: str) -> str:
        return issue_ticket(
            account.username,
            lambda: _download(table, selection, file_format, account.username),
            key=f"{table} {selection} {file_format}",
        )

    links = " ".join(
        f'<a class="export" href="{escape(address(kind), quote=True)}" download>{escape(name)}</a>'
        for kind, name in OFFERED.items()
    )
    with st.container(key=f"exports-{key or table}"):
        st.html(f'<p class="exports">{escape(_("Export the whole selection:"))} {links}</p>')
