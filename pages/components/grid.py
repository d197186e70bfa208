"""The owed figures as a grid to type in, or to paste a block from a spreadsheet into; kept on the server as it is typed."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from etl.accounts import Account
from etl.columns import HEADERS
from etl.drafts import Draft, drop_draft, load_draft, save_draft
from etl.grid import TYPED, Cells, cell_key, grid_file, typed_rows
from indicators.language import _, pick
from indicators.numbers import exact
from indicators.queries import Row
from pages.components.html import show
from pages.components.selection import View
from pages.server.state import database


def typed_file(account: Account, view: View, due: Sequence[Row]) -> tuple[tuple[str, bytes] | None, list[Row]]:
    """The grid; what was typed into it as a file, None while nothing was, and the owed figures that stand in it from row 2 on.

    Raises DraftRefused when too much was typed.
    """
    draft = load_draft(database(), account, view.plan_id, view.period, "grid")
    cells = dict(draft.content) if draft else {}
    key = f"{view.plan_id} {view.month} {st.session_state.get('file_number', 0)}"
    if f"grid-{key}" not in st.session_state or st.session_state.get("grid", ("",))[0] != key:
        # what the editor starts from stays the same while it is open, for it keeps its own changes; once left, it has lost them
        st.session_state["grid"] = (key, _table(due, cells))
    edited = st.data_editor(
        st.session_state["grid"][1],
        key=f"grid-{key}",
        hide_index=True,
        num_rows="fixed",
        column_config={
            "key": None,
            **{name: st.column_config.TextColumn(words, disabled=True) for name, words in _fixed_titles().items()},
            **{field: st.column_config.TextColumn(_(HEADERS[field]), max_chars=200) for field in TYPED},
        },
    )
    typed = _cells(edited)
    if typed != cells:
        draft = _keep(account, view, typed)
    if draft:
        show(
            f'<p class="asof" role="status">{escape(_("Saved on the server at {moment}.", moment=f"{draft.saved_at:%H:%M:%S}"))}</p>'
        )
    return (f"grid_{view.month}.csv", grid_file(due, typed)) if typed else None, typed_rows(due, typed)


def _keep(account: Account, view: View, typed: Cells) -> Draft | None:
    """What was typed, kept; what was emptied is no draft any more."""
    if typed:
        return save_draft(database(), account, view.plan_id, view.period, "grid", typed)
    drop_draft(database(), account, view.plan_id, view.period, "grid")
    return None


def _fixed_titles() -> dict[str, str]:
    return {
        "region": _("Region"),
        "indicator": _("Indicator"),
        "unit": _("Unit"),
        "target": _("Target of the year"),
        "last": _("Figure before"),
    }


def _table(due: Sequence[Row], cells: dict[str, Any]) -> pa.Table:
    rows = [
        {
            "key": cell_key(row),
            "region": pick(row, "region"),
            "indicator": pick(row, "indicator"),
            "unit": pick(row, "unit"),
            "target": exact(row["target"]),
            "last": exact(row["last_value"]),
            **{field: cells.get(cell_key(row), {}).get(field, "") for field in TYPED},
        }
        for row in due
    ]
    names = ("key", *_fixed_titles(), *TYPED)
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in names})


def _cells(edited: pa.Table) -> dict[str, dict[str, str]]:
    """The cells that hold something, under the names of their figures."""
    typed = {}
    for row in edited.to_pylist():
        texts = {field: row[field].strip() for field in TYPED if (row[field] or "").strip()}
        if texts:
            typed[str(row["key"])] = texts
    return typed
