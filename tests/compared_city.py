"""The tiny city as a pack that ranks and draws its towns, with its figures of March."""

import json
from collections.abc import Mapping
from pathlib import Path

from etl.database import Database, create_database
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from tests.reported_city import FIGURES, report
from tests.tiny_city import read_rows, write_rows, write_tiny_pack

_SCHEME = {"name_en": "Scheme", "source_ids": "s1"}
SHARE = _SCHEME | {"scheme_id": "share", "kind": "share", "name_zh": "达标率", "full_points": "100", "unreported": "left_out"}
ATTAINMENT = SHARE | {"scheme_id": "attainment", "kind": "attainment", "name_zh": "完成率"}
STEP = _SCHEME | {
    "scheme_id": "step",
    "kind": "rank_step",
    "name_zh": "名次",
    "step_points": "0.5",
    "based_on_scheme_id": "attainment",
}
FAULTS = _SCHEME | {"scheme_id": "faults", "kind": "deduction", "name_zh": "扣分", "step_points": "5", "frequency": "quarterly"}
GRID = {"north": ("1", "2"), "south": ("3", "2")}
SQUARE = {"type": "Polygon", "coordinates": [[[121, 31], [122, 31], [122, 32], [121, 32], [121, 31]]]}


def compared_database(
    folder: Path,
    *schemes: Mapping[str, str],
    kinds: Mapping[str, str] | None = None,
    tasks: tuple[Mapping[str, str], ...] = (),
    outlined: tuple[str, ...] = (),
    kind: str = "real",
) -> Database:
    """A database in `folder` with these schemes, kinds of region, tasks and outlines; close it when done."""
    pack = write_tiny_pack(folder / "plans")
    write_rows(pack / "scoring.csv", "scoring", [dict(scheme) for scheme in schemes])
    write_rows(pack / "tasks.csv", "tasks", [dict(task) for task in tasks])
    regions = read_rows(pack / "regions.csv")
    for row in regions:
        row["kind"] = (kinds or {}).get(row["region_id"], row["kind"])
        row["grid_row"], row["grid_column"] = GRID.get(row["region_id"], ("", ""))
    write_rows(pack / "regions.csv", "regions", regions)
    features = [{"properties": {"region_id": name}, "geometry": SQUARE} for name in outlined]
    if features:
        (pack / "regions.geojson").write_text(json.dumps({"features": features}), "utf-8")
    database = create_database(folder / "compared.duckdb", kind)
    load_pack(database, read_pack(pack))
    report(database, FIGURES)
    return database
