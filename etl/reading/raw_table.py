"""What reading a file gives: one table of text cells that still knows where each cell stood."""

from dataclasses import dataclass, field

import pyarrow as pa

from etl.reading.choices import DETECT, Choices, Detected, column_letters

__all__ = ["DETECT", "Choices", "Detected", "FileRefused", "Limits", "Origin", "RawTable", "column_letters"]


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
class Origin:
    """Where the cells of one column stood in a file that was turned from wide to long: they come in turns from several columns.

    `rows` is given when they stood above the table, in its header or title, and not in the row itself.
    """

    columns: tuple[int, ...]
    headings: tuple[str, ...]
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class RawTable:
    """The cells below a header, as text. `columns` has one text array per header cell, `rows` the row numbers a spreadsheet shows.

    `fields` says what each column holds (see etl.reading.columns), None for a column that is not used.
    """

    header: tuple[str, ...]
    columns: tuple[pa.Array, ...]
    rows: pa.Array
    detected: Detected
    fields: tuple[str | None, ...] = ()
    overlong_rows: tuple[int, ...] = field(default=())  # rows with more cells than the header
    origins: tuple[Origin, ...] = ()  # one per column of a table that was wide; none when each column is one of the file

    def place(self, name: str) -> int | None:
        """The first column that holds the field `name`."""
        return self.fields.index(name) if name in self.fields else None

    def texts(self, name: str) -> pa.Array:
        """The cells of the field `name`, as they are written; empty texts where the file has no such column."""
        place = self.place(name)
        return pa.repeat("", len(self.rows)) if place is None else self.columns[place]

    def cell(self, position: int, column: int) -> str:
        """The address of a cell as a spreadsheet shows it, such as B17."""
        if not self.origins:
            return f"{column_letters(column)}{self.rows[position].as_py()}"
        origin = self.origins[column]
        row = origin.rows[position % len(origin.rows)] if origin.rows else self.rows[position].as_py()
        return f"{column_letters(origin.columns[position % len(origin.columns)])}{row}"

    def heading(self, position: int, column: int) -> str:
        """The header above a cell."""
        if not self.origins:
            return self.header[column]
        headings = self.origins[column].headings
        return headings[position % len(headings)]

    def text(self, position: int, column: int) -> str:
        """The text of a cell."""
        return str(self.columns[column][position].as_py() or "")
