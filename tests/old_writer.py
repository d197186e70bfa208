"""Writes small workbooks of the old kind (.xls, BIFF8), byte for byte the same each time: only what the tests read."""

import struct
from dataclasses import dataclass, field

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ERROR_CODES = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
# cell styles: general, percentage, a unit behind the number, a date
FORMATS = {0: None, 1: None, 164: '0.0"万吨"', 165: "yyyy-mm-dd"}
STYLES = {"": 0, "percent": 10, "unit": 164, "date": 165}


@dataclass
class OldSheet:
    """One sheet: cells by (row, column); text, number, error such as #REF!, or (number, style)."""

    name: str
    cells: dict[tuple[int, int], object]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[tuple[int, int, int, int], ...] = ()  # top, left, bottom, right
    is_hidden: bool = False
    formulas: dict[tuple[int, int], object] = field(default_factory=dict)  # cached value


def old_workbook(*sheets: OldSheet) -> bytes:
    """The workbook as bytes."""
    bodies = [_sheet(sheet) for sheet in sheets]
    start = len(_globals(sheets, [0] * len(sheets)))
    offsets = [start + sum(map(len, bodies[:index])) for index in range(len(bodies))]
    return _compound(_globals(sheets, offsets) + b"".join(bodies))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<4H2I", 0x600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))


def _globals(sheets: tuple[OldSheet, ...], offsets: list[int]) -> bytes:
    parts = [_begin(5), _record(0x42, struct.pack("<H", 1200))]
    for number, code in FORMATS.items():
        if code:
            parts.append(_record(0x41E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le")))
    parts += [_record(0xE0, struct.pack("<3H14x", 0, number, 0)) for number in STYLES.values()]
    for sheet, offset in zip(sheets, offsets, strict=True):
        name = struct.pack("<BB", len(sheet.name), 1) + sheet.name.encode("utf-16-le")
        parts.append(_record(0x85, struct.pack("<IBB", offset, sheet.is_hidden, 0) + name))
    return b"".join([*parts, _record(0x0A)])


def _sheet(sheet: OldSheet) -> bytes:
    places = [*sheet.cells, *sheet.formulas]
    height, width = max(row for row, _column in places) + 1, max(column for _row, column in places) + 1
    parts = [_begin(0x10), _record(0x200, struct.pack("<2I3H", 0, height, 0, width, 0))]
    parts += [_record(0x7D, struct.pack("<6H", column, column, 2000, 0, 1, 0)) for column in sheet.hidden_columns]
    parts += [
        _record(0x208, struct.pack("<6H2H", row, 0, width, 255, 0, 0, 0x20 if row in sheet.hidden_rows else 0, 0x0F))
        for row in range(height)
    ]
    parts += [_cell(*place, value) for place, value in sorted(sheet.cells.items())]
    parts += [_formula(*place, value) for place, value in sorted(sheet.formulas.items())]
    if sheet.merges:
        areas = b"".join(struct.pack("<4H", top, bottom, left, right) for top, left, bottom, right in sheet.merges)
        parts.append(_record(0xE5, struct.pack("<H", len(sheet.merges)) + areas))
    return b"".join([*parts, _record(0x0A)])


def _cell(row: int, column: int, value: object) -> bytes:
    value, style = value if isinstance(value, tuple) else (value, "")
    place = struct.pack("<3H", row, column, list(STYLES).index(style))
    if value in ERROR_CODES:
        return _record(0x205, place + struct.pack("<2B", ERROR_CODES[str(value)], 1))
    if isinstance(value, str):
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    assert isinstance(value, int | float)
    return _record(0x203, place + struct.pack("<d", value))


def _formula(row: int, column: int, value: object) -> bytes:
    cached = struct.pack("<BxBxxxH", 2, ERROR_CODES[str(value)], 0xFFFF) if value in ERROR_CODES else struct.pack("<d", value)
    return _record(0x06, struct.pack("<3H", row, column, 0) + cached + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")


def _compound(stream: bytes) -> bytes:
    """The stream “Workbook” in a compound file: header, table of sectors, directory, stream."""
    stream += b"\x00" * (max(4096, -(-len(stream) // SECTOR) * SECTOR) - len(stream))
    count = len(stream) // SECTOR
    table = [FAT, END, *range(3, 2 + count), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + 2 * _entry("", 0, 0, 0)
    return header + struct.pack(f"<{len(table)}I", *table) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return text.ljust(64, b"\x00") + struct.pack("<HBB3I36xIQ", length, kind, 1, FREE, FREE, child, start, size)
