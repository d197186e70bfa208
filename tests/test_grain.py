"""Months, quarters and years: which month stands for them, and what is noted under it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.life_cycle.review import return_upload
from indicators import queries
from indicators.engine import DuckEngine
from indicators.grain import Grain, at_ends, end_words, note_words, notes_at_ends
from indicators.language import DEFAULT_LANGUAGE, use_language
from indicators.queries import Row
from indicators.vocabulary import Role
from tests.reported_city import MARCH, report, reported_database, submit
from tests.tiny_city import officer, tiny_database

MONTHS: list[Row] = [{"period": date(2017, month, 1)} for month in range(1, 13)] + [
    {"period": date(2018, month, 1)} for month in (1, 2)
]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(DEFAULT_LANGUAGE)


def note(period: date, late: int = 0, corrected: int = 0, explained: int = 0, explanation: str | None = None) -> Row:
    """What is to be noted about a month."""
    return {
        "period": period,
        "reports": 3,
        "late": late,
        "corrected": corrected,
        "explained": explained,
        "explanation": explanation,
    }


@pytest.mark.parametrize(
    ("grain", "ends", "words"),
    [
        (Grain.QUARTER, [(2017, 3), (2017, 6), (2017, 9), (2017, 12), (2018, 2)], "2018 quarter 1"),
        (Grain.YEAR, [(2017, 12), (2018, 2)], "2018"),
    ],
)
def test_a_group_stands_at_its_latest_month(grain: Grain, ends: list[tuple[int, int]], words: str) -> None:
    shown = at_ends(MONTHS, grain)
    assert [(row["period"].year, row["period"].month) for row in shown] == ends
    assert end_words(shown[-1]["period"], grain) == words


def test_months_stay_months() -> None:
    assert at_ends(MONTHS, Grain.MONTH) == MONTHS
    assert end_words(date(2018, 2, 1), Grain.MONTH) == "February 2018"


def test_the_notes_of_a_quarter_add_up() -> None:
    notes = [
        note(date(2017, 1, 1), late=1),
        note(date(2017, 3, 1), late=2, explained=1, explanation="rain"),
        note(date(2017, 4, 1), corrected=1),
    ]
    added = notes_at_ends(notes, at_ends(MONTHS[:3], Grain.QUARTER), Grain.QUARTER)
    assert added == {date(2017, 3, 1): note(date(2017, 3, 1), late=3, explained=1, explanation="rain") | {"reports": 6}}
    assert note_words(added[date(2017, 3, 1)]) == ["3 × late", "explained", "“rain”"]
    assert note_words(None) == []


def test_reports_that_came_late_were_corrected_or_explained_are_noted(tmp_path: Path) -> None:
    database = reported_database(tmp_path)  # reported long after April 10, 2020
    report(database, "indicator_id,region_id,period,value,note\nsewers,north,2020-03,4,meter read again\n")
    engine = DuckEngine(database.reading)
    keys = {row["indicator_id"]: row["indicator_key"] for row in queries.indicators(engine, "tiny-city")}
    places = {row["region_id"]: row["region_key"] for row in queries.regions(engine, "tiny-city")}
    whole = queries.figure_notes(engine, keys["sewers"], places["tiny"])
    north = queries.figure_notes(engine, keys["sewers"], places["north"])
    west = queries.figure_notes(engine, keys["sewers"], places["west"])
    database.close()
    assert whole == (
        {"period": MARCH, "reports": 2, "late": 2, "corrected": 1, "explained": 2, "explanation": whole[0]["explanation"]},
    )
    assert set(whole[0]["explanation"].split(" / ")) == {"as measured", "meter read again"}
    assert north == ({"period": MARCH, "reports": 1, "late": 1, "corrected": 1, "explained": 1, "explanation": "meter read again"},)
    assert west == ()


def test_what_was_sent_back_or_waits_corrects_nothing(tmp_path: Path) -> None:
    database = tiny_database(tmp_path)
    header = "indicator_id,region_id,period,value\n"
    returned = submit(database, f"{header}sewers,north,2020-03,9\n")
    return_upload(database, officer(Role.OFFICE), returned, "read the meter again")
    report(database, f"{header}sewers,north,2020-03,3.5\n")
    submit(database, f"{header}sewers,north,2020-03,4\n")
    engine = DuckEngine(database.reading)
    key = next(row["indicator_key"] for row in queries.indicators(engine, "tiny-city") if row["indicator_id"] == "sewers")
    north = next(row["region_key"] for row in queries.regions(engine, "tiny-city") if row["region_id"] == "north")
    noted = queries.figure_notes(engine, key, north)
    database.close()
    assert [(row["period"], row["late"], row["corrected"], row["explanation"]) for row in noted] == [(MARCH, 1, 0, "as measured")]
