"""What only the rows and titles can tell about a table: where it ends, which column names things, what a title says for all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from etl.reading.columns import without_brackets
from etl.reading.header import Header, TitleCell
from etl.reading.plan_names import Names, PlanNames
from etl.reading.raw_table import Origin, RawTable
from etl.reading.units import is_unit

_NOTE = re.compile(
    r"\W*(注|备注|说明|填[表报]|审[核签批]|制表|单位负责人|负责人|联系|资料来源|数据来源|note|remark|source)", re.IGNORECASE
)
_NUMBERING = re.compile(r"[甲乙丙丁戊己庚辛A-H]|[0-9]{1,2}")
_UNIT_OF_ALL = re.compile(r"(?:计量)?单位\s*[:：]\s*([^\s、，,;；()（）]+)\s*[)）]?$")
_BRACKETED = re.compile(r"[(（\[【]\s*(?:单位[:：])?\s*([^()（）\[\]【】]+?)\s*[)）\]】]\s*$")
# what a merged cell may say for several rows
FILLABLE = (
    "indicator_id",
    "indicator",
    "region_id",
    "region",
    "period",
    "year",
    "unit",
    "task_id",
    "task",
    "project_id",
    "project",
)
# a column without a known header is one of names when at least so many of its cells are
_NAMED_SHARE = 0.8
_LOOKED_AT = 500


def trimmed(table: RawTable, header_lines: Iterable[Sequence[str]], names: PlanNames | None) -> RawTable:
    """The table without headers repeated on later pages, the line that numbers the columns, and the notes below."""
    left_out = _repeated(table, header_lines) | _numbering(table)
    notes: list[str] = []
    for position in range(len(table.rows) - 1, -1, -1):
        cells = [text for column in table.columns if (text := (column[position].as_py() or "").strip())]
        if cells and ((names and names.indicator_names.key(cells[0]) is not None) or not _NOTE.match(cells[0])):
            break
        left_out.add(position)
        notes[:0] = [" ".join(cells)] if cells else []
    if not left_out:
        return table
    kept = pa.array([position not in left_out for position in range(len(table.rows))])
    return replace(
        table,
        columns=tuple(column.filter(kept) for column in table.columns),
        rows=table.rows.filter(kept),
        detected=replace(table.detected, notes=tuple(notes)),
    )


def _repeated(table: RawTable, header_lines: Iterable[Sequence[str]]) -> set[int]:
    found: set[int] = set()
    for line in header_lines:
        cells = tuple(text.strip() for text in line[: len(table.columns)])
        first = next((index for index, text in enumerate(cells) if text), None)
        if first is None:
            continue
        same = pc.indices_nonzero(pc.equal(table.columns[first], line[first])).to_pylist()
        found |= {row for row in same if tuple((column[row].as_py() or "").strip() for column in table.columns) == cells}
    return found


def _numbering(table: RawTable) -> set[int]:
    """The line 甲 乙 1 2 3 right below the header."""
    if not len(table.rows):
        return set()
    cells = [text for column in table.columns if (text := (column[0].as_py() or "").strip())]
    digits = [int(text) for text in cells if text.isdecimal()]
    is_numbering = len(cells) > 2 and len(digits) > 1 and all(_NUMBERING.fullmatch(text) for text in cells)
    return {0} if is_numbering and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] < 4 else set()


def named_by_rows(table: RawTable, names: PlanNames) -> RawTable:
    """The table, where a column without a known header, or one of units, turns out to hold the missing indicators or regions."""
    fields = list(table.fields)
    for field, known in (("indicator", names.indicator_names), ("region", names.region_names)):
        if field in fields or f"{field}_id" in fields or field in table.detected.wide_by:
            continue
        for index, name in enumerate(fields):
            if name in (None, "unit") and _share_named(table.columns[index], known) >= _NAMED_SHARE:
                fields[index] = field
                break
    return replace(table, fields=tuple(fields))


def _share_named(column: pa.Array, names: Names) -> float:
    texts = [text.strip() for text in column[:_LOOKED_AT].to_pylist() if text and text.strip()]
    return sum(names.key(text) is not None for text in texts) / len(texts) if texts else 0


def said_by_titles(table: RawTable, header: Header, names: PlanNames) -> RawTable:
    """The table with a column for what a title says of all rows: the unit, and the indicator or town that no column names."""
    for field in ("indicator", "region"):
        if field in table.fields or f"{field}_id" in table.fields:
            continue
        if found := _title_name(header.titles, names, field):
            table = with_constant(table, field, found[1], found[0].row + 1, found[0].column, found[0].text)
    if "unit" not in table.fields and (found := unit_of_all(header, names)):
        table = with_constant(table, "unit", found[1], found[0].row + 1, found[0].column, found[0].text)
    return table


def _title_name(titles: Iterable[TitleCell], names: PlanNames, field: str) -> tuple[TitleCell, str] | None:
    known = names.indicator_names if field == "indicator" else names.region_names
    root = names.root_key if field == "region" else None
    found = {(title, text, key) for title in titles for key, text in known.inside(title.text) if key != root}
    return next(((title, text) for title, text, _key in found), None) if len({key for _t, _x, key in found}) == 1 else None


def unit_of_all(header: Header, names: PlanNames) -> tuple[TitleCell, str] | None:
    """The unit that a title, or the brackets behind the header of the actuals, give for all rows."""
    if "value" in [meaning.field for meaning in header.meanings if not meaning.axes]:
        column = next(index for index, meaning in enumerate(header.meanings) if meaning.field == "value" and not meaning.axes)
        if unit := bracketed_unit(header.texts[column], names):
            return TitleCell(header.last, column, header.texts[column]), unit
    for title in header.titles:
        if (found := _UNIT_OF_ALL.search(title.text)) and is_unit(found[1], names.units) and len(found[1]) <= 12:
            return title, found[1]
    return None


def bracketed_unit(text: str, names: PlanNames) -> str:
    """The unit in brackets behind a header, if that is what stands there."""
    found = _BRACKETED.search(text)
    return found[1] if found and without_brackets(text) and is_unit(found[1], names.units) else ""


def with_constant(table: RawTable, field: str, text: str, row: int, column: int, heading: str) -> RawTable:
    """The table with one more column that holds the same text in every row, read from one cell above the table."""
    origins = table.origins or tuple(Origin((index,), (heading_,)) for index, heading_ in enumerate(table.header))
    return replace(
        table,
        header=(*table.header, heading),
        columns=(*table.columns, pa.repeat(pa.scalar(text, pa.string()), len(table.rows))),
        fields=(*table.fields, field),
        origins=(*origins, Origin((column,), (heading,), (row,))),
    )


def filled_down(
    cells: list[list[str]], merges: Iterable[tuple[int, int, int, int]], columns: Iterable[int], first_row: int
) -> list[int]:
    """Writes into `cells` the text of each merged cell below the header into all of its rows; returns the columns touched.

    Only in `columns`: one figure that stands in a merged cell is still one figure.
    """
    wanted, touched = set(columns), set()
    ends = dict.fromkeys(wanted, 0)  # merged cells do not overlap; those of a broken file that do are passed over
    for top, left, bottom, _right in sorted(merges):
        if left not in wanted or top < max(first_row, ends[left]) or bottom == top or bottom >= len(cells):
            continue
        ends[left] = bottom + 1
        for row in range(top + 1, bottom + 1):
            if not cells[row][left]:
                cells[row][left] = cells[top][left]
                touched.add(left)
    return sorted(touched)
