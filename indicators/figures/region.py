"""The picture of one region over time: how many targets stand at each light, month by month."""

from collections.abc import Mapping
from datetime import date

import plotly.graph_objects as go

from indicators.figures.margins import settle
from indicators.figures.style import MONTH_LINES, STATUS_COLOURS, STATUS_PATTERNS, month_axis, new_figure
from indicators.language import _
from indicators.vocabulary import STATUS_LABELS, Status

SHOWN = (Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.MISSED, Status.NOT_REPORTED)


def lights_by_month(counts: Mapping[date, Mapping[Status, int]], *, is_simulated: bool) -> go.Figure:
    """Stacked bars of the judged and the missing targets of each month; `counts` maps a month to its counts by status."""
    layout = {"barmode": "stack", "height": 300, "bargap": 0.25, "legend_traceorder": "normal"}
    figure = new_figure(_("number of targets"), is_simulated=is_simulated, **layout)
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
    figure.update_xaxes(**month_axis(len(counts)))
    return settle(figure, lines_below=MONTH_LINES)
