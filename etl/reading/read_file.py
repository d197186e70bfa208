"""Stop 1: the bytes of a file become one table of text, whatever the format; what was detected is kept to be shown."""

from dataclasses import replace
from pathlib import PurePath

import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.archive import protected
from etl.reading.choices import MappedColumn, ranges
from etl.reading.clean import parse_month
from etl.reading.columns import is_returned
from etl.reading.header import LEAST, Header, find_header, header_weight, title_month, title_year
from etl.reading.plan_names import PlanNames
from etl.reading.raw_table import DETECT, Choices, Detected, FileRefused, Limits, RawTable, column_letters
from etl.reading.read_text import TextGrid, open_text
from etl.reading.read_workbook import SheetGrid, open_workbook
from etl.reading.table_body import FILLABLE, bracketed_unit, named_by_rows, said_by_titles, trimmed
from etl.reading.wide import groups_of, lengthened
from indicators.language import _

LIMITS = Limits()
TEXT_ENDINGS = ("csv", "tsv", "txt")
WORKBOOK_ENDINGS = ("xlsx", "xlsm", "xls", "ods")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_file(
    data: bytes, file_name: str, choices: Choices = DETECT, limits: Limits = LIMITS, names: PlanNames | None = None
) -> RawTable:
    """The table in the file, long whatever its shape. Raises FileRefused with the reason when there is none that can be read.

    With the `names` of a plan, columns that stand for its towns or indicators are recognised; months are without them too.
    """
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
    if choices.signature and not _fits(data, kind, choices, limits, names):
        choices = DETECT
    grid, detected = _opened(data, kind, choices, limits, names)
    found = find_header(grid.head, names, DETECT)
    detected = replace(detected, signature=found.signature, uses_choices=choices != DETECT)
    return _table(grid, find_header(grid.head, names, choices), detected, choices, limits, names)


