"""A table of a bulletin in a Word document: thin lines, a header that comes again on every page, numbers to the right."""

from docx.document import Document as DocumentFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell

from indicators.bulletin.content import Cell, Figure, Light, Table, cell_text
from indicators.bulletin.docx_look import CELL, HEADING_FONT, SMALL_CELL, set_font
from indicators.figures.style import STATUS_COLOURS

MANY_COLUMNS = 8
LINE, SHADE, MARGIN = "7F7F7F", "EDF1F5", "50"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(document: DocumentFile, table: Table, width: int, mark: str = "", is_annex: bool = False) -> None:
    """Writes the table at the end of the document, `width` wide; `mark` stands in a row of its own below the header; annexes are set small."""
    head = 2 if mark else 1
    # by its id, found once: the library looks through all styles for every name
    style = document.styles[SMALL_CELL if is_annex or len(table.columns) >= MANY_COLUMNS else CELL].style_id
    word = document.add_table(rows=head + len(table.rows), cols=len(table.columns))
    word.alignment = WD_TABLE_ALIGNMENT.CENTER
    word.autofit = False
    _draw_lines(word)
    widths = _widths(table, width)
    rows = list(word._tbl.tr_lst)
    for row in rows:
        for cell, one in zip(row.tc_lst, widths, strict=True):
            cell.width = Length(one)
    for place, column in enumerate(table.columns):
        word.columns[place].width = Length(widths[place])
        _write_header(_Cell(rows[0].tc_lst[place], word), column.title, style)
    if mark:
        whole = _Cell(rows[1].tc_lst[0], word).merge(_Cell(rows[1].tc_lst[-1], word))
        _write_header(whole, mark, style)
    for row in rows[:head]:
        _set(row, "w:tblHeader")
    lights = {place for cells in table.rows for place, cell in enumerate(cells) if isinstance(cell, Light)}
    for row, cells in zip(rows[head:], table.rows, strict=True):
        for place, cell in enumerate(cells):
            _write(_Cell(row.tc_lst[place], word), cell, style, is_centred=place in lights)
    for row in rows:
        _set(row, "w:cantSplit")


def _widths(table: Table, width: int) -> list[int]:
    total = sum(column.width for column in table.columns)
    return [width * column.width // total for column in table.columns]


def _write_header(cell: _Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(paragraph.add_run(text), HEADING_FONT)
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _write(cell: _Cell, value: Cell, style: str, is_centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph._p.style = style
    run = paragraph.add_run(cell_text(value))
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    if isinstance(value, Figure):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif is_centred:  # a light, or the word for their sum below them
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if isinstance(value, Light):
        run.font.color.rgb = RGBColor.from_string(STATUS_COLOURS[value.status].lstrip("#"))
        run.bold = True


def _draw_lines(word: WordTable) -> None:
    """Thin lines and narrow margins, at the places in the table's properties that the format wants them."""
    lines, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in _SIDES:
        lines.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=MARGIN, type="dxa"))
    layout = word._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(lines)
    layout.addnext(margins)


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _set(row: CT_Row, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))
