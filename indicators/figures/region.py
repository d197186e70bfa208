"""The picture of one region over time: how many targets stand at each light, month by month."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import plotly.graph_objects as go

from indicators.figures.margins import settle
from indicators.figures.style import LAYOUT, MONTH_LINES, SIMULATED_MARK, STATUS_COLOURS, STATUS_PATTERNS, month_axis, unit_mark
from indicators.language import _
from indicators.vocabulary import STATUS_LABELS, Status

SHOWN = (Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.MISSED, Status.NOT_REPORTED)


def lights_by_month(counts: Mapping[date, Mapping[Status, int]], *, is_simulated: bool) -> go.Figure:
    """Stacked bars of the judged and the missing targets of each month; `counts` maps a month to its counts by status."""
    figure = go.Figure(layout=LAYOUT)
    layout: dict[str, Any] = {"barmode": "stack", "height": 300, "bargap": 0.25, "legend_traceorder": "normal"}
    figure.update_layout(**layout)
    for status in SHOWN:
        numbers = [month_counts[status] for month_counts in counts.values()]
        if any(numbers):
            figure.add_bar(
                x=list(counts),
                y=numbers,
                name=_(STATUS_LABELS[status]),
                marker={
                    "color": STATUS_COLOURS[status],
                    "pattern": {"shape": STATUS_PATTERNS.get(status, ""), "size": 6, "solidity": 0.25},
                },
            )
    if is_simulated:
        figure.add_annotation(text=_("simulated data"), **SIMULATED_MARK)
    figure.add_annotation(**unit_mark(_("number of targets")))
    figure.update_xaxes(**month_axis(len(counts)))
    return settle(figure, lines_below=MONTH_LINES)
