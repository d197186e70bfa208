"""The picture of deadlines: how many works fall due in each month, and what has become of them."""

from collections.abc import Iterable
from datetime import date

import plotly.graph_objects as go

from indicators.figures.margins import settle
from indicators.figures.style import LONG, MONTH_LINES, NOTED, STATUS_COLOURS, STATUS_PATTERNS, month_axis, new_figure
from indicators.language import _
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS
from indicators.works import BOARD, by_deadline


def deadlines(works: Iterable[Row], period: date, *, is_simulated: bool) -> go.Figure:
    """Stacked bars of the works due in each month by status, with a line after the month shown."""
    months = by_deadline(works)
    figure = new_figure(is_simulated=is_simulated, barmode="stack", height=300, bargap=0.2)
    for status in BOARD:
        numbers = [counts[status] for counts in months.values()]
        if any(numbers):
            figure.add_bar(
                x=list(months),
                y=numbers,
                name=_(STATUS_LABELS[status]),
                marker={
                    "color": STATUS_COLOURS[status],
                    "pattern": {"shape": STATUS_PATTERNS.get(status, ""), "size": 6, "solidity": 0.25},
                },
                # one month wide, however few months there are
                width=26 * 24 * 3600 * 1000,
            )
    # bars stand in the middle of the first of their month: half a month later the line parts what is due from what is to come
    line = date(period.year, period.month, 16).isoformat()
    figure.add_shape(type="line", x0=line, x1=line, y0=0, y1=1, yref="paper", line={"color": NOTED, "dash": "dash", "width": 1.5})
    figure.add_annotation(
        x=line, y=1, yref="paper", text=_("now"), showarrow=False, xanchor="left", yanchor="top", font={"color": NOTED}
    )
    # whole years: a single month would fill the picture and repeat its own name
    years = [month.year for month in (*months, period)]
    shown = [date(min(years) - 1, 12, 10).isoformat(), date(max(years), 12, 31).isoformat()]
    figure.update_xaxes(range=shown, **month_axis(LONG + 1))
    return settle(figure, lines_below=MONTH_LINES)
