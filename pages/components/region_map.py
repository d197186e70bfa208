"""Regions where they lie: tiles of the pack's grid, or its outlines; each with its shape, its number and its words."""

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

from indicators.language import _, pick
from indicators.numbers import NOTHING, number, percent
from indicators.queries import Row
from indicators.region_map import Outline, Tile, outlines, tiles
from indicators.vocabulary import STATUS_LABELS, Status
from pages.components.compare_filters import Sight
from pages.components.frame import is_simulated
from pages.components.heatmap import cell_words
from pages.components.html import address, chip, shape
from pages.components.selection import View

WIDTH, HEIGHT, BETWEEN = 78, 64, 5  # of a tile
MAP_WIDTH = 640
SPREAD = 1.3  # where there is room
LINE, SMALL_LINE, LONG = 14, 11, 10  # a name with a longer line is written smaller
STATUS_TINT, FULL_TINT = 0.16, 0.45  # the second: the share of all targets; a smaller one is that much paler


def region_map(sight: Sight, shapes: Sequence[Row], view: View) -> str:
    """The picture of all regions of the level, and in words those that have no place on it; outlines where the pack has them."""
    regions = (*sight.regions, *sight.idle)
    drawn, height = outlines({row["region_key"]: row["geometry"] for row in shapes}, MAP_WIDTH)
    known = {row["region_key"]: row for row in regions}
    if any(key in drawn for key in known):
        placed, size = set(drawn) & set(known), (float(MAP_WIDTH), height)
        body = "".join(_area(known[key], drawn[key], sight, view) for key in sorted(placed))
    else:
        grid = tiles(regions)
        placed, size = {tile.region["region_key"] for tile in grid}, _size(grid)
        body = "".join(_tile(tile, sight, view) for tile in grid)
    if not placed:
        return ""
    label = _("Map of {count} regions: {measure}", count=len(placed), measure=measure_words(sight))
    nowhere = [pick(row, "name") for row in regions if row["region_key"] not in placed]
    words = _("Without a place on the map: {names}", names=_(", ").join(nowhere))
    note = f'<p class="asof">{escape(words)}</p>' if nowhere else ""
    return (
        f'<figure class="regions"><svg viewBox="-2 -2 {size[0] + 4:.0f} {size[1] + 4:.0f}" role="group" style="max-width:{size[0] * SPREAD:.0f}px" '
        f'aria-label="{escape(label, quote=True)}">{body}</svg>{_legend(sight)}'
        f"{note}</figure>"
    )


def measure_words(sight: Sight) -> str:
    """What the regions are compared by."""
    return _("share of targets met or on pace") if sight.indicator is None else pick(sight.indicator, "name")


def idle_regions(sight: Sight) -> str:
    """The regions that the table leaves out, by name."""
    words = _("Without a task of their own: {names}", names=_(", ").join(pick(row, "name") for row in sight.idle))
    return f'<p class="asof idle">{escape(words)}</p>'


def _size(grid: Sequence[Tile]) -> tuple[float, float]:
    columns, rows = max((tile.column for tile in grid), default=0) + 1, max((tile.row for tile in grid), default=0) + 1
    return columns * (WIDTH + BETWEEN) - BETWEEN, rows * (HEIGHT + BETWEEN) - BETWEEN


def _tile(tile: Tile, sight: Sight, view: View) -> str:
    left, top = tile.column * (WIDTH + BETWEEN), tile.row * (HEIGHT + BETWEEN)

    def box(attributes: str) -> str:
        return f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="5" {attributes}/>'

    return _region(tile.region, (left + WIDTH / 2, top + HEIGHT / 2), box, sight, view)


def _area(region: Row, outline: Outline, sight: Sight, view: View) -> str:
    return _region(
        region,
        (outline.x, outline.y),
        lambda attributes: f'<path d="{outline.path}" fill-rule="evenodd" {attributes}/>',
        sight,
        view,
    )


class Said(NamedTuple):
    """What a region shows: its words, the class of its colour and the depth of it, its shape and its number."""

    words: str
    light: str
    tint: float
    sign: str
    figure: str


