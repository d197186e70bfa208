"""What is wrong with how a pack ranks and draws its regions, in sentences."""

from collections.abc import Iterator

from etl.plans.plan_pack import PlanPack, Row
from etl.plans.region_shapes import SHAPES_FILE, geometry_mistakes
from indicators.vocabulary import SchemeKind

# the kinds whose points are counted from targets; the others lean on a clause of the document
COUNTED = (SchemeKind.SHARE, SchemeKind.ATTAINMENT)
NEEDED = {
    SchemeKind.SHARE: ("full_points", "unreported"),
    SchemeKind.ATTAINMENT: ("full_points", "unreported"),
    SchemeKind.RANK_STEP: ("step_points", "based_on_scheme_id", "source_ids"),
    SchemeKind.DEDUCTION: ("step_points", "frequency", "source_ids"),
}


def scoring_mistakes(pack: PlanPack) -> Iterator[str]:
    """What keeps a scheme of scoring.csv from being computed; the file may be missing, its kinds are known words."""
    kinds = {row["scheme_id"]: row["kind"] for row in pack.rows("scoring")}
    indicators = {row["indicator_id"] for row in pack.rows("indicators")}
    for row in pack.rows("scoring"):
        where = f"scoring.csv, line {row['line']}"
        for name in NEEDED[row["kind"]]:
            if row[name] in (None, []):
                yield f"{where}: a scheme of the kind {row['kind']} needs {name}."
        for name in ("full_points", "step_points"):
            if row[name] is not None and row[name] <= 0:
                yield f"{where}: {name} is {row[name]}; it must be more than 0."
        if row["kind"] == SchemeKind.RANK_STEP and kinds.get(row["based_on_scheme_id"], SchemeKind.SHARE) not in COUNTED:
            yield f"{where}: {row['based_on_scheme_id']} gives no order; based_on_scheme_id must be a share or an attainment."
        yield from _weight_mistakes(where, row, indicators)
        if row["fact_indicator_id"] and row["fact_task_ids"]:
            yield f"{where}: fact_indicator_id and fact_task_ids both say what is deducted for; leave one empty."


def _weight_mistakes(where: str, row: Row, indicators: set[str]) -> Iterator[str]:
    for name, weight in (row["weights"] or {}).items():
        if name not in indicators:
            yield f"{where}: weights name “{name}”, which is not in indicators.csv."
        if weight < 0:
            yield f"{where}: the weight of {name} is {weight}; it must not be negative."


def shape_mistakes(pack: PlanPack) -> Iterator[str]:
    """What keeps a shape of regions.geojson from being drawn."""
    known = {row["region_id"] for row in pack.rows("regions")}
    for name, geometry in pack.shapes.items():
        if name not in known:
            yield f"{SHAPES_FILE}: region_id “{name}” is not in regions.csv."
        for mistake in geometry_mistakes(geometry):
            yield f"{SHAPES_FILE}: {name} {mistake}."
