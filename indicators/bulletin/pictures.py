"""Charts of a bulletin as PNG, drawn without a browser; none at all rather than one whose characters no font on this machine has."""

import io
import threading
from contextlib import suppress
from functools import cache
from typing import Any

from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Patch

from indicators.bulletin.content import StatusBars
from indicators.figures.style import STATUS_COLOURS, STATUS_PATTERNS
from indicators.language import _
from indicators.vocabulary import STATUS_LABELS, Status

# the first that has every character wins; any other font of the machine comes after them
PREFERRED = ("Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
WIDTH, BAR_HEIGHT, FRAME_HEIGHT, DPI = 6.1, 0.27, 0.75, 200  # inches, dots per inch
INK, PALE = "#333333", "#8a8a8a"
_drawing = threading.Lock()  # the library keeps fonts and settings for the whole process


class NoFont(Exception):
    """No font on this machine has the characters of the chart."""


def draw(bars: StatusBars, mark: str = "") -> bytes:
    """The chart as PNG, in the current language, with `mark` across it. Raises NoFont."""
    shown = [status for status in Status if any(counts.get(status) for _label, counts in bars.bars)]
    words = {status: _(STATUS_LABELS[status]) for status in shown}
    font = find_font("".join(sorted(set("".join((mark, *words.values(), *(label for label, _counts in bars.bars)))))))
    with _drawing:
        figure = Figure(figsize=(WIDTH, FRAME_HEIGHT + BAR_HEIGHT * len(bars.bars)), layout="constrained")
        FigureCanvasAgg(figure)
        _fill(figure, bars, shown, font)
        handles = [Patch(label=words[status], **_look(status)) for status in shown]
        figure.legend(
            handles=handles, loc="outside upper left", ncols=len(shown), frameon=False, prop=_sized(font, 8), handlelength=1.1
        )
        if mark:
            figure.text(
                0.5, 0.45, mark, fontproperties=_sized(font, 26), color=PALE, alpha=0.35, rotation=18, ha="center", va="center"
            )
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()


def _fill(figure: Figure, bars: StatusBars, shown: list[Status], font: FontProperties) -> None:
    axes = figure.add_subplot()
    places = range(len(bars.bars))
    left = [0] * len(bars.bars)
    for status in shown:
        counts = [counts.get(status, 0) for _label, counts in bars.bars]
        drawn = axes.barh(places, counts, 0.72, left, **_look(status))
        labels = [str(count) if count else "" for count in counts]
        colour = INK if status in STATUS_PATTERNS else "white"
        axes.bar_label(drawn, labels, label_type="center", fontproperties=_sized(font, 7), color=colour)
        left = [before + count for before, count in zip(left, counts, strict=True)]
    axes.set_yticks(places, [label for label, _counts in bars.bars], fontproperties=_sized(font, 8), color=INK)
    axes.set_ylim(len(bars.bars) - 0.5, -0.5)
    axes.set_xlim(0, (max(left, default=0) or 1) * 1.01)  # room for the last edge
    axes.xaxis.set_visible(False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _look(status: Status) -> dict[str, Any]:
    """The fill of a status; a missing report is hatched, so that its grey cannot pass for a judgement."""
    colour = STATUS_COLOURS[status]
    if status in STATUS_PATTERNS:
        return {"facecolor": "white", "edgecolor": colour, "hatch": STATUS_PATTERNS[status] * 4, "linewidth": 0.6}
    return {"facecolor": colour, "edgecolor": "white", "linewidth": 0.6}


def _sized(font: FontProperties, size: float) -> FontProperties:
    sized = font.copy()
    sized.set_size(size)
    return sized


@cache
def installed_fonts() -> frozenset[str]:
    """The names of all fonts, those too that were installed after the library wrote its own list."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for file in set(font_manager.findSystemFonts()) - known:
        with suppress(OSError, RuntimeError):  # a file that is no font after all
            font_manager.fontManager.addfont(file)
    return frozenset(entry.name for entry in font_manager.fontManager.ttflist)


@cache
def find_font(characters: str) -> FontProperties:
    """A font of this machine that has all of `characters`. Raises NoFont."""
    known = installed_fonts()
    for name in (*(name for name in PREFERRED if name in known), *sorted(known - set(PREFERRED))):
        properties = FontProperties(family=[name])
        face = font_manager.get_font(font_manager.findfont(properties))
        if all(face.get_char_index(ord(character)) for character in characters):
            return properties
    raise NoFont(_("No font on this machine has the characters of the chart; install a Chinese font."))
