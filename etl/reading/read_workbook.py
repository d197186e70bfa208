"""Reads XLSX, XLS and ODS into rows of text, as they look in a spreadsheet program."""

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pyarrow as pa
import python_calamine

from etl.reading.archive import damaged, look_through, protected
from etl.reading.old_workbook import look_old_through
from etl.reading.raw_table import FileRefused, Limits
from etl.reading.table_body import filled_down
from etl.reading.workbook_xml import SheetFacts
from etl.settings import ROOT
from indicators.language import _, current_language

HEAD_ROWS = 50
APART_SECONDS = 60
REFUSED = 3  # the exit code of the other process when it has a sentence to say


@dataclass(frozen=True)
class SheetGrid:
    """One sheet as rows of text."""

    name: str
    cells: list[list[str]]
    hidden_rows: Sequence[int] = ()  # row numbers as shown, from 1
    hidden_columns: Sequence[int] = ()  # counted from 0
    merges: Sequence[tuple[int, int, int, int]] = field(default=())  # top, left, bottom, right, counted from 0

    @property
    def head(self) -> list[list[str]]:
        """The first rows, where a header is looked for."""
        return self.cells[:HEAD_ROWS]

    def width(self, header: Sequence[str]) -> int:
        """How many columns the table has."""
        return max((index + 1 for index, text in enumerate(header) if text.strip()), default=0)

    def fill_merged(self, header_index: int, columns: Sequence[int]) -> list[int]:
        """Gives every row below the header the text of the merged cell it shares; returns the columns where there was one."""
        return filled_down(self.cells, self.merges, columns, header_index + 1)

    def below(self, header_index: int, width: int, _limits: Limits) -> tuple[list[pa.Array], pa.Array, list[int]]:
        """The cells below the header: text arrays, row numbers, and the rows that have more cells than the header."""
        kept = [(number, row) for number, row in enumerate(self.cells[header_index + 1 :], start=header_index + 2) if any(row)]
        columns = [pa.array([row[index] for _number, row in kept], pa.string()) for index in range(width)]
        # a remark beside the table is no shifted figure: in a sheet every cell keeps its column
        return columns, pa.array([number for number, _row in kept], pa.int32()), []


def open_workbook(data: bytes, kind: str, limits: Limits) -> tuple[list[SheetGrid], tuple[str, ...]]:
    """Every visible sheet that holds anything, and the names of the hidden ones. Raises FileRefused."""
    return open_apart(data) if kind == "xls" else open_here(data, kind, limits)


def open_apart(data: bytes) -> tuple[list[SheetGrid], tuple[str, ...]]:
    """The sheets of an old workbook, read by a process of its own. Raises FileRefused.

    A broken one can make the library ask for more memory than there is, and that ends the process that reads it.
    """
    worker = [sys.executable, "-m", "etl.reading.read_apart", current_language()]
    try:
        run = subprocess.run(worker, input=data, capture_output=True, timeout=APART_SECONDS, cwd=ROOT, check=False)
    except subprocess.TimeoutExpired as problem:
        raise damaged() from problem
    if run.returncode == REFUSED:
        raise FileRefused(run.stdout.decode("utf-8"))
    if run.returncode != 0:
        raise damaged()
    sheets, hidden = json.loads(run.stdout)
    return [SheetGrid(**sheet) for sheet in sheets], tuple(hidden)


def open_here(data: bytes, kind: str, limits: Limits) -> tuple[list[SheetGrid], tuple[str, ...]]:
    """The sheets of a workbook, read by this process. Raises FileRefused."""
    facts = look_old_through(data) if kind == "xls" else look_through(data, limits, has_macros=kind == "xlsm")
    try:
        return _sheets(data, facts, limits)
    except python_calamine.PasswordError as problem:
        raise protected() from problem
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError, MemoryError) as problem:
        raise damaged() from problem
    except BaseException as problem:
        # the Rust library reports a broken file by a panic, which Python does not count among its exceptions
        if type(problem).__name__ == "PanicException":
            raise damaged() from problem
        raise


def _sheets(data: bytes, facts: dict[str, SheetFacts], limits: Limits) -> tuple[list[SheetGrid], tuple[str, ...]]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    tables = [sheet for sheet in workbook.sheets_metadata if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet]
    visible = [sheet.name for sheet in tables if sheet.visible == python_calamine.SheetVisibleEnum.Visible]
    if len(workbook.sheet_names) > limits.sheets:
        raise FileRefused(
            _(
                "The workbook has {count} sheets; at most {limit} are read. Send the one with the table.",
                count=len(workbook.sheet_names),
                limit=limits.sheets,
            )
        )
    grids = []
    for name in visible:
        sheet, about = workbook.get_sheet_by_name(name), facts.get(name, SheetFacts())
        cells = [[cell_text(cell) for cell in row] for row in _rows(sheet)]
        _lay_over(cells, about)
        if any(any(row) for row in cells):
            merges = about.merges or [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
            grids.append(SheetGrid(name, cells, sorted(about.hidden_rows), sorted(about.hidden_columns), merges))
    return grids, tuple(sheet.name for sheet in tables if sheet.name not in visible)


def _rows(sheet: Any) -> Sequence[Sequence[Any]]:
    rows: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False)
    return rows


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without a point, fractions without the noise of binary arithmetic, dates as 2017-09-30."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if math.isfinite(cell) and cell == int(cell) and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time | timedelta | int):
        return str(cell)
    return "" if cell is None else str(cell)


def _lay_over(cells: list[list[str]], facts: SheetFacts) -> None:
    """Writes into the cells what a person sees there: errors, which the library leaves empty, percentages, units of the number format."""
    for row, column in facts.percents:
        if row < len(cells) and column < len(cells[row]) and cells[row][column]:
            cells[row][column] = _as_percentage(cells[row][column])
    for (row, column), unit in facts.units.items():
        if row < len(cells) and column < len(cells[row]) and cells[row][column]:
            cells[row][column] += unit
    for (row, column), shown in facts.broken.items():
        if row < len(cells) and column < len(cells[row]) and not cells[row][column]:
            cells[row][column] = shown


def _as_percentage(text: str) -> str:
    try:
        return f"{format(float(text) * 100, '.15g')}%"
    except ValueError:
        return text
