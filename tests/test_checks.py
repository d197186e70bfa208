"""Every rule: one small bad file per problem, named after it, and the one place where it must be found."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from etl.checking.problems import FIGURE_KINDS, Problem, grouped
from etl.database import Database
from etl.life_cycle.upload import CheckedUpload, check_any, commit_upload
from indicators.language import use_language
from tests.tiny_city import PLAN, reporter, tiny_database

FILES = Path(__file__).parent / "files"
MARCH, OCTOBER = date(2020, 3, 1), date(2020, 10, 1)
TODAY = date(2020, 12, 31)
HISTORY = b"indicator_id,region_id,period,value\nsewers,north,2020-02,5\nsewers,north,2020-04,9\n"
# a reporter of the towns and of what the city's departments do not lead: everything but coal
FOUND = {
    "above_hundred": [("missing_parts", "F2"), ("above_hundred", "E2")],
    "ambiguous_number": [("ambiguous_number", "E2")],
    "bad_number": [("bad_number", "E2")],
    "bad_period": [("bad_period", "C2")],
    "duplicate_column": [("duplicate_column", None)],
    "duplicate_row": [("duplicate_row", "A3")],
    "empty_table": [("empty_table", None)],
    "equals_target": [("equals_target", "E2")],
    "falls": [("falls", "E2")],
    "falls_later": [("falls_later", "E2")],
    "half_parts": [("half_parts", "G2")],
    "jump": [("jump", "E2")],
    "looks_like_fraction": [("missing_parts", "F2"), ("looks_like_fraction", "E2")],
    "missing_column": [("missing_column", None)],
    "missing_parts": [("missing_parts", "F2")],
    "negative": [("negative", "E2")],
    "no_duty": [("no_duty", "B2")],
    "not_yours": [("not_yours", "B2")],
    "numerator_above_denominator": [("numerator_above_denominator", "F2")],
    "parts_disagree": [("parts_disagree", "E2")],
    "period_in_future": [("period_mismatch", "C2"), ("period_in_future", "C2")],
    "period_mismatch": [("period_mismatch", "C2")],
    "period_outside_plan": [("period_mismatch", "C2"), ("period_outside_plan", "C2")],
    "period_too_long": [("period_too_long", "C2")],
    "round_numbers": [("round_numbers", "E2")],
    "several_tables": [("several_tables", None)],
    "sum_differs": [("sum_differs", "E4")],
    "title_period": [("title_period", "A1")],
    "too_many_cells": [("too_many_cells", None), ("unwanted_parts", "F2")],
    "unchanged": [("unchanged", "E2")],
    "unit_mismatch": [("unit_mismatch", "D2"), ("unit_mismatch", "E3")],
    "unknown_indicator": [("unknown_indicator", "A2")],
    "unknown_region": [("unknown_region", "B2")],
    "unwanted_parts": [("unwanted_parts", "F2"), ("unwanted_parts", "G2")],
    "value_too_big": [("value_too_big", "E2")],
    "zero_denominator": [("zero_denominator", "G2")],
}
# what stands on file before a bad file that speaks of October: months and figures by indicator and region
BEFORE = {
    "jump": ("sewers,south", {1: 1, 2: 3, 3: 6, 4: 8, 5: 12, 6: 14, 7: 15, 8: 18, 9: 20}),
    "unchanged": ("solar,south", {4: 9, 9: 9}),
    "equals_target": ("sewers,south", {8: 16, 9: 18}),
    "round_numbers": ("sewers,south", {8: 10, 9: 15}),
}
# the two rules that are off unless a pack asks for them
RULES = "equals_target_reports = 3\nround_number_reports = 3"
# these need no bad file of their own: the refusal to read at all, a chosen region, and what was decided before (test_review.py)
WITHOUT_FILE = {"unreadable", "region_mismatch", "already_approved", "month_locked"}


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with February and April of one indicator on file."""
    database = tiny_database(tmp_path, rules=RULES)
    everything = reporter("other")
    assert commit_upload(database, everything, check(database, HISTORY, period=None, account=everything)) == 1
    yield database
    database.close()


def check(database: Database, data: bytes, name: str = "file.csv", period: date | None = MARCH, **more: object) -> CheckedUpload:
    """The file checked by a reporter of the towns."""
    options = {"account": reporter(), "region_id": None, **more}
    return check_any(database, plan_id=PLAN, period=period, file_name=name, data=data, today=TODAY, **options)  # type: ignore[arg-type]


def remember(database: Database, names: str, figures: Mapping[int, float]) -> None:
    """Puts figures of months of 2020 on file."""
    lines = [f"{names},2020-{month:02},{figure}" for month, figure in figures.items()]
    data = "\n".join(["indicator_id,region_id,period,value", *lines, ""]).encode()
    account = reporter("other")
    assert commit_upload(database, account, check(database, data, period=None, account=account), "as it was")


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str | None]]:
    """Code and cell of each problem."""
    return [(problem.code, problem.cell) for problem in problems]


def test_every_code_has_a_bad_file() -> None:
    codes = {code for code in FIGURE_KINDS if not code.endswith(("_like", "_below")) and code != "ambiguous_indicator"}
    assert codes - WITHOUT_FILE == set(FOUND)
    assert {path.stem for path in FILES.iterdir()} >= set(FOUND)


@pytest.mark.parametrize("code", sorted(FOUND))
def test_each_bad_file_has_its_problem_in_its_cell(database: Database, code: str) -> None:
    path = next(FILES.glob(f"{code}.*"))
    account = reporter(region_id="north") if code == "not_yours" else reporter()
    if code in BEFORE:
        remember(database, *BEFORE[code])
    checked = check(database, path.read_bytes(), path.name, OCTOBER if code in BEFORE else MARCH, account=account)
    assert places(checked.problems) == FOUND[code]


