"""Any table written in any dialect we accept reads back identical; any bytes at all give a table or a refusal with its sentence."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.raw_table import FileRefused, RawTable
from etl.reading.read_file import read_file
from tests.make_files import made
from tests.ods_writer import ods, ods_row, ods_table
from tests.old_writer import OldSheet, old_workbook
from tests.tiny_city import PLAN, tiny_database

LONG = ("indicator_id", "region_id", "period", "value", "note")
INDICATORS, TOWNS, MONTHS = ("sewers", "solar", "treated"), ("north", "south", "west"), ("2020-01", "2020-02", "2020-03")
# letters that every encoding has; a leading apostrophe and spaces at the ends are not kept, as in a spreadsheet program
LETTERS = "ab1 ,;|，\"'\n中文字％.-"
note = st.text(LETTERS, max_size=12).map(str.strip).filter(lambda text: not text.startswith("'"))
figure = st.one_of(st.just(""), st.integers(-999_999, 999_999).map(str), st.decimals(-999, 999, places=2).map(str))
long_row = st.tuples(st.sampled_from(INDICATORS), st.sampled_from(TOWNS), st.sampled_from(MONTHS), figure, note)
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanNames]:
    """The names of the tiny city."""
    database = tiny_database(tmp_path_factory.mktemp("dialects"))
    with database.reading() as cursor:
        yield read_plan_names(cursor, PLAN)
    database.close()


def as_text(rows: Rows, separator: str, encoding: str, line_end: str) -> bytes:
    """The rows as delimited text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    """The rows as a workbook, every cell a text."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    return output.getvalue()


def as_old(rows: Rows) -> bytes:
    """The rows as an old workbook."""
    return old_workbook(
        OldSheet("数据", {(number, column): text for number, row in enumerate(rows) for column, text in enumerate(row)})
    )


def as_ods(rows: Rows) -> bytes:
    """The rows as an OpenDocument spreadsheet; its cells hold lines as paragraphs, so no line ends here."""
    return ods(ods_table("数据", *(ods_row(*row) for row in rows)))


def cells(table: RawTable, fields: tuple[str, ...]) -> Rows:
    """The cells of the fields row by row, line ends as one sort."""
    columns = [
        [(text or "").replace("\r\n", "\n").replace("\r", "\n").strip() for text in table.texts(field).to_pylist()]
        for field in fields
    ]
    return list(zip(*columns, strict=True))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(long_row, min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "，", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["a.csv", "a.tsv", "a.txt"]),
    st.permutations(range(len(LONG))),
)
def test_any_table_as_text(rows: Rows, separator: str, encoding: str, line_end: str, name: str, order: list[int]) -> None:
    written = [tuple(row[place] for place in order) for row in [LONG, *rows]]
    table = read_file(as_text(written, separator, encoding, line_end), name)
    assert cells(table, LONG) == rows
    assert table.rows.to_pylist() == list(range(2, len(rows) + 2))


WORKBOOKS: list[tuple[str, Callable[[Rows], bytes]]] = [("a.xlsx", as_xlsx), ("a.xlsm", as_xlsx), ("a.ods", as_ods)]


@settings(deadline=None, max_examples=30)
@given(st.lists(long_row, min_size=1, max_size=5), st.sampled_from(WORKBOOKS), st.permutations(range(len(LONG))), st.integers(0, 3))
def test_any_table_as_a_workbook(
    rows: Rows, kind: tuple[str, Callable[[Rows], bytes]], order: list[int], blank_rows_above: int
) -> None:
    name, write = kind
    rows = [(*row[:4], row[4].replace("\n", " ").strip()) for row in rows] if name == "a.ods" else rows
    written = [("",) * len(LONG)] * blank_rows_above + [tuple(row[place] for place in order) for row in [LONG, *rows]]
    assert cells(read_file(write(written), name), LONG) == rows


@settings(deadline=None, max_examples=5)
@given(st.lists(long_row, min_size=1, max_size=3))
def test_any_table_as_an_old_workbook(rows: Rows) -> None:
    assert cells(read_file(as_old([LONG, *rows]), "a.xls"), LONG) == rows


AXES = {"indicator": INDICATORS, "region": TOWNS, "period": MONTHS}
DIALECTS: list[tuple[str, Callable[[Rows], bytes]]] = [
    ("a.csv", lambda rows: as_text(rows, ",", "utf-8", "\n")),
    ("a.txt", lambda rows: as_text(rows, "\t", "gbk", "\r\n")),
    ("a.xlsx", as_xlsx),
]
key = st.tuples(st.sampled_from(INDICATORS), st.sampled_from(TOWNS), st.sampled_from(MONTHS))
nested = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@nested
@given(
    st.dictionaries(key, st.integers(0, 9999).map(str), min_size=1, max_size=12),
    st.sampled_from(sorted(AXES)),
    st.sampled_from(DIALECTS),
    st.booleans(),
)
def test_any_table_of_any_wide_form(
    names: PlanNames, figures: dict[tuple[str, ...], str], axis: str, dialect: tuple[str, Callable[[Rows], bytes]], has_parts: bool
) -> None:
    places = list(AXES)
    across = places.index(axis)
    others = [place for place in places if place != axis]
    heads = [(heading,) for heading in AXES[axis]]
    parts = ("numerator", "denominator") if has_parts else ("value",)
    header: Rows = [tuple(others) + tuple(heading[0] if part == parts[0] else "" for heading in heads for part in parts)]
    header += [("", "") + parts * len(heads)] if has_parts else []
    keys = sorted({tuple(part for place, part in enumerate(whole) if place != across) for whole in figures})
    body = []
    for row in keys:
        wholes = [(*row[:across], heading[0], *row[across:]) for heading in heads]
        body.append((*row, *(figures.get(whole, "") for whole in wholes for _part in parts)))
    name, write = dialect
    table = read_file(write([*header, *body]), name, names=names)
    assert table.detected.wide_by == (axis,)
    for part in parts:
        found = {row[:3]: row[3] for row in cells(table, (*places, part)) if row[3]}
        assert found == figures
    written = [*header, *body]
    for column, field in enumerate(table.fields):
        for position in range(len(table.rows)):
            letter, row = re.fullmatch("([A-Z])([0-9]+)", table.cell(position, column)).groups()  # type: ignore[union-attr]
            text = written[int(row) - 1][ord(letter) - ord("A")]
            assert text == table.text(position, column), field


def read_or_refused(data: bytes, name: str, names: PlanNames | None = None) -> None:
    """Whatever comes, a table or a refusal comes out."""
    try:
        table = read_file(data, name, names=names)
    except FileRefused:
        return
    assert len(table.columns) == len(table.header) == len(table.fields)
    assert all(pa.types.is_string(column.type) and len(column) == len(table.rows) for column in table.columns)


@nested
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.xlsm", "a.ods"]))
def test_any_bytes(names: PlanNames, data: bytes, name: str) -> None:
    read_or_refused(data, name, names)


WORDS = st.sampled_from(
    [
        "指标",
        "区域",
        "实绩",
        "分子",
        "分母",
        "月份",
        "单位",
        "备注",
        "北镇",
        "south",
        "sewers",
        "新建管网",
        "1月",
        "2020年3月",
        "合计",
        "",
        "3.5",
        "约",
        "\n",
        ",",
        ",",
        ",",
        "\n",
    ]
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=60))
def test_any_words_in_any_order(names: PlanNames, words: list[str]) -> None:
    read_or_refused("".join(words).encode(), "a.csv", names)


MUTABLE = {name: data for name, data in made().items() if name.endswith((".xlsx", ".xlsm", ".ods", ".csv", ".txt")) and data}


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_odd_file_with_some_bytes_changed(names: PlanNames, data: Any) -> None:
    name = data.draw(st.sampled_from(sorted(MUTABLE)))
    changed = bytearray(MUTABLE[name])
    for _turn in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    read_or_refused(bytes(changed[: data.draw(st.integers(1, len(changed)))] if data.draw(st.booleans()) else changed), name, names)
