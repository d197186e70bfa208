"""The pictures of one indicator: planned against actual by month, by year and by region."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from indicators.figures.margins import settle
from indicators.figures.marks import add_forecast, add_notes, add_target_side, add_targets
from indicators.figures.style import (
    ACTUAL,
    ALLOWED,
    EXPECTED,
    MONTH_LINES,
    NUMBERS,
    STATUS_COLOURS,
    STATUS_MARKERS,
    STATUS_PATTERNS,
    STATUS_SIGNS,
    TARGET,
    TARGET_FILL,
    month_axis,
    new_figure,
)
from indicators.forecast import Forecast
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Direction, Measure, Status


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _labels(values: Sequence[float | None], decimals: int) -> list[str]:
    return ["" if value is None else number(value, decimals) for value in values]


def _reported(row: Row) -> float | None:
    """The month's own figure; a month that was not reported leaves a gap."""
    return _number(row["actual"]) if row["reported_period"] == row["period"] else None


def planned_against_actual(
    rows: Sequence[Row],
    *,
    is_simulated: bool,
    forecast: Forecast | None = None,
    notes: Mapping[date, Row] | None = None,
    is_disputed: bool = False,
) -> go.Figure:
    """One region's months, or ends of quarters: actual with a marker for each light, what is expected, each year's target.

    `rows` are the status rows of one indicator × region in order. A flow starts anew each January, so its lines break between years;
    a stock's begin at its start; where less is better the expected line is a ceiling with the allowed side shaded; percentages and
    measured states have the side shaded on which their target holds. `notes` mark figures, `is_disputed` the targets.
    """
    unit = pick(rows[0], "unit") if rows else ""
    figure = new_figure(unit, is_simulated=is_simulated, height=400)
    add_target_side(figure, rows)
    parts = _parts(rows)
    _add_expected(figure, parts)
    _add_actual(figure, parts, unit, beside=_beside(parts[-1], has_forecast=forecast is not None) if parts else "")
    add_targets(figure, rows, is_disputed=is_disputed)
    if forecast is not None:
        add_forecast(figure, forecast)
    add_notes(figure, rows, notes or {})
    if rows and rows[0]["measure"] in (Measure.RATE, Measure.LEVEL):
        # what matters in a share is how it moves, not how far it is from nothing
        figure.update_yaxes(rangemode="normal")
    figure.update_xaxes(**month_axis(len(rows)))
    return settle(figure, lines_below=MONTH_LINES)


