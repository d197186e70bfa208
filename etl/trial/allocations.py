"""Breaks the headline targets that a plan states only as a whole down to its towns, by weights drawn by chance."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import groupby
from random import Random

import duckdb

from etl.ledger.derive import rebuild_derived
from etl.trial.model import Row, chance, rows
from indicators.vocabulary import Basis, Comparator, Direction, Measure, Rollup

NOTE_ZH, NOTE_EN = "模拟分解，非文件数字", "simulated allocation, not a figure of the document"
YEARLY_STEP = 0.015  # how much better each year is where the plan is silent
SPREAD = 0.04  # how far a town's rate or level lies from the whole plan's


def allocate(cursor: duckdb.DuckDBPyConnection, plan_id: str, seed: int) -> int:
    """Writes the simulated allocations of a plan and rebuilds what follows from them; returns how many targets that is."""
    towns = [row["region_key"] for row in rows(cursor, "trial_towns", plan_id)]
    if len(towns) < 2:  # a single place named in a plan is no breakdown of it
        return 0
    allocations = [
        {**allocation, "plan_id": plan_id, "note_zh": NOTE_ZH, "note_en": NOTE_EN}
        for indicator_key, group in groupby(rows(cursor, "trial_headlines", plan_id), key=lambda row: row["indicator_key"])
        for allocation in _indicator(list(group), towns, seed)
    ]
    if allocations:
        cursor.executemany(
            """
            insert into targets by name
            select
                $plan_id as plan_id, $indicator_key as indicator_key, $region_key as region_key, $year as year, $comparator as comparator,
                $value as value, false as no_task, $basis as basis, []::varchar[] as source_ids, 'simulated' as origin,
                $note_zh as note_zh, $note_en as note_en
            """,
            allocations,
        )
        rebuild_derived(cursor, plan_id)
    return len(allocations)


def _indicator(stated: list[Row], towns: list[int], seed: int) -> list[Row]:
    """One indicator's allocations: towns × years."""
    first = stated[0]
    by_year = {row["year"]: row for row in stated}
    weights = [chance(seed, "weight", first["indicator_id"], town).lognormvariate(0, 0.45) for town in towns]
    allocations = []
    for year, (total, row) in _whole(by_year).items():
        if first["region_rollup"] == Rollup.SUM:
            values = split(total, weights, first["decimals"])
        else:
            values = [_near(total, first, chance(seed, "near", first["indicator_id"], town)) for town in towns]
        allocations += [
            {
                "indicator_key": first["indicator_key"],
                "region_key": town,
                "year": year,
                "comparator": row["comparator"] or _usual_comparator(first),
                "value": value,
                "basis": Basis.ALLOCATED,
            }
            for town, value in zip(towns, values, strict=True)
        ]
    return allocations


def _whole(by_year: dict[int, Row]) -> dict[int, tuple[Decimal, Row]]:
    """What the towns share year by year: the plan's own numbers, and where it has none a path through them."""
    first = next(iter(by_year.values()))
    is_change = all(row["basis"] == Basis.CHANGE_VS_BASELINE for row in by_year.values() if row["value"] is not None)
    known = {
        year: row
        for year, row in by_year.items()
        if row["value"] is not None and (is_change or row["basis"] != Basis.CHANGE_VS_BASELINE)
    }
    whole = {}
    for year in range(first["first_year"], first["last_year"] + 1) if known else ():
        near = known[min(known, key=lambda one: (abs(one - year), one))]
        total = near["value"]
        if year not in known:
            estimate = total * Decimal(str(round(_share(year, near, is_change), 4)))
            total = estimate.quantize(Decimal(1).scaleb(-near["decimals"]), ROUND_HALF_UP)
        whole[year] = (total, near)
    return whole


def _share(year: int, near: Row, is_change: bool) -> float:
    """Which part of the nearest stated number a year is worth."""
    if year < near["year"] and (is_change or near["measure"] == Measure.STOCK):
        years: int = year - near["first_year"] + 1
        all_years: int = near["year"] - near["first_year"] + 1
        return years / all_years
    better = 1 if near["direction"] == Direction.HIGHER else -1
    distance: int = year - near["year"]
    return 1 + better * YEARLY_STEP * distance


def split(total: Decimal, weights: list[float], decimals: int) -> list[Decimal]:
    """Shares of `total` by weight that add up to it exactly (largest remainder), no finer than the total or `decimals` ask."""
    exponent = total.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "a total that is not a number"
    unit = Decimal(1).scaleb(-max(decimals, min(-exponent, 4)))
    pieces = int((total / unit).to_integral_value(ROUND_HALF_UP))
    exact = [pieces * weight / sum(weights) for weight in weights]
    counts = [int(Decimal(share).to_integral_value(ROUND_FLOOR)) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (counts[place] - exact[place], place))
    for place in by_remainder[: pieces - sum(counts)]:
        counts[place] += 1
    return [count * unit for count in counts]


def _near(total: Decimal, indicator: Row, luck: Random) -> Decimal:
    """A town's rate or level: some points beside the whole plan's, the same side every year."""
    value = total * Decimal(str(round(1 + luck.uniform(-SPREAD, SPREAD), 4)))
    value = value.quantize(Decimal(1).scaleb(-indicator["decimals"]), ROUND_HALF_UP)
    return min(value, Decimal(100)) if indicator["is_percent"] else value


def _usual_comparator(indicator: Row) -> str:
    return Comparator.AT_LEAST if indicator["direction"] == Direction.HIGHER else Comparator.AT_MOST
