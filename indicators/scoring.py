"""How regions are ranked: points from their own judged targets, from their place, or taken off for a stated fault.

Pure functions over rows; every number an exact decimal. A scheme is stated by the plan's pack.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.language import N_
from indicators.queries import Row
from indicators.summary import BAD, JUDGED, UNRANKED_KIND, places
from indicators.vocabulary import Frequency, SchemeKind, Status, TaskState, Unreported

WHOLE = Decimal(100)
_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.ANNUAL: 12}


@dataclass(frozen=True)
class Scheme:
    """One way of ranking; `row` is the pack's own row (names, notes, sources) for those who show it.

    `full_points` None: the document does not say how much full marks are. An empty scope means every target.
    """

    scheme_id: str
    kind: SchemeKind
    full_points: Decimal | None
    step_points: Decimal
    based_on: str | None
    unreported: Unreported
    indicator_keys: frozenset[int]
    programme_ids: frozenset[str]
    weights: Mapping[int, Decimal]
    frequency: Frequency | None
    fact_indicator_key: int | None
    fact_task_ids: frozenset[str]
    row: Row

    @property
    def has_facts(self) -> bool:
        """Whether the pack names what a deduction is read from."""
        return self.fact_indicator_key is not None or bool(self.fact_task_ids)


def scheme_of(row: Row) -> Scheme:
    """The scheme that a row of the question `scoring_schemes` states."""
    return Scheme(
        scheme_id=row["scheme_id"],
        kind=SchemeKind(row["kind"]),
        full_points=row["full_points"],
        step_points=row["step_points"] or Decimal(0),
        based_on=row["based_on_scheme_id"],
        unreported=Unreported(row["unreported"] or Unreported.LEFT_OUT),
        indicator_keys=frozenset(row["indicator_keys"]),
        programme_ids=frozenset(row["programme_ids"]),
        weights=dict(zip(row["weight_keys"], row["weights"], strict=True)),
        frequency=None if row["frequency"] is None else Frequency(row["frequency"]),
        fact_indicator_key=row["fact_indicator_key"],
        fact_task_ids=frozenset(row["fact_task_ids"]),
        row=row,
    )


@dataclass(frozen=True)
class Part:
    """One thing a score is made of: a target (`indicator_key`), or a fault looked for at the end of `period`.

    `points` are in percent for a target, else as they are added; None = nothing known, so nothing counted.
    """

    points: Decimal | None
    period: date
    weight: Decimal = Decimal(1)
    indicator_key: int | None = None
    status: Status | None = None
    gap_pp: Decimal | None = None


@dataclass(frozen=True)
class Totals:
    """What the parts of one region add up to: `earned` = Σ points × weight over the `counted` ones.

    `good` targets are met or on pace; `missing` are reports or facts that are not there; `tasks` are all but those without task.
    """

    earned: Decimal | None
    weight: Decimal | None
    counted: int
    good: int
    missing: int
    tasks: int


NO_PARTS = Totals(None, None, 0, 0, 0, 0)


class Unranked(StrEnum):
    """Why a region has no rank."""

    AREA = "area"
    NO_TASK = "no_task"
    NOTHING_JUDGED = "nothing_judged"
    NO_FACTS = "no_facts"


UNRANKED_LABELS = {
    Unranked.AREA: N_("an area that answers to nobody alone: shown, not ranked"),
    Unranked.NO_TASK: N_("no task of its own here: not ranked"),
    Unranked.NOTHING_JUDGED: N_("nothing judged yet: not ranked"),
    Unranked.NO_FACTS: N_("no facts reported: points stay open"),
}


@dataclass(frozen=True)
class Score:
    """One region in a ranking. `points` count from full marks when the document leaves those open; None = none to give."""

    region_key: int
    points: Decimal | None
    totals: Totals
    rank: int | None = None
    unranked: Unranked | None = None


# ---------------------------------------------------------------- parts


def target_parts(rows: Iterable[Row]) -> dict[int, tuple[Part, ...]]:
    """The parts of a share or an attainment by region; `rows` answer the question `score_parts`."""
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row["region_key"]].append(
            Part(row["points"], row["period"], row["weight"], row["indicator_key"], Status(row["status"]), row["gap_pp"])
        )
    return {key: tuple(parts) for key, parts in found.items()}


def ends_of(frequency: Frequency, period: date) -> tuple[date, ...]:
    """The months of `period`'s year, up to it, in which a month, quarter or year ended."""
    return tuple(date(period.year, month, 1) for month in range(1, period.month + 1) if month % _MONTHS[frequency] == 0)


