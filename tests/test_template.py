"""The form: filled in, it uploads clean; uploaded again, it changes nothing."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from etl.database import Database
from etl.forms.template import COLUMNS, csv_template, template_name, xlsx_template
from etl.life_cycle.upload import check_any, commit_upload, owed
from etl.reading.columns import HEADERS, WORDS, field_of
from indicators.language import LANGUAGES, _, use_language
from tests.tiny_city import PLAN, reporter, tiny_database

MARCH = date(2020, 3, 1)
TODAY = date(2020, 12, 31)
FILLED = {"sewers": 6.5, "solar": "4", "treated": None}
PARTS = {"treated": (62, 99)}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with one figure of February."""
    database = tiny_database(tmp_path)
    account = reporter()
    february = check_any(database, account, PLAN, date(2020, 2, 1), "a.csv", b"indicator_id,region_id,value\nsewers,north,5\n")
    commit_upload(database, account, february)
    yield database
    database.close()


def rows_of(database: Database) -> object:
    """What one town owes for March."""
    return owed(database, reporter(region_id="north"), PLAN, MARCH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_header_of_a_form_is_understood_when_it_comes_back(language: str) -> None:
    use_language(language)
    assert {field: field_of(_(header)) for field, header in COLUMNS.items()} == {
        field: field if field in HEADERS else None for field in COLUMNS
    }


def test_every_header_word_means_one_field() -> None:
    words = [word for words in WORDS.values() for word in words]
    assert [field_of(word) for word in words] == [field for field, group in WORDS.items() for _word in group]


def test_the_csv_form(database: Database) -> None:
    use_language("zh")
    data = csv_template(rows_of(database))  # type: ignore[arg-type]
    assert data.startswith(b"\xef\xbb\xbf")
    header, first, *_others = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert header == [
        "指标代码",
        "指标",
        "区域代码",
        "区域",
        "月份",
        "单位",
        "本年目标",
        "上期实绩",
        "实绩",
        "分子",
        "分母",
        "备注",
    ]
    assert first == ["sewers", "新建管网", "north", "北镇", "2020-03", "公里", "≥ 12", "5 (2020-02)", "", "", "", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_workbook_uploads_clean_and_only_once(database: Database, language: str) -> None:
    use_language(language)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(rows_of(database))))  # type: ignore[arg-type]
    sheet = book.worksheets[0]
    places = {field: number for number, field in enumerate(COLUMNS, start=1)}
    for row in range(2, sheet.max_row + 1):
        indicator = str(sheet.cell(row, places["indicator_id"]).value)
        sheet.cell(row, places["value"]).value = FILLED[indicator]
        for field, part in zip(("numerator", "denominator"), PARTS.get(indicator, ()), strict=False):
            sheet.cell(row, places[field]).value = part
    output = io.BytesIO()
    book.save(output)
    account = reporter(region_id="north")
    checked = check_any(database, account, PLAN, MARCH, "form.xlsx", output.getvalue(), today=TODAY)
    assert checked.problems == ()
    assert checked.detected.ignored_columns == (_(COLUMNS["target"]), _(COLUMNS["last"]))
    assert [(row["indicator_id"], str(row["value"])) for row in checked.preview.to_pylist()] == [
        ("sewers", "6.5000"),
        ("solar", "4.0000"),
        ("treated", "62.6263"),
    ]
    assert commit_upload(database, account, checked) == 2
    assert check_any(database, account, PLAN, MARCH, "form.xlsx", output.getvalue(), today=TODAY).changes_nothing


def test_an_empty_form_has_no_figures(database: Database) -> None:
    checked = check_any(database, reporter(), PLAN, MARCH, "form.csv", csv_template(rows_of(database)))  # type: ignore[arg-type]
    assert [problem.code for problem in checked.problems] == ["empty_table"]


def test_only_the_cells_to_fill_in_are_open(database: Database) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_template(rows_of(database)))).worksheets[0]  # type: ignore[arg-type]
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    # sewers and solar have no numerator and denominator
    assert open_cells == {"I2", "L2", "I3", "L3", "I4", "J4", "K4", "L4"}
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "E2"


def test_a_name_for_the_file() -> None:
    assert template_name("tiny-city", MARCH, "xlsx") == "tiny-city_2020-03.xlsx"
