"""Reads a plan pack folder: `plan.toml` and one CSV file per table, as typed rows."""

import hashlib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl.plans.pack_format import FILES, OPTIONAL_FILES
from etl.plans.plan_cells import typed_cell
from etl.plans.plan_table import decoded, read_table
from etl.plans.region_shapes import SHAPES_FILE, read_shapes

Row = dict[str, Any]


class PackUnreadable(Exception):
    """The folder is not a plan pack: it has no plan.toml that can be read."""


@dataclass
class PlanPack:
    """One plan as its folder states it. Rows carry their line number under `line`.

    `form_mistakes` keep a file from being a table with the known columns (its rows are left out), `mistakes` are cells that are
    not of their kind; `shapes` are the GeoJSON geometries by region id, where the folder has any.
    """

    folder: Path
    plan: Row
    tables: dict[str, list[Row]]
    sha256: str
    form_mistakes: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    shapes: dict[str, Any] = field(default_factory=dict)

    @property
    def plan_id(self) -> str:
        """The plan's id, the name of its folder."""
        return str(self.plan.get("plan_id", ""))

    def rows(self, table: str) -> list[Row]:
        """All rows of one file, in its order."""
        return self.tables[table]


def _read_rows(folder: Path, table: str, form_mistakes: list[str], mistakes: list[str]) -> list[Row]:
    """The typed rows of one file, each with its line number."""
    path = folder / f"{table}.csv"
    if not path.exists():
        if table not in OPTIONAL_FILES:
            form_mistakes.append(f"{path.name} is missing.")
        return []
    columns = {column.name: column for column in FILES[table]}
    rows = []
    for line, cells in read_table(path, list(columns), form_mistakes):
        row: Row = {"line": line}
        for name, column in columns.items():
            try:
                row[name] = typed_cell(column, cells[name])
            except ValueError as wrong:
                # the text stays: a wrong cell is not an empty one
                row[name] = [] if column.kind in ("list", "integers") else cells[name]
                mistakes.append(f"{path.name}, line {line}, column {name}: “{cells[name]}” {wrong}.")
        rows.append(row)
    return rows


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    shapes = [file for file in (folder / SHAPES_FILE,) if file.exists()]
    for file in [*sorted(folder.glob("*.csv")), *shapes, folder / "plan.toml"]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def read_pack(folder: Path) -> PlanPack:
    """The pack in `folder`. Raises PackUnreadable when it is none; what is wrong in its tables is listed in its mistakes."""
    settings = folder / "plan.toml"
    if not settings.exists():
        raise PackUnreadable(f"{settings} is missing: {folder} is not a plan pack.")
    try:
        plan = tomllib.loads(decoded(settings))
    except tomllib.TOMLDecodeError as problem:
        raise PackUnreadable(
            f"{settings} cannot be read: {problem}. A line reads name = value, texts in quotation marks."
        ) from problem
    except ValueError as problem:
        raise PackUnreadable(f"{folder.name}/{problem}") from problem
    form_mistakes: list[str] = []
    mistakes: list[str] = []
    tables = {table: _read_rows(folder, table, form_mistakes, mistakes) for table in FILES}
    shapes = read_shapes(folder / SHAPES_FILE, mistakes)
    return PlanPack(folder, plan, tables, _digest(folder), form_mistakes, mistakes, shapes)


def find_packs(folder: Path) -> list[Path]:
    """The pack folders in `folder`, in name order."""
    return sorted(path.parent for path in folder.glob("*/plan.toml"))
