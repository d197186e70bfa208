"""Stop 1: the bytes of a file become one table of text, whatever the format; what was detected is kept to be shown."""

from dataclasses import replace
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from etl.columns import KINDS, field_of, fields_in, kind_of
from etl.raw_table import DETECT, Choices, Detected, FileRefused, Limits, RawTable, column_letters
from etl.read_text import TextGrid, open_text
from etl.read_workbook import SheetGrid, open_workbook
from indicators.language import _

LIMITS = Limits()
TEXT_ENDINGS = ("csv", "tsv", "txt")
WORKBOOK_ENDINGS = ("xlsx", "xls", "ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# a header names at least so many fields; a title may happen to be one of the words
_LEAST_FIELDS = 2


def read_file(data: bytes, file_name: str, choices: Choices = DETECT, limits: Limits = LIMITS) -> RawTable:
    """The table in the file. Raises FileRefused with the reason when there is none that can be read."""
    if not data.strip():
        raise FileRefused(_("The file is empty."))
    if len(data) > limits.file_bytes:
        raise FileRefused(
            _(
                "The file has {size} MB; at most {limit} MB are accepted. Split it by month.",
                size=-(-len(data) // 2**20),
                limit=limits.file_bytes // 2**20,
            )
        )
    kind = _kind(data, file_name)
    if kind == "csv":
        text = open_text(data, choices)
        return _table(text, Detected("csv", encoding=text.encoding, separator=text.separator), limits)
    sheets = open_workbook(data, kind, limits)
    chosen, others = _sheet_with_table(sheets, choices.sheet)
    names = tuple(sheet.name for sheet in sheets)
    return _table(chosen, Detected(kind, sheet=chosen.name, sheets=names, other_tables=others), limits)


def _kind(data: bytes, file_name: str) -> str:
    """csv, xlsx, xls or ods, by content; an ending that says something else is refused."""
    ending = PurePath(file_name).suffix.lower().lstrip(".")
    if ending not in TEXT_ENDINGS + WORKBOOK_ENDINGS:
        raise FileRefused(
            _("Files ending in “.{ending}” are not accepted. Send XLSX, XLS, ODS or CSV.", ending=ending)
            if ending
            else _("The file name has no ending. Send XLSX, XLS, ODS or CSV.")
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileRefused(_("The workbook is protected by a password. Save it without one."))
        content = "xls"
    elif data.startswith(b"PK"):
        content = "ods" if b"mimetypeapplication/vnd.oasis" in data[:100] else "xlsx"
    else:
        content = "csv"
    if content != ("csv" if ending in TEXT_ENDINGS else ending):
        raise FileRefused(
            _(
                "The name ends in “.{ending}”, but the content is {content}. Open the file and save it again in the format you mean.",
                ending=ending,
                content={"csv": _("not a workbook")}.get(content, content.upper()),
            )
        )
    return content


def _sheet_with_table(sheets: list[SheetGrid], chosen: str) -> tuple[SheetGrid, tuple[str, ...]]:
    """The sheet to read and the names of further sheets that hold a table."""
    if not sheets:
        raise FileRefused(_("The file is empty."))
    if chosen:
        for sheet in sheets:
            if sheet.name == chosen:
                return sheet, ()
        raise FileRefused(_("The workbook has no sheet “{sheet}”.", sheet=chosen))
    tables = [sheet for sheet in sheets if _fields_in(sheet.head[header_index(sheet.head)]) >= _LEAST_FIELDS]
    best = max(tables, key=lambda sheet: _fields_in(sheet.head[header_index(sheet.head)]), default=sheets[0])
    return best, tuple(sheet.name for sheet in tables if sheet is not best)


def header_index(head: list[list[str]]) -> int:
    """Which of the first rows is the header: the one naming the most fields, failing that the first with two cells filled."""
    best = max(range(len(head)), key=lambda index: _fields_in(head[index]), default=0)
    if head and _fields_in(head[best]) >= _LEAST_FIELDS:
        return best
    return next((index for index, row in enumerate(head) if sum(1 for text in row if text.strip()) > 1), 0)


def _fields_in(cells: list[str]) -> int:
    """How many fields a row of cells names, as the header of the kind of file that fits it best."""
    return max(fields_in(cells, kind) for kind in KINDS)


def _table(grid: TextGrid | SheetGrid, detected: Detected, limits: Limits) -> RawTable:
    if not grid.head:
        raise FileRefused(_("The file is empty."))
    index = header_index(grid.head)
    header = grid.head[index]
    if len(header) > limits.columns:
        raise FileRefused(_("The table has {count} columns; at most {limit} are read.", count=len(header), limit=limits.columns))
    columns, rows, overlong = grid.below(index, limits)
    if len(rows) > limits.rows:
        raise FileRefused(_("The table has more than {limit} rows. Split the file by month.", limit=limits.rows))
    for position, column in enumerate(columns):
        _refuse_long_cells(column, rows, position, limits)
    names = tuple(text.strip() for text in header[: len(columns)])
    kind = kind_of(names)
    fields = tuple(field_of(text, kind) for text in names)
    return RawTable(names, tuple(columns), rows, replace(detected, header_row=index + 1, kind=kind), fields, tuple(overlong))


def _refuse_long_cells(column: pa.Array, rows: pa.Array, position: int, limits: Limits) -> None:
    lengths = pc.utf8_length(column)
    longest = pc.max(lengths).as_py()
    if longest is not None and longest > limits.cell_length:
        row = rows[pc.index(lengths, longest).as_py()].as_py()
        raise FileRefused(
            _(
                "Cell {cell} holds {count} characters; at most {limit} are read. Look there for a quotation mark that is not closed.",
                cell=f"{column_letters(position)}{row}",
                count=longest,
                limit=limits.cell_length,
            )
        )
