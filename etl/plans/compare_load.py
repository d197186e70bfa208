"""The rows that a pack's schemes and shapes become in the database."""

import json

from etl.plans.plan_pack import PlanPack, Row

COMPARE_TABLES = ("scoring_schemes", "region_shapes")
_SAME = (
    "scheme_id kind name_zh name_en full_points step_points based_on_scheme_id unreported programme_ids frequency fact_task_ids "
    "source_ids note_zh note_en"
)


def stored_schemes(pack: PlanPack, indicator_keys: dict[str, int]) -> list[Row]:
    """The schemes of scoring.csv with keys for indicator ids."""
    return [
        {
            "plan_id": pack.plan_id,
            "position": position,
            **{name: row[name] for name in _SAME.split()},
            "indicator_keys": [indicator_keys[name] for name in row["indicator_ids"]],
            "weight_keys": [indicator_keys[name] for name in row["weights"] or {}],
            "weights": list((row["weights"] or {}).values()),
            "fact_indicator_key": indicator_keys.get(row["fact_indicator_id"]),
        }
        for position, row in enumerate(pack.rows("scoring"))
    ]


def stored_shapes(pack: PlanPack, region_keys: dict[str, int]) -> list[Row]:
    """The geometries of regions.geojson by the keys of their regions."""
    return [
        {"plan_id": pack.plan_id, "region_key": region_keys[name], "geometry": json.dumps(geometry)}
        for name, geometry in pack.shapes.items()
    ]
