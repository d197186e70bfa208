"""An office's own DOCX as the frame of a bulletin: its styles, headers, footers and pages stay, its placeholders are filled."""

import io
from collections.abc import Iterator, Mapping

from docx import Document
from docx.document import Document as DocumentFile
from docx.opc.exceptions import PackageNotFoundError
from docx.section import _Footer, _Header
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from indicators.language import _

CONTENT = "{{content}}"
# what may stand in a template, in the words the office writes
PLACEHOLDERS = ("title", "period", "number", "document_number", "issued_on", "signature")

Frame = DocumentFile | _Cell | _Header | _Footer


class TemplateUnusable(Exception):
    """The template cannot be opened as a Word document."""


def open_template(data: bytes) -> DocumentFile:
    """The document in `data`. Raises TemplateUnusable."""
    try:
        return Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as problem:
        raise TemplateUnusable(
            _("The template cannot be opened as a Word document. Open it in a word processor and save it again as DOCX.")
        ) from problem


def placeholders(document: DocumentFile) -> set[str]:
    """The names of the placeholders that stand in a document."""
    texts = [paragraph.text for paragraph in _paragraphs(document)]
    return {name for name in ("content", *PLACEHOLDERS) if any(_spelled(name) in text for text in texts)}


def fill(document: DocumentFile, values: Mapping[str, str]) -> None:
    """Puts the values in the place of their placeholders, wherever in body, tables, headers and footers they stand."""
    for paragraph in _paragraphs(document):
        for name, value in values.items():
            while _spelled(name) in paragraph.text:
                _replace(paragraph, _spelled(name), value)


def place_of_content(document: DocumentFile) -> Paragraph:
    """The paragraph before which the content goes: that of the placeholder, else a new last one."""
    for paragraph in document.paragraphs:
        if CONTENT in paragraph.text:
            return paragraph
    return document.add_paragraph()


def headers(document: DocumentFile) -> Iterator[_Header]:
    """Every header that some page of the document shows of its own; the first section's always."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(document.sections):
        shown = [section.header]
        shown += [section.first_page_header] if section.different_first_page_header_footer else []
        shown += [section.even_page_header] if has_even else []
        yield from (header for header in shown if place == 0 or not header.is_linked_to_previous)


def _spelled(name: str) -> str:
    return f"{{{{{name}}}}}"


def _replace(paragraph: Paragraph, word: str, value: str) -> None:
    """Replaces the first `word`, which may be spread over several runs; its first run's look is the value's."""
    start = "".join(run.text for run in paragraph.runs).find(word)
    if start < 0:  # inside a link or a field, whose text is no run of the paragraph
        raise TemplateUnusable(_("The placeholder {word} stands inside a link or a field. Type it as plain text.", word=word))
    end, position = start + len(word), 0
    for run in paragraph.runs:
        text = run.text
        first, last = max(start - position, 0), min(end - position, len(text))
        if first < last:
            run.text = text[:first] + (value if position + first == start else "") + text[last:]
        position += len(text)


def _paragraphs(document: DocumentFile) -> Iterator[Paragraph]:
    yield from _within(document)
    for section in document.sections:
        for frame in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not frame.is_linked_to_previous:
                yield from _within(frame)


def _within(frame: Frame) -> Iterator[Paragraph]:
    for block in frame.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from _within(cell)
        else:
            yield block
