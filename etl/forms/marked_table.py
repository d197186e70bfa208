"""A returned workbook made anew: the table as it was read, every cell in its place, with the problems beside it."""

import io
import re
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.forms.marks import FILLS, MOST_COMMENTS, RETURNED_HEADER, SUMMARY_HEADER, SUMMARY_WIDTHS, Marks
from etl.reading.original_cells import original_rows
from etl.reading.raw_table import RawTable, column_letters
from etl.reading.read_workbook import cell_text
from indicators.language import _

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_AUTHOR = {"author": "263"}


def marked_table(data: bytes, table: RawTable, marks: Marks) -> bytes:
    """The workbook. Written row by row, so that a large table needs no more memory than a small one."""
    output = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(output, options) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(table.detected.sheet))
        _TableWriter(workbook, sheet, table, marks).write(data)
        head = marks.summary_head(lost_looks=table.detected.format != "csv")
        _write_summary(workbook.add_worksheet(_(RETURNED_HEADER)), workbook, head, marks)
    return output.getvalue()


class _TableWriter:
    """One table on its way into a sheet."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: Worksheet, table: RawTable, marks: Marks) -> None:
        self.sheet, self.table, self.marks = sheet, table, marks
        self.header_row = table.detected.header_row
        self.header: Format = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped: Format = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.fills = {severity: workbook.add_format({"bg_color": f"#{colour}"}) for severity, colour in FILLS.items()}
        self.overlong = frozenset(table.overlong_rows)
        self.comments = 0

    def write(self, data: bytes) -> None:
        """Every row of the file, and the problems to the right of the widest."""
        detected = self.table.detected
        width = max((len(row) for row in original_rows(data, detected)), default=0)
        self.sheet.set_column(0, max(width - 1, 0), 14)
        self.sheet.set_column(width, width, 60)
        for number, row in enumerate(original_rows(data, detected), start=1):
            # which cell belongs to which column cannot be told; side by side they would look as if it could
            cells = [(detected.separator or " ").join(row)] if number in self.overlong else row
            for index, text in enumerate(cells):
                self._write_cell(number, index, text)
            if number == self.header_row:
                self.sheet.write_string(number - 1, width, _(RETURNED_HEADER), self.header)
            elif number in self.marks.rows:
                self.sheet.write_string(number - 1, width, self.marks.rows[number], self.wrapped)

    def _write_cell(self, number: int, index: int, text: str) -> None:
        mark = self.marks.cells.get(f"{column_letters(index)}{number}")
        style = self.fills[mark.severity] if mark else self.header if number == self.header_row else None
        if _PLAIN_NUMBER.fullmatch(text) and cell_text(float(text)) == text:
            self.sheet.write_number(number - 1, index, float(text), style)
        elif text:
            self.sheet.write_string(number - 1, index, text, style)
        elif style:
            self.sheet.write_blank(number - 1, index, None, style)
        if mark and self.comments < MOST_COMMENTS:
            self.sheet.write_comment(number - 1, index, mark.text, _AUTHOR | {"x_scale": 2.5, "y_scale": 1.2})
            self.comments += 1


def _write_summary(sheet: Worksheet, workbook: xlsxwriter.Workbook, head: list[str], marks: Marks) -> None:
    bold, wrapped = workbook.add_format({"bold": True, "bottom": 1}), workbook.add_format({"text_wrap": True, "valign": "top"})
    for index, column_width in enumerate(SUMMARY_WIDTHS):
        sheet.set_column(index, index, column_width)
    for number, line in enumerate(head):
        sheet.write_string(number, 0, line)
    rows: Sequence[Sequence[str | int]] = [[_(title) for title in SUMMARY_HEADER], *marks.summary_rows()]
    for number, row in enumerate(rows, start=len(head) + 1):
        style = bold if number == len(head) + 1 else wrapped
        for index, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, index, cell, style)
            else:
                sheet.write_string(number, index, cell, style)


def _sheet_name(name: str) -> str:
    """The sheet's own name; a text file has none."""
    return name or _("Report")
