"""How a bulletin looks without an office template: paper, margins, fonts and styles customary for official documents (GB/T 9704)."""

from docx import Document
from docx.document import Document as DocumentFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TITLE_FONT, BODY_FONT, HEADING_FONT, LEAD_FONT, TABLE_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
LATIN_FONT = "Times New Roman"
# what a word processor takes when it lacks a font: the plainer one of the same family that every Chinese system has
STANDS_IN = {TITLE_FONT: "华文中宋", BODY_FONT: "仿宋", LEAD_FONT: "楷体"}
TITLE, HEADING, CAPTION = "Title", "Heading 1", "Caption"
BODY, HEAD, NOTE = "Bulletin Body", "Bulletin Head", "Bulletin Note"
CELL, SMALL_CELL = "Bulletin Cell", "Bulletin Small Cell"
CHARACTER = 16  # points: the width of one in body text
RED = "C00000"
# style → East Asian font, size, alignment, line spacing in points (None: single), space before and after
_STYLES = {
    HEAD: (BODY_FONT, 16, WD_ALIGN_PARAGRAPH.CENTER, None, (0, 28)),
    TITLE: (TITLE_FONT, 22, WD_ALIGN_PARAGRAPH.CENTER, 32, (0, 12)),
    HEADING: (HEADING_FONT, 16, WD_ALIGN_PARAGRAPH.LEFT, 28, (8, 0)),
    BODY: (BODY_FONT, 16, WD_ALIGN_PARAGRAPH.JUSTIFY, 28, (0, 0)),
    CAPTION: (HEADING_FONT, 12, WD_ALIGN_PARAGRAPH.CENTER, None, (10, 4)),
    NOTE: (TABLE_FONT, 10.5, WD_ALIGN_PARAGRAPH.CENTER, None, (2, 8)),
    CELL: (TABLE_FONT, 10.5, WD_ALIGN_PARAGRAPH.LEFT, None, (2, 2)),
    SMALL_CELL: (TABLE_FONT, 9, WD_ALIGN_PARAGRAPH.LEFT, None, (1, 1)),
}


def plain_document() -> DocumentFile:
    """An empty A4 document with the customary margins and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_page_number(footer)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    set_font(normal, BODY_FONT, 16)
    for name in (TITLE, HEADING, CAPTION):  # the library's own look would shine through
        document.styles[name].delete()
    _name_substitutes(document)
    return document


def add_missing_styles(document: DocumentFile) -> None:
    """Adds the styles the bulletin needs and the document lacks; those of an office template stay as they are."""
    known = {style.name for style in document.styles}
    for name, (font, size, alignment, line, (before, after)) in _STYLES.items():
        if name in known:
            continue
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in (TITLE, HEADING, CAPTION))
        assert isinstance(style, ParagraphStyle)
        style.base_style = None
        set_font(style, font, size)
        look = style.paragraph_format
        look.alignment, look.space_before, look.space_after = alignment, Pt(before), Pt(after)
        look.line_spacing_rule = WD_LINE_SPACING.EXACTLY if line else WD_LINE_SPACING.SINGLE
        if line:
            look.line_spacing = Pt(line)
        look.keep_with_next = name in (HEADING, CAPTION)
        look.widow_control = True
        if name in (BODY, HEADING):
            indent(style, 2)
        if name == HEADING:
            _set_outline_level(style)
        if name == HEAD:
            _draw_red_line(style)


def set_font(owner: ParagraphStyle | Run, name: str, size: float | None = None) -> None:
    """Gives a style or a run its East Asian font, the Latin font that goes with it, and its size in points."""
    owner.font.name = LATIN_FONT
    if size is not None:
        owner.font.size = Pt(size)
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def indent(owner: ParagraphStyle | Paragraph, characters: int) -> None:
    """Begins the first line of a style or a paragraph so many characters to the right; 0 undoes what its style says."""
    owner.paragraph_format.first_line_indent = Pt(CHARACTER * characters)
    # measured in characters it follows the font; the points are for programs that do not know characters
    properties = owner._p.get_or_add_pPr() if isinstance(owner, Paragraph) else owner.element.get_or_add_pPr()
    properties.get_or_add_ind().set(qn("w:firstLineChars"), str(100 * characters))


def _draw_red_line(style: ParagraphStyle) -> None:
    """The line below the head of a document, at the place in the style's properties that the format wants it."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _set_outline_level(style: ParagraphStyle) -> None:
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().append(level)


def _add_page_number(paragraph: Paragraph) -> None:
    """— 1 —, as the standard wants it."""
    run = paragraph.add_run("— ")
    for kind, text in (("begin", None), (None, " PAGE "), ("separate", None), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)
    run.add_text(" —")
    set_font(run, TABLE_FONT, 14)


def _name_substitutes(document: DocumentFile) -> None:
    """Names in the document's font table what stands in for a font that a reader's machine lacks."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in STANDS_IN.items())
    part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())
