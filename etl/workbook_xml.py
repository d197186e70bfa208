"""Reads in a workbook's XML what spreadsheet libraries do not hand on: extent, broken cells, percentages, forbidden entities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class XmlRefused(Exception):
    """The XML is not well formed, declares entities, or describes too large a sheet."""

    def __init__(self, is_size: bool = False) -> None:
        super().__init__()
        self.is_size = is_size


@dataclass
class SheetFacts:
    """What a sheet's XML says beyond its values; cells by (row, column), counted from 0."""

    height: int = 0
    width: int = 0
    broken: dict[tuple[int, int], str] = field(default_factory=dict)  # shows an error, or was never calculated
    percents: set[tuple[int, int]] = field(default_factory=set)  # a fraction shown as a percentage


class Reader:
    """Told of each element; on its own it reads nothing."""

    parser: expat.XMLParserType

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


Kind = TypeVar("Kind", bound=Reader)


def parse(first: bytes, rest: Iterator[bytes], reader: Kind) -> Kind:
    """`reader` after it was told everything. Raises XmlRefused; a document type, where entities would be declared, is refused."""
    parser = expat.ParserCreate()
    reader.parser = parser
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _refuse_document_type
    if type(reader).end is Reader.end:
        parser.EndElementHandler = None
    try:
        parser.Parse(first, False)
        for chunk in rest:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:  # the last two: an encoding that does not exist
        raise XmlRefused from problem
    return reader


def _refuse_document_type(*_declaration: object) -> None:
    raise XmlRefused


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise XmlRefused
    return int(text)


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class Styles(Reader):
    """xl/styles.xml: which cell styles show a fraction as a percentage."""

    def __init__(self) -> None:
        self.percents: set[int] = set()
        self._formats = {9, 10}
        self._inside, self._index = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "numFmt" and "%" in attributes.get("formatCode", ""):
            self._formats.add(_whole(attributes.get("numFmtId", "")))
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            if _whole(attributes.get("numFmtId", "0")) in self._formats:
                self.percents.add(self._index)
            self._index += 1

    def end(self, name: str) -> None:
        """See Reader."""
        self._inside = self._inside and name != "cellXfs"


class Places(Reader):
    """xl/workbook.xml: the sheets' names and their relation ids."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "sheet":
            self.sheets[attributes.get("name", "")] = attributes.get("r:id", "")


class Relations(Reader):
    """xl/_rels/workbook.xml.rels: where each relation leads."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class SheetReader(Reader):
    """A sheet of an XLSX: how far it reaches, its broken cells, its percentages."""

    def __init__(self, cells: int, percent_styles: set[int]) -> None:
        self.facts = SheetFacts()
        self._cells, self._percent_styles = cells, percent_styles
        self._row, self._column = -1, -1
        self._kind, self._has_formula, self._value = "", False, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row = _whole(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif name == "f":
            self._has_formula = True
            self._watch()

    def _cell(self, attributes: dict[str, str]) -> None:
        if found := _REFERENCE.match(attributes.get("r", "")):
            self._row, self._column = int(found[2]) - 1, _column_index(found[1])
        else:
            self._column += 1
        facts = self.facts
        facts.height = max(facts.height, self._row + 1)
        facts.width = max(facts.width, self._column + 1)
        if facts.height * facts.width > self._cells:
            raise XmlRefused(is_size=True)
        self._kind, self._has_formula, self._value = attributes.get("t", "n"), False, ""
        if self._kind == "e":
            self._watch()
        if self._percent_styles and self._kind == "n" and _whole(attributes.get("s", "0")) in self._percent_styles:
            facts.percents.add((self._row, self._column))

    def _watch(self) -> None:
        """Listens to values too, which costs time, from the first formula or error on."""
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = lambda name: self._end(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        self._value += text

    def _end(self, name: str) -> None:
        if name == "f":
            self._value = ""
        elif name == "c" and (self._kind == "e" or (self._has_formula and not self._value.strip() and self._kind != "str")):
            self.facts.broken[self._row, self._column] = self._value.strip() or "=?"


class SpreadsheetReader(Reader):
    """content.xml of an ODS, where one element may stand for a million cells: only its extent is watched."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._height = self._waiting = self._width = self._column = self._repeat = 0
        self._is_filled = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "table":
            self._height = self._waiting = self._width = 0
        elif name == "table-row":
            self._repeat = _whole(attributes.get("table:number-rows-repeated", "1"))
            self._column, self._is_filled = 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self._column += _whole(attributes.get("table:number-columns-repeated", "1"))
            if any(key.endswith(("value-type", "formula")) for key in attributes):
                self._is_filled = True
                self._width = max(self._width, self._column)

    def end(self, name: str) -> None:
        """See Reader."""
        if name != "table-row":
            return
        self._waiting += self._repeat
        if self._is_filled:  # empty rows count only when something stands below them
            self._height, self._waiting = self._height + self._waiting, 0
        if self._height * self._width > self._cells:
            raise XmlRefused(is_size=True)
