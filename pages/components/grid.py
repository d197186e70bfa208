"""The owed figures as a grid to type in, or to paste a block from a spreadsheet into; kept on the server as it is typed."""

from collections.abc import Sequence
from html import escape

import pyarrow as pa
import streamlit as st

from etl.forms.grid import TYPED, Cells, cell_key, grid_file, typed_rows, with_changes
from etl.life_cycle.drafts import Draft
from etl.reading.columns import HEADERS
from indicators.language import _, pick
from indicators.numbers import exact
from indicators.queries import Row
from pages.components.desk import Desk
from pages.components.html import show
from pages.components.reports_view import STATES
from pages.components.selection import choose, filter_row

ALL = "all"
OPEN = ("missing", "returned")
_SHOWN_AGAIN = "grid_shown_again"


def typed_file(desk: Desk, due: Sequence[Row]) -> tuple[tuple[str, bytes] | None, list[Row]]:
    """The grid; what is kept of it as a file, None while nothing was typed, and the owed figures that stand in it from row 2 on.

    Raises DraftRefused when too much was typed.
    """
    rows, choice = _chosen_rows(due)
    draft = desk.draft()
    key = desk.key(f"grid {choice} {st.session_state.get(_SHOWN_AGAIN, 0)}")
    if key not in st.session_state or st.session_state.get("grid", ("",))[0] != key:
        # what the editor starts from stays the same while it is open, for it keeps its own changes; once left, it has lost them
        table = _table(rows, _cells_of(draft))
        st.session_state["grid"] = (key, table)
        st.session_state["typed"] = _cells(table)
    edited = st.data_editor(
        st.session_state["grid"][1],
        key=key,
        hide_index=True,
        num_rows="fixed",
        column_config={
            "key": None,
            **{name: st.column_config.TextColumn(words, disabled=True) for name, words in _fixed_titles(rows).items()},
            **{field: st.column_config.TextColumn(_(HEADERS[field])) for field in TYPED},
        },
    )
    before, after = st.session_state["typed"], _cells(edited)
    if after != before:
        draft = desk.amend(lambda content: {**content, "cells": with_changes(content.get("cells", {}), before, after)})
        st.session_state["typed"] = after
    cells = _cells_of(draft)
    if draft:
        words = _("Saved on the server at {moment}.", moment=f"{draft.saved_at:%H:%M:%S}")
        show(f'<p class="asof" role="status">{escape(words)}</p>')
    _tell_of_other_windows(rows, cells, after)
    return (f"grid_{desk.view.month}.csv", grid_file(due, cells)) if cells else None, typed_rows(due, cells)


def _chosen_rows(due: Sequence[Row]) -> tuple[list[Row], str]:
    """The owed figures to type: of one region or all, those still to be reported or all; and a word for the choice."""
    regions = {row["region_id"]: pick(row, "region") for row in due}
    is_open = any(row["state"] in OPEN for row in due)
    region = which = ALL
    with filter_row("grid"):
        if len(regions) > 1:
            region = choose("grid_region", _("Region"), {ALL: _("all regions")} | regions, ALL)
        if is_open and any(row["state"] not in OPEN for row in due):
            words = {"open": _("still to be reported"), ALL: _("all figures")}
            which = choose("grid_rows", _("Figures"), words, "open")
    rows = [row for row in due if region in (ALL, row["region_id"]) and (which == ALL or row["state"] in OPEN)]
    return rows, f"{region} {which}"


def _tell_of_other_windows(rows: Sequence[Row], cells: Cells, shown: Cells) -> None:
    """Says so when this person's other window has changed what this one shows; nothing of either is lost."""
    names = {cell_key(row) for row in rows}
    count = sum(cells.get(name, {}) != shown.get(name, {}) for name in names)
    if not count:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.info(_("{count} figures were changed in another window; what is kept is what is checked and submitted.", count=count))
    if right.button(_("Show what is kept"), width="stretch"):
        st.session_state[_SHOWN_AGAIN] = st.session_state.get(_SHOWN_AGAIN, 0) + 1
        st.rerun()


def _fixed_titles(rows: Sequence[Row]) -> dict[str, str]:
    """The columns nobody types in; what was reported or sent back of the month only where there is something."""
    titles = {
        "region": _("Region"),
        "indicator": _("Indicator"),
        "unit": _("Unit"),
        "target": _("Target of the year"),
        "last": _("Figure before"),
    }
    if any(row["value"] is not None for row in rows):
        titles["reported"] = _("Reported this month")
    if any(row["state"] == "returned" for row in rows):
        titles["returned"] = _("Returned because")
    return titles


def _table(rows: Sequence[Row], cells: Cells) -> pa.Table:
    lines = [
        {
            "key": cell_key(row),
            "region": pick(row, "region"),
            "indicator": pick(row, "indicator"),
            "unit": pick(row, "unit"),
            "target": exact(row["target"]),
            "last": exact(row["last_value"]),
            "reported": "" if row["value"] is None else f"{exact(row['value'])} {STATES[row['state']][0]}",
            "returned": row["returned_reason"] if row["state"] == "returned" else "",
            **{field: cells.get(cell_key(row), {}).get(field, "") for field in TYPED},
        }
        for row in rows
    ]
    names = ("key", *_fixed_titles(rows), *TYPED)
    return pa.table({name: pa.array([line[name] for line in lines], pa.string()) for name in names})


def _cells(edited: pa.Table) -> dict[str, dict[str, str]]:
    """The cells that hold something, under the names of their figures."""
    typed = {}
    for row in edited.to_pylist():
        texts = {field: row[field].strip() for field in TYPED if (row[field] or "").strip()}
        if texts:
            typed[str(row["key"])] = texts
    return typed


def _cells_of(draft: Draft | None) -> dict[str, dict[str, str]]:
    return dict(draft.content.get("cells", {})) if draft else {}
