"""What is compared: which regions of the tree, by what, in which order."""

from dataclasses import dataclass

from indicators import queries
from indicators.comparison import SHARE, below, best_first, best_first_by_cell, levels_below, scores
from indicators.language import _, pick
from indicators.queries import Row
from indicators.scoring import Score, Unranked
from pages.components.data import ask
from pages.components.selection import View, choose, filter_row, options_of

BY_SHARE = "share"
BY_POSITION, BEST_FIRST = "position", "best"


@dataclass(frozen=True)
class Sight:
    """What a person chose to compare: the regions below `within`, in order, and what they are coloured by (None: by share)."""

    within: Row
    regions: tuple[Row, ...]
    idle: tuple[Row, ...]  # regions without any task of their own
    indicators: tuple[Row, ...]
    indicator: Row | None
    shares: dict[int, Score]
    cells: dict[int, Row]  # of `indicator`

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of all regions of the level."""
        return tuple(sorted(row["region_key"] for row in (*self.regions, *self.idle)))


def choose_sight(view: View) -> Sight:
    """The choices that the tree of regions leaves, side by side; a plan with one level of towns is not asked for any."""
    regions = ask(queries.regions, view.plan_id)
    with filter_row("compare"):
        within, level = _choose_level(view, regions)
        chosen = below(regions, within["region_key"], level)
        keys = tuple(sorted(row["region_key"] for row in chosen))
        indicators = ask(queries.broken_down, view.plan_id, keys)
        names = {BY_SHARE: _("share of targets met or on pace")} | options_of(
            indicators, "indicator_id", lambda row: f"{pick(row, 'programme')} · {pick(row, 'name')}"
        )
        measure = choose("measure", _("Compare by"), names, BY_SHARE)
        labels = {BY_POSITION: _("order of the plan"), BEST_FIRST: _("best first")}
        order = choose("order", _("Order of regions"), labels, BY_POSITION, widget="segments")
    shares = {score.region_key: score for score in ask(scores, view.plan_id, view.period, SHARE.scheme_id, keys)}
    indicator = next((row for row in indicators if row["indicator_id"] == measure), None)
    cells = _cells_of(view, keys, indicator)
    busy = tuple(row for row in chosen if shares[row["region_key"]].unranked != Unranked.NO_TASK)
    if order == BEST_FIRST:
        busy = best_first(busy, shares) if indicator is None else best_first_by_cell(busy, cells)
    idle = tuple(row for row in chosen if shares[row["region_key"]].unranked == Unranked.NO_TASK)
    return Sight(within, busy, idle, indicators, indicator, shares, cells)


def _choose_level(view: View, regions: tuple[Row, ...]) -> tuple[Row, int]:
    """The region whose parts are compared, and the level of those parts."""
    parents = {row["parent_key"] for row in regions}
    root = next(row for row in regions if row["region_key"] == view.root_key)
    inner = [row for row in regions if row["region_key"] in parents] or [root]
    within = root
    if len(inner) > 1:
        chosen = choose("within", _("Regions of"), options_of(inner, "region_id", lambda row: pick(row, "name")), root["region_id"])
        within = next(row for row in inner if row["region_id"] == chosen)
    levels = levels_below(regions, within)
    level = within["level"] + 1
    if len(levels) > 1:
        words = {str(one): _("level {level}: {count} regions", level=one, count=count) for one, count in levels.items()}
        level = int(choose("level", _("Level"), words, str(level)))
    return within, level


def _cells_of(view: View, keys: tuple[int, ...], indicator: Row | None) -> dict[int, Row]:
    if indicator is None:
        return {}
    rows = ask(queries.compare_cells, view.plan_id, (view.period,), keys, (indicator["indicator_key"],))
    return {row["region_key"]: row for row in rows}
