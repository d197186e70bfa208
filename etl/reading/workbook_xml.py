"""Reads in a workbook's XML what spreadsheet libraries do not hand on: extent, broken cells, percentages, forbidden entities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

_UNIT_FORMAT = re.compile(r"""[#0][#0,.]*(?<!,)\s*(?:"([^"0-9]+)"|\\?([‰°]))\s*(?:;|$)""")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_TRUE = ("1", "true")
MOST_COLUMNS = 16_384
MOST_PERCENTS = 2_000_000


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
    units: dict[tuple[int, int], str] = field(default_factory=dict)  # written behind the number by its format
    hidden_rows: set[int] = field(default_factory=set)  # as shown, from 1
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right, where no library tells them


class Reader:
    """Told of each element; on its own it reads nothing."""

    parser: expat.XMLParserType

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


Kind = TypeVar("Kind", bound=Reader)


def parse(first: bytes, rest: Iterator[bytes], reader: Kind) -> Kind:
    """`reader` after it was told everything. Raises XmlRefused, also for a document type with declarations: there entities are made."""
    parser = expat.ParserCreate()
    reader.parser = parser
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: reader.end(name.rpartition(":")[2])
    parser.StartDoctypeDeclHandler = _refuse_declarations
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


def _refuse_declarations(_name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
    if has_declarations:
        raise XmlRefused


def whole_number(text: str) -> int:
    """The whole number in an attribute. Raises XmlRefused."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise XmlRefused
    return int(text)


def column_number(letters: str) -> int:
    """The number of the column with these letters, counted from 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def format_unit(code: str) -> str:
    """The unit that a number format such as 0.00"万吨" writes behind the number; none where the format divides by thousands too."""
    found = _UNIT_FORMAT.match(code)
    return (found[1] or found[2]).strip() if found else ""


class Styles(Reader):
    """xl/styles.xml: which cell styles show a fraction as a percentage, and which write a unit behind the number."""

    def __init__(self) -> None:
        self.percents: set[int] = set()
        self.units: dict[int, str] = {}
        self._formats = {9, 10}
        self._unit_formats: dict[int, str] = {}
        self._inside, self._index = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "numFmt":
            number, code = whole_number(attributes.get("numFmtId", "")), attributes.get("formatCode", "")
            if "%" in code:
                self._formats.add(number)
            elif unit := format_unit(code):
                self._unit_formats[number] = unit
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            number = whole_number(attributes.get("numFmtId", "0"))
            if number in self._formats:
                self.percents.add(self._index)
            elif number in self._unit_formats:
                self.units[self._index] = self._unit_formats[number]
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
    """A sheet of an XLSX: how far it reaches, its broken cells, its percentages, what is hidden in it."""

    def __init__(self, cells: int, styles: Styles) -> None:
        self.facts = SheetFacts()
        self._cells, self._styles = cells, styles
        self._has_styles = bool(styles.percents or styles.units)
        self._row, self._column = -1, -1
        self._kind, self._has_formula, self._value = "", False, ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row = whole_number(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in _TRUE:
                self.facts.hidden_rows.add(self._row + 1)
        elif name == "f":
            self._has_formula = True
            self._watch()
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = whole_number(attributes.get("min", "")), whole_number(attributes.get("max", ""))
            self.facts.hidden_columns |= set(range(first - 1, min(last, MOST_COLUMNS)))

    def _cell(self, attributes: dict[str, str]) -> None:
        if found := _REFERENCE.match(attributes.get("r", "")):
            self._row, self._column = int(found[2]) - 1, column_number(found[1])
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
        if self._has_styles and self._kind == "n":
            style = whole_number(attributes.get("s", "0"))
            if style in self._styles.percents:
                facts.percents.add((self._row, self._column))
                if len(facts.percents) > MOST_PERCENTS:
                    raise XmlRefused(is_size=True)
            elif style in self._styles.units:
                facts.units[self._row, self._column] = self._styles.units[style]

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
