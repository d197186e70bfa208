"""A month there and back: the form filled in, submitted, approved, exported and sent again changes nothing."""

import io
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.checking.check_any import check_any
from etl.checking.items import owed_items
from etl.database import Database
from etl.forms.grid import grid_file
from etl.forms.progress_template import progress_csv, progress_xlsx
from etl.forms.template import COLUMNS, csv_template, xlsx_template
from etl.life_cycle.evidence import Subject, attach
from etl.life_cycle.review import approve
from etl.life_cycle.upload import CheckedUpload, commit_upload, owed
from indicators.export import export_table
from indicators.language import LANGUAGES, use_language
from indicators.selection import Selection, settle
from indicators.stream import StreamEngine
from indicators.vocabulary import Role
from tests.busy_city import busy_database
from tests.evidence_files import PNG
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH, TODAY = date(2020, 3, 1), date(2020, 12, 31)
TYPED: dict[str, dict[str, str]] = {
    "sewers|north": {"value": "6.5", "note": "雨季，部分停工"},
    "sewers|south": {"value": "1234.5678"},
    "solar|west": {"value": "0"},
    "treated|north": {"numerator": "62", "denominator": "99"},
    "coal|tiny": {"value": "40.25"},
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


def check(database: Database, file_name: str, data: bytes, period: date | None = MARCH) -> CheckedUpload:
    """The file as the city's reporter has it checked."""
    return check_any(database, reporter(), PLAN, period, file_name, data, today=TODAY)


def report(database: Database, checked: CheckedUpload) -> None:
    """Submits and approves what has no problem."""
    assert [problem.message for problem in checked.problems] == []
    upload_id = commit_upload(database, reporter(), checked)
    assert upload_id is not None
    approve(database, officer(Role.OFFICE), upload_id)


def figures(checked: CheckedUpload) -> list[tuple[str, ...]]:
    """What a file would report."""
    names = ("indicator_id", "region_id", "value", "numerator", "denominator", "note")
    return [tuple("" if row[name] is None else str(row[name]) for name in names) for row in checked.preview.to_pylist()]


def filled(
    form: bytes, cells: Mapping[str, Mapping[str, Any]], columns: Mapping[str, int], key: Callable[[Any, int], str]
) -> bytes:
    """A form with its cells filled in, as a person does it in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book.worksheets[0]
    left = dict(cells)
    for row in range(2, sheet.max_row + 1):
        for field, value in left.pop(key(sheet, row), {}).items():
            cell = sheet.cell(row, columns[field])
            assert not cell.protection.locked
            cell.value = value
    assert left == {}
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def by_form(database: Database) -> tuple[str, bytes]:
    """The month in the workbook that the page hands out."""
    places = {field: number for number, field in enumerate(COLUMNS, start=1)}

    def key(sheet: Any, row: int) -> str:
        return f"{sheet.cell(row, places['indicator_id']).value}|{sheet.cell(row, places['region_id']).value}"

    numbers = {
        name: {field: text if field == "note" else float(text) for field, text in cells.items()} for name, cells in TYPED.items()
    }
    return "form.xlsx", filled(xlsx_template(owed(database, reporter(), PLAN, MARCH)), numbers, places, key)


def by_grid(database: Database) -> tuple[str, bytes]:
    """The month typed on the screen."""
    return "grid.csv", grid_file(owed(database, reporter(), PLAN, MARCH).to_pylist(), TYPED)


def exported(database: Database, file_format: str) -> bytes:
    """Every figure that counts, as the page Export hands it out."""
    engine, out = StreamEngine(database.reading), io.BytesIO()
    export_table(engine, "actuals", settle(engine, Selection(PLAN)), file_format, out, "reporter")
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", [by_form, by_grid])
def test_a_month_sent_again_from_its_export_changes_nothing(
    database: Database, language: str, way: Callable[[Database], tuple[str, bytes]]
) -> None:
    use_language(language)
    file_name, data = way(database)
    checked = check(database, file_name, data)
    assert sorted(figures(checked)) == [
        ("coal", "tiny", "40.2500", "", "", ""),
        ("sewers", "north", "6.5000", "", "", "雨季，部分停工"),
        ("sewers", "south", "1234.5678", "", "", ""),
        ("solar", "west", "0.0000", "", "", ""),
        ("treated", "north", "62.6263", "62.0000", "99.0000", ""),
    ]
    report(database, checked)

    again = check(database, file_name, data)
    assert (again.problems, again.changes_nothing, again.differences.unchanged) == ((), True, 5)
    for file_format in ("csv", "xlsx"):
        back = check(database, f"back.{file_format}", exported(database, file_format), None)
        assert [problem.message for problem in back.errors] == []
        assert (back.changes_nothing, back.differences.unchanged, back.skipped) == (True, 5, 0)
        assert commit_upload(database, reporter(), back) is None


def test_form_and_grid_say_the_same(database: Database) -> None:
    form, grid = check(database, *by_form(database)), check(database, *by_grid(database))
    assert figures(form) == figures(grid)


def test_the_form_of_a_reported_month_is_empty_and_tells_what_stands(database: Database) -> None:
    use_language("en")
    report(database, check(database, *by_grid(database)))
    april = check(database, "april.csv", csv_template(owed(database, reporter(), PLAN, date(2020, 4, 1))), date(2020, 4, 1))
    assert [problem.code for problem in april.problems] == ["empty_table"]
    lines = csv_template(owed(database, reporter(), PLAN, date(2020, 4, 1))).decode("utf-8-sig").splitlines()
    assert "treated,Sewage-treated,north,North,2020-04,%,≥ 80,62.6263 (2020-03),,,," in lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_from_its_form_changes_nothing_the_second_time(tmp_path: Path, language: str) -> None:
    use_language(language)
    database = busy_database(tmp_path)
    attach(database, reporter(), Subject("task", PLAN, MARCH, item_id="dredge"), "photo.png", PNG)
    due = owed_items(database, reporter(), PLAN, MARCH, "tasks")
    assert {"pipes", "dredge"} <= set(due["item_id"].to_pylist())
    header = progress_csv("tasks", due).decode("utf-8-sig").splitlines()[0].split(",")

    columns = {field: header.index(name) + 1 for field, name in zip(("state", "percent", "note"), header[-3:], strict=True)}
    cells = {"pipes": {"state": "推进中", "percent": 40}, "dredge": {"state": "已完成", "percent": 100, "note": "验收合格"}}
    data = filled(progress_xlsx({"tasks": due}), cells, columns, lambda sheet, row: str(sheet.cell(row, 1).value))
    checked = check(database, "tasks.xlsx", data)
    assert (checked.kind, checked.differences.new) == ("tasks", 2)
    report(database, checked)
    again = check(database, "tasks.xlsx", data)
    assert (again.changes_nothing, again.differences.unchanged) == (True, 2)
    database.close()
