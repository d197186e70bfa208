"""One look for every figure: colours with meaning only for status, thin lines, no decoration."""

from typing import Any

import plotly.graph_objects as go

from indicators.language import _, current_language
from indicators.vocabulary import Status

# Colour-blind safe (blue-green, amber, vermilion), and never alone: every status has its marker and its word.
STATUS_COLOURS = {
    Status.MET: "#1a7f64",
    Status.ON_PACE: "#4aa58a",
    Status.BEHIND: "#c98a14",
    Status.FAR_BEHIND: "#c2452d",
    Status.MISSED: "#8f1d14",
    Status.NOT_DUE: "#98a2ad",
    Status.NOT_REPORTED: "#98a2ad",
    Status.NO_TASK: "#c9cfd6",
    Status.NO_TARGET: "#4b78b8",
    Status.NOT_COMPUTABLE: "#4b78b8",
}
STATUS_MARKERS = {
    Status.MET: "circle",
    Status.ON_PACE: "circle",
    Status.BEHIND: "triangle-up",
    Status.FAR_BEHIND: "diamond",
    Status.MISSED: "square",
    Status.NOT_DUE: "circle-open",
    Status.NOT_REPORTED: "x-thin-open",
    Status.NO_TASK: "line-ew-open",
    Status.NO_TARGET: "diamond-open",
    Status.NOT_COMPUTABLE: "hexagon-open",
}
# where a figure writes a light as a letter, beside a name
STATUS_SIGNS = {
    Status.MET: "✓",
    Status.ON_PACE: "●",
    Status.BEHIND: "▲",
    Status.FAR_BEHIND: "◆",
    Status.MISSED: "■",
    Status.NOT_DUE: "○",
    Status.NOT_REPORTED: "⊘",
    Status.NO_TASK: "–",
    Status.NO_TARGET: "◇",
    Status.NOT_COMPUTABLE: "⊖",
}
# a missing report is hatched, so that its grey cannot pass for a judgement
STATUS_PATTERNS = {Status.NOT_REPORTED: "/"}
ACTUAL = "#0f6e74"
EXPECTED = "#8793a0"
# what is planned is grey, what is done and what follows from it is teal: only lights have colours of their own
TARGET = "#56646e"
TARGET_FILL = "rgba(86,100,110,0.12)"
ALLOWED = "rgba(135,147,160,0.12)"
TARGET_SIDE = "rgba(86,100,110,0.07)"
FORECAST = "#3f8b8f"
FORECAST_BAND = "rgba(63,139,143,0.18)"
NOTED = "#66727e"
GRID = "rgba(128,140,152,0.18)"
FONTS = "'Source Sans', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"

NUMBERS = ",~f"  # thousands parted, no zeros at the end

INK, QUIET, PAPER, RULE = "#1c2b30", "#55636a", "#ffffff", "#ddd7cb"  # the stylesheet turns them where the page is dark

_SMALL = {"color": QUIET, "size": 12}
_AXIS = {"gridcolor": GRID, "zeroline": False, "tickfont": _SMALL, "title": {"font": _SMALL}}
_LAYOUT = {
    "font": {"family": FONTS, "size": 13, "color": INK},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "hovermode": "x unified",
    "hoverlabel": {"bgcolor": PAPER, "bordercolor": RULE, "font": {"color": INK, "size": 12}},
    "legend": {"orientation": "h", "yanchor": "bottom", "xanchor": "left", "x": 0, "font": {"size": 12}},
    "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": "#8793a0", "activecolor": "#0f6e74"},
    "xaxis": {**_AXIS, "showgrid": False},
    "yaxis": {**_AXIS, "rangemode": "tozero", "tickformat": NUMBERS},
    "dragmode": False,
    # It never changes: a figure with other data is another one. A browser that learns its width late then leaves what it has drawn.
    "datarevision": 1,
}
_SIMULATED_MARK = {
    "xref": "paper",
    "yref": "paper",
    "x": 0.5,
    "y": 0.5,
    "showarrow": False,
    "font": {"size": 34, "color": "rgba(128,140,152,0.22)"},
    "textangle": -18,
}
# what lies above the plot: the unit, instead of standing beside its axis
_ABOVE_MARK = {
    "xref": "paper",
    "yref": "paper",
    "x": 0,
    "y": 1,
    "xanchor": "left",
    "yanchor": "bottom",
    "yshift": 4,
    "showarrow": False,
    "font": _SMALL,
}
_MONTH_TICKS = {"zh": ("%-m月\n%Y年", "%Y年%-m月"), "en": ("%b\n%Y", "%b %Y")}
LONG = 24  # more months than this are labelled every half year


MONTH_LINES = 2


def month_axis(months: int) -> dict[str, Any]:
    """The settings of a time axis over so many months: ticks that are months, the year below the first tick of each."""
    tick, hover = _MONTH_TICKS[current_language()]
    return {"dtick": "M6" if months > LONG else "M3", "tickformat": tick, "hoverformat": hover, "tickangle": 0}


def new_figure(unit: str = "", *, is_simulated: bool, **layout: Any) -> go.Figure:
    """A figure with nothing in it but the look of all: the unit of the values above their axis, and whether they are simulated.

    That stands beside the unit as well as across the plot, where bars may hide it: a saved picture says it by itself.

    It has no template, of which a browser would think at each look that it is another one, and draw everything again.
    """
    figure = go.Figure(layout=_LAYOUT | layout)
    figure.layout.pop("template")
    simulated = _("simulated data") if is_simulated else ""
    if above := " · ".join(part for part in (unit, simulated and f"<b>{simulated}</b>") if part):
        figure.add_annotation(text=above, **_ABOVE_MARK)
    if simulated:
        figure.add_annotation(text=simulated, **_SIMULATED_MARK)
    return figure
