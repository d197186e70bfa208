"""Indicators against regions: one table, a light with its number in every cell, programmes that fold."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from indicators import summary
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import COMPARATOR_SIGNS, STATUS_LABELS, Direction, Status
from pages.components.html import address, link
from pages.components.lights import share_bar
from pages.components.selection import View, choices_with

ALL, NONE = "all", "none"
# a larger table starts folded: its programmes are read first
OPEN_CELLS = 1500
ARROWS = {Direction.HIGHER: "↑", Direction.LOWER: "↓"}


class Heat(NamedTuple):
    """What the table shows: `whole` is the region above, `regions` are its columns, `cells` those of all of them."""

    whole: Row
    regions: Sequence[Row]
    indicators: Sequence[Row]
    cells: Sequence[Row]


def heatmap(heat: Heat, view: View) -> str:
    """The table; what is folded stands in the address."""
    groups = summary.group_by(heat.indicators, "programme_id")
    folded = _folded(list(groups), len(heat.cells))
    cells = {(row["indicator_key"], row["region_key"]): row for row in heat.cells}
    columns = (heat.whole, *heat.regions)
    bodies = [
        _group(rows, columns, cells, view, name in folded, _fold_address(name, folded, list(groups)))
        for name, rows in groups.items()
    ]
    caption = _("Status and actual of {rows} indicators in {columns} regions", rows=len(heat.indicators), columns=len(heat.regions))
    heads = "".join(_column_head(row, heat.whole, view) for row in columns)
    return (
        f'{_fold_all()}<div class="heat-frame" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="heat"><caption>{escape(caption)}</caption><thead><tr><th scope="col">{escape(_("Indicator"))}</th>{heads}</tr></thead>'
        f"{''.join(bodies)}</table></div>"
    )


def _folded(programmes: list[str], count: int) -> set[str]:
    """The folded programmes, from the address; without a choice a large table starts folded."""
    wanted = st.query_params.get("folded") or (ALL if count > OPEN_CELLS else NONE)
    return set(programmes) if wanted == ALL else set(wanted.split(",")) & set(programmes)


def _fold_address(name: str, folded: set[str], programmes: list[str]) -> str:
    """Where a click on a programme's name leads."""
    then = folded ^ {name}
    return address("compare", **choices_with(folded=",".join(one for one in programmes if one in then) or NONE))


def _fold_all() -> str:
    links = (
        link(label, "compare", **choices_with(folded=folded))
        for label, folded in ((_("unfold all programmes"), NONE), (_("fold all programmes"), ALL))
    )
    return f'<p class="folds">{" · ".join(links)}</p>'


def _column_head(region: Row, whole: Row, view: View) -> str:
    name = link(pick(region, "name"), "town", **view.parameters(), region=region["region_id"])
    if region["is_leaf"] or region["region_key"] == whole["region_key"]:
        return f'<th scope="col">{name}</th>'
    parts = link(_("its parts"), "compare", **choices_with(within=region["region_id"], level=None))
    return f'<th scope="col">{name}<small>{parts}</small></th>'


def _group(
    indicators: Sequence[Row],
    columns: Sequence[Row],
    cells: dict[tuple[int, int], Row],
    view: View,
    is_folded: bool,
    fold: str,
) -> str:
    """A programme: its line with the counts of every region, and unless folded a line for each indicator."""
    name = escape(pick(indicators[0], "programme"))
    counts = "".join(
        _counts([cells[key] for row in indicators if (key := (row["indicator_key"], region["region_key"])) in cells])
        for region in columns
    )
    head = (
        f'<tr class="group"><th scope="rowgroup"><a href="{escape(fold, quote=True)}" target="_self" aria-expanded="{str(not is_folded).lower()}">'
        f"{name}</a><small>{len(indicators)}</small></th>{counts}</tr>"
    )
    lines = "" if is_folded else "".join(_line(row, columns, cells, view) for row in indicators)
    return f"<tbody>{head}{lines}</tbody>"


def _counts(rows: Sequence[Row]) -> str:
    """How many of a region's judged targets of the programme are met or on pace, with the bar of all its lights."""
    counts = summary.count_statuses(rows)
    good, judged = (sum(counts[status] for status in kinds) for kinds in (summary.GOOD, summary.JUDGED))
    said = f"{good}/{judged}{share_bar(counts)}" if judged else ("–" if rows else "")
    return f"<td>{said}</td>"


def _line(indicator: Row, columns: Sequence[Row], cells: dict[tuple[int, int], Row], view: View) -> str:
    name = link(pick(indicator, "name"), "indicator", **view.parameters(), indicator=indicator["indicator_id"])
    unit = f"{pick(indicator, 'unit')} {ARROWS[indicator['direction']]}"
    values = "".join(
        _cell(cells.get((indicator["indicator_key"], region["region_key"])), indicator, region, view) for region in columns
    )
    return f'<tr><th scope="row">{name}<small>{escape(unit)}</small></th>{values}</tr>'


def _cell(cell: Row | None, indicator: Row, region: Row, view: View) -> str:
    if cell is None:
        return "<td></td>"
    target = address("indicator", **view.parameters(), indicator=indicator["indicator_id"], region=region["region_id"])
    figure = "" if cell["actual"] is None else number(cell["actual"], indicator["decimals"])
    words = escape(cell_words(cell, indicator, region), quote=True)
    return f'<td><a class="light-{cell["status"]}" href="{escape(target, quote=True)}" target="_self" title="{words}">{figure}</a></td>'


def cell_words(cell: Row, indicator: Row, region: Row) -> str:
    """One cell as a sentence: region, indicator, status, actual against target with the unit."""
    sign = COMPARATOR_SIGNS.get(cell["comparator"] or "=", "")
    aim = "–" if cell["target"] is None else f"{sign} {number(cell['target'], indicator['decimals'])}"
    figures = _(
        "actual {actual}, target {target} {unit}",
        actual=number(cell["actual"], indicator["decimals"]),
        target=aim,
        unit=pick(indicator, "unit"),
    )
    return f"{pick(region, 'name')} · {pick(indicator, 'name')} · {_(STATUS_LABELS[Status(cell['status'])])} · {figures}"
