"""Writes the parts of a bulletin at the end of a Word document, in the document's styles."""

import io

from docx.document import Document as DocumentFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from indicators.bulletin.content import Bulletin, Paragraph, Section, StatusBars, Table
from indicators.bulletin.docx_look import BODY, CAPTION, CHARACTER, HEAD, HEADING, LEAD_FONT, NOTE, TITLE, indent, set_font
from indicators.bulletin.docx_table import add_table
from indicators.bulletin.frame import FrameWords
from indicators.bulletin.words import titled
from indicators.language import _


class Writer:
    """Writes into one document; `mark` stands in every table and on every chart."""

    def __init__(self, document: DocumentFile, mark: str) -> None:
        self.document, self.mark = document, mark
        page = document.sections[-1]
        self.width = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)

    def write(self, bulletin: Bulletin, words: FrameWords, named: set[str]) -> None:
        """Everything, except what the template names in a place of its own."""
        if not named & {"number", "document_number", "issued_on"}:
            self._add(words.head, HEAD)
        if "title" not in named:
            title = self._add(bulletin.title, TITLE)
            if self.mark:  # on a line of its own, where no line end can part it
                title.add_run().add_break()
                title.add_run(_("({mark})", mark=self.mark))
        indent(self._add(words.addressed_to, BODY), 0)
        if words.correction:
            self._add(words.correction, BODY)
        for section in bulletin.sections:
            if not section.is_annex:
                self._section(section)
        self._close(bulletin, words, named)
        for place, section in enumerate(section for section in bulletin.sections if section.is_annex):
            self._section(section, starts_page=place == 0)

    def _close(self, bulletin: Bulletin, words: FrameWords, named: set[str]) -> None:
        """What ends the letter before its annexes: requirements, list of annexes, who issues it and when."""
        if words.requirements:
            self._add(words.requirements_title, HEADING)
            for line in words.requirements:
                self._add(line, BODY)
        self._list_annexes([section.name for section in bulletin.sections if section.is_annex])
        signed = [
            text for name, text in (("signature", words.signature), ("issued_on", words.issued_on)) if name not in named and text
        ]
        for place, text in enumerate(signed):
            paragraph = self._add(text, BODY)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.right_indent = Pt(2 * CHARACTER)
            indent(paragraph, 0)
            paragraph.paragraph_format.space_before = Pt(0 if place else 28)

    def _list_annexes(self, names: list[str]) -> None:
        """Below the text and an empty line: the annexes one below the other, the word for them only once."""
        for place, name in enumerate(names, 1):
            numbered = _("{number}. {name}", number=place, name=name)
            paragraph = self._add(numbered if place > 1 else _("Annexes: {list}", list=numbered), BODY)
            paragraph.paragraph_format.space_before = Pt(0 if place > 1 else 28)
            if place > 1:
                indent(paragraph, 5)

    def _section(self, section: Section, starts_page: bool = False) -> None:
        heading = self._add(section.title, HEADING)
        heading.paragraph_format.page_break_before = starts_page
        if section.is_annex:
            indent(heading, 0)
        for block in section.blocks:
            match block:
                case Paragraph():
                    self._paragraph(block)
                case Table():
                    self._table(block, section.is_annex)
                case StatusBars():
                    self._chart(block)

    def _add(self, text: str, style: str) -> WordParagraph:
        return self.document.add_paragraph(text, style)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add("", BODY)
        if block.lead:
            run = paragraph.add_run(_("{lead}. ", lead=block.lead))
            set_font(run, LEAD_FONT)
            run.bold = True
        paragraph.add_run(block.text)

    def _table(self, block: Table, is_annex: bool) -> None:
        self._add(titled(block.label, block.title), CAPTION)
        add_table(self.document, block, self.width, self.mark, is_annex)
        self._add("", NOTE)

    def _chart(self, block: StatusBars) -> None:
        # the drawing library takes half a second to load: whoever makes a file waits for it, not whoever starts the server
        from indicators.bulletin.pictures import NoFont, draw

        title = titled(block.label, block.title)
        try:
            image = draw(block, self.mark)
        except NoFont as refusal:
            self._add(_("{title} is left out: {reason}", title=title, reason=refusal), NOTE)
            return
        paragraph = self._add("", NOTE)
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(image), width=Length(self.width))
        picture._inline.docPr.set("descr", title)
        self._add(title, CAPTION).paragraph_format.keep_with_next = False
