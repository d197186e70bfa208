"""Judgements as a readable list: light, name, planned against actual, and why."""

from collections.abc import Iterable, Sequence
from html import escape

from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import COMPARATOR_SIGNS
from pages.components.html import chip, link, table
from pages.components.selection import View
from pages.components.sheet import beyond_sheet, targets_note


def amount(row: Row, field: str) -> str:
    """A quantity of a judgement with the indicator's decimals; a dash when there is none."""
    return "–" if row[field] is None else number(row[field], row["decimals"])


def unreviewed(row: Row) -> str:
    """A mark beside a figure that nobody has reviewed yet; empty beside any other."""
    words = escape(_("not reviewed yet"))
    return f' <span class="unreviewed" title="{words}">{words}</span>' if row["is_submitted"] else ""


def aim(row: Row) -> str:
    """The target as it is worded: comparator and value; a dash when it has no number."""
    return (
        "–"
        if row["target"] is None
        else f"{COMPARATOR_SIGNS.get(row['comparator'] or '=', '')} {number(row['target'], row['decimals'])}"
    )


def indicator_link(row: Row, view: View, *, by_region: bool = False) -> str:
    """The name of a judgement's indicator, or of its region, leading to its indicator page."""
    words = pick(row, "region" if by_region else "indicator")
    return link(words, "indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"])


def judgement_table(
    rows: Sequence[Row],
    view: View,
    caption: str,
    *,
    conflicts: Iterable[Row] = (),
    by_region: bool = False,
    room: float | None = None,
    count: int | None = None,
) -> str:
    """One line per judgement; those that a conflict of the plan's text touches carry its flag.

    Printed, it holds the most urgent lines that fit into `room` millimetres, and says how many there are: `count`, where
    a page shows only some of them.
    """
    flags = indicator_flags(conflicts)
    beyond = set() if room is None else beyond_sheet(rows, room)
    cells = []
    for row in rows:
        name = indicator_link(row, view, by_region=by_region)
        cells.append(
            (
                name + flags.get(row["indicator_key"], ""),
                chip(row["status"]),
                f'<span class="number">{amount(row, "actual")}</span>{unreviewed(row)}',
                f'<span class="number">{aim(row)}</span>',
                escape(pick(row, "unit")),
                f'<span class="why">{escape(reason_sentence(row))}</span>',
            )
        )
    first = _("Region") if by_region else _("Indicator")
    headers = (first, _("Status"), _("Actual"), _("Target"), _("Unit"), _("Why"))
    marks = ("beyond-sheet" if place in beyond else "" for place in range(len(rows)))
    return table(headers, cells, caption, amounts=(2, 3), marks=marks) + targets_note(len(rows) - len(beyond), count or len(rows))


def indicator_flags(conflicts: Iterable[Row]) -> dict[int, str]:
    """A flag for every indicator that a conflict names: full where the plan contradicts itself, hollow for a note."""
    flags: dict[int, str] = {}
    for row in conflicts:
        hard = row["severity"] == "hard"
        words = _("the plan contradicts itself here") if hard else _("there is a note on the text here")
        for key in row["indicator_keys"]:
            if hard or key not in flags:
                flags[key] = f' <span class="simulated" title="{escape(words)}">{"⚑" if hard else "⚐"}</span>'
    return flags
