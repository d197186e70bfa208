"""What a set of judgements adds up to: counts, shares that make 100 %, ranking, changes. Pure functions over status rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal

from indicators.queries import Row
from indicators.vocabulary import Status

GOOD = (Status.MET, Status.ON_PACE)
BAD = (Status.BEHIND, Status.FAR_BEHIND, Status.MISSED)
JUDGED = (*GOOD, *BAD)
# a part of the territory that answers to nobody alone: shown, never ranked
UNRANKED_KIND = "area"
# from best to worst: to tell what got worse
SEVERITY = {
    status: place for place, status in enumerate((Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.MISSED))
}


# from what needs a hand at once to what needs none
URGENCY = (
    Status.MISSED,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Status.NOT_REPORTED,
    Status.NO_TARGET,
    Status.NOT_COMPUTABLE,
    Status.ON_PACE,
    Status.NOT_DUE,
    Status.MET,
    Status.NO_TASK,
)


def by_urgency(rows: Sequence[Row]) -> list[int]:
    """The places of judgements, the most urgent first: by their light, then by how far they are behind, then as they stand."""
    return sorted(range(len(rows)), key=lambda place: (URGENCY.index(rows[place]["status"]), -(rows[place]["gap_pp"] or 0)))


def count_statuses(rows: Iterable[Row], counted: Mapping[str, int] | None = None) -> dict[Status, int]:
    """How many rows stand at each status, every status named; on top of what is `counted` already."""
    counts = Counter(counted or {})
    counts.update(row["status"] for row in rows)
    return {status: counts[status] for status in Status}


def shares(counts: dict[Status, int]) -> dict[Status, Decimal]:
    """Percentages with one decimal that add to exactly 100.0 (largest remainder); empty counts give zeros."""
    total = sum(counts.values())
    if not total:
        return {status: Decimal("0.0") for status in counts}
    exact = {status: Decimal(count) * 1000 / total for status, count in counts.items()}
    tenths = {status: int(value.to_integral_value(ROUND_FLOOR)) for status, value in exact.items()}
    by_remainder = sorted(counts, key=lambda status: exact[status] - tenths[status], reverse=True)
    for status in by_remainder[: 1000 - sum(tenths.values())]:
        tenths[status] += 1
    return {status: Decimal(value) / 10 for status, value in tenths.items()}


@dataclass(frozen=True)
class Standing:
    """One region in the ranking: `score` = share of its judged targets that are met or on pace, None when none is judged."""

    rank: int | None
    region: Row
    counts: dict[Status, int]
    judged: int
    good: int
    score: Decimal | None


def places(points: Sequence[Decimal | None]) -> list[int]:
    """The places of points that stand best first: equal points share a place, and the places after it are skipped."""
    found: list[int] = []
    for place, one in enumerate(points, 1):
        found.append(found[-1] if found and points[place - 2] == one else place)
    return found


def rank_regions(rows: Iterable[Row]) -> list[Standing]:
    """Regions by the share of judged targets that are met or on pace; equal shares share a rank, and the next ranks are skipped.

    Targets that are not due, not reported, without task or not computable are not judged: nobody is punished for having none.
    Who has nothing judged, and areas that answer to nobody alone, come last without a rank.
    """
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["region_key"]].append(row)
    return rank_counted((group[0], count_statuses(group)) for group in grouped.values())


def rank_counted(regions: Iterable[tuple[Row, dict[Status, int]]]) -> list[Standing]:
    """The same ranking of regions whose lights are counted already."""
    drafts = []
    for region, counts in regions:
        judged, good = sum(counts[status] for status in JUDGED), sum(counts[status] for status in GOOD)
        drafts.append(Standing(None, region, counts, judged, good, Decimal(good) / judged if judged else None))
    ranked = sorted(
        (draft for draft in drafts if _is_ranked(draft)), key=lambda draft: (-(draft.score or 0), draft.region["region_position"])
    )
    ranks = places([draft.score for draft in ranked])
    placed = [replace(draft, rank=rank) for rank, draft in zip(ranks, ranked, strict=True)]
    return placed + [draft for draft in drafts if not _is_ranked(draft)]


def _is_ranked(standing: Standing) -> bool:
    return standing.score is not None and standing.region["region_kind"] != UNRANKED_KIND


def got_worse(before: Iterable[Row], now: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Pairs (before, now) of the same indicator × region whose light fell, worst first."""
    earlier = {(row["indicator_key"], row["region_key"]): row for row in before}
    pairs = []
    for row in now:
        was = earlier.get((row["indicator_key"], row["region_key"]))
        if was and was["status"] in SEVERITY and row["status"] in SEVERITY and SEVERITY[row["status"]] > SEVERITY[was["status"]]:
            pairs.append((was, row))
    return sorted(pairs, key=lambda pair: (-SEVERITY[pair[1]["status"]], -(pair[1]["gap_pp"] or 0)))


def group_by(rows: Iterable[Row], field: str) -> dict[str, list[Row]]:
    """Rows under each value of `field`, in the order they come."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[field]].append(row)
    return dict(groups)
