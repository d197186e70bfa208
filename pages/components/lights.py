"""Rows of lights and shares: what a set of judgements looks like at a glance."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from indicators import summary
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Status
from pages.components.html import MOST, address, chip, link, mark, short_list
from pages.components.selection import View

# The order in which people want to know: what is bad first is what they ask, but counts read from best to worst.
TILES = (
    Status.MET,
    Status.ON_PACE,
    Status.BEHIND,
    Status.FAR_BEHIND,
    Status.MISSED,
    Status.NOT_REPORTED,
    Status.NOT_DUE,
    Status.NO_TARGET,
    Status.NOT_COMPUTABLE,
)


def status_tiles(
    counts: Mapping[Status, int],
    view: View,
    page: str,
    chosen: str = "",
    earlier: Mapping[str, Mapping[Status, int]] | None = None,
    statuses: Sequence[Status] = TILES,
    **kept: str,
) -> str:
    """One tile for each of `statuses` with its count and share; each opens `page` filtered to it.

    `earlier` holds the counts of earlier months under the words that name them; the change since then stands below the share.
    """
    shown = {status: counts[status] for status in statuses}
    shares = summary.shares(shown)
    cells = []
    for status in statuses:
        target = address(page, **view.parameters(), **kept, status=status)
        changes = "".join(
            f'<span class="share">{escape(words)} {_signed(counts[status] - then[status])}</span>'
            for words, then in (earlier or {}).items()
        )
        cells.append(
            f'<a class="tile{" chosen" if status == chosen else ""}" href="{escape(target, quote=True)}" target="_self">'
            f'{chip(status)}<span class="count">{counts[status]}</span><span class="share">{number(shares[status], 1)} %</span>{changes}</a>'
        )
    return f'<div class="tiles">{"".join(cells)}</div>'


def _signed(change: int) -> str:
    """A change of a count with its sign; a sign alone tells no change from none known."""
    return f"+{change}" if change > 0 else f"−{-change}" if change < 0 else "±0"


def light_row(rows: Iterable[Row], view: View) -> str:
    """A light for each row, each leading to its indicator."""
    lights = []
    for row in rows:
        words = f"{pick(row, 'indicator')} · {_(STATUS_LABELS[Status(row['status'])])}"
        target = address("indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"])
        lights.append(f'<a href="{escape(target, quote=True)}" target="_self">{mark(row["status"], words)}</a>')
    return f'<div class="lights">{"".join(lights)}</div>'


def light_key(rows: Iterable[Row]) -> str:
    """What the shapes and colours of a picture of these judgements mean: only those that occur."""
    present = {row["status"] for row in rows}
    return f'<p class="legend">{"".join(chip(status) for status in Status if status in present)}</p>'


def share_bar(counts: Mapping[Status, int]) -> str:
    """Judged and missing targets as one bar, best at the left."""
    shown = [status for status in TILES[:6] if counts[status]]
    words = _(", ").join(f"{_(STATUS_LABELS[status])} {counts[status]}" for status in shown) or _("nothing judged")
    parts = "".join(f'<i class="light-{status}" style="flex:{counts[status]}"></i>' for status in shown)
    return f'<div class="share-bar" role="img" aria-label="{escape(words, quote=True)}" title="{escape(words, quote=True)}">{parts}</div>'


def programme_rows(rows: Sequence[Row], programmes: Sequence[Row], view: View) -> str:
    """Each programme as a row of lights."""
    grouped = summary.group_by(rows, "programme_id")
    lines = []
    for programme in programmes:
        group = grouped.get(programme["programme_id"], [])
        counts = summary.count_statuses(group)
        good, judged = (sum(counts[status] for status in kinds) for kinds in (summary.GOOD, summary.JUDGED))
        name = link(pick(programme, "name"), "programme", **view.parameters(), programme=programme["programme_id"])
        side = _("{good} of {judged} judged are met or on pace", good=good, judged=judged) if judged else _("nothing judged yet")
        lines.append(f'<div class="row"><div>{name}</div>{light_row(group, view)}<div class="side">{escape(side)}</div></div>')
    return f'<div class="rows">{"".join(lines)}</div>'


def last_places(standings: Sequence[summary.Standing], view: View, count: int = 4) -> str:
    """The regions furthest behind, the last one first, each with how much of its own task is met or on pace."""
    ranked = [standing for standing in standings if standing.score is not None and standing.score < 1]
    if not ranked:
        return f'<p class="asof">{escape(_("Every town that is judged is met or on pace in all of its targets."))}</p>'
    items = []
    for standing in sorted(ranked, key=lambda one: (one.score or 0, -one.judged))[: count + MOST]:
        said = _("{good} of {judged} judged are met or on pace", good=standing.good, judged=standing.judged)
        items.append(
            f'<span class="place">{_region_link(standing, view)}<span class="why">{escape(said)}</span></span>{_region_bar(standing, view)}'
        )
    return short_list(items, count, len(ranked))


def ranking_rows(standings: Sequence[summary.Standing], view: View) -> str:
    """Regions in their order with the bar of their lights."""
    lines = []
    for standing in standings:
        place = "–" if standing.rank is None else str(standing.rank)
        side = (
            _("nothing judged")
            if standing.score is None
            else f"{number(standing.score * 100, 1)} % ({standing.good}/{standing.judged})"
        )
        lines.append(
            f'<div class="row"><div><span class="rank">{place}</span>{_region_link(standing, view)}</div>'
            f'{_region_bar(standing, view)}<div class="side">{escape(side)}</div></div>'
        )
    return f'<div class="rows">{"".join(lines)}</div>'


def _region_link(standing: summary.Standing, view: View) -> str:
    return link(pick(standing.region, "region"), "town", **view.parameters(), region=standing.region["region_id"])


def _region_bar(standing: summary.Standing, view: View) -> str:
    """The bar of a region's lights, leading where its name leads; the keyboard needs only one of the two."""
    target = address("town", **view.parameters(), region=standing.region["region_id"])
    return f'<a class="bar" href="{escape(target, quote=True)}" target="_self" tabindex="-1">{share_bar(standing.counts)}</a>'
