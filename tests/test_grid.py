"""Figures typed on the screen: the file made of them byte by byte, and what the check makes of how people type."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.checking.check_any import check_any
from etl.database import Database
from etl.forms.grid import Cells, cell_key, grid_file, typed_rows, with_changes, with_drafts
from etl.life_cycle.upload import CheckedUpload, owed
from indicators.language import use_language
from tests.tiny_city import PLAN, reporter, tiny_database

MARCH, TODAY = date(2020, 3, 1), date(2020, 12, 31)
HEADER = "\ufeffindicator_id,region_id,period,value,numerator,denominator,note\r\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    use_language("en")
    database = tiny_database(tmp_path)
    yield database
    database.close()


def due(database: Database, region_id: str = "north") -> list[dict[str, Any]]:
    """What a town owes for March: sewers, solar, treated."""
    rows: list[dict[str, Any]] = owed(database, reporter(region_id=region_id), PLAN, MARCH).to_pylist()
    return rows


def checked(database: Database, cells: Cells) -> CheckedUpload:
    """What was typed into the grid, checked as the page does it."""
    return check_any(database, reporter(region_id="north"), PLAN, MARCH, "grid.csv", grid_file(due(database), cells), today=TODAY)


def test_the_file_holds_what_was_typed_in_the_order_it_is_owed(database: Database) -> None:
    cells = {
        "treated|north": {"numerator": "62", "denominator": "99", "note": '复核，"已盖章", see 附件'},
        "sewers|north": {"value": " ６．５"},
    }
    assert [cell_key(row) for row in due(database)] == ["sewers|north", "solar|north", "treated|north"]
    assert grid_file(due(database), cells) == (
        f'{HEADER}sewers,north,2020-03, ６．５,,,\r\ntreated,north,2020-03,,62,99,"复核，""已盖章"", see 附件"\r\n'.encode()
    )


def test_rows_in_which_nothing_was_typed_are_left_out(database: Database) -> None:
    cells = {"sewers|north": {"value": "  "}, "solar|north": {"note": "late"}, "treated|north": {}, "gone|north": {"value": "1"}}
    assert [cell_key(row) for row in typed_rows(due(database), cells)] == ["solar|north"]
    assert grid_file(due(database), cells) == f"{HEADER}solar,north,2020-03,,,,late\r\n".encode()
    assert grid_file(due(database), {}) == HEADER.encode()


def test_what_another_window_typed_stays() -> None:
    before = {"sewers|north": {"value": "3"}, "coal|tiny": {"value": "40"}}
    after = {"sewers|north": {"value": "4", "note": "recount"}}
    elsewhere = {
        "sewers|north": {"value": "3", "numerator": "1"},
        "coal|tiny": {"value": "40", "note": "theirs"},
        "solar|north": {"value": "7"},
    }
    assert with_changes(elsewhere, before, after) == {
        "sewers|north": {"value": "4", "note": "recount", "numerator": "1"},
        "coal|tiny": {"note": "theirs"},
        "solar|north": {"value": "7"},
    }
    assert with_changes(elsewhere, before, before) == elsewhere
    assert with_changes(before, before, {}) == {}


def test_a_missing_figure_that_was_typed_is_a_draft(database: Database) -> None:
    rows = due(database)
    rows[2]["state"] = "returned"
    cells = {"sewers|north": {"value": "1"}, "treated|north": {"value": "2"}}
    assert [(row["indicator_id"], row["state"]) for row in with_drafts(rows, cells)] == [
        ("sewers", "draft"),
        ("solar", "missing"),
        ("treated", "returned"),
    ]


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("６．５", "6.5000"),
        ("６,５００", "6500.0000"),
        ("1,234.56", "1234.5600"),
        ("１，２３４．５", "1234.5000"),
        ("6.5 公里", "6.5000"),
        ("6.5e1", "65.0000"),
    ],
)
def test_figures_as_people_type_them(database: Database, typed: str, figure: str) -> None:
    upload = checked(database, {"sewers|north": {"value": typed}})
    assert [problem.message for problem in upload.errors] == []
    (row,) = upload.preview.to_pylist()
    assert (row["row"], row["indicator_id"], row["region_id"], row["period"]) == (2, "sewers", "north", MARCH)
    assert row["value"] == Decimal(figure)


@pytest.mark.parametrize("typed", ["—", "－", "/", "／", "无", "未报", "N/A"])
def test_a_sign_for_nothing_is_no_figure(database: Database, typed: str) -> None:
    upload = checked(database, {"sewers|north": {"value": typed}, "solar|north": {"value": "0"}})
    assert upload.errors == ()
    assert [(row["indicator_id"], row["value"]) for row in upload.preview.to_pylist()] == [("solar", Decimal("0.0000"))]
    assert (upload.skipped, upload.differences.new) == (1, 1)


def test_parts_make_the_rate(database: Database) -> None:
    upload = checked(database, {"treated|north": {"numerator": "６２", "denominator": "99", "note": "line 1\nline 2; 3，4"}})
    assert upload.problems == ()
    (row,) = upload.preview.to_pylist()
    assert (row["value"], row["note"]) == (Decimal("62.6263"), "line 1\nline 2; 3，4")


def test_a_mistake_names_its_row_of_the_typed_ones(database: Database) -> None:
    cells = {"solar|north": {"value": "四"}, "treated|north": {"numerator": "1", "denominator": "2"}}
    upload = checked(database, cells)
    assert [(problem.code, problem.cell) for problem in upload.errors] == [("bad_number", "D2")]
    assert cell_key(typed_rows(due(database), cells)[0]) == "solar|north"


def test_a_figure_in_brackets_is_negative(database: Database) -> None:
    (problem,) = checked(database, {"sewers|north": {"value": "（3.5）"}}).errors
    assert (problem.code, problem.cell, problem.found) == ("negative", "D2", "（3.5）")


def test_a_comma_that_may_be_a_point_is_asked_about(database: Database) -> None:
    upload = checked(database, {"sewers|north": {"value": "6,5"}})
    assert [(problem.code, problem.found) for problem in upload.errors] == [("ambiguous_number", "6,5")]
    assert upload.preview.num_rows == 0
