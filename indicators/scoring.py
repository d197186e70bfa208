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
from indicators.summary import BAD, GOOD, JUDGED, UNRANKED_KIND, places
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

    def covers(self, row: Row) -> bool:
        """Whether a judgement lies in the scope."""
        return (not self.indicator_keys or row["indicator_key"] in self.indicator_keys) and (
            not self.programme_ids or row["programme_id"] in self.programme_ids
        )


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
    weight: Decimal = Decimal(1)
    indicator_key: int | None = None
    period: date | None = None
    status: Status | None = None
    gap_pp: Decimal | None = None


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
    """One region in a ranking. `points` count from full marks when the document leaves those open; None = none to give.

    `counted` parts made the points, `good` of them targets that are met or on pace; `missing` are reports or facts not there.
    """

    region_key: int
    points: Decimal | None
    counted: int = 0
    good: int = 0
    missing: int = 0
    rank: int | None = None
    unranked: Unranked | None = None


# ---------------------------------------------------------------- parts


def target_parts(scheme: Scheme, rows: Iterable[Row]) -> dict[int, tuple[Part, ...]]:
    """The parts of a share or an attainment by region; `rows` are judgements at one month, those outside the scope left out."""
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        if not scheme.covers(row):
            continue
        status, gap = Status(row["status"]), row["gap_pp"]
        found[row["region_key"]].append(
            Part(
                _target_points(scheme, status, gap),
                scheme.weights.get(row["indicator_key"], Decimal(1)),
                row["indicator_key"],
                row["period"],
                status,
                gap,
            )
        )
    return {key: tuple(parts) for key, parts in found.items()}


def _target_points(scheme: Scheme, status: Status, gap_pp: Decimal | None) -> Decimal | None:
    """Percent of a target's points: all when met or on pace; else none in a share, less the gap in an attainment."""
    if status in GOOD:
        return WHOLE
    if status == Status.NOT_REPORTED and scheme.unreported == Unreported.ZERO:
        return Decimal(0)
    if status not in BAD:
        return None
    if scheme.kind == SchemeKind.SHARE or gap_pp is None:
        return Decimal(0)
    return min(WHOLE, max(Decimal(0), WHOLE - gap_pp))


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
        found[key] += [Part(lost[facts[key, end]], period=end) for end in ends if (key, end) in facts]
    return {key: tuple(parts) for key, parts in found.items() if parts}


def _misses(status: Status) -> bool | None:
    return status in BAD if status in JUDGED else None


# ---------------------------------------------------------------- scores


def rank_scores(scheme: Scheme, regions: Sequence[Row], parts: Mapping[int, Sequence[Part]]) -> tuple[Score, ...]:
    """Regions best first with the points of their parts; equal points share a rank and the next ranks are skipped.

    Unranked ones come last, in the order of `regions`, each with its reason.
    """
    return _placed([_score(scheme, region, parts.get(region["region_key"], ())) for region in regions])


def _score(scheme: Scheme, region: Row, parts: Sequence[Part]) -> Score:
    known = [part for part in parts if part.points is not None]
    missing = sum(part.points is None and part.status in (None, Status.NOT_REPORTED) for part in parts)
    good = sum(part.status in GOOD for part in known)
    score = Score(region["region_key"], _points(scheme, known), len(known), good, missing)
    if region["kind"] == UNRANKED_KIND:
        return replace(score, unranked=Unranked.AREA)
    if not parts or all(part.status == Status.NO_TASK for part in parts):
        return replace(score, unranked=Unranked.NO_TASK)
    if scheme.kind == SchemeKind.DEDUCTION and missing:
        return replace(score, unranked=Unranked.NO_FACTS)
    return score if score.points is not None else replace(score, unranked=Unranked.NOTHING_JUDGED)


def _points(scheme: Scheme, known: Sequence[Part]) -> Decimal | None:
    if scheme.kind == SchemeKind.DEDUCTION:
        return sum((part.points or Decimal(0) for part in known), scheme.full_points or Decimal(0)) if known else None
    weight = sum((part.weight for part in known), Decimal(0))
    if not weight:
        return None
    earned = sum(((part.points or Decimal(0)) * part.weight for part in known), Decimal(0))
    return (scheme.full_points or WHOLE) * earned / (weight * WHOLE)


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