def _region(region: Row, middle: tuple[float, float], drawn: Callable[[str], str], sight: Sight, view: View) -> str:
    """One region: its area tinted, its name, its shape and number; a link whose name says the same."""
    said = _said(region, sight)
    query = view.parameters() | {"region": region["region_id"]}
    indicator = sight.indicator
    target = address("indicator", **query, indicator=indicator["indicator_id"]) if indicator else address("town", **query)
    words = escape(said.words, quote=True)
    ground = drawn(f'class="place" fill-opacity="{said.tint:.2f}"')
    return (
        f'<a href="{escape(target, quote=True)}" target="_self"><title>{words}</title>'
        f'<g class="{said.light}">{ground}{_label(_wrapped(pick(region, "name")), said, *middle)}</g></a>'
    )


def _label(lines: Sequence[str], said: Said, x: float, y: float) -> str:
    """Name, shape and number around the middle of a region."""
    is_long = len(lines) > 2 or any(len(line) > LONG for line in lines)
    height, size = (SMALL_LINE, "small") if is_long else (LINE, "name")
    first = y - height * (len(lines) - 1) / 2 - 5
    below = first + height * len(lines) + 3
    name = "".join(
        f'<text x="{x:.1f}" y="{first + height * place:.1f}" class="{size}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    sign, aside = "", 0
    if said.sign:
        sign, aside = (
            f'<g transform="translate({x - 7 - 3.6 * len(said.figure):.1f} {below - 10:.1f}) scale(.72)">{said.sign}</g>',
            6,
        )
    return f'{sign}<g class="ink">{name}<text x="{x + aside:.1f}" y="{below:.1f}" class="value">{escape(said.figure)}</text></g>'


def _said(region: Row, sight: Sight) -> Said:
    name, score = pick(region, "name"), sight.shares[region["region_key"]]
    if sight.indicator is not None:
        cell = sight.cells.get(region["region_key"])
        if cell is None:
            return Said(f"{name} · {_(STATUS_LABELS[Status.NO_TASK])}", "light-no_task", 0, "", NOTHING)
        words, figure = cell_words(cell, sight.indicator, region), number(cell["actual"], sight.indicator["decimals"])
        tint = 0 if cell["status"] == Status.NO_TASK else STATUS_TINT
        return Said(words, f"light-{cell['status']}", tint, shape(cell["status"]), figure)
    if score.points is None:
        return Said(f"{name} · {_('nothing judged')}", "light-no_task", 0, "", NOTHING)
    words = _("{good} of {judged} judged are met or on pace", good=score.totals.good, judged=score.totals.counted)
    share = percent(score.points)
    return Said(f"{name} · {share} · {words}", "depth", float(score.points) / 100 * FULL_TINT, "", percent(score.points, 0))


def _wrapped(name: str) -> list[str]:
    """A name in lines that fit into a tile: Chinese by its signs, other writing by its words."""
    if any("\u4e00" <= sign <= "\u9fff" for sign in name):
        lines = -(-len(name) // 5)
        width = -(-len(name) // lines)
        return [name[start : start + width] for start in range(0, len(name), width)]
    found = [""]
    for word in name.split():
        if found[-1] and len(found[-1]) + 1 + len(word) > 12:
            found.append("")
        found[-1] = f"{found[-1]} {word}".strip()
    return found


def _legend(sight: Sight) -> str:
    """What colours and shapes mean, and that figures are simulated where they are."""
    mark = f'<span class="simulated">{escape(_("simulated data"))}</span>' if is_simulated() else ""
    if sight.indicator is None:
        words = _("the deeper, the greater the share; a dash: nothing judged")
        return f'<figcaption class="asof"><span>{escape(words)}</span>{mark}</figcaption>'
    shown = [status for status in Status if any(cell["status"] == status for cell in sight.cells.values())]
    unit = f"<span>{escape(pick(sight.indicator, 'unit'))}</span>"
    return f'<figcaption class="asof">{"".join(map(chip, shown))}{unit}{mark}</figcaption>'
