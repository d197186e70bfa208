"""Which kept answers outlive a report that waits for a decision, and that they may."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from etl.database import Database
from etl.ledger.worlds import Worlds
from etl.life_cycle.review import approve, return_upload
from indicators import comparison, judged, queries
from indicators.engine import DuckEngine
from indicators.vocabulary import Role
from indicators.world import NOW
from pages.components import data
from pages.components.data import ABOUT_NO_FIGURE, ABOUT_WHAT_STANDS
from tests.compared_city import ATTAINMENT, compared_database
from tests.reported_city import MARCH, submit
from tests.tiny_city import PLAN, officer

APRIL = date(2020, 4, 1)
ROOT, NORTH, SEWERS = 1, 2, 1
# what each question is asked here; a corrected and a new figure come in between
ASKED: dict[Callable[..., Any], tuple[Any, ...]] = {
    comparison.scores: (PLAN, APRIL, "attainment", (2, 3, 4)),
    comparison.parts: (PLAN, APRIL, "attainment", (2, 3, 4)),
    comparison.schemes: (PLAN,),
    judged.cells: (PLAN, APRIL, ((SEWERS, NORTH),)),
    judged.fallen_lights: (PLAN, APRIL, MARCH, 9),
    judged.headline_rows: (PLAN, APRIL),
    judged.led_cells: (PLAN, APRIL, "water", ROOT),
    judged.standings: (PLAN, APRIL),
    judged.status_counts: (PLAN, (MARCH, APRIL), (ROOT,)),
    queries.plans: (),
    queries.programmes: (PLAN,),
    queries.departments: (PLAN,),
    queries.regions: (PLAN,),
    queries.indicators: (PLAN,),
    queries.default_period: (PLAN,),
    queries.statuses: (PLAN, (MARCH, APRIL)),
    queries.compare_cells: (PLAN, (APRIL,), (1, 2, 3, 4)),
    queries.broken_down: (PLAN, (2, 3, 4)),
    queries.figure_notes: (SEWERS, ROOT),
    queries.tasks: (PLAN, APRIL),
    queries.projects: (PLAN, APRIL),
    queries.targets: (PLAN,),
    queries.starting_values: (PLAN,),
    queries.conflicts: (PLAN,),
    queries.scoring_schemes: (PLAN,),
    queries.region_shapes: (PLAN,),
}
WAITING = """indicator_id,region_id,period,value,numerator,denominator,note
sewers,north,2020-03,0.5,,,wrongly measured
sewers,north,2020-04,9,,,
solar,south,2020-04,19,,,
"""


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """The compared city with its figures of March."""
    database = compared_database(tmp_path, ATTAINMENT)
    yield database
    database.close()


def answers(database: Database) -> dict[str, Any]:
    """What every question is answered."""
    engine = DuckEngine(database.reading)
    return {f"{question.__module__}.{question.__name__}": question(engine, *asked) for question, asked in ASKED.items()}


def test_every_such_question_is_asked_here() -> None:
    assert set(ASKED) == ABOUT_WHAT_STANDS


def test_a_report_that_waits_changes_none_of_them_and_its_approval_does(city: Database) -> None:
    before, standing, version = answers(city), city.standing, city.version
    upload_id = submit(city, WAITING)
    assert answers(city) == before
    assert (city.standing, city.version > version) == (standing, True)
    approve(city, officer(Role.OFFICE), upload_id)
    changed = {name for name, answer in answers(city).items() if answer != before[name]}
    assert {
        "indicators.queries.statuses",
        "indicators.judged.standings",
        "indicators.queries.figure_notes",
    } <= changed
    assert city.standing == standing + 1
    assert not changed & {f"{question.__module__}.{question.__name__}" for question in ABOUT_NO_FIGURE}


def test_answers_about_no_figure_outlive_decisions_about_figures_alone(city: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "database", lambda: city)
    monkeypatch.setattr(data, "worlds", lambda: Worlds(city))
    monkeypatch.setattr(data, "chosen_world", lambda: NOW)

    def asked() -> list[Any]:
        return [data.ask(question, *ASKED[question]) for question in (queries.targets, queries.statuses)]

    (targets, statuses), upload_id = asked(), submit(city, WAITING)
    assert [new is old for new, old in zip(asked(), (targets, statuses), strict=True)] == [True, True]
    approve(city, officer(Role.OFFICE), upload_id)
    assert [new is old for new, old in zip(asked(), (targets, statuses), strict=True)] == [True, False]
    with city.writing():
        pass  # whatever says nothing of works may have changed them
    assert [new is old for new, old in zip(asked(), (targets, statuses), strict=True)] == [False, False]


def test_a_decision_counts_from_its_first_month_on(city: Database) -> None:
    months = (date(2020, 2, 1), MARCH, APRIL)

    def standing() -> list[int]:
        return [city.standing_at(month) for month in months]

    begun = standing()
    return_upload(city, officer(Role.OFFICE), submit(city, WAITING), "look again")
    assert standing() == begun
    approve(city, officer(Role.OFFICE), submit(city, WAITING))
    assert standing() == [begun[0], begun[1] + 1, begun[2] + 1]
    approved = standing()
    with city.writing():
        pass  # whatever says nothing of months may have changed every one
    assert standing() == [count + 1 for count in approved]


def test_what_a_decision_cannot_change_is_not_judged_again(city: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "database", lambda: city)
    made: list[date] = []

    def judge(month: date) -> pa.Table:
        def make() -> pa.Table:
            made.append(month)
            return judged.judged_month(DuckEngine(city.reading), PLAN, month)

        return data._keeping(NOW)("judged_month", {"plan_id": PLAN, "periods": [month]}, make)

    before = {month: judge(month) for month in (date(2020, 2, 1), MARCH, APRIL)}
    approve(city, officer(Role.OFFICE), submit(city, WAITING))
    after = {month: judge(month) for month in before}
    assert made == [*before, MARCH, APRIL]
    for month in before:
        assert after[month].equals(judged.judged_month(DuckEngine(city.reading), PLAN, month))
    assert not after[APRIL].equals(before[APRIL])
