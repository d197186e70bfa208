"""Writes the tables of a bulletin as XLSX: a sheet each, typed cells under a frozen header with filters, and a first sheet that says what it is."""

import io
import re
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from indicators.bulletin.content import Bulletin, Cell, Figure, Light, Table, cell_text
from indicators.bulletin.frame import FrameWords, frame_words
from indicators.language import _, speaking

HEADER_ROW, FIRST_ROW = 2, 3
LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def write_xlsx(bulletin: Bulletin) -> bytes:
    """The tables of the bulletin as XLSX in its own language."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with speaking(bulletin.language), xlsxwriter.Workbook(out, options) as book:
        words, looks = frame_words(bulletin), _Looks(book)
        _write_about(_sheet(book, _("About this file"), words), bulletin, words, looks)
        for table in bulletin.tables():
            _write_table(_sheet(book, f"{table.label} {table.title}", words), table, words, looks)
    return out.getvalue()


class _Looks:
    """The few cell formats of the workbook, those of numbers by their decimals."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[int, Format] = {}
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.header: Format = book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "border_color": "#9AA5B1", "text_wrap": True, "valign": "vcenter"}
        )
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})

    def number(self, decimals: int) -> Format:
        """A number with so many places, those it has beyond them shown too."""
        if decimals not in self._numbers:
            pattern = "#,##0" + (f".{'0' * decimals}###" if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[decimals]


def _sheet(book: xlsxwriter.Workbook, name: str, words: FrameWords) -> Worksheet:
    sheet = book.add_worksheet(_FORBIDDEN.sub(" ", name)[:LONGEST_NAME].strip())
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{words.title.replace('&', '&&')}")
    sheet.set_footer("&C— &P —")
    return sheet


def _write_table(sheet: Worksheet, table: Table, words: FrameWords, looks: _Looks) -> None:
    sheet.write_string(0, 0, words.title, looks.title)
    sheet.write_string(1, 0, _("{title} ({mark})", title=table.title, mark=words.mark) if words.mark else table.title)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(column.width * 1.2, 9))
        sheet.write_string(HEADER_ROW, place, column.title, looks.header)
    for line, cells in enumerate(table.rows, FIRST_ROW):
        for place, cell in enumerate(cells):
            _write_cell(sheet, line, place, cell, looks)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.repeat_rows(0, HEADER_ROW)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(len(table.rows), 1), len(table.columns) - 1)


def _write_cell(sheet: Worksheet, line: int, place: int, cell: Cell, looks: _Looks) -> None:
    match cell:
        case Figure(value, decimals):
            if value is not None:
                sheet.write_number(line, place, float(value), looks.number(decimals))
        case Light():
            sheet.write_string(line, place, cell_text(cell), looks.text)
        case date():
            sheet.write_datetime(line, place, cell, looks.day)
        case str():
            sheet.write_string(line, place, cell, looks.text)


def _write_about(sheet: Worksheet, bulletin: Bulletin, words: FrameWords, looks: _Looks) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, words.title, looks.title)
    lines = [
        (_("Plan"), bulletin.plan_name),
        (_("Month"), words.period),
        (_("Issue number"), words.number),
        *([(_("Document number"), words.document_number)] if words.document_number else []),
        (_("Day"), words.issued_on),
        (_("Version of the status rule"), bulletin.rule),
        *((table.label, table.title) for table in bulletin.tables()),
    ]
    if words.mark:
        lines.insert(0, (words.mark, _("Trial database: the figures are simulated and nobody reported them")))
    for line, texts in enumerate(lines, FIRST_ROW):
        for place, text in enumerate(texts):
            sheet.write_string(line, place, text, looks.text)
