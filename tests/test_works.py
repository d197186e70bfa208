"""Tasks and projects as sets, from literal rows; the picture of their deadlines."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etl.plans.plan_pack import read_pack
from etl.settings import plans_folder
from etl.trial.build import find_packs
from indicators.figures.works import deadlines
from indicators.language import DEFAULT_LANGUAGE, use_language
from indicators.vocabulary import Status
from indicators.works import BOARD, Money, by_deadline, columns, marks_by_year, money_of

Row = dict[str, Any]


def task(status: str, due: date | None, name: str = "") -> Row:
    """A task with its day."""
    return {"task_id": name, "status": status, "due_on": due}


@pytest.mark.parametrize(
    ("marks", "years"),
    [
        ("2017=√;2018=;2019=√", {2017: "√", 2018: "", 2019: "√"}),
        ("2017-2018=文;2019-2020=—", {2017: "文", 2018: "文", 2019: "—", 2020: "—"}),
        ("2017=50%;2018=a=b", {2017: "50%", 2018: "a=b"}),
        ("", {}),
        (None, {}),
    ],
)
def test_marks_by_year(marks: str | None, years: dict[int, str]) -> None:
    assert marks_by_year(marks) == years


def test_a_mark_without_a_year_is_refused() -> None:
    with pytest.raises(ValueError, match="“常年” is not a year, = and a mark"):
        marks_by_year("2017=√;常年")


def test_every_mark_of_every_pack_can_be_read() -> None:
    tasks = [row for folder in find_packs(plans_folder()) for row in read_pack(folder).rows("tasks")]
    assert all(marks_by_year(row["year_marks"]) for row in tasks if row["year_marks"])


def test_a_board_starts_with_what_needs_a_hand_and_the_nearest_day() -> None:
    late, later = task("missed", date(2018, 3, 1), "late"), task("missed", date(2018, 6, 1), "later")
    loose = task("not_due", None, "loose")
    done = task("met", date(2017, 1, 1), "done") | {"reported_period": date(2018, 1, 1)}
    done_first = task("met", date(2016, 1, 1), "done first") | {"reported_period": date(2017, 1, 1)}
    board = columns([later, loose, done_first, done, late])
    assert list(board) == list(BOARD)
    assert [board[status] for status in BOARD] == [[late, later], [], [loose], [], [done, done_first]]


WORKS = [
    task("missed", date(2018, 3, 15)),
    task("met", date(2018, 3, 31)),
    {"project_id": "p", "status": "not_due", "deadline": date(2018, 12, 31)},
    task("not_due", None),
]


def test_deadlines_are_counted_by_month() -> None:
    assert by_deadline(WORKS) == {
        date(2018, 3, 1): Counter({Status.MISSED: 1, Status.MET: 1}),
        date(2018, 12, 1): Counter({Status.NOT_DUE: 1}),
    }


def test_the_picture_of_deadlines_parts_what_was_due_from_what_is_to_come() -> None:
    use_language("en")
    figure = deadlines(WORKS, date(2018, 9, 1), is_simulated=True)
    use_language(DEFAULT_LANGUAGE)
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [("missed", [1, 0]), ("not due", [0, 1]), ("met", [1, 0])]
    assert figure.layout.shapes[0].x0 == "2018-09-16"
    assert list(figure.layout.xaxis.range) == ["2017-12-10", "2018-12-31"]
    assert [note.text for note in figure.layout.annotations] == ["<b>simulated data</b>", "simulated data", "now"]


def test_money_adds_only_what_is_stated_or_reported() -> None:
    def project(planned: str | None, spent: str | None) -> Row:
        return {
            "investment_wan": None if planned is None else Decimal(planned),
            "invested_wan": None if spent is None else Decimal(spent),
        }

    projects = [project("100", "40"), project("50.5", None), project(None, None)]
    assert money_of(projects) == Money(Decimal("150.5"), 2, Decimal(40), 1, 3)
    assert money_of([]) == Money(Decimal(0), 0, Decimal(0), 0, 0)
