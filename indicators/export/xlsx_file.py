"""Writes XLSX: typed cells under a frozen header with filters, and a second sheet that says what the first one is."""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import rustpy_xlsxwriter as fast_writer
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from indicators.export.about import About
from indicators.language import _

MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767
# above this the fast writer is worth its plainer looks
SMALL_ROWS = 5_000
_WIDTHS = (8.0, 60.0)
_ABOUT_WIDTHS = [28.0, 90.0]
_FORMATS = {pa.date32(): "yyyy-mm-dd", pa.timestamp("us"): "yyyy-mm-dd hh:mm:ss"}


class TooLargeForXlsx(Exception):
    """The table does not fit into a worksheet."""


def write_xlsx(rows: pa.RecordBatchReader, about: About, out: BinaryIO) -> None:
    """Writes `rows` and what they are into `out`. Raises TooLargeForXlsx."""
    batches = _fitting(rows)
    first = []
    for batch in batches:
        first.append(batch)
        if sum(part.num_rows for part in first) > SMALL_ROWS:
            _write_large(rows.schema, chain(first, batches), _widths(first[0], rows.schema), about, out)
            return
    table = pa.Table.from_batches(first, schema=rows.schema)
    _write_small(table, _widths(table, rows.schema), about, out)


def _fitting(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """The batches, as long as a worksheet holds them."""
    count = 0
    for batch in batches:
        count += batch.num_rows
        if count > MOST_ROWS:
            raise TooLargeForXlsx(
                _(
                    "More than {most} rows do not fit into an Excel sheet. Choose CSV or Parquet, or a narrower filter.",
                    most=f"{MOST_ROWS:,}",
                )
            )
        for column in batch.columns:
            if pa.types.is_string(column.type) and (pc.max(pc.utf8_length(column)).as_py() or 0) > LONGEST_TEXT:
                raise TooLargeForXlsx(
                    _(
                        "A text of more than {most} characters does not fit into an Excel cell. Choose CSV or Parquet.",
                        most=f"{LONGEST_TEXT:,}",
                    )
                )
        yield batch


def _widths(sample: pa.Table | pa.RecordBatch, schema: pa.Schema) -> list[float]:
    """A width for each column from its title and what it holds; a Chinese character counts as two."""
    widths = []
    for name in schema.names:
        texts = [name, *(str(value) for value in sample.column(name).slice(0, 200).to_pylist() if value is not None)]
        widths.append(min(max(_WIDTHS[0], *(_columns(text) + 2.0 for text in texts)), _WIDTHS[1]))
    return widths


def _columns(text: str) -> int:
    line = text.partition("\n")[0]
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)


def _write_small(table: pa.Table, widths: list[float], about: About, out: BinaryIO) -> None:
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        sheet = book.add_worksheet(about.title)
        for place, (field, width) in enumerate(zip(table.schema, widths, strict=True)):
            style = book.add_format({"num_format": _FORMATS[field.type]}) if field.type in _FORMATS else None
            sheet.set_column(place, place, width, style)
            sheet.write_string(0, place, field.name, bold)
            for line, value in enumerate(table.column(place).to_pylist(), 1):
                _write_cell(sheet, line, place, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, table.num_rows, max(table.num_columns - 1, 0))
        notes = book.add_worksheet(_("About this file"))
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for line, words in enumerate(about.lines):
            for place, word in enumerate(words):
                notes.set_column(place, place, _ABOUT_WIDTHS[place])
                notes.write_string(line, place, word, wrapped)


def _write_cell(sheet: Worksheet, line: int, place: int, value: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, place, value)
        case int() | float() | Decimal():
            sheet.write_number(line, place, float(value))
        case datetime() | date():
            sheet.write_datetime(line, place, value)
        case _:
            sheet.write_string(line, place, str(value))


def _write_large(schema: pa.Schema, batches: Iterator[pa.RecordBatch], widths: list[float], about: About, out: BinaryIO) -> None:
    """The same workbook in a tenth of the time. The fast writer leaves decimals out without a word, so it gets floats."""
    floats = pa.schema([pa.field(field.name, pa.float64() if pa.types.is_decimal(field.type) else field.type) for field in schema])
    refusals: list[TooLargeForXlsx] = []

    def cast() -> Iterator[pa.RecordBatch]:
        try:
            for batch in batches:
                yield batch.cast(floats)
        except TooLargeForXlsx as refusal:
            refusals.append(refusal)
            raise

    heading, *lines = about.lines
    notes = pa.table([pa.array(texts) for texts in zip(*lines, strict=True)], names=heading)
    title, notes_title = about.title, _("About this file")
    formats = [fast_writer.Format().set_num_format(_FORMATS.get(field.type, "General")) for field in schema]
    try:
        fast_writer.write_worksheets(
            [(title, pa.RecordBatchReader.from_batches(floats, cast())), (notes_title, notes)],
            out,
            freeze_panes={title: {"row": 1, "col": 0}},
            autofilter={title: True},
            column_widths={title: widths, notes_title: _ABOUT_WIDTHS},
            column_formats={title: formats},
            header_format={"general": fast_writer.Format().set_bold().set_background_color("#E8EEF4")},
        )
    except RuntimeError:
        # the writer reports a refusal of ours as its own failure
        if refusals:
            raise refusals[0] from None
        raise