def test_a_problem_says_what_where_and_what_to_do(database: Database) -> None:
    (problem,) = check(database, (FILES / "unknown_indicator.csv").read_bytes()).problems
    assert problem.as_row() == {
        "code": "unknown_indicator",
        "severity": "error",
        "row": 2,
        "column": "indicator_id",
        "cell": "A2",
        "found": "sewer",
        "expected": "sewers",
        "message": "A2: the indicator “sewer” is not in this plan. Do you mean “sewers”?",
    }
    use_language("zh")
    assert problem.message == "A2：本方案没有指标“sewer”，是否应为“sewers”？"


def test_all_problems_at_once_in_the_order_of_the_file(database: Database) -> None:
    data = "指标,区域,月份,单位,实绩\nsewer,北镇,2020-13,,x\nsewers,nowhere,2020-03,吨,6\n".encode()
    assert places(check(database, data).problems) == [
        ("unknown_indicator", "A2"),
        ("bad_period", "C2"),
        ("bad_number", "E2"),
        ("unknown_region", "B3"),
        ("unit_mismatch", "D3"),
    ]


def test_the_same_mistake_is_one_group_with_every_place(database: Database) -> None:
    data = b"indicator_id,region_id,value\n" + b"nothing,north,1\n" * 500
    (group,) = grouped(check(database, data).problems)
    assert group.message == (
        "A2: the indicator “nothing” is not in this plan. Use the code or the name of the template. The same 499 more times."
    )
    assert group.places[:2] == ("A2", "A3")
    assert group.places[-1] == "A501"


def test_many_texts_of_one_mistake_in_one_column_are_one_group(database: Database) -> None:
    figures = [f"sewers,north,{number}%" for number in range(1, 501)]
    data = "\n".join(["indicator_id,region_id,value", *figures]).encode()
    unit, repeated = grouped(check(database, data).problems)
    assert unit.message == (
        "C2: “1%” does not fit; “New-sewers” is reported in km. Convert the figure. "
        "499 more cells of this column have a problem of this kind (500 different texts)."
    )
    assert (unit.places[0], unit.places[-1], len(unit.places)) == ("C2", "C501", 500)
    assert (repeated.first.code, len(repeated.places)) == ("duplicate_row", 499)


def test_few_texts_of_one_mistake_stay_apart_in_the_order_of_the_file(database: Database) -> None:
    data = b"indicator_id,region_id,value\nnothing,north,x\nsewers,south,y\n"
    found = [(group.first.cell, group.texts) for group in grouped(check(database, data).problems)]
    assert found == [("A2", 1), ("C2", 1), ("C3", 1)]


def test_errors_of_a_workbook_are_found_not_read_as_empty(database: Database) -> None:
    checked = check(database, (FILES / "formula_error.xlsx").read_bytes(), "formula_error.xlsx")
    assert [(problem.code, problem.cell, problem.found) for problem in checked.problems] == [
        ("bad_number", "C2", "#DIV/0!"),
        ("bad_number", "C3", "=?"),
    ]


def test_a_region_outside_the_chosen_one_is_refused(database: Database) -> None:
    data = b"indicator_id,region_id,value\nsewers,north,6\nsewers,south,6\n"
    assert places(check(database, data, region_id="北镇").problems) == [("region_mismatch", "B3")]


def test_the_only_region_of_an_account_needs_no_column(database: Database) -> None:
    checked = check(database, b"indicator_id,value\nsewers,6\n", account=reporter(region_id="south"))
    assert checked.problems == ()
    assert checked.preview.select(["row", "region_id", "value", "difference"]).to_pylist() == [
        {"row": 2, "region_id": "south", "value": 6, "difference": "new"}
    ]


def test_a_department_reports_at_the_root_what_it_leads(database: Database) -> None:
    account = reporter(region_id=None, department_id="eco")
    data = b"indicator_id,region_id,value\ncoal,tiny,6\nsolar,south,9\n"
    assert places(check(database, data, account=account).problems) == [("not_yours", "B3")]


def test_parts_are_missed_only_where_something_is_summed_up(database: Database) -> None:
    city = check(database, b"indicator_id,region_id,value\ntreated,tiny,62\n")
    assert city.problems == ()


def test_a_fall_is_seen_over_a_gap_and_over_the_turn_of_the_year(database: Database) -> None:
    account = reporter("other")
    data = b"indicator_id,region_id,period,value\nsolar,south,2020-03,9\nsewers,south,2020-12,9\n"
    commit_upload(database, account, check(database, data, period=None, account=account))
    later = b"indicator_id,region_id,period,value\nsolar,south,2020-09,8\nsewers,south,2021-01,2\n"
    checked = check_any(database, account, PLAN, None, "later.csv", later, today=date(2021, 12, 1))
    assert [(problem.code, problem.row, problem.message) for problem in checked.problems] == [
        ("falls", 2, "D2: the cumulative figure falls from 9 in 2020-03 to 8. Write the total so far; if it did fall, write why.")
    ]


def test_a_figure_that_stands_already_is_not_warned_about_again(database: Database) -> None:
    account = reporter("other")
    falling = check(database, (FILES / "falls.csv").read_bytes(), account=account)
    commit_upload(database, account, falling, "counted twice in February")
    again = check(database, (FILES / "falls.csv").read_bytes() + b"sewers,south,2020-03,,1,,,\n", account=account)
    assert again.problems == ()
    assert (again.differences.new, again.differences.unchanged) == (1, 1)
