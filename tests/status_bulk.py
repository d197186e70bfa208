"""Judges thousands of made-up indicators at once: rows straight into the tables, one question to the engine."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa

from etl.database import create_database
from etl.statements import statement
from indicators.engine import DuckEngine
from tests.status_reference import Indicator, Month, judge

PLAN = "made-up"
PARENT, LEAF = 1, 2
FIGURE = pa.decimal128(18, 4)
BEHIND_PP = Decimal(30)
READ = ["indicator_key", "period", "status", "reason_code", "actual", "expected", "gap_pp"]
TOLERANCE = 2e-6  # both sides round to six digits
Row = dict[str, Any]
Judged = dict[tuple[int, Month], Row]


def judged_rows(folder: Path, indicators: Sequence[Indicator], months: Iterable[Month]) -> Judged:
    """The product's judgement of every indicator at every month, by place in `indicators` and month."""
    database = create_database(folder / f"{uuid4()}.duckdb", "real")
    try:
        with database.writing() as cursor:
            _insert_plan(cursor)
            _insert_indicators(cursor, indicators)
            _insert_figures(cursor, indicators)
            cursor.execute(statement("derive_target_years"), {"plan_id": PLAN})
        periods = [date(year, month, 1) for year, month in months]
        parameters = {"plan_id": PLAN, "periods": periods, "region_keys": None, "indicator_keys": None}
        rows = DuckEngine(database.reading).query("judged", parameters).select(READ).to_pylist()
    finally:
        database.close()
    found = {(row["indicator_key"], (row["period"].year, row["period"].month)): row for row in rows}
    assert len(found) == len(rows), "a second judgement on the same row"
    return found


def differences(indicators: Sequence[Indicator], months: Sequence[Month], rows: Judged) -> list[str]:
    """Every row on which product and reference do not say the same, in words."""
    found = []
    for place, indicator in enumerate(indicators):
        for month in months:
            row, verdict = rows.get((place, month)), judge(indicator, month, BEHIND_PP)
            if row is None:
                found.append(f"{month} {indicator}: not judged, reference {verdict}")
            elif (row["status"], row["reason_code"]) != (verdict.status, verdict.reason):
                found.append(f"{month} {indicator}: {row['status']}/{row['reason_code']}, reference {verdict}")
            elif not (_same(row["expected"], verdict.expected) and _same(row["gap_pp"], verdict.gap)):
                found.append(f"{month} {indicator}: expected {row['expected']}, gap {row['gap_pp']}, reference {verdict}")
    return found


def _same(product: Any, reference: Any) -> bool:
    if product is None or reference is None:
        return product is reference
    return abs(float(product) - float(reference)) <= TOLERANCE


def _is_parent(indicator: Indicator) -> bool:
    return indicator.expected_children is not None or any(figure.children is not None for figure in indicator.figures.values())


def _insert(cursor: duckdb.DuckDBPyConnection, table: str, rows: list[Row], **types: pa.DataType) -> None:
    """Appends rows to a table by the names of their fields."""
    if rows:
        names = list(rows[0])
        columns = {name: pa.array([row[name] for row in rows], types.get(name)) for name in names}
        cursor.register("made_up", pa.table(columns))
        cursor.execute(f"insert into {table} by name select * from made_up")
        cursor.unregister("made_up")


def _insert_plan(cursor: duckdb.DuckDBPyConnection) -> None:
    plan = dict.fromkeys(("name_zh", "name_en", "short_zh", "short_en", "pack_sha256"), "")
    plan |= {"plan_id": PLAN, "position": 1, "first_year": 2016, "last_year": 2020, "root_region_id": "parent", "due_day": 10}
    _insert(cursor, "plans", [plan | {"behind_pp": BEHIND_PP, "loaded_at": date(2020, 1, 1)}])
    common = {"plan_id": PLAN, "kind": "town"}
    names = [{"region_id": name, "name_zh": name, "name_en": name} for name in ("parent", "leaf")]
    parent = {"region_key": PARENT, "parent_key": None, "position": 0, "level": 0, "is_leaf": False}
    leaf = {"region_key": LEAF, "parent_key": PARENT, "position": 1, "level": 1, "is_leaf": True}
    _insert(cursor, "regions", [common | names[0] | parent, common | names[1] | leaf])


def _insert_indicators(cursor: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator]) -> None:
    empty = dict.fromkeys(("programme_id", "name_zh", "name_en", "unit_zh", "unit_en"), "")
    rows, targets, starts, children = [], [], [], []
    for key, indicator in enumerate(indicators):
        kinds = {name: getattr(indicator, name) for name in ("measure", "direction", "region_rollup", "frequency", "is_percent")}
        rows.append({"indicator_key": key, "plan_id": PLAN, "indicator_id": str(key), "position": key, **empty, **kinds})
        place = {"plan_id": PLAN, "indicator_key": key, "region_key": PARENT if _is_parent(indicator) else LEAF}
        for target in indicator.targets:
            common = place | {"year": target.year, "comparator": target.comparator, "basis": target.basis, "origin": "pack"}
            common |= {"no_task": target.no_task, "baseline_value": target.baseline_value, "source_ids": []}
            if target.value is not None or not target.quarters:
                targets.append(common | {"quarter": None, "value": target.value})
            targets.extend(common | {"quarter": quarter, "value": value} for quarter, value in target.quarters.items())
        for year, value in indicator.starting_values.items():
            starts.append(place | {"year": year, "value": value, "source_ids": [], "origin": "pack"})
        if indicator.expected_children is not None:
            children.extend(place | {"year": year, "k_expected": indicator.expected_children} for year in range(2016, 2021))
    _insert(cursor, "indicators", [row | {"decimals": 2, "has_parts": False} for row in rows])
    texts, year = pa.list_(pa.string()), pa.int32()
    _insert(
        cursor,
        "targets",
        targets,
        value=FIGURE,
        baseline_value=FIGURE,
        source_ids=texts,
        year=year,
        quarter=year,
        comparator=pa.string(),
    )
    _insert(cursor, "starting_values", starts, value=FIGURE, source_ids=texts)
    _insert(cursor, "expected_reports", children)


def _insert_figures(cursor: duckdb.DuckDBPyConnection, indicators: Sequence[Indicator]) -> None:
    actuals, rollups = [], []
    for key, indicator in enumerate(indicators):
        for (year, month), figure in indicator.figures.items():
            row = {"indicator_key": key, "period": date(year, month, 1)}
            if not _is_parent(indicator):
                actuals.append(row | {"region_key": LEAF, "value": figure.value, "upload_id": 1})
            elif figure.children is None:
                rollups.append(row | {"region_key": PARENT, "value": None, "own_value": figure.value, "k": 0})
            else:
                rollups.append(row | {"region_key": PARENT, "value": figure.value, "own_value": None, "k": figure.children})
    _insert(cursor, "actuals", actuals, value=FIGURE)
    _insert(cursor, "rollups", rollups, value=FIGURE, own_value=FIGURE)