def _parts(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """What is drawn as one line: all months, or of a flow each year's."""
    if rows and rows[0]["measure"] == Measure.FLOW:
        return [list(part) for _year, part in groupby(rows, key=lambda row: row["period"].year)]
    return [rows] if rows else []


def _with_gaps(parts: Iterable[Sequence[Any]], gap: str | None = None) -> list[Any]:
    """The parts one after the other with a gap between them, where their one line breaks; `gap` is how it looks, if it must have looks."""
    return [value for part in parts for value in (gap, *part)][1:]


def _start(parts: Sequence[Sequence[Row]]) -> list[tuple[date, float]]:
    """Where a stock stood when the first year shown began."""
    if not parts or parts[0][0]["measure"] != Measure.STOCK or parts[0][0]["start"] is None:
        return []
    return [(date(parts[0][0]["period"].year - 1, 12, 1), float(parts[0][0]["start"]))]


def _add_expected(figure: go.Figure, parts: Sequence[Sequence[Row]]) -> None:
    start = _start(parts)
    lines = [
        [(row["period"], _number(row["expected"]) if row["target_year"] == row["period"].year else None) for row in part]
        for part in parts
    ]
    months = [month for month, _value in start] + _with_gaps([month for month, _value in line] for line in lines)
    values = [value for _month, value in start] + _with_gaps([value for _month, value in line] for line in lines)
    is_ceiling = bool(parts) and parts[0][0]["direction"] == Direction.LOWER
    if is_ceiling and parts[0][0]["measure"] in (Measure.FLOW, Measure.STOCK):
        _shade_below(figure, [start + line for line in lines])
    figure.add_scatter(
        x=months,
        y=values,
        mode="lines",
        name=_("ceiling") if is_ceiling else _("expected"),
        line={"color": EXPECTED, "dash": "dot", "width": 2},
    )


def _shade_below(figure: go.Figure, lines: Iterable[Sequence[tuple[date, float | None]]]) -> None:
    """Shades what a ceiling allows, down to nothing."""
    known = [[(month, value) for month, value in line if value is not None] for line in lines]
    shapes = [[(line[0][0], 0.0), *line, (line[-1][0], 0.0)] for line in known if line]
    figure.add_scatter(
        x=_with_gaps([month for month, _value in shape] for shape in shapes),
        y=_with_gaps([value for _month, value in shape] for shape in shapes),
        mode="lines",
        fill="toself",
        fillcolor=ALLOWED,
        line={"width": 0},
        meta="allowed",
        showlegend=False,
        hoverinfo="skip",
    )


def _latest(part: Sequence[Row], unit: str) -> list[str]:
    """The newest reported figure in words at its own place; nothing at the others."""
    newest = max((row["period"] for row in part if _reported(row) is not None), default=None)
    return [f"{number(row['actual'], row['decimals'])} {unit}" if row["period"] == newest else "" for row in part]


def _beside(part: Sequence[Row], *, has_forecast: bool) -> str:
    """Where the newest figure has room to be written: behind the line's end, or where a forecast goes on, away from its way."""
    if not has_forecast:
        return "top left"
    before, last = ([0.0] * 2 + [value for row in part if (value := _reported(row)) is not None])[-2:]
    return "bottom right" if last >= before else "top right"


def _add_actual(figure: go.Figure, parts: Sequence[Sequence[Row]], unit: str, *, beside: str) -> None:
    """The line of what was reported; `beside` is the side of its newest figure on which that is written."""
    if start := _start(parts):
        figure.add_scatter(
            x=[start[0][0]],
            y=[start[0][1]],
            mode="markers",
            name=_("start"),
            marker={"symbol": "circle-open", "size": 10, "color": ACTUAL, "line": {"width": 2, "color": ACTUAL}},
            hovertemplate="%{y} " + unit + "<extra>" + _("start") + "</extra>",
        )
    lights = [[Status(row["status"]) for row in part] for part in parts]
    figure.add_scatter(
        x=_with_gaps([row["period"] for row in part] for part in parts),
        y=_with_gaps([_reported(row) for row in part] for part in parts),
        mode="lines+markers+text",
        text=_with_gaps([*([""] * len(part) for part in parts[:-1]), *(_latest(part, unit) for part in parts[-1:])]),
        textposition=beside or None,
        cliponaxis=False,
        name=_("actual"),
        line={"color": ACTUAL, "width": 2.5},
        marker={
            "size": 9,
            "symbol": _with_gaps(([STATUS_MARKERS[light] for light in part] for part in lights), "circle"),
            "color": _with_gaps(([STATUS_COLOURS[light] for light in part] for part in lights), ACTUAL),
            "line": {"width": 1, "color": "white"},
        },
        customdata=_with_gaps([_(STATUS_LABELS[light]) for light in part] for part in lights),
        hovertemplate="%{y} " + unit + " · %{customdata}<extra>" + _("actual") + "</extra>",
    )


def by_year(rows: Sequence[Row], *, is_simulated: bool) -> go.Figure:
    """Target and actual of each year side by side; `rows` are status rows at the last month of each year shown."""
    figure = new_figure(
        pick(rows[0], "unit") if rows else "", is_simulated=is_simulated, height=300, barmode="group", hovermode="closest"
    )
    decimals = rows[0]["decimals"] if rows else 0
    years = [str(row["period"].year) for row in rows]
    targets = [_number(row["target"]) if row["target_year"] == row["period"].year else None for row in rows]
    actuals = [_number(row["actual"]) if row["judged_period"].year == row["period"].year else None for row in rows]
    figure.add_bar(
        x=years,
        y=targets,
        name=_("target"),
        marker={"color": TARGET_FILL, "line": {"color": TARGET, "width": 2}},
        text=_labels(targets, decimals),
        textposition="outside",
    )
    figure.add_bar(
        x=years,
        y=actuals,
        name=_("actual"),
        marker={"color": [STATUS_COLOURS[Status(row["status"])] for row in rows]},
        text=_labels(actuals, decimals),
        textposition="outside",
    )
    figure.update_xaxes(type="category")
    return settle(figure, lines_below=1)


def by_region(rows: Sequence[Row], *, is_simulated: bool) -> go.Figure:
    """Actual of each region as a bar, with its expected value and its own target as marks; best share of its target first."""

    def standing(row: Row) -> tuple[bool, float]:
        if not row["target"]:
            return False, 0.0
        share = float(row["actual"] or 0) / float(row["target"])
        return True, -share if row["direction"] == Direction.LOWER else share

    ordered = sorted(rows, key=standing)
    names = [pick(row, "region") for row in ordered]
    figure = new_figure(is_simulated=is_simulated, height=120 + 30 * len(ordered), hovermode="y unified", bargap=0.35)
    figure.add_bar(
        y=names,
        x=[_number(row["actual"]) for row in ordered],
        orientation="h",
        name=_("actual"),
        showlegend=False,
        marker={
            "color": [STATUS_COLOURS[Status(row["status"])] for row in ordered],
            "pattern": {"shape": [STATUS_PATTERNS.get(Status(row["status"]), "") for row in ordered], "size": 5, "solidity": 0.2},
        },
        customdata=[_(STATUS_LABELS[Status(row["status"])]) for row in ordered],
        hovertemplate="%{x} · %{customdata}<extra>" + _("actual") + "</extra>",
    )
    for field, symbol, colour, name in (
        ("expected", "line-ns-open", EXPECTED, _("expected")),
        ("target", "diamond-tall", TARGET, _("target")),
    ):
        figure.add_scatter(
            y=names,
            x=[_number(row[field]) for row in ordered],
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2.5, "color": colour}},
            hovertemplate="%{x}<extra>" + name + "</extra>",
        )
    unit = pick(rows[0], "unit") if rows else ""
    figure.update_xaxes(title={"text": unit, "standoff": 4}, tickformat=NUMBERS)
    figure.update_yaxes(tickvals=names, ticktext=[_named(row) for row in ordered])
    return settle(figure, lines_below=2)


def _named(row: Row) -> str:
    """A region beside its bar: name, light and figure, so that none of them has to stand in the bar."""
    return f"{pick(row, 'region')} {STATUS_SIGNS[Status(row['status'])]} {number(row['actual'], row['decimals'])}"
