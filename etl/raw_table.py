"""What reading a file gives: one table of text cells that still knows where each cell stood."""

from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa


class FileRefused(Exception):
    """The file cannot be read as a table; the message says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """What a file may hold at most."""

    file_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    archive_members: int = 2000
    sheets: int = 50
    rows: int = 1_100_000
    columns: int = 200
    cells: int = 16_000_000  # a spreadsheet library keeps the whole rectangle in memory, empty or not
    cell_length: int = 10_000


@dataclass(frozen=True)
class Choices:
    """What a person chose instead of what was detected; empty means detect."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""


DETECT = Choices()


@dataclass(frozen=True)
class Detected:
    """How a file was read, to be shown to the person who sent it."""

    format: str  # csv | xlsx | xls | ods
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    other_tables: tuple[str, ...] = ()  # further sheets that hold a table
    header_row: int = 1
    ignored_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # text below the table, not read as rows
    kind: str = "actuals"  # what the header says the file holds, see etl.columns.KINDS
    period: date | None = None  # the month that the file names for all of its rows
    year: int | None = None  # the year, likewise


@dataclass(frozen=True)
class RawTable:
    """The cells below a header, as text. `columns` has one text array per header cell, `rows` the row numbers a spreadsheet shows."""

    header: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    rows: pa.Array
    detected: Detected
    fields: tuple[str | None, ...] = ()  # what each column holds, None for one that is not used
    overlong_rows: tuple[int, ...] = field(default=())  # rows with more cells than the header

    def place(self, name: str) -> int | None:
        """The first column that holds the field `name`."""
        return self.fields.index(name) if name in self.fields else None

    def texts(self, name: str) -> pa.Array:
        """The cells of the field `name`, as they are written; empty texts where the file has no such column."""
        place = self.place(name)
        return pa.repeat("", len(self.rows)) if place is None else self.columns[place]

    def heading(self, position: int, column: int) -> str:
        """The header above a cell."""
        return self.header[column]

    def cell(self, position: int, column: int) -> str:
        """The address of a cell as a spreadsheet shows it, such as B17."""
        return f"{column_letters(column)}{self.rows[position].as_py()}"

    def text(self, position: int, column: int) -> str:
        """The text of a cell."""
        return str(self.columns[column][position].as_py() or "")


def column_letters(index: int) -> str:
    """A, B, … Z, AA, … for the column with this index, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
