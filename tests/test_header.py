"""Which rows are the header, what its cells mean, what titles say, and where the cells of a wide table stood."""

from collections.abc import Iterator
from datetime import date

import pytest

from etl.reading.choices import Choices
from etl.reading.header import TitleCell, find_header, title_month, title_year
from etl.reading.heading import Meaning, Reading, filled_forward
from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.read_file import read_file
from etl.reading.workbook_xml import format_unit
from tests.tiny_city import PLAN, tiny_database


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanNames]:
    """The names of the tiny city."""
    database = tiny_database(tmp_path_factory.mktemp("header"))
    with database.reading() as cursor:
        yield read_plan_names(cursor, PLAN)
    database.close()


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["指标", "区域", "实绩"], ["sewers", "north", "1"]], (0, 1)),
        ([["报送表", "", ""], ["", "", ""], ["指标", "区域", "实绩"], ["sewers", "north", "1"]], (2, 1)),
        ([["北镇", "2020年3月", ""], ["指标", "区域", "实绩"]], (1, 1)),
        ([["指标", "北镇", ""], ["", "分子", "分母"], ["treated", "1", "2"]], (0, 2)),
        ([["指标", "区域", "累计完成"], ["", "", "实绩"], ["sewers", "north", "1"]], (0, 1)),
        ([["", "新建管网", "光伏装机"], ["北镇", "1", "2"]], (0, 1)),
        ([["新建管网", "north", "6"], ["光伏装机", "north", "6"]], (0, 1)),
        ([["你好"], ["a", "b"]], (1, 1)),
    ],
)
def test_the_lines_that_are_the_header(names: PlanNames, rows: list[list[str]], place: tuple[int, int]) -> None:
    header = find_header(rows, names, Choices())
    assert (header.index, header.lines) == place


def test_what_a_header_cell_names(names: PlanNames) -> None:
    reading = Reading("actuals", names)
    assert reading.meaning("实绩（公里）") == Meaning("value")
    assert reading.meaning("新建管网(公里)") == Meaning(indicator="新建管网")
    assert reading.meaning("南方镇") == Meaning(region="南方镇")
    assert reading.meaning("2020年3月") == Meaning(period="2020年3月")
    assert [reading.meaning(text) for text in ("本年目标", "2020", "12", "")] == [Meaning()] * 4
    assert Reading("tasks", names).meaning("北镇") == Meaning()


def test_a_group_reaches_over_its_columns_only() -> None:
    upper, lower = ["指标", "北镇", "", "", "备注", ""], ["", "分子", "分母", "说明", "", "x"]
    assert filled_forward(upper, lower) == ["指标", "北镇", "北镇", "北镇", "备注", ""]


@pytest.mark.parametrize(
    ("title", "month"),
    [
        *[
            ("小城市2020年3月报送表", date(2020, 3, 1)),
            ("2020年1-9月完成情况", date(2020, 9, 1)),
            ("截至2020年3月底", date(2020, 3, 1)),
        ],
        *[("2020年一季度通报", date(2020, 3, 1)), ("二〇二〇年三月", date(2020, 3, 1)), ("2020-03 report", date(2020, 3, 1))],
        *[
            ("2020年4月5日填报", None),
            ("2020年度报表", None),
            ("2020年2月与2020年3月", None),
            ("3月报表", None),
            ("电话 2020-0312", None),
        ],
    ],
)
def test_the_month_that_a_title_names(title: str, month: date | None) -> None:
    found = title_month([TitleCell(0, 0, title)])
    assert (found[0] if found else None) == month


def test_the_year_that_titles_name() -> None:
    assert title_year([TitleCell(0, 0, "2020年报表"), TitleCell(1, 0, "2020年4月5日")]) == 2020
    assert title_year([TitleCell(0, 0, "2019年"), TitleCell(1, 0, "2020年")]) is None


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('0.0"万吨"', "万吨"),
        ('#,##0.00 "公里";[Red]-0', "公里"),
        ("0.0‰", "‰"),
        ('0.0,"千元"', ""),
        ("0.00", ""),
        ("yyyy年m月", ""),
        ('"第"0"期"', ""),
    ],
)
def test_the_unit_in_a_number_format(code: str, unit: str) -> None:
    assert format_unit(code) == unit


def test_every_cell_of_a_wide_table_keeps_its_place(names: PlanNames) -> None:
    data = "报送表\n指标,单位,北镇,,南镇,\n,,数值,备注,数值,备注\n新建管网,公里,1,甲,2,乙\n光伏装机,兆瓦,3,,4,\n".encode()
    table = read_file(data, "a.csv", names=names)
    places = {field: [table.cell(row, column) for row in range(4)] for column, field in enumerate(table.fields)}
    assert places == {
        "indicator": ["A4", "A4", "A5", "A5"],
        "unit": ["B4", "B4", "B5", "B5"],
        "region": ["C2", "E2", "C2", "E2"],
        "value": ["C4", "E4", "C5", "E5"],
        "note": ["D4", "F4", "D5", "F5"],
    }
    assert [table.heading(row, table.fields.index("value")) for row in range(2)] == ["北镇", "南镇"]
    assert table.texts("note").to_pylist() == ["甲", "乙", "", ""]
