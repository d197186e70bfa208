"""Rules over changed figures beside other figures, with numbers that can be worked out by hand."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from etl.checking.problems import Problem
from etl.database import Database
from etl.life_cycle.upload import check_any, commit_upload
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from indicators.language import use_language
from tests.tiny_city import PLAN, read_rows, reporter, tiny_database, write_rows, write_tiny_pack

HEADER = "indicator_id,region_id,period,value,numerator,denominator"
# steps 1 2 3 2 4 2 1 3 2: their median is 2, the median of their distances from it 1
PACE = {1: 1, 2: 3, 3: 6, 4: 8, 5: 12, 6: 14, 7: 15, 8: 18, 9: 20}


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


def with_rules(database: Database, tmp_path: Path, rules: str) -> None:
    """Loads the pack again with other lines in its [rules]."""
    load_pack(database, read_pack(write_tiny_pack(tmp_path / "again", rules=rules)))


def warnings(database: Database, *rows: str) -> list[Problem]:
    """What is unusual in a file of these rows."""
    data = "\n".join([HEADER, *rows]).encode()
    checked = check_any(database, reporter(), PLAN, None, "file.csv", data, today=date(2021, 12, 31))
    assert checked.errors == ()
    return list(checked.problems)


def found(database: Database, *rows: str) -> list[tuple[str, str | None]]:
    """Code and cell of what is unusual."""
    return [(problem.code, problem.cell) for problem in warnings(database, *rows)]


def remember(database: Database, names: str, figures: Mapping[int, float], year: int = 2020) -> None:
    """Puts figures of months on file."""
    send(database, *(f"{names},{year}-{month:02},{figure}" for month, figure in figures.items()))


def send(database: Database, *rows: str) -> None:
    """Puts rows on file, whatever is unusual in them."""
    data = "\n".join([HEADER, *rows]).encode()
    checked = check_any(database, reporter(), PLAN, None, "file.csv", data, today=date(2021, 12, 31))
    assert commit_upload(database, reporter(), checked, "as it was")


# ---------------------------------------------------------------- jump


def test_a_jump_is_told_with_the_rule_and_its_numbers(database: Database) -> None:
    remember(database, "sewers,south", PACE)
    (problem,) = warnings(database, "sewers,south,2020-10,35")
    # 35 − 20 = 15; 0.6745 × (15 − 2) ÷ 1 = 8.77; 2 + 5 × 1 ÷ 0.6745 = 9.41; 20 + 9.41 = 29.41
    assert problem.message == (
        "D2: 35 makes a step of 15 a month, where 2 is usual (median of 9 steps since 2020-01). "
        "Steps ≤ 9.41 pass (modified z-score 8.8, threshold 5). Check digits and unit; if it is right, write why."
    )
    assert (problem.found, problem.expected) == ("35", "≤ 29.41")
    use_language("zh")
    assert problem.message == (
        "D2：35 相当于每月变化 15，以往通常为 2（自 2020-01 以来 9 次变化的中位数），正常范围为 ≤ 9.41"
        "（修正 z 分数 8.8，阈值 5）。请核对位数和单位；如属实，请写明原因。"
    )


@pytest.mark.parametrize(("figure", "is_found"), [("29.4", False), ("29.5", True), ("20.5", False)])
def test_only_what_goes_beyond_the_printed_step_is_a_jump(database: Database, figure: str, is_found: bool) -> None:
    remember(database, "sewers,south", PACE)
    assert found(database, f"sewers,south,2020-10,{figure}") == [("jump", "D2")] * is_found


def test_a_missed_month_is_two_steps(database: Database) -> None:
    remember(database, "sewers,south", PACE)
    # 15 in two months are 7.5 a month
    assert found(database, "sewers,south,2020-11,35") == []
    # 20 in two months are 10 a month
    assert found(database, "sewers,south,2020-11,40") == [("jump", "D2")]


def test_a_flow_begins_each_year_at_zero(database: Database) -> None:
    remember(database, "sewers,south", PACE | {12: 24})
    assert found(database, "sewers,south,2021-01,3") == []
    assert found(database, "sewers,south,2021-01,30") == [("jump", "D2")]


def test_history_in_the_same_file_counts(database: Database) -> None:
    rows = [f"sewers,south,2020-{month:02},{figure}" for month, figure in PACE.items()]
    assert found(database, *rows, "sewers,south,2020-10,35") == [("jump", "D11")]


def test_few_steps_are_no_history(database: Database) -> None:
    remember(database, "sewers,south", {month: PACE[month] for month in (1, 2, 3, 4, 5)})
    assert found(database, "sewers,south,2020-06,100") == []


def test_months_without_movement_are_no_steps(database: Database) -> None:
    remember(database, "solar,south", dict.fromkeys(range(1, 7), 9) | {7: 10, 8: 11, 9: 12})
    assert found(database, "solar,south,2020-10,17") == []


def test_a_percentage_may_jump_both_ways(database: Database) -> None:
    # steps +2 −1 +2 −1 +2 −1 +2: median 2, spread 0.2 (a tenth of the step, as most of them are alike)
    shares = {1: 60, 2: 62, 3: 61, 4: 63, 5: 62, 6: 64, 7: 63, 8: 65}
    send(database, *(f"treated,south,2020-{month:02},,{share},100" for month, share in shares.items()))
    (problem,) = warnings(database, "treated,south,2020-09,,30,100")
    assert (problem.code, problem.cell, problem.expected) == ("jump", "D2", "65.52 – 68.48")
    assert found(database, "treated,south,2020-09,,65.6,100") == []


# ---------------------------------------------------------------- unchanged


def test_an_amount_that_stands_still_short_of_its_target(database: Database) -> None:
    remember(database, "solar,south", {3: 8, 4: 9, 6: 9, 9: 9})
    (problem,) = warnings(database, "solar,south,2020-10,9")
    assert problem.message == (
        "D2: 9 has stood unchanged since 2020-04, 6 months long, and the target is not reached. "
        "Check that it is this month's figure; if it is, write why nothing moved."
    )
    assert problem.expected is None


def test_what_moved_lately_or_reached_its_target_may_stand_still(database: Database) -> None:
    remember(database, "solar,south", {4: 9, 5: 10, 9: 10})
    remember(database, "solar,north", {3: 10, 9: 10})
    assert found(database, "solar,south,2020-10,10", "solar,north,2020-10,10") == []
    assert found(database, "solar,south,2020-11,10") == [("unchanged", "D2")]


def test_a_flow_stands_still_within_its_year_only(database: Database) -> None:
    remember(database, "sewers,south", {6: 5, 12: 5})
    assert found(database, "sewers,south,2021-01,5") == []
    remember(database, "sewers,south", {1: 2, 2: 2}, year=2021)
    assert found(database, "sewers,south,2021-07,2") == [("unchanged", "D2")]


# ---------------------------------------------------------------- sums


def test_the_regions_own_figure_beside_those_of_its_parts(database: Database) -> None:
    send(database, "sewers,north,2020-03,6", "sewers,south,2020-03,12")
    (problem,) = warnings(database, "sewers,tiny,2020-03,30")
    assert problem.message == (
        "D2: Tiny-City reports 30, but its parts make 18 for 2020-03 (2 of 2 reported; 0.3 of difference passes). "
        "Correct one of them, or write why they differ."
    )
    assert problem.expected == "18"
    assert found(database, "sewers,tiny,2020-03,18.1") == []


def test_a_part_beside_the_regions_own_figure(database: Database) -> None:
    send(database, "sewers,tiny,2020-03,18")
    # as long as a part is missing, only too much is a contradiction
    assert found(database, "sewers,north,2020-03,6") == []
    assert found(database, "sewers,north,2020-03,19") == [("sum_differs", "D2")]
    send(database, "sewers,north,2020-03,6")
    (problem,) = warnings(database, "sewers,south,2020-03,14")
    assert problem.message == (
        "D2: with this figure the parts of Tiny-City make 20 for 2020-03 (2 of 2 reported), but Tiny-City itself reports 18 "
        "(0.18 of difference passes). Correct one of them, or write why they differ."
    )
    assert found(database, "sewers,south,2020-03,12") == []


def test_one_contradiction_is_told_once(database: Database) -> None:
    send(database, "sewers,tiny,2020-03,18")
    assert found(database, "sewers,north,2020-03,10", "sewers,south,2020-03,10") == [("sum_differs", "D2")]
    assert found(database, "sewers,north,2020-03,10", "sewers,south,2020-03,10", "sewers,tiny,2020-03,21") == [
        ("sum_differs", "D4")
    ]
    # nothing on either side is changed
    assert found(database, "sewers,tiny,2020-03,18", "solar,south,2020-03,9") == []


def test_percentages_are_added_up_by_their_parts(database: Database) -> None:
    send(database, "treated,north,2020-03,,60,100", "treated,south,2020-03,,90,100", "treated,west,2020-03,,75,100")
    # (60 + 90 + 75) ÷ 300 = 75 %, and one percentage point passes
    assert found(database, "treated,tiny,2020-03,76") == []
    (problem,) = warnings(database, "treated,tiny,2020-03,76.1")
    assert (problem.code, problem.expected) == ("sum_differs", "75")


def test_a_parts_own_figure_stands_before_its_own_parts(tmp_path: Path) -> None:
    database = tiny_database(tmp_path, has_district=True)
    pack = write_tiny_pack(tmp_path / "again", has_district=True)
    targets = read_rows(pack / "targets.csv")
    write_rows(pack / "targets.csv", "targets", [*targets, targets[3] | {"region_id": "east"}])
    load_pack(database, read_pack(pack))
    send(database, "sewers,north,2020-03,6", "sewers,south,2020-03,12", "sewers,tiny,2020-03,18")
    # the district says 25 where its two towns make 18: neither the district nor the city adds up any more
    problems = warnings(database, "sewers,east,2020-03,25")
    assert {(problem.details["region"], problem.details["total"]) for problem in problems} == {
        ("East-District", "18"),
        ("Tiny-City", "25"),
    }
    database.close()


# ---------------------------------------------------------------- off unless a pack asks for them


def test_suspicions_are_off_by_default(database: Database) -> None:
    remember(database, "forest,tiny", {8: 25, 9: 25})
    remember(database, "sewers,south", {8: 10, 9: 15})
    assert found(database, "forest,tiny,2020-10,25", "sewers,south,2020-10,20") == []


def test_figures_that_always_equal_the_target(database: Database, tmp_path: Path) -> None:
    with_rules(database, tmp_path, "equals_target_reports = 3")
    # the target of 24 km asks for 2 a month
    remember(database, "sewers,south", {2: 3, 3: 6, 4: 8})
    assert found(database, "sewers,south,2020-05,10") == [("equals_target", "D2")]
    assert found(database, "sewers,south,2020-05,10.1") == []
    assert found(database, "sewers,south,2020-06,12") == [("equals_target", "D2")]
    # two reports are not three
    remember(database, "forest,tiny", {9: 25})
    assert found(database, "forest,tiny,2020-10,25") == []


def test_figures_that_are_always_round(database: Database, tmp_path: Path) -> None:
    with_rules(database, tmp_path, "round_number_reports = 3")
    remember(database, "sewers,south", {7: 9, 8: 10, 9: 15})
    (problem,) = warnings(database, "sewers,south,2020-10,20")
    assert problem.message == (
        "D2: the last 3 reports are all round numbers: 10, 15, 20. Report what was measured; if it is so, write why."
    )
    assert found(database, "sewers,south,2020-10,21") == []


# ---------------------------------------------------------------- settings of the pack


@pytest.mark.parametrize(
    ("rules", "codes"),
    [
        ("", {"jump", "unchanged", "sum_differs", "above_hundred"}),
        ("jump_score = 0", {"unchanged", "sum_differs", "above_hundred"}),
        ("jump_score = 9", {"unchanged", "sum_differs", "above_hundred"}),
        ("jump_steps = 10", {"unchanged", "sum_differs", "above_hundred"}),
        ("jump_months = 3", {"unchanged", "sum_differs", "above_hundred"}),
        ("unchanged_months = 0", {"jump", "sum_differs", "above_hundred"}),
        ("unchanged_months = 7", {"jump", "sum_differs", "above_hundred"}),
        ("sum_differs = false", {"jump", "unchanged", "above_hundred"}),
        ("sum_tolerance = 100", {"jump", "unchanged", "above_hundred"}),
        ("above_hundred = false", {"jump", "unchanged", "sum_differs"}),
    ],
)
def test_a_pack_sets_its_rules(database: Database, tmp_path: Path, rules: str, codes: set[str]) -> None:
    with_rules(database, tmp_path, rules)
    remember(database, "sewers,south", PACE)
    remember(database, "solar,south", {4: 9, 9: 9})
    rows = ("sewers,south,2020-10,35", "solar,south,2020-10,9", "sewers,tiny,2020-09,10", "treated,tiny,2020-10,102")
    assert {code for code, _cell in found(database, *rows)} == codes
