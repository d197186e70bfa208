"""Exports byte by byte and cell by cell: CSV, XLSX of both sizes, Parquet, JSON, and back in as an upload."""

import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from etl.database import Database
from etl.life_cycle.upload import check_any
from indicators.export import TooLargeForXlsx, export_table, file_name, xlsx_file
from indicators.export.about import About
from indicators.export.csv_file import neutral, write_csv
from indicators.export.json_file import write_json
from indicators.export.xlsx_file import write_xlsx
from indicators.language import use_language
from indicators.selection import Selection, settle
from indicators.stream import StreamEngine
from tests.reported_city import reported_database
from tests.tiny_city import PLAN, reporter

ABOUT = About("数据", (("Plan", "=小城"), ("Filter", "all")))
KINDS = pa.table(
    {
        "text": pa.array(["=1+1", "镇, “北”", 'a "quoted"\nline', None]),
        "number": pa.array([Decimal("-12.5000"), Decimal("100.0000"), Decimal("99999999999999.9999"), None], pa.decimal128(18, 4)),
        "year": pa.array([2017, None, -3, 0], pa.int32()),
        "day": pa.array([date(2017, 9, 1), None, date(2020, 2, 29), None]),
        "moment": pa.array([datetime(2017, 9, 1, 8, 30, 5), None, None, None], pa.timestamp("us")),
        "flag": pa.array([True, False, None, True]),
    }
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    use_language("en")
    database = reported_database(tmp_path)
    yield database
    database.close()


def exported(database: Database, name: str, file_format: str, plain: bool = False) -> bytes:
    engine = StreamEngine(database.reading)
    out = io.BytesIO()
    export_table(engine, name, settle(engine, Selection(PLAN)), file_format, out, "olive", plain)
    return out.getvalue()


def csv_of(table: pa.Table) -> str:
    out = io.BytesIO()
    write_csv(table.to_reader(), out)
    return out.getvalue().decode("utf-8")


def xlsx_of(table: pa.Table) -> io.BytesIO:
    out = io.BytesIO()
    write_xlsx(table.to_reader(), ABOUT, out)
    return io.BytesIO(out.getvalue())


def test_csv_of_every_kind() -> None:
    assert csv_of(KINDS) == (
        "\ufefftext,number,year,day,moment,flag\r\n"
        "'=1+1,-12.5,2017,2017-09-01,2017-09-01 08:30:05,true\r\n"
        '"镇, “北”",100,,,,false\r\n'
        '"a ""quoted""\nline",99999999999999.9999,-3,2020-02-29,,\r\n'
        ",,0,,,true\r\n"
    )


def test_csv_of_nothing_is_its_header() -> None:
    assert csv_of(KINDS.slice(0, 0)) == "\ufefftext,number,year,day,moment,flag\r\n"


def test_csv_keeps_the_order_of_many_batches() -> None:
    table = pa.table({"n": pa.array(range(1000))})
    out = io.BytesIO()
    write_csv(table.to_reader(max_chunksize=7), out)
    assert out.getvalue().decode("utf-8-sig").split() == ["n", *map(str, range(1000))]


@pytest.mark.parametrize(
    "text",
    [
        "@value", "+value", "-value", "=value", "|value", "%value", "=cmd|' /C calc'!A0", '""=10+2', " =10+2", "\t10", "\rfoo",
        "\nfoo",         "\x00foo", "＝1+1", "＋1", "－1", "＠SUM(1)", "\u00a0=1", "\u3000＝1", "\n=1",
        "-1+1|calc", "+86 513", "\ufeff=1",
    ],
)  # fmt: skip
def test_text_that_could_run_is_neutralised(text: str) -> None:
    assert neutral(pa.array([text, "harmless"])).to_pylist() == [f"'{text}", "harmless"]


@pytest.mark.parametrize(
    "text", ["-10", "-1,234.5", "=", ">=", "<=", "%", "-", "—", "/", "value", "10 = 10", "", "'=1", "3/198", "a@b.c"]
)
def test_harmless_text_stays(text: str) -> None:
    assert neutral(pa.array([text])).to_pylist() == [text]


def test_neutral_leaves_absent_texts_absent() -> None:
    assert neutral(pa.array([None, "=1"])).to_pylist() == [None, "'=1"]


def test_csv_for_programs(database: Database) -> None:
    lines = exported(database, "actuals", "csv", plain=True).decode("utf-8").split("\r\n")
    assert lines[0] == (
        "\ufeffplan_id,indicator_id,indicator_zh,region_id,region_zh,period,value,numerator,denominator,unit,"
        "upload_id,reported_by,committed_at,review,is_simulated"
    )
    assert lines[1].startswith("tiny-city,sewers,新建管网,north,北镇,2020-03,3.5,,,公里,1,reporter,")
    assert lines[4].startswith("tiny-city,treated,污水处理率,north,北镇,2020-03,80,40,50,%,1,reporter,")
    assert lines[6:] == [""]


def test_csv_for_people_marks_simulated_data(tmp_path: Path) -> None:
    use_language("zh")
    database = reported_database(tmp_path, kind="trial")
    header, first, *_others = exported(database, "targets", "csv").decode("utf-8-sig").split("\r\n")
    database.close()
    assert header.startswith("方案代码,专项代码,专项,")
    assert header.endswith(",模拟数据")
    assert first.endswith(",模拟数据")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("file_format", "plain"), [("csv", True), ("csv", False), ("xlsx", False), ("xlsx", True)])