def fault_parts(
    scheme: Scheme, ends: Sequence[date], region_keys: Sequence[int], rows: Iterable[Row], tasks: Mapping[date, Sequence[Row]]
) -> dict[int, tuple[Part, ...]]:
    """The parts of a deduction by region: one for each of `ends`.

    Points are lost where the pack's indicator misses its line, or its task is reported as not done; `rows` are that indicator's
    judgements, `tasks` the tasks as they stood at each end. What nobody reported stays open, and who has no such task has no part.
    """
    facts: dict[tuple[int, date], bool | None]
    if scheme.fact_indicator_key is not None:
        facts = {
            (row["region_key"], row["period"]): _misses(Status(row["status"])) for row in rows if row["status"] != Status.NO_TASK
        }
    elif scheme.fact_task_ids:
        facts = {
            (key, end): None if task["state"] is None else task["state"] != TaskState.DONE
            for end, listed in tasks.items()
            for task in listed
            if task["task_id"] in scheme.fact_task_ids
            for key in task["lead_region_keys"] or (task["region_key"],)
        }
    else:
        facts = {(key, end): None for key in region_keys for end in ends}
    lost = {None: None, True: -scheme.step_points, False: Decimal(0)}
    found: dict[int, list[Part]] = defaultdict(list)
    for key in region_keys:
        found[key] += [Part(lost[facts[key, end]], end) for end in ends if (key, end) in facts]
    return {key: tuple(parts) for key, parts in found.items() if parts}


def _misses(status: Status) -> bool | None:
    return status in BAD if status in JUDGED else None


# ---------------------------------------------------------------- scores


def fault_totals(parts: Sequence[Part]) -> Totals:
    """What the parts of a deduction add up to."""
    known = [part.points for part in parts if part.points is not None]
    earned = sum(known, Decimal(0)) if known else None
    return Totals(earned, Decimal(len(known)), len(known), 0, len(parts) - len(known), len(parts))


def rank_scores(scheme: Scheme, regions: Sequence[Row], totals: Mapping[int, Totals]) -> tuple[Score, ...]:
    """Regions best first with the points of their totals; equal points share a rank and the next ranks are skipped.

    Unranked ones come last, in the order of `regions`, each with its reason.
    """
    return _placed([_score(scheme, region, totals.get(region["region_key"], NO_PARTS)) for region in regions])


def _score(scheme: Scheme, region: Row, totals: Totals) -> Score:
    score = Score(region["region_key"], _points(scheme, totals), totals)
    if region["kind"] == UNRANKED_KIND:
        return replace(score, unranked=Unranked.AREA)
    if not totals.tasks:
        return replace(score, unranked=Unranked.NO_TASK)
    if scheme.kind == SchemeKind.DEDUCTION and totals.missing:
        return replace(score, unranked=Unranked.NO_FACTS)
    return score if score.points is not None else replace(score, unranked=Unranked.NOTHING_JUDGED)


def _points(scheme: Scheme, totals: Totals) -> Decimal | None:
    if totals.earned is None:
        return None
    if scheme.kind == SchemeKind.DEDUCTION:
        return (scheme.full_points or Decimal(0)) + totals.earned
    return (scheme.full_points or WHOLE) * totals.earned / (totals.weight * WHOLE) if totals.weight else None


def _placed(scores: Sequence[Score]) -> tuple[Score, ...]:
    ranked = sorted((score for score in scores if score.unranked is None), key=lambda score: -(score.points or Decimal(0)))
    ranks = places([score.points for score in ranked])
    return (
        *(replace(score, rank=rank) for rank, score in zip(ranks, ranked, strict=True)),
        *(score for score in scores if score.unranked is not None),
    )


def step_down(scheme: Scheme, ordered: Sequence[Score]) -> tuple[Score, ...]:
    """The same ranking with full marks for the first place and `step_points` less for every place after it."""
    return tuple(replace(score, points=None if score.rank is None else place_points(scheme, score.rank)) for score in ordered)


def place_points(scheme: Scheme, rank: int) -> Decimal:
    """The points of a place."""
    return (scheme.full_points or Decimal(0)) - scheme.step_points * (rank - 1)
