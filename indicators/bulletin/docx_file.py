"""Writes a bulletin as DOCX: the content and nothing else, in the customary form or within the office's own template."""

import io
from datetime import datetime

from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH

from indicators.bulletin.content import Bulletin
from indicators.bulletin.docx_look import BODY, HEAD, HEADING_FONT, TITLE, add_missing_styles, plain_document, set_font
from indicators.bulletin.docx_template import fill, headers, open_template, place_of_content, placeholders
from indicators.bulletin.docx_writer import Writer
from indicators.bulletin.frame import frame_words
from indicators.language import speaking

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_docx(bulletin: Bulletin, template: bytes | None = None) -> bytes:
    """The bulletin as DOCX in its own language. Raises TemplateUnusable."""
    with speaking(bulletin.language):
        words = frame_words(bulletin)
        document = plain_document() if template is None else open_template(template)
        add_missing_styles(document)
        named = placeholders(document)
        fill(document, words.placeholders())
        place = place_of_content(document)
        body = document.element.body
        before = len(body)
        Writer(document, words.mark).write(bulletin, words, named)
        # written at the end, moved to its place; the page setup stays the last element
        for element in list(body)[before - 1 : -1]:
            place._p.addprevious(element)
        body.remove(place._p)
        if words.mark:
            _mark_headers(document, words.mark)
        about = document.core_properties
        about.title, about.author, about.comments = words.title, words.signature, ""
        about.created = about.modified = datetime.now()
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def starting_template() -> bytes:
    """The built-in form with placeholders, for an office to begin its own template with."""
    document = plain_document()
    add_missing_styles(document)
    for name, style in (("number", HEAD), ("title", TITLE), ("content", BODY)):
        document.add_paragraph(f"{{{{{name}}}}}", style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _mark_headers(document: DocumentFile, mark: str) -> None:
    """Puts the mark on top of every page, above what a template has there."""
    for header in headers(document):
        paragraph = header.paragraphs[0].insert_paragraph_before() if header.paragraphs else header.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_font(paragraph.add_run(mark), HEADING_FONT, 12)
