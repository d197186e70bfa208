"""Regions side by side: which of them, in which order, and how they rank at a month."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from indicators import queries
from indicators.engine import Engine
from indicators.judged import judged_month
from indicators.language import N_
from indicators.queries import Row
from indicators.scoring import (
    Part,
    Scheme,
    Score,
    Totals,
    ends_of,
    fault_parts,
    fault_totals,
    rank_scores,
    scheme_of,
    step_down,
    target_parts,
)
from indicators.summary import SEVERITY
from indicators.vocabulary import SchemeKind

# the ranking of a plan whose pack states none, and the share that every map of regions can show
SHARE = scheme_of(
    {
        "scheme_id": "share-on-pace",
        "kind": SchemeKind.SHARE,
        "name_zh": None,
        "name_en": N_("Share on pace"),
        "full_points": Decimal(100),
        "step_points": None,
        "based_on_scheme_id": None,
        "unreported": None,
        "indicator_keys": [],
        "programme_ids": [],
        "weight_keys": [],
        "weights": [],
        "frequency": None,
        "fact_indicator_key": None,
        "fact_task_ids": [],
        "note_zh": None,
        "note_en": None,
        "sources_zh": None,
        "sources_en": None,
    }
)


class UnknownScheme(Exception):
    """The plan's pack states no ranking of this name."""


# ---------------------------------------------------------------- which regions


def below(regions: Sequence[Row], within_key: int, level: int) -> tuple[Row, ...]:
    """The regions of one level of the tree that lie below a region, in the order of the pack."""
    parents = {row["region_key"]: row["parent_key"] for row in regions}

    def lies_within(key: int | None) -> bool:
        while key is not None and key != within_key:
            key = parents[key]
        return key is not None

    return tuple(
        row for row in regions if row["level"] == level and row["region_key"] != within_key and lies_within(row["region_key"])
    )


def levels_below(regions: Sequence[Row], within: Row) -> dict[int, int]:
    """How many regions each level below a region has."""
    deepest = max((row["level"] for row in regions), default=within["level"])
    counts = {level: len(below(regions, within["region_key"], level)) for level in range(within["level"] + 1, deepest + 1)}
    return {level: count for level, count in counts.items() if count}


def best_first(regions: Sequence[Row], shares: Mapping[int, Score]) -> tuple[Row, ...]:
    """The regions with the greatest share first; equal ones keep their order, those without any come last."""
    return _cheapest_first(regions, lambda key: None if (points := shares[key].points) is None else (-points,))


def best_first_by_cell(regions: Sequence[Row], cells: Mapping[int, Row]) -> tuple[Row, ...]:
    """The regions by one indicator: the better light first, then the smaller gap; those without a judgement come last."""

    def cost(key: int) -> tuple[Decimal, ...] | None:
        cell = cells.get(key)
        if cell is None or cell["status"] not in SEVERITY:
            return None
        return Decimal(SEVERITY[cell["status"]]), cell["gap_pp"] or Decimal(0)

    return _cheapest_first(regions, cost)


def _cheapest_first(regions: Sequence[Row], cost: Callable[[int], tuple[Decimal, ...] | None]) -> tuple[Row, ...]:
    priced = [(cost(row["region_key"]), row) for row in regions]
    known = sorted(((price, row) for price, row in priced if price is not None), key=lambda pair: pair[0])
    return (*(row for _price, row in known), *(row for price, row in priced if price is None))


# ---------------------------------------------------------------- how they rank


def schemes(engine: Engine, plan_id: str) -> tuple[Scheme, ...]:
    """The ways of ranking that the plan's pack states; a share of targets on pace when it states none."""
    return tuple(scheme_of(row) for row in queries.scoring_schemes(engine, plan_id)) or (SHARE,)


def scores(engine: Engine, plan_id: str, period: date, scheme_id: str, region_keys: tuple[int, ...]) -> tuple[Score, ...]:
    """The regions ranked at a month by a scheme of the plan, or by the share on pace. Raises UnknownScheme."""
    scheme = _scheme(engine, plan_id, scheme_id)
    if scheme.based_on is not None:
        return step_down(scheme, scores(engine, plan_id, period, scheme.based_on, region_keys))
    wanted = frozenset(region_keys)
    regions = [row for row in queries.regions(engine, plan_id) if row["region_key"] in wanted]
    return rank_scores(scheme, regions, _totals(engine, plan_id, period, scheme, region_keys))


def parts(
    engine: Engine, plan_id: str, period: date, scheme_id: str, region_keys: tuple[int, ...]
) -> Mapping[int, tuple[Part, ...]]:
    """What the scores of the regions are made of; the parts of a place are those of the ranking that made it. Raises UnknownScheme."""
    scheme = _scheme(engine, plan_id, scheme_id)
    if scheme.based_on is not None:
        return parts(engine, plan_id, period, scheme.based_on, region_keys)
    return _parts(engine, plan_id, period, scheme, region_keys)


def _scheme(engine: Engine, plan_id: str, scheme_id: str) -> Scheme:
    stated = {scheme.scheme_id: scheme for scheme in (SHARE, *schemes(engine, plan_id))}
    if scheme_id not in stated:
        raise UnknownScheme(f"{UnknownScheme.__doc__} ({plan_id}, {scheme_id})")
    return stated[scheme_id]


def _parts(
    engine: Engine, plan_id: str, period: date, scheme: Scheme, region_keys: tuple[int, ...]
) -> Mapping[int, tuple[Part, ...]]:
    if scheme.kind != SchemeKind.DEDUCTION:
        return target_parts(_scored(engine, "score_parts", plan_id, period, scheme, region_keys))
    assert scheme.frequency is not None, "a deduction without a frequency"
    ends = ends_of(scheme.frequency, period)
    named = scheme.fact_indicator_key
    rows = () if named is None or not ends else queries.compare_cells(engine, plan_id, ends, region_keys, (named,))
    tasks = {end: queries.tasks(engine, plan_id, end) for end in ends} if scheme.fact_task_ids else {}
    return fault_parts(scheme, ends, region_keys, rows, tasks)


def _totals(engine: Engine, plan_id: str, period: date, scheme: Scheme, region_keys: tuple[int, ...]) -> Mapping[int, Totals]:
    if scheme.kind == SchemeKind.DEDUCTION:
        found = _parts(engine, plan_id, period, scheme, region_keys)
        return {key: fault_totals(parts) for key, parts in found.items()}
    # of all regions: to sum the few that are not asked for costs less than to find those that are
    rows = _scored(engine, "score_totals", plan_id, period, scheme, None)
    return {row.pop("region_key"): Totals(**row) for row in rows}


def _scored(
    engine: Engine, name: str, plan_id: str, period: date, scheme: Scheme, region_keys: tuple[int, ...] | None
) -> list[dict[str, Any]]:
    """The answer to a question about targets as a scheme counts them."""
    answer: list[dict[str, Any]] = engine.query(
        name,
        {
            "judged_month": judged_month(engine, plan_id, period),
            "region_keys": None if region_keys is None else list(region_keys),
            "indicator_keys": sorted(scheme.indicator_keys) or None,
            "programme_ids": sorted(scheme.programme_ids) or None,
            "kind": str(scheme.kind),
            "unreported": str(scheme.unreported),
            "weight_keys": list(scheme.weights),
            "weights": [str(weight) for weight in scheme.weights.values()],
        },
    ).to_pylist()
    return answer
