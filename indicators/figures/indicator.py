"""The pictures of one indicator: planned against actual by month, by year and by region."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from indicators.figures.style import (
    ACTUAL,
    EXPECTED,
    LAYOUT,
    SIMULATED_MARK,
    STATUS_COLOURS,
    STATUS_MARKERS,
    STATUS_PATTERNS,
    TARGET,
)
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Measure, Status


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _labels(values: Sequence[float | None], decimals: int) -> list[str]:
    return ["" if value is None else number(value, decimals) for value in values]


def _figure(unit: str, is_simulated: bool, **layout: Any) -> go.Figure:
    figure = go.Figure(layout=LAYOUT)
    figure.update_layout(**layout)
    if unit:
        figure.update_layout(yaxis_title={"text": unit, "standoff": 4})
    if is_simulated:
        figure.add_annotation(text=_("simulated data"), **SIMULATED_MARK)
    return figure


def _reported(row: Row) -> float | None:
    """The month's own figure; a month that was not reported leaves a gap."""
    return _number(row["actual"]) if row["reported_period"] == row["period"] else None


def planned_against_actual(rows: Sequence[Row], *, is_simulated: bool) -> go.Figure:
    """One region's months: actual line with a marker for each light, expected line, target of each year.

    `rows` are the status rows of one indicator × region, one per month in order. A flow starts anew each January, so its lines
    break between years.
    """
    unit = pick(rows[0], "unit") if rows else ""
    figure = _figure(unit, is_simulated, height=380)
    years = sorted({row["period"].year for row in rows})
    breaks = bool(rows) and rows[0]["measure"] == Measure.FLOW
    parts = [[row for row in rows if row["period"].year == year] for year in years] if breaks else [list(rows)]
    for place, part in enumerate(parts):
        months = [row["period"] for row in part]
        first = place == 0
        figure.add_scatter(
            x=months,
            y=[_number(row["expected"]) if row["target_year"] == row["period"].year else None for row in part],
            mode="lines",
            name=_("expected"),
            legendgroup="expected",
            showlegend=first,
            line={"color": EXPECTED, "dash": "dot", "width": 2},
        )
        figure.add_scatter(
            x=months,
            y=[_reported(row) for row in part],
            mode="lines+markers",
            name=_("actual"),
            legendgroup="actual",
            showlegend=first,
            line={"color": ACTUAL, "width": 2.5},
            marker={
                "size": 9,
                "symbol": [STATUS_MARKERS[Status(row["status"])] for row in part],
                "color": [STATUS_COLOURS[Status(row["status"])] for row in part],
                "line": {"width": 1, "color": "white"},
            },
            customdata=[_(STATUS_LABELS[Status(row["status"])]) for row in part],
            hovertemplate="%{y} " + unit + " · %{customdata}<extra>" + _("actual") + "</extra>",
        )
    _add_targets(figure, rows)
    if rows and rows[0]["measure"] in (Measure.RATE, Measure.LEVEL):
        # what matters in a share is how it moves, not how far it is from nothing
        figure.update_yaxes(rangemode="normal")
    figure.update_xaxes(dtick="M3", tickformat="%Y-%m", hoverformat="%Y-%m")
    return figure


def _add_targets(figure: go.Figure, rows: Sequence[Row]) -> None:
    """A diamond with its number at the end of each year that has a target of its own."""
    targets = {row["target_year"]: row for row in rows if row["target"] is not None and row["target_year"] == row["period"].year}
    figure.add_scatter(
        x=[f"{year}-12-01" for year in targets],
        y=[_number(row["target"]) for row in targets.values()],
        mode="markers+text",
        name=_("target"),
        text=[number(row["target"], row["decimals"]) for row in targets.values()],
        textposition="top center",
        marker={"symbol": "diamond-tall", "size": 13, "color": TARGET},
        hovertemplate="%{y}<extra>" + _("target") + "</extra>",
        cliponaxis=False,
    )


def by_year(rows: Sequence[Row], *, is_simulated: bool) -> go.Figure:
    """Target and actual of each year side by side; `rows` are status rows at the last month of each year shown."""
    figure = _figure(pick(rows[0], "unit") if rows else "", is_simulated, height=300, barmode="group", hovermode="closest")
    decimals = rows[0]["decimals"] if rows else 0
    years = [str(row["period"].year) for row in rows]
    targets = [_number(row["target"]) if row["target_year"] == row["period"].year else None for row in rows]
    actuals = [_number(row["actual"]) if row["judged_period"].year == row["period"].year else None for row in rows]
    figure.add_bar(
        x=years,
        y=targets,
        name=_("target"),
        marker={"color": "rgba(208,119,43,0.18)", "line": {"color": TARGET, "width": 2}},
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
    return figure


def by_region(rows: Sequence[Row], *, is_simulated: bool) -> go.Figure:
    """Actual of each region as a bar, with its expected value and its own target as marks; best share of its target first."""

    def share(row: Row) -> float:
        return float(row["actual"] or 0) / float(row["target"]) if row["target"] else -1.0

    ordered = sorted(rows, key=share)
    names = [pick(row, "region") for row in ordered]
    figure = _figure("", is_simulated, height=120 + 30 * len(ordered), hovermode="y unified", bargap=0.35)
    figure.add_bar(
        y=names,
        x=[_number(row["actual"]) for row in ordered],
        orientation="h",
        name=_("actual"),
        marker={
            "color": [STATUS_COLOURS[Status(row["status"])] for row in ordered],
            "pattern": {"shape": [STATUS_PATTERNS.get(Status(row["status"]), "") for row in ordered], "size": 5, "solidity": 0.2},
        },
        text=[_(STATUS_LABELS[Status(row["status"])]) for row in ordered],
        textposition="auto",
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
    figure.update_xaxes(title={"text": unit, "standoff": 4})
    return figure