def _kind(data: bytes, file_name: str) -> str:
    """csv, xlsx, xlsm, xls or ods, by content; an ending that says something else is refused."""
    ending = PurePath(file_name).suffix.lower().lstrip(".")
    if ending not in TEXT_ENDINGS + WORKBOOK_ENDINGS:
        raise FileRefused(
            _("Files ending in “.{ending}” are not accepted. Send XLSX, XLS, ODS or CSV.", ending=ending)
            if ending
            else _("The file name has no ending. Send XLSX, XLS, ODS or CSV.")
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise protected()
        content = "xls"
    elif data.startswith(b"PK"):
        content = "ods" if b"mimetypeapplication/vnd.oasis" in data[:100] else "xlsm" if ending == "xlsm" else "xlsx"
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


def _fits(data: bytes, kind: str, choices: Choices, limits: Limits, names: PlanNames | None) -> bool:
    """The file, opened as remembered, has the shape for which that was chosen."""
    try:
        grid, _detected = _opened(data, kind, choices, limits, names)
    except FileRefused:
        return False
    return find_header(grid.head, names, DETECT).signature == choices.signature


def _opened(
    data: bytes, kind: str, choices: Choices, limits: Limits, names: PlanNames | None
) -> tuple[TextGrid | SheetGrid, Detected]:
    """The cells to look at, and which encoding, separator and sheet they were found by."""
    if kind == "csv":
        text = open_text(data, choices, names)
        if not text.head:
            raise FileRefused(_("The file is empty."))
        return text, Detected("csv", encoding=text.encoding, separator=text.separator)
    sheets, hidden = open_workbook(data, kind, limits)
    chosen, others = _sheet_with_table(sheets, choices.sheet, names)
    return chosen, Detected(
        kind, sheet=chosen.name, sheets=tuple(sheet.name for sheet in sheets), other_tables=others, hidden_sheets=hidden
    )


def _sheet_with_table(sheets: list[SheetGrid], chosen: str, names: PlanNames | None) -> tuple[SheetGrid, tuple[str, ...]]:
    """The sheet to read and the names of further sheets that hold a table."""
    if not sheets:
        raise FileRefused(_("The file is empty."))
    if chosen:
        for sheet in sheets:
            if sheet.name == chosen:
                return sheet, ()
        raise FileRefused(_("The workbook has no sheet “{sheet}”.", sheet=chosen))
    weights = {sheet.name: header_weight(sheet.head, names) for sheet in sheets}
    tables = [sheet for sheet in sheets if weights[sheet.name] >= LEAST]
    best = max(tables, key=lambda sheet: weights[sheet.name], default=sheets[0])
    return best, tuple(sheet.name for sheet in tables if sheet is not best)


def _table(
    grid: TextGrid | SheetGrid, header: Header, detected: Detected, choices: Choices, limits: Limits, names: PlanNames | None
) -> RawTable:
    width = grid.width(header.texts)
    if not width:
        raise FileRefused(_("The first {count} rows are empty. Delete the empty rows above the header.", count=len(grid.head)))
    if width > limits.columns:
        raise FileRefused(_("The table has {count} columns; at most {limit} are read.", count=width, limit=limits.columns))
    fillable = [index for index, meaning in enumerate(header.meanings) if meaning.field in FILLABLE and not meaning.axes]
    merged = grid.fill_merged(header.last, fillable)
    columns, rows, overlong = grid.below(header.last, width, limits)
    if len(rows) > limits.rows:
        raise FileRefused(_("The table has more than {limit} rows. Split the file by month.", limit=limits.rows))
    for position, column in enumerate(columns):
        _refuse_long_cells(column, rows, position, limits)
    meanings = header.meanings[:width]
    detected = replace(
        detected,
        header_row=header.index + 1,
        header_lines=header.lines,
        kind=header.kind,
        merged_columns=tuple(map(column_letters, merged)),
        wide_by=next((meaning.axes for meaning in meanings if meaning.axes), ()),
        hidden_columns=tuple(column_letters(index) for index in grid.hidden_columns if index < width),
    )
    detected = _with_period(detected, header, choices)
    fields = tuple(None if meaning.axes else meaning.field for meaning in meanings)
    table = RawTable(header.texts[:width], tuple(columns), rows, detected, fields, tuple(overlong))
    table = trimmed(table, grid.head[header.index : header.last + 1], names)
    table = named_by_rows(table, names) if names and header.kind in ("actuals", "targets") else table
    return _finished(table, header, set(grid.hidden_rows), names)


def _finished(table: RawTable, header: Header, hidden_rows: set[int], names: PlanNames | None) -> RawTable:
    """The table as it goes on: what was read from where is written down, a wide one is made long, a title speaks for all rows."""
    used = {index: name for index, name in enumerate(table.fields) if name}
    used |= {
        index: meaning.field or "" for index, meaning in enumerate(header.meanings) if meaning.axes and index < len(table.header)
    }
    hidden = [row for row in table.rows.to_pylist() if row in hidden_rows] if hidden_rows else []
    detected = replace(
        table.detected,
        columns=tuple(MappedColumn(name, column_letters(index), table.header[index]) for index, name in sorted(used.items())),
        ignored_columns=tuple(
            text for index, text in enumerate(table.header) if index not in used and text and not is_returned(text)
        ),
        hidden_rows=ranges(hidden),
    )
    table = replace(table, detected=detected)
    if detected.wide_by:
        units = [bracketed_unit(text, names) if names else "" for text in header.texts]
        groups = groups_of(header.meanings[: len(table.header)], units)
        table = lengthened(table, groups, header.groups, header.index + 1)
    return said_by_titles(table, header, names) if names and header.kind in ("actuals", "targets") else table


def _with_period(detected: Detected, header: Header, choices: Choices) -> Detected:
    """With the month and year that hold for rows without one."""
    if month := parse_month(choices.period):
        return replace(detected, period=month, year=month.year)
    if found := title_month(header.titles):
        month, title = found
        return replace(detected, period=month, year=month.year, period_cell=f"{column_letters(title.column)}{title.row + 1}")
    return replace(detected, year=title_year(header.titles))


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
