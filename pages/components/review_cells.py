"""The cells of an upload that wait: before and now, what was expected, the light they would give; some or none chosen."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from etl.life_cycle.evidence import month_evidence
from etl.life_cycle.review import Cell
from etl.people.accounts import Account
from indicators.language import _, pick
from indicators.numbers import exact, number
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.work_words import progress_words
from pages.components.evidence import evidence_links
from pages.components.html import table
from pages.components.rows import aim
from pages.components.selection import month_words
from pages.server.state import database

Judgements = Mapping[tuple[Any, ...], Row]
Evidence = Mapping[Cell, Sequence[Row]]
# a shape beside the word, for a grid that can hold no drawing
SHAPES = {
    Status.MET: "✔",
    Status.ON_PACE: "●",
    Status.BEHIND: "▲",
    Status.FAR_BEHIND: "◆",
    Status.MISSED: "✘",
}
ROW_HEIGHT, MOST_HEIGHT = 36, 560
LISTED = 100


def evidence_of(account: Account, plan_id: str, cells: Sequence[Row]) -> Evidence:
    """The evidence attached to each of the cells."""
    found: dict[Cell, list[Row]] = {}
    for period in sorted({cell["period"] for cell in cells}):
        for row in month_evidence(database(), account, plan_id, period).to_pylist():
            found.setdefault(cell_of(row), []).append(row)
    return found


def choose_cells(upload: Row, cells: Sequence[Row], judgements: Judgements, evidence: Evidence) -> list[Row]:
    """Shows the cells as a grid whose rows can be chosen; returns those chosen."""
    lines = [
        _facts(upload, cell, judgements) | {_("Evidence"): str(len(evidence[cell_of(cell)])) if cell_of(cell) in evidence else "–"}
        for cell in cells
    ]
    frame = pa.Table.from_pylist(lines)
    numbers = (_("Approved before"), _("Reported now"), _("Difference"), _("Expected"), _("Target"))
    event: Any = st.dataframe(
        frame,
        hide_index=True,
        height=min(ROW_HEIGHT * (len(lines) + 1) + 3, MOST_HEIGHT),
        row_height=ROW_HEIGHT,
        on_select="rerun",
        selection_mode="multi-row",
        # what was decided on is gone: a choice by row numbers must go with it
        key=f"cells-{upload['upload_id']}-{len(cells)}",
        column_config={
            name: st.column_config.TextColumn(name, alignment="right") for name in numbers if name in frame.column_names
        },
    )
    return [cells[place] for place in event["selection"]["rows"] if place < len(cells)]


def cell_list(upload: Row, cells: Sequence[Row], judgements: Judgements, evidence: Evidence) -> str:
    """The same cells as a list for a phone or a screen reader, with the reason for each light and the evidence to open."""
    titles = (*_facts(upload, cells[0], judgements), _("Why"), _("Evidence"))
    lines = []
    for cell in cells[:LISTED]:
        judged = judgements.get((cell["indicator_key"], cell["region_key"], cell["period"]))
        facts = (*_facts(upload, cell, judgements).values(), reason_sentence(judged) if judged else "")
        lines.append((*(escape(fact or "–") for fact in facts), evidence_links(evidence.get(cell_of(cell), ()))))
    listing = table(titles, lines, _("Reports that wait"))
    more = (
        _("The first {shown} of {count}; the grid above holds all.", shown=LISTED, count=len(cells)) if len(cells) > LISTED else ""
    )
    note = f'<p class="asof">{escape(more)}</p>' if more else ""
    return f'<details class="notes"><summary>{escape(_("As a list, with reasons and evidence"))}</summary>{listing}{note}</details>'


def cell_of(row: Row) -> Cell:
    """The cell that a row speaks of."""
    return Cell(*(row[name] for name in Cell._fields))


def _facts(upload: Row, cell: Row, judgements: Judgements) -> dict[str, str]:
    return _figure(cell, judgements) if upload["kind"] == "actuals" else _progress(cell)


def _figure(cell: Row, judgements: Judgements) -> dict[str, str]:
    judged = judgements.get((cell["indicator_key"], cell["region_key"], cell["period"]))
    status = Status(judged["status"]) if judged else None
    return {
        _("Indicator"): pick(cell, "indicator"),
        _("Region"): pick(cell, "region"),
        _("Reported now"): f"{_amount(cell, '')} {pick(cell, 'unit')}",
        _("Approved before"): _amount(cell, "old_"),
        _("Difference"): _difference(cell),
        _("Expected"): "–" if judged is None or judged["expected"] is None else number(judged["expected"], judged["decimals"]),
        _("Target"): aim(judged) if judged else "–",
        _("Status it would give"): f"{SHAPES.get(status, '○')} {_(STATUS_LABELS[status])}" if status else "–",
        _("Month"): month_words(cell["period"]),
        _("Note"): cell["note"] or "",
    }


def _amount(cell: Row, age: str) -> str:
    """A value with the parts it is made of."""
    value = exact(cell[f"{age}value"])
    parts = (cell[f"{age}numerator"], cell[f"{age}denominator"])
    return value if None in parts else f"{value} ({exact(parts[0])} / {exact(parts[1])})"


def _difference(cell: Row) -> str:
    if cell["difference"] is None:
        return _("new")
    return ("+" if cell["difference"] > 0 else "") + exact(cell["difference"])


def _progress(cell: Row) -> dict[str, str]:
    return {
        _("Title"): pick(cell, "title"),
        _("Reported now"): progress_words(cell["state"], cell["percent"], cell.get("investment_wan")),
        _("Approved before"): _before(cell),
        _("Month"): month_words(cell["period"]),
        _("Note"): cell["note"] or "",
    }


def _before(cell: Row) -> str:
    words = progress_words(cell["old_state"], cell["old_percent"], cell.get("old_investment_wan"))
    return f"{words} ({month_words(cell['old_period'])})" if cell["old_period"] else "–"
