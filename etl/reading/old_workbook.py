"""Looks through an old workbook (.xls, BIFF8) for what the library does not hand on: errors, percentages, hidden rows and columns.

Written after Microsoft's published descriptions [MS-CFB] and [MS-XLS]. Only ever run in the process that reads old workbooks.
"""

import struct
from collections.abc import Iterator

from etl.reading.workbook_xml import SheetFacts, format_unit

_OLE_HEADER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # this number and above are marks, not sectors
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_PERCENT_FORMATS = {9, 10}
_BIFF8 = 0x0600
_FORMULA, _BOUND_SHEET, _XF, _FORMAT, _ROW, _COLUMNS = 0x06, 0x85, 0xE0, 0x41E, 0x208, 0x7D
_NUMBER, _RK, _MULTIPLE_RK, _ERROR, _BEGIN, _END = 0x203, 0x27E, 0xBD, 0x205, 0x809, 0x0A
Record = tuple[int, bytes]


def look_old_through(data: bytes) -> dict[str, SheetFacts]:
    """What every sheet says, by sheet name; nothing of a file that is older still, or broken: the library then refuses it or reads it."""
    try:
        return _facts(_workbook_stream(data))
    except (struct.error, IndexError, UnicodeDecodeError, KeyError):
        return {}


def _facts(stream: bytes) -> dict[str, SheetFacts]:
    styles = _Styles()
    sheets: dict[str, int] = {}
    for kind, body in _records(stream, 0):
        if kind == _BEGIN and struct.unpack_from("<H", body)[0] != _BIFF8:
            return {}
        if kind == _BOUND_SHEET:
            (offset,) = struct.unpack_from("<I", body)
            sheets[_text(body[6:], body[6:7])] = offset
        elif kind in (_FORMAT, _XF):
            styles.read(kind, body)
    return {name: _sheet(stream, offset, styles) for name, offset in sheets.items()}


class _Styles:
    """Cell styles by number: which show a percentage, which write a unit."""

    def __init__(self) -> None:
        self.percents: set[int] = set()
        self.units: dict[int, str] = {}
        self._percent_formats = set(_PERCENT_FORMATS)
        self._unit_formats: dict[int, str] = {}
        self._count = 0

    def read(self, kind: int, body: bytes) -> None:
        """One number format or one style."""
        if kind == _FORMAT:
            number, length, flags = struct.unpack_from("<HHB", body)
            code = _characters(body[5:], length, flags)
            if "%" in code:
                self._percent_formats.add(number)
            elif unit := format_unit(code):
                self._unit_formats[number] = unit
            return
        (number,) = struct.unpack_from("<H", body, 2)
        if number in self._percent_formats:
            self.percents.add(self._count)
        elif number in self._unit_formats:
            self.units[self._count] = self._unit_formats[number]
        self._count += 1

    def mark(self, facts: SheetFacts, row: int, column: int, style: int) -> None:
        """Notes what the style of a cell adds to its number."""
        if style in self.percents:
            facts.percents.add((row, column))
        elif style in self.units:
            facts.units[row, column] = self.units[style]


def _sheet(stream: bytes, offset: int, styles: _Styles) -> SheetFacts:
    facts = SheetFacts()
    for kind, body in _records(stream, offset):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                facts.hidden_rows.add(row + 1)
        elif kind == _COLUMNS:
            first, last, _width, _style, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                facts.hidden_columns |= set(range(first, min(last, 255) + 1))
        elif kind in (_NUMBER, _RK, _FORMULA, _ERROR):
            row, column, style = struct.unpack_from("<3H", body)
            _cell(facts, kind, body, (row, column, style), styles)
        elif kind == _MULTIPLE_RK:
            row, first = struct.unpack_from("<2H", body)
            for index in range((len(body) - 6) // 6):
                styles.mark(facts, row, first + index, struct.unpack_from("<H", body, 4 + 6 * index)[0])
    return facts


def _cell(facts: SheetFacts, kind: int, body: bytes, place: tuple[int, int, int], styles: _Styles) -> None:
    row, column, style = place
    if kind == _ERROR:
        code, is_error = struct.unpack_from("<2B", body, 6)
        if is_error:
            facts.broken[row, column] = _ERRORS.get(code, "#N/A")
    elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:  # the cached value is an error
        facts.broken[row, column] = _ERRORS.get(body[8], "#N/A")
    elif kind != _FORMULA or body[12:14] != b"\xff\xff":
        styles.mark(facts, row, column, style)


def _records(stream: bytes, offset: int) -> Iterator[Record]:
    """The records of one part of the workbook, to its end; parts may lie in one another."""
    depth = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return


def _text(body: bytes, length: bytes) -> str:
    return _characters(body[2:], length[0], body[1])


def _characters(body: bytes, length: int, flags: int) -> str:
    return body[: 2 * length].decode("utf-16-le") if flags & 1 else body[:length].decode("latin-1")


def _workbook_stream(data: bytes) -> bytes:
    """The stream “Workbook” of the compound file."""
    if not data.startswith(_OLE_HEADER):
        raise KeyError("no compound file")
    (shift,) = struct.unpack_from("<H", data, 30)
    size = 1 << min(shift, 16)
    first_directory, _stamp, least = struct.unpack_from("<3I", data, 48)
    first_small, _small, first_list, _lists = struct.unpack_from("<4I", data, 60)
    sectors = _Sectors(data, size, _table(data, size, first_list))
    entries = sectors.chain(first_directory)
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le")
        start, length = struct.unpack_from("<2I", entry, 116)
        if name == "Workbook":
            if length >= least:
                return sectors.chain(start)[:length]
            small = _Sectors(sectors.chain(struct.unpack_from("<I", entries, 116)[0]), 64, _numbers(sectors.chain(first_small)), 0)
            return small.chain(start)[:length]
    raise KeyError("Workbook")


def _numbers(body: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(body) // 4}I", body[: len(body) // 4 * 4]))


def _table(data: bytes, size: int, first_list: int) -> list[int]:
    """Which sector follows which."""
    listed = list(struct.unpack_from("<109I", data, 76))
    seen: set[int] = set()
    while first_list < _LAST_SECTOR and first_list not in seen:
        seen.add(first_list)
        *more, first_list = _numbers(data[(first_list + 1) * size : (first_list + 2) * size])
        listed += more
    return [
        number for sector in listed if sector < _LAST_SECTOR for number in _numbers(data[(sector + 1) * size : (sector + 2) * size])
    ]


class _Sectors:
    """Pieces of one size, chained by a table."""

    def __init__(self, data: bytes, size: int, table: list[int], header: int = 1) -> None:
        self._data, self._size, self._next, self._header = data, size, table, header

    def chain(self, sector: int) -> bytes:
        """All pieces from this one on; a chain that bites its tail ends there."""
        pieces: list[bytes] = []
        seen: set[int] = set()
        while sector < _LAST_SECTOR and sector not in seen:
            seen.add(sector)
            begin = (sector + self._header) * self._size
            pieces.append(self._data[begin : begin + self._size])
            sector = self._next[sector]
        return b"".join(pieces)
