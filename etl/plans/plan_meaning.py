"""What a readable plan pack says that cannot be meant, or does not add up. One rule, one small function that yields findings."""

from collections.abc import Iterator

from etl.plans.compare_check import scoring_mistakes
from etl.plans.pack_format import NO_TASK
from etl.plans.plan_finding import Finding, Rule, at, error
from etl.plans.plan_pack import PlanPack, Row
from indicators.feasibility.sums import parts_against_total, years_against_total
from indicators.vocabulary import Basis, Comparator, Direction, Measure, Rollup

MOST_DECIMALS = 4  # of a figure in the database


def target_shape(pack: PlanPack) -> Iterator[Finding]:
    """Years lie in the plan, quarters are 1–4, and a value stands where the basis asks for one."""
    first, last = pack.plan["first_year"], pack.plan["last_year"]
    for row in pack.rows("targets"):
        where, name = at("targets", row), row["indicator_id"]
        if row["year"] is not None and not first <= row["year"] <= last:
            yield error(f"{where}: the year {row['year']} lies outside the plan ({first}–{last}).", name)
        if row["quarter"] is not None and (row["quarter"] not in (1, 2, 3, 4) or row["year"] is None):
            yield error(f"{where}: the quarter is {row['quarter']}; it must be 1, 2, 3 or 4, with a year.", name)
        if row["basis"] == Basis.DELEGATED and row["value"] is not None:
            yield error(f"{where}: a delegated target has no value until the higher level gives one.", name)
        if row["basis"] in (Basis.ABSOLUTE, Basis.CHANGE_VS_BASELINE, Basis.MAINTAIN) and row["value"] is None:
            yield error(f"{where}: the basis {row['basis']} needs a value.", name)
        if row["value"] is not None and row["value"] != NO_TASK and row["comparator"] is None:
            yield error(f"{where}: the value {row['value']} has no comparator.", name)


def shown_decimals(pack: PlanPack) -> Iterator[Finding]:
    """A target is not rounded when it is shown."""
    decimals = {row["indicator_id"]: row["decimals"] for row in pack.rows("indicators")}
    for row in pack.rows("indicators"):
        if not 0 <= row["decimals"] <= MOST_DECIMALS:
            yield error(f"{at('indicators', row)}: decimals is {row['decimals']}; it must be 0 to {MOST_DECIMALS}.")
    for row in _numbers(pack):
        name, needed = row["indicator_id"], max(0, -row["value"].normalize().as_tuple().exponent)
        if decimals[name] >= 0 and needed > decimals[name]:
            yield error(
                f"{at('targets', row)}: {row['value']} would be rounded, {name} is shown with {decimals[name]} decimals; "
                f"make decimals {needed} in indicators.csv.",
                name,
            )


def comparator_direction(pack: PlanPack) -> Iterator[Finding]:
    """A floor goes with higher is better, a ceiling with lower is better."""
    directions = {row["indicator_id"]: row["direction"] for row in pack.rows("indicators")}
    floors, ceilings = (Comparator.AT_LEAST, Comparator.MORE_THAN), (Comparator.AT_MOST, Comparator.LESS_THAN)
    for row in pack.rows("targets"):
        wrong = floors if directions[row["indicator_id"]] == Direction.LOWER else ceilings
        if row["comparator"] in wrong:
            direction = directions[row["indicator_id"]]
            yield error(
                f"{at('targets', row)}: {row['comparator']} does not fit {row['indicator_id']}, where {direction} is better; one of the two is wrong."
            )


def indicator_kinds(pack: PlanPack) -> Iterator[Finding]:
    """A ratio needs its numerator and denominator; a percentage is a rate or a level."""
    for row in pack.rows("indicators"):
        if row["region_rollup"] == Rollup.RATIO and not (row["numerator_zh"] and row["denominator_zh"]):
            yield error(f"{at('indicators', row)}: region_rollup is ratio, but the numerator or denominator is not named.")
        if row["unit_zh"] == "%" and row["measure"] not in (Measure.RATE, Measure.LEVEL):
            yield error(f"{at('indicators', row)}: the unit is %, so the measure must be rate or level, not {row['measure']}.")


def indicator_has_target(pack: PlanPack) -> Iterator[Finding]:
    """An indicator without any target would never be judged."""
    aimed = {row["indicator_id"] for row in pack.rows("targets")}
    for row in pack.rows("indicators"):
        if row["indicator_id"] not in aimed:
            yield error(
                f"{at('indicators', row)}: {row['indicator_id']} has no target; give it one in targets.csv, or take it out.",
                row["indicator_id"],
            )


def target_has_source(pack: PlanPack) -> Iterator[Finding]:
    """Every target says where it was read."""
    for row in pack.rows("targets"):
        if not row["source_ids"]:
            yield error(
                f"{at('targets', row)}: the target of {row['indicator_id']} has no source; name its places in source_ids.",
                row["indicator_id"],
            )


def parts_make_total(pack: PlanPack) -> Iterator[Finding]:
    """Where parts of a region have targets of their own, those of a sum make its total."""
    summed = {row["indicator_id"] for row in pack.rows("indicators") if row["region_rollup"] == Rollup.SUM}
    parents = {row["region_id"]: row["parent_id"] for row in pack.rows("regions")}
    for found in parts_against_total(_numbers(pack), parents, summed):
        name, region, year = (found.total[field] for field in ("indicator_id", "region_id", "year"))
        yield Finding(
            "warning", f"{name}, {region}, {year}: the parts make {found.made}, but the total is {found.total['value']}.", name
        )


def years_make_total(pack: PlanPack) -> Iterator[Finding]:
    """Where a stock accumulates a yearly flow, meeting every year's minimum reaches the stock's target."""
    flows = {row["indicator_id"]: row["accumulates_indicator_id"] for row in pack.rows("indicators")}
    starts = {(row["indicator_id"], row["region_id"]): row["value"] for row in pack.rows("starting_values")}
    for found in years_against_total(_numbers(pack), flows, starts):
        row = found.total
        yield Finding(
            "warning",
            f"{row['indicator_id']}, {row['region_id']}: the yearly targets of {flows[row['indicator_id']]} make {found.made}, "
            f"which misses {row['comparator']} {row['value']} in {row['year']}.",
            row["indicator_id"],
        )


def _numbers(pack: PlanPack) -> list[Row]:
    return [row for row in pack.rows("targets") if row["value"] not in (None, NO_TASK)]


def scoring_schemes(pack: PlanPack) -> Iterator[Finding]:
    """Every scheme of scoring.csv states what its kind of ranking needs."""
    yield from map(error, scoring_mistakes(pack))


MEANING_RULES: tuple[Rule, ...] = (
    target_shape,
    shown_decimals,
    comparator_direction,
    indicator_kinds,
    indicator_has_target,
    target_has_source,
    parts_make_total,
    years_make_total,
    scoring_schemes,
)
