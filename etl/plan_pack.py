"""Reads a plan pack folder: `plan.toml` and one CSV file per table, as typed rows."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from etl.pack_format import FILES, OPTIONAL_FILES, Column
from etl.region_shapes import SHAPES_FILE, read_shapes

NO_TASK = "/"  # what the plan prints where a region has nothing to do

Row = dict[str, Any]


class PackUnreadable(Exception):
    """The folder is not a plan pack: a file is missing or cannot be read."""


@dataclass
class PlanPack:
    """One plan as its folder states it. Rows carry their line number under `line`; `mistakes` are cells that are not of their kind.

    `shapes` are the GeoJSON geometries by region id, where the folder has any.
    """

    folder: Path
    plan: Row
    tables: dict[str, list[Row]]
    sha256: str
    mistakes: list[str] = field(default_factory=list)
    shapes: dict[str, Any] = field(default_factory=dict)

    @property
    def plan_id(self) -> str:
        """The plan's id, the name of its folder."""
        return str(self.plan.get("plan_id", ""))

    def rows(self, table: str) -> list[Row]:
        """All rows of one file, in its order."""
        return self.tables[table]


def _cell(column: Column, text: str) -> Any:
    """The typed value of a cell; raises ValueError with what was expected."""
    if column.kind in ("list", "integers"):
        words = [word.strip() for word in text.split(";") if word.strip()]
        return [int(word) for word in words] if column.kind == "integers" else words
    if not text:
        return None
    try:
        match column.kind:
            case "integer":
                return int(text)
            case "number":
                return Decimal(text)
            case "target":
                return NO_TASK if text == NO_TASK else Decimal(text)
            case "date":
                return date.fromisoformat(text)
            case "weights":
                return {name.strip(): Decimal(weight) for name, weight in (word.split("=") for word in text.split(";"))}
    except (ValueError, InvalidOperation):
        expected = {
            "integer": "a whole number",
            "number": "a number",
            "target": "a number, empty or /",
            "date": "a date like 2017-12-31",
            "weights": "a list like sewers=2;coal=0.5",
        }
        raise ValueError(expected[column.kind]) from None
    return text


def _read_table(folder: Path, table: str, mistakes: list[str]) -> list[Row]:
    path = folder / f"{table}.csv"
    if not path.exists():
        if table not in OPTIONAL_FILES:
            raise PackUnreadable(f"{path} is missing.")
        return []
    columns = {column.name: column for column in FILES[table]}
    with path.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        header = reader.fieldnames or []
        mistakes += [f"{path.name}: the column {name} is missing." for name in columns if name not in header]
        mistakes += [f"{path.name}: the column {name} is not known." for name in header if name not in columns]
        rows = []
        for cells in reader:
            row: Row = {"line": reader.line_num}
            for name, column in columns.items():
                text = (cells.get(name) or "").strip()
                try:
                    row[name] = _cell(column, text)
                except ValueError as expected:
                    row[name] = None
                    mistakes.append(f"{path.name}, line {reader.line_num}, column {name}: “{text}” is not {expected}.")
            rows.append(row)
    return rows


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    shapes = [file for file in (folder / SHAPES_FILE,) if file.exists()]
    for file in [*sorted(folder.glob("*.csv")), *shapes, folder / "plan.toml"]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def read_pack(folder: Path) -> PlanPack:
    """The pack in `folder`. Raises PackUnreadable when it is not one; wrong cells are listed in `mistakes`."""
    settings = folder / "plan.toml"
    if not settings.exists():
        raise PackUnreadable(f"{settings} is missing: {folder} is not a plan pack.")
    try:
        plan = tomllib.loads(settings.read_text("utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise PackUnreadable(f"{settings} cannot be read: {problem}.") from problem
    mistakes: list[str] = []
    tables = {table: _read_table(folder, table, mistakes) for table in FILES}
    shapes = read_shapes(folder / SHAPES_FILE, mistakes)
    return PlanPack(folder, plan, tables, _digest(folder), mistakes, shapes)


def find_packs(folder: Path) -> list[Path]:
    """The pack folders in `folder`, in name order."""
    return sorted(path.parent for path in folder.glob("*/plan.toml"))