def test_exported_figures_go_back_in_and_change_nothing(database: Database, language: str, file_format: str, plain: bool) -> None:
    use_language(language)
    data = exported(database, "actuals", file_format, plain)
    checked = check_any(database, reporter(), PLAN, None, f"back.{file_format}", data, today=date(2020, 12, 1))
    assert [problem.message for problem in checked.errors] == []
    assert (checked.changes_nothing, checked.differences.unchanged) == (True, 5)


@pytest.mark.parametrize("small_rows", [5_000, 2])
def test_xlsx_of_every_kind_by_either_writer(monkeypatch: pytest.MonkeyPatch, small_rows: int) -> None:
    monkeypatch.setattr(xlsx_file, "SMALL_ROWS", small_rows)
    use_language("en")
    book = CalamineWorkbook.from_filelike(xlsx_of(KINDS))
    assert book.get_sheet_by_name("数据").to_python() == [
        ["text", "number", "year", "day", "moment", "flag"],
        ["=1+1", -12.5, 2017.0, date(2017, 9, 1), datetime(2017, 9, 1, 8, 30, 5), True],
        ["镇, “北”", 100.0, "", "", "", False],
        ['a "quoted"\nline', 99999999999999.9999, -3.0, date(2020, 2, 29), "", ""],
        ["", "", 0.0, "", "", True],
    ]
    assert book.get_sheet_by_name("About this file").to_python() == [["Plan", "=小城"], ["Filter", "all"]]


@pytest.mark.parametrize("small_rows", [5_000, 2])
def test_xlsx_is_ready_to_read(monkeypatch: pytest.MonkeyPatch, small_rows: int) -> None:
    monkeypatch.setattr(xlsx_file, "SMALL_ROWS", small_rows)
    sheet = openpyxl.load_workbook(xlsx_of(KINDS))["数据"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet["A1"].font.bold) == ("A2", "A1:F5", True)
    assert (sheet["A2"].data_type, sheet["B2"].data_type, sheet["D2"].number_format, sheet["E2"].number_format) == (
        "s", "n", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss",
    )  # fmt: skip
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["C"].width


@pytest.mark.parametrize("small_rows", [5_000, 2])
def test_xlsx_refuses_what_a_sheet_does_not_hold(monkeypatch: pytest.MonkeyPatch, small_rows: int) -> None:
    use_language("en")
    monkeypatch.setattr(xlsx_file, "SMALL_ROWS", small_rows)
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    with pytest.raises(TooLargeForXlsx) as refusal:
        write_xlsx(KINDS.to_reader(max_chunksize=3), ABOUT, io.BytesIO())
    assert str(refusal.value) == "More than 3 rows do not fit into an Excel sheet. Choose CSV or Parquet, or a narrower filter."


def test_xlsx_refuses_a_text_that_a_cell_does_not_hold() -> None:
    use_language("en")
    with pytest.raises(TooLargeForXlsx) as refusal:
        xlsx_of(pa.table({"text": ["字" * 32_768]}))
    assert str(refusal.value) == "A text of more than 32,767 characters does not fit into an Excel cell. Choose CSV or Parquet."


def test_an_empty_table_is_an_xlsx_too() -> None:
    assert CalamineWorkbook.from_filelike(xlsx_of(KINDS.slice(0, 0))).get_sheet_by_index(0).to_python() == [KINDS.schema.names]


def test_xlsx_says_what_it_is(tmp_path: Path) -> None:
    use_language("zh")
    database = reported_database(tmp_path, kind="trial")
    book = CalamineWorkbook.from_filelike(io.BytesIO(exported(database, "status", "xlsx")))
    database.close()
    assert book.sheet_names == ["状态", "说明"]
    lines = {str(name): str(text) for name, text in book.get_sheet_by_name("说明").to_python()}
    assert {
        name: text for name, text in lines.items() if name in ("模拟数据", "方案", "表", "筛选条件", "截至", "导出人", "依据文件")
    } == {
        "模拟数据": "试用数据库：数据为模拟数据，并非实际报送",
        "方案": "小城市行动方案",
        "表": "状态",
        "筛选条件": "小城市行动方案；截至 2020 年 3 月",
        "截至": "2020 年 3 月",
        "导出人": "olive",
        "依据文件": "tiny-city",
    }
    assert len(lines["状态规则版本"]) == len(lines["方案数据包版本"]) == 12


def test_parquet_keeps_types_and_says_what_it_is(database: Database) -> None:
    table = pq.read_table(io.BytesIO(exported(database, "actuals", "parquet")))
    assert table.schema.field("value").type == pa.decimal128(18, 4)
    assert table["value"].to_pylist()[0] == Decimal("3.5000")
    assert table.schema.metadata[b"Filter"] == b"Tiny City Action Plan; as of March 2020"


def test_json_of_every_kind() -> None:
    out = io.BytesIO()
    write_json(KINDS.slice(0, 2).to_reader(), out)
    assert json.loads(out.getvalue()) == [
        {"text": "=1+1", "number": -12.5, "year": 2017, "day": "2017-09-01", "moment": "2017-09-01 08:30:05", "flag": True},
        {"text": "镇, “北”", "number": 100, "year": None, "day": None, "moment": None, "flag": False},
    ]


def test_json_of_nothing_is_an_empty_list() -> None:
    out = io.BytesIO()
    write_json(KINDS.slice(0, 0).to_reader(), out)
    assert json.loads(out.getvalue()) == []


def test_the_file_name_says_plan_table_and_month(database: Database) -> None:
    engine = StreamEngine(database.reading)
    assert file_name("status", settle(engine, Selection(PLAN)), "xlsx") == "tiny-city_status_2020-03.xlsx"
