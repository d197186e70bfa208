"""Reads in an OpenDocument spreadsheet's XML what the library does not hand on; see etl.reading.workbook_xml."""

from etl.reading.workbook_xml import MOST_COLUMNS, MOST_PERCENTS, Reader, SheetFacts, XmlRefused, whole_number

_HIDDEN = ("collapse", "filter")
_MOST_ROWS = 1_048_576
_TOLD_APART = 1000  # a repeated row or cell is one element: of so many repetitions each is marked, of more none


class Manifest(Reader):
    """META-INF/manifest.xml: whether the content is encrypted."""

    def __init__(self) -> None:
        self.is_encrypted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        self.is_encrypted = self.is_encrypted or name == "encryption-data"


class SpreadsheetReader(Reader):
    """content.xml of an ODS, where one element may stand for a million cells: its extent, errors, percentages, what is hidden."""

    def __init__(self, cells: int) -> None:
        self.facts: dict[str, SheetFacts] = {}
        self._cells = cells
        self._sheet = SheetFacts()
        self._height = self._waiting = self._width = self._column = self._repeat = self._columns = 0
        self._is_filled = False
        self._shown: str | None = None  # the text of a cell with an error, while it is read

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See Reader."""
        if name == "table":
            self._height = self._waiting = self._width = self._columns = 0
            self._sheet = self.facts.setdefault(attributes.get("table:name", ""), SheetFacts())
        elif name == "table-column":
            repeat = whole_number(attributes.get("table:number-columns-repeated", "1"))
            if attributes.get("table:visibility") in _HIDDEN:
                self._sheet.hidden_columns |= set(range(self._columns, min(self._columns + repeat, MOST_COLUMNS)))
            self._columns += repeat
        elif name == "table-row":
            self._repeat = whole_number(attributes.get("table:number-rows-repeated", "1"))
            self._column, self._is_filled = 0, False
            if attributes.get("table:visibility") in _HIDDEN and self._repeat <= _TOLD_APART:
                first = self._height + self._waiting + 1
                self._sheet.hidden_rows |= set(range(first, min(first + self._repeat, _MOST_ROWS + 1)))
        elif name in ("table-cell", "covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        first = self._column
        self._column += whole_number(attributes.get("table:number-columns-repeated", "1"))
        if not any(key.endswith(("value-type", "formula")) for key in attributes):
            return
        self._is_filled = True
        self._width = max(self._width, self._column)
        row = self._height + self._waiting
        if (row + self._repeat) * self._width > self._cells or len(self._sheet.percents) > MOST_PERCENTS:
            raise XmlRefused(is_size=True)
        kind = attributes.get("office:value-type", "")
        if kind == "percentage" and self._repeat * (self._column - first) <= _TOLD_APART:
            self._sheet.percents |= {(row + down, column) for down in range(self._repeat) for column in range(first, self._column)}
        if attributes.get("calcext:value-type") == "error":
            self._shown = ""
            self.parser.CharacterDataHandler = self._text
        elif "table:formula" in attributes and not kind:
            self._sheet.broken[row, first] = "=?"
        if (span := whole_number(attributes.get("table:number-rows-spanned", "1"))) > 1:
            wide = whole_number(attributes.get("table:number-columns-spanned", "1"))
            self._sheet.merges.append((row, first, row + span - 1, first + wide - 1))

    def _text(self, text: str) -> None:
        self._shown = (self._shown or "") + text

    def end(self, name: str) -> None:
        """See Reader."""
        if name in ("table-cell", "covered-table-cell") and self._shown is not None:
            self._sheet.broken[self._height + self._waiting, self._column - 1] = self._shown.strip() or "=?"
            self._shown, self.parser.CharacterDataHandler = None, None
        if name != "table-row":
            return
        self._waiting += self._repeat
        if self._is_filled:  # empty rows count only when something stands below them
            self._height, self._waiting = self._height + self._waiting, 0
        if self._height * self._width > self._cells:
            raise XmlRefused(is_size=True)
