"""Reads one CSV file of a pack as text, and says what keeps it from being a table with the known columns."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.plans.plan_words import meant

# how a workbook begins that only bears the name of a CSV file
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decoded(path: Path) -> str:
    """The text of a file, without a byte order mark. Raises ValueError with a sentence when it is not UTF-8."""
    data = path.read_bytes()
    if data.startswith(_WORKBOOKS):
        raise ValueError(f"{path.name} is a workbook; save its sheet as “CSV UTF-8”.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise ValueError(
            f"{path.name}, line {line}: this is not UTF-8 text; save the file as UTF-8 (a spreadsheet says “CSV UTF-8”)."
        ) from problem


def read_table(path: Path, names: Sequence[str], mistakes: list[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a file with their line numbers, empty ones left out.

    What keeps it from being a table with the columns `names` is added to `mistakes`, and no row is given then.
    """
    found = len(mistakes)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        reader = csv.reader(io.StringIO(decoded(path), newline=""), strict=True)
        header = _without_empty_end(next(reader, []))
        mistakes += _header_mistakes(path.name, header, names)
        # under a wrong header every row would be called wrong as well
        for cells in reader if len(mistakes) == found else ():
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < len(header) or any(cells[len(header) :]):
                mistakes.append(
                    f"{path.name}, line {reader.line_num}: {len(cells)} cells stand under {len(header)} columns; "
                    "put a text that holds a comma into quotation marks, and leave no cell out."
                )
            rows.append((reader.line_num, {name: cell.strip() for name, cell in zip(header, cells, strict=False)}))
    except csv.Error as problem:
        mistakes.append(
            f"{path.name}, line {reader.line_num}: a quotation mark is not closed, or stands inside a cell ({problem}); "
            "inside a cell write it twice."
        )
    except ValueError as problem:
        mistakes.append(str(problem))
    return [] if len(mistakes) > found else rows


def _without_empty_end(header: list[str]) -> list[str]:
    """The header without the nameless columns that a spreadsheet leaves behind its last one."""
    while header and not header[-1].strip():
        header = header[:-1]
    return [name.strip() for name in header]


def _header_mistakes(file: str, header: list[str], names: Sequence[str]) -> Iterator[str]:
    if not header:
        yield f"{file} is empty; its first line must name the columns {', '.join(names)}."
        return
    if len(header) == 1 and (parted := next((sign for sign in ";\t|" if sign in header[0]), None)):
        yield f"{file}: the columns are parted by “{parted}”; part them by commas."
        return
    missing = [name for name in names if name not in header]
    yield from (f"{file}: the column {name} is missing." for name in missing)
    for name in dict.fromkeys(header):
        if name not in names:
            yield f"{file}: the column {name or 'without a name'} is not known; {meant(name, missing, 'remove it')}"
        elif header.count(name) > 1:
            yield f"{file}: the column {name} is given {header.count(name)} times; leave one."
