"""What is drawn around the lines of an indicator: the target's side, the forecast, and marks for what is to be noted."""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go

from indicators.figures.style import FORECAST, FORECAST_BAND, NOTED, TARGET, TARGET_SIDE
from indicators.forecast import Forecast
from indicators.grain import note_words
from indicators.language import N_, _
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import Basis, Direction, Measure

NOTE_MARKS = {
    "late": (N_("late"), "circle-open", 13),
    "corrected": (N_("corrected"), "square-open", 14),
    "explained": (N_("explained"), "diamond-open", 16),
}


def own_targets(rows: Sequence[Row]) -> dict[int, Row]:
    """For each year that has a target of its own, the last row that is judged by it."""
    return {row["target_year"]: row for row in rows if row["target"] is not None and row["target_year"] == row["period"].year}


def is_allocated(row: Row) -> bool:
    """Whether the target was broken down to the region rather than read in the plan."""
    return bool(row["is_simulated_target"] or row["basis"] == Basis.ALLOCATED)


def add_targets(figure: go.Figure, rows: Sequence[Row], *, is_disputed: bool) -> None:
    """A step as long as each target's year, and a diamond with its number at the year's end: hollow when it was allocated."""
    targets = own_targets(rows)
    figure.add_scatter(
        x=[month for year in targets for month in (f"{year}-01-01", f"{year}-12-01", None)],
        y=[value for row in targets.values() for value in (float(row["target"]), float(row["target"]), None)],
        mode="lines",
        line={"color": TARGET, "width": 1},
        showlegend=False,
        hoverinfo="skip",
    )
    flag = " ⚑" if is_disputed else ""
    words = [
        " · ".join(
            word
            for word, applies in ((_("allocated"), is_allocated(row)), (_("the plan contradicts itself here"), is_disputed))
            if applies
        )
        for row in targets.values()
    ]
    figure.add_scatter(
        x=[f"{year}-12-01" for year in targets],
        y=[float(row["target"]) for row in targets.values()],
        mode="markers+text",
        name=_("target"),
        text=[number(row["target"], row["decimals"]) + flag for row in targets.values()],
        textposition="top center",
        marker={
            "symbol": ["diamond-tall-open" if is_allocated(row) else "diamond-tall" for row in targets.values()],
            "size": 13,
            "color": TARGET,
            "line": {"width": 2, "color": TARGET},
        },
        customdata=words,
        hovertemplate="%{y} %{customdata}<extra>" + _("target") + "</extra>",
        cliponaxis=False,
    )


def add_target_side(figure: go.Figure, rows: Sequence[Row]) -> None:
    """Shades, for percentages and measured states, the side of each year's target on which it holds."""
    if not rows or rows[0]["measure"] not in (Measure.RATE, Measure.LEVEL):
        return
    values = [float(row[field]) for row in rows for field in ("actual", "target") if row[field] is not None]
    for year, row in own_targets(rows).items():
        higher = row["direction"] == Direction.HIGHER
        edge = (100.0 if row["is_percent"] and max(values) <= 100 else max(values) * 2) if higher else 0.0
        figure.add_shape(
            type="rect",
            x0=f"{year}-01-01",
            x1=f"{year}-12-01",
            y0=float(row["target"]),
            y1=edge,
            fillcolor=TARGET_SIDE,
            line={"width": 0},
            layer="below",
        )


def add_forecast(figure: go.Figure, found: Forecast) -> None:
    """The rest of the year as a dashed line in a band, from the last reported month on."""
    months = [found.last_period, *found.periods]
    low, high = ([found.last_value, *bound] for bound in (found.low, found.high))
    figure.add_scatter(
        x=[*months, *reversed(months)],
        y=[*high, *reversed(low)],
        mode="lines",
        fill="toself",
        fillcolor=FORECAST_BAND,
        line={"width": 0},
        name=_("forecast, probable range"),
        meta="forecast",
        showlegend=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=months,
        y=[found.last_value, *found.middle],
        mode="lines",
        name=_("forecast"),
        meta="forecast",
        showlegend=False,
        line={"color": FORECAST, "dash": "dash", "width": 2},
        customdata=[f"{lower:,.4g} – {upper:,.4g}" for lower, upper in zip(low, high, strict=True)],
        hovertemplate="%{y:,.4g} (%{customdata})<extra>" + _("forecast") + "</extra>",
    )
    # beside the line, where neither the target's number nor the latest figure stands
    middle = len(months) // 2
    figure.add_annotation(
        x=months[middle].isoformat(),
        y=[found.last_value, *found.high][middle],
        text=_("forecast"),
        showarrow=False,
        yanchor="bottom",
        yshift=6,
        font={"color": FORECAST, "size": 13},
    )


def add_notes(figure: go.Figure, rows: Sequence[Row], notes: Mapping[date, Row]) -> None:
    """A hollow mark around every figure that came late, was corrected or carries an explanation; words on hover."""
    shown = {row["period"]: float(row["actual"]) for row in rows if row["actual"] is not None and row["period"] in notes}
    for field, (word, symbol, size) in NOTE_MARKS.items():
        months = [month for month in shown if notes[month][field]]
        if months:
            figure.add_scatter(
                x=months,
                y=[shown[month] for month in months],
                mode="markers",
                name=_(word),
                marker={"symbol": symbol, "size": size, "color": NOTED, "line": {"width": 1, "color": NOTED}},
                customdata=[" · ".join(note_words(notes[month])) for month in months],
                hovertemplate="%{customdata}<extra>" + _(word) + "</extra>",
            )
