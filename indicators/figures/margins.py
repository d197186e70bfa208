"""Margins that are known before a figure is drawn: a browser that has to find them out draws it again and again, and a click waits."""

import math
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import plotly.graph_objects as go

# pixels, at the size of letters that LAYOUT sets
_LETTER, _WIDE_LETTER, _LINE = 7.4, 13.0, 22
_LEGEND_LINE, _LEGEND_EDGE = 19, 10  # both edges
_KEY = 44  # a legend's sign beside its word, and the gap to the next
_PHONE = 320  # the narrowest legend
_GAP, _RIGHT, _UNIT, _PAD = 10, 30, 24, 6


def settle(figure: go.Figure, *, lines_below: int) -> go.Figure:
    """The figure, its margins fixed to what stands around its plot: labels to the left, a legend and the unit's line above, `lines_below` below.

    The legend may take as many lines as it needs on a phone. The figure must have a height.
    """
    stands_on_plot = ("paper", 1, "bottom")
    unit = _UNIT if any((mark.yref, mark.y, mark.yanchor) == stands_on_plot for mark in figure.layout.annotations) else _GAP
    lines = _legend_lines(figure)
    top = unit + (_LEGEND_LINE * lines + _LEGEND_EDGE if lines else 0)
    below = _LINE * lines_below + _GAP
    left = max((text_width(label) for label in _labels_beside(figure)), default=0) + _GAP + _PAD
    inside = figure.layout.height - top - below
    figure.update_layout(
        margin={"l": left, "r": _RIGHT, "t": top, "b": below, "pad": _PAD, "autoexpand": False}, legend_y=1 + unit / inside
    )
    return figure


def text_width(text: str) -> int:
    """How many pixels wide `text` is at most, in the letters of a figure; a Chinese one, or a sign of its font, is as wide as two others."""
    return math.ceil(sum(_WIDE_LETTER if east_asian_width(letter) in "WFA" else _LETTER for letter in text))


def _legend_lines(figure: go.Figure) -> int:
    """The lines of the legend on a phone: words that do not fit into one stand in columns as wide as the widest."""
    widths = [text_width(trace.name or "") + _KEY for trace in figure.data if trace.showlegend is not False]
    if sum(widths) <= _PHONE:
        return min(1, len(widths))
    return math.ceil(len(widths) / max(1, _PHONE // max(widths)))


def _labels_beside(figure: go.Figure) -> Iterator[str]:
    """What stands to the left of the plot: names, or the numbers of a scale."""
    if figure.layout.yaxis.ticktext:
        yield from figure.layout.yaxis.ticktext
        return
    values = list(_heights(figure))
    if values:
        low, high = min(0, *values), max(0, *values)
        # the steps of a scale are ten or fewer
        places = max(0, -math.floor(math.log10((high - low) / 10))) if high > low else 0
        yield from (f"{value:,.{places}f}" for value in (low, high * 1.1))


def _heights(figure: go.Figure) -> Iterator[float]:
    """Every number that is drawn along the scale; bars that are stacked count together."""
    drawn: list[Iterable[float | None]] = [trace.y for trace in figure.data if trace.y is not None]
    if figure.layout.barmode == "stack":
        drawn = [[sum(value or 0 for value in column)] for column in zip(*drawn, strict=False)]
    for values in drawn:
        yield from (float(value) for value in values if value is not None)
