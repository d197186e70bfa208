"""The forms to fill in, made when they are asked for."""

from collections.abc import Sequence
from html import escape

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from etl.checking.items import owed_items
from etl.forms.progress_template import progress_xlsx
from etl.forms.template import csv_template, xlsx_template
from etl.life_cycle.upload import owed
from etl.people.accounts import Account
from indicators.export import FORMATS
from indicators.language import _, pick
from indicators.queries import Row
from pages.components.selection import View, choose, filter_row
from pages.server.downloads import Download, issue_ticket
from pages.server.state import database

ALL = "all"
WRITERS = {"xlsx": xlsx_template, "csv": csv_template}


def template_links(account: Account, view: View, due: Sequence[Row]) -> None:
    """Links to the templates of the month: figures, for everything owed or for one region of it, and progress."""
    progress_links(account, view)
    if not due:
        return
    regions = {row["region_id"]: pick(row, "region") for row in due}
    with filter_row("template"):
        region = choose("template", _("Template for"), {ALL: _("everything you owe")} | regions, ALL) if len(regions) > 1 else ALL

    def make(file_format: str) -> Download:
        rows = owed(database(), account, view.plan_id, view.period)
        wanted = rows if region == ALL else rows.filter(pc.equal(rows["region_id"], pa.scalar(region)))
        part = "" if region == ALL else f"_{region}"
        return Download(
            f"{view.plan_id}_{view.month}{part}.{file_format}",
            FORMATS[file_format],
            WRITERS[file_format](wanted),
            {"template": view.plan_id, "month": view.month, "region": region},
        )

    def address(file_format: str) -> str:
        key = f"template {view.plan_id} {view.month} {region} {file_format}"
        return issue_ticket(account.username, lambda: make(file_format), key=key)

    links = " ".join(
        f'<a class="export" href="{escape(address(kind), quote=True)}" download>{name}</a>'
        for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
    )
    st.html(f'<p class="exports">{escape(_("Download the template, filled with codes, names and units:"))} {links}</p>')


def progress_links(account: Account, view: View) -> None:
    """Links to the template of the tasks and projects whose progress is due."""

    def owed_now() -> dict[str, pa.Table]:
        return {kind: owed_items(database(), account, view.plan_id, view.period, kind) for kind in ("tasks", "projects")}

    counts = {kind: rows.num_rows for kind, rows in owed_now().items()}
    if not any(counts.values()):
        return

    def make() -> Download:
        about = {"template": view.plan_id, "month": view.month, "kind": "progress"}
        return Download(f"{view.plan_id}_{view.month}_progress.xlsx", FORMATS["xlsx"], progress_xlsx(owed_now()), about)

    address = issue_ticket(account.username, make, key=f"progress template {view.plan_id} {view.month}")
    words = _("The progress of {tasks} tasks and {projects} projects is due too:", **counts)
    st.html(f'<p class="exports">{escape(words)} <a class="export" href="{escape(address, quote=True)}" download>Excel</a></p>')
