"""A reporter's own workbook with the problems in it: a column to the right, marked and commented cells, a sheet that sums up."""

import io
import warnings
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl.forms.cached_values import formula_results, put_back
from etl.forms.marks import FILLS, MOST_COMMENTS, RETURNED_HEADER, SUMMARY_HEADER, SUMMARY_WIDTHS, Marks
from etl.reading.columns import is_returned
from etl.reading.raw_table import RawTable
from indicators.language import _

AUTHOR = "263"  # whose comments are ours, to be taken out when the workbook comes again
_TOP = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
_FILLS = {severity: PatternFill("solid", start_color=colour) for severity, colour in FILLS.items()}


def marked_workbook(data: bytes, table: RawTable, marks: Marks) -> bytes:
    """The workbook with its looks and formulas, without macros. Raises whatever openpyxl raises for one it cannot load or save."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of each thing it does not keep
        book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
        results = formula_results(data, book)
        for sheet in [sheet for sheet in book.worksheets if is_returned(sheet.title)]:
            book.remove(sheet)
        for sheet in book.worksheets:
            # other pictures would be unpacked and converted
            sheet._images = [image for image in sheet._images if image.format in ("png", "jpeg", "gif")]
        sheet = book[table.detected.sheet]
        _forget_marks(sheet)
        _write_column(sheet, table.detected.header_row, marks)
        _mark_cells(sheet, marks)
        _write_summary(book.create_sheet(_(RETURNED_HEADER)), sheet.title, marks)
        book.active = sheet
        output = io.BytesIO()
        book.save(output)
    return put_back(output.getvalue(), [sheet.title for sheet in book.worksheets], results)


def write_text(cell: Cell, text: str) -> None:
    """Text as text: what begins like a formula is none, and what no workbook may hold is left out."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def _forget_marks(sheet: Worksheet) -> None:
    """Takes out what an earlier return wrote into cells."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment, cell.fill = None, PatternFill()


def _write_column(sheet: Worksheet, header_row: int, marks: Marks) -> None:
    """The sentences of each row, right of everything or where they stood before."""
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]
    old = [cell.column for cell in filled if cell.row == header_row and is_returned(str(cell.value))]
    merged = [area.max_col for area in sheet.merged_cells.ranges]
    column = old[0] if old else 1 + max([cell.column for cell in filled] + merged, default=0)
    for cell in filled:
        if old and cell.column == column:
            cell.value = None
    header = sheet.cell(header_row, column)
    write_text(header, _(RETURNED_HEADER))
    header.font, header.alignment = Font(bold=True), _TOP
    sheet.column_dimensions[get_column_letter(column)].width = 60
    sheet.column_dimensions[get_column_letter(column)].hidden = False
    for row, text in marks.rows.items():
        if row != header_row:
            write_text(sheet.cell(row, column), text)
            sheet.cell(row, column).alignment = _TOP


def _mark_cells(sheet: Worksheet, marks: Marks) -> None:
    for number, (place, mark) in enumerate(marks.cells.items()):
        cell = _writable(sheet, place)
        cell.fill = _FILLS[mark.severity]
        # a code is locked in our form, but if it is wrong it has to be changed
        cell.protection = _OPEN
        if cell.comment is None and number < MOST_COMMENTS:
            lines = 2 + len(mark.text) // 25
            cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", mark.text), AUTHOR, height=18 * lines, width=320)


def _writable(sheet: Worksheet, place: str) -> Any:
    """The cell at `place`; of merged cells the one that holds their value."""
    cell = sheet[place]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if place in area)
        return sheet.cell(area.min_row, area.min_col)
    return cell


def _write_summary(summary: Worksheet, sheet_name: str, marks: Marks) -> None:
    for index, width in enumerate(SUMMARY_WIDTHS, start=1):
        summary.column_dimensions[get_column_letter(index)].width = width
    head = marks.summary_head(lost_looks=False)
    for number, line in enumerate(head, start=1):
        write_text(summary.cell(number, 1), line)
    top = len(head) + 2
    for index, title in enumerate(SUMMARY_HEADER, start=1):
        write_text(summary.cell(top, index), _(title))
        summary.cell(top, index).font = Font(bold=True)
    for number, (severity, count, places, column, sentence) in enumerate(marks.summary_rows(), start=top + 1):
        for index, text in ((1, severity), (3, places), (4, column), (5, sentence)):
            write_text(summary.cell(number, index), text)
            summary.cell(number, index).alignment = _TOP
        summary.cell(number, 2).value = count
        first = places.partition(",")[0]
        if first.isalnum() and not first.isdigit():
            quoted = sheet_name.replace("'", "''")
            summary.cell(number, 3).hyperlink = Hyperlink(ref=f"C{number}", location=f"'{quoted}'!{first}")
            summary.cell(number, 3).font = Font(color="0563C1", underline="single")
