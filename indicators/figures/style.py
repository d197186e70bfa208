"""One look for every figure: colours with meaning only for status, thin lines, no decoration."""

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
# a missing report is hatched, so that its grey cannot pass for a judgement
STATUS_PATTERNS = {Status.NOT_REPORTED: "/"}
ACTUAL = "#0f6e74"
EXPECTED = "#8793a0"
TARGET = "#d0772b"
ALLOWED = "rgba(135,147,160,0.12)"
TARGET_SIDE = "rgba(208,119,43,0.07)"
FORECAST = "#9468a5"
FORECAST_BAND = "rgba(148,104,165,0.2)"
NOTED = "#66727e"
GRID = "rgba(128,140,152,0.18)"
FONTS = "'Source Sans', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"

LAYOUT = {
    "font": {"family": FONTS, "size": 13},
    "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "hovermode": "x unified",
    "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "xanchor": "left", "x": 0},
    "xaxis": {"gridcolor": GRID, "zeroline": False, "automargin": True},
    "yaxis": {"gridcolor": GRID, "zeroline": False, "automargin": True, "rangemode": "tozero"},
    "dragmode": False,
}
SIMULATED_MARK = {
    "xref": "paper",
    "yref": "paper",
    "x": 0.5,
    "y": 0.5,
    "showarrow": False,
    "font": {"size": 34, "color": "rgba(128,140,152,0.22)"},
    "textangle": -18,
}
