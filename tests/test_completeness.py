"""Who has reported: what is due, what came on time, late or not, whose it is, and the words and days that remind of it."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import icalendar
import pytest

from etl.database import Database
from etl.life_cycle.review import approve, return_upload
from etl.life_cycle.undo import undo_upload
from etl.reporting import owed, scope_pairs
from indicators import queries
from indicators.completeness import Counts, Fullness, count_reports, missing_reports, reminder, reminders, whom_to_remind
from indicators.engine import DuckEngine
from indicators.export.calendar_file import calendar_file
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import FIGURES, report, submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH, APRIL = date(2020, 3, 1), date(2020, 4, 1)
DUE, DAY_AFTER = date(2020, 4, 10), date(2020, 4, 11)
OFFICE = officer(Role.OFFICE)
EVERY_MONTH = queries.months_of(2020, date(2021, 12, 1))


@pytest.mark.parametrize(
    ("today", "latest", "due"),
    [
        (date(2020, 4, 1), date(2020, 1, 1), MARCH),
        (date(2020, 3, 31), date(2020, 3, 1), date(2020, 2, 1)),
        (date(2021, 1, 1), date(2020, 1, 1), date(2020, 12, 1)),
        (date(2022, 1, 31), date(2020, 1, 1), date(2021, 12, 1)),
        (date(2022, 2, 1), date(2020, 12, 1), date(2021, 1, 1)),  # the plan is over: what comes after the last report
        (date(2022, 2, 1), date(2021, 12, 1), date(2021, 12, 1)),
        (date(2019, 6, 1), date(2021, 12, 1), date(2020, 1, 1)),
    ],
)
def test_the_month_that_is_due(today: date, latest: date, due: date) -> None:
    assert queries.month_due({"first_year": 2020, "last_year": 2021}, latest, today) == due


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    use_language("en")
    database = tiny_database(tmp_path)
    yield database
    database.close()


def came_at(database: Database, upload_id: int, moment: datetime) -> None:
    """Lets an upload, and what was decided on it, have happened at a moment."""
    with database.writing() as cursor:
        cursor.execute("update uploads set committed_at = $moment where upload_id = $id", {"moment": moment, "id": upload_id})
        cursor.execute("update reviews set reviewed_at = $moment where upload_id = $id", {"moment": moment, "id": upload_id})


def counts(
    database: Database, today: date, scopes: queries.Scopes = None, moment: datetime | None = None, period: date = MARCH
) -> Counts:
    """The counts of one month, all in one."""
    return count_reports(DuckEngine(database.reading), PLAN, (period,), scopes, today, moment).whole.together


# ---------------------------------------------------------------- what is due


def test_what_is_due_in_which_month(database: Database) -> None:
    days = {
        row["period"]: (row["due_on"], row["expected"])
        for row in queries.due_days(DuckEngine(database.reading), PLAN, EVERY_MONTH, None)
    }
    # sewers 2, solar 3, treated 3, coal 1; west has no task in sewers; forest is asked once a year
    assert days[MARCH] == (DUE, 9)
    assert days[date(2020, 12, 1)] == (date(2021, 1, 10), 10)
    # in 2021 only the sewers of two towns have a target
    assert days[date(2021, 3, 1)] == (date(2021, 4, 10), 2)


def test_a_day_that_the_month_has_not_is_its_last(database: Database) -> None:
    with database.writing() as cursor:
        cursor.execute("update plans set due_day = 31")
    days = queries.due_days(DuckEngine(database.reading), PLAN, (date(2020, 1, 1), MARCH), None)
    assert [row["due_on"] for row in days] == [date(2020, 2, 29), date(2020, 4, 30)]


def test_what_is_owed_is_what_is_due(database: Database) -> None:
    days = {row["period"]: row for row in queries.due_days(DuckEngine(database.reading), PLAN, EVERY_MONTH, None)}
    for month in EVERY_MONTH:
        rows = owed(database, None, PLAN, month).to_pylist()
        assert (len(rows), {row["due_on"] for row in rows}) == (days[month]["expected"], {days[month]["due_on"]})


@pytest.mark.parametrize(
    ("region", "department", "expected"),
    [("tiny", None, 9), ("north", None, 3), ("west", None, 2), (None, "eco", 1), ("tiny", "eco", 4), (None, "water", 0)],
)
def test_reporters_see_their_own_duties(database: Database, region: str | None, department: str | None, expected: int) -> None:
    account = reporter(region_id=region, department_id=department)
    assert counts(database, DUE, scope_pairs(account, PLAN)).expected == expected
    assert owed(database, account, PLAN, MARCH).num_rows == expected


def test_every_other_role_sees_everything() -> None:
    assert [scope_pairs(officer(role), PLAN) for role in (Role.LEADER, Role.OFFICE, Role.ADMIN)] == [None, None, None]
    assert scope_pairs(reporter(), "another-plan") == ()


# ---------------------------------------------------------------- on time, late, missing


@pytest.mark.parametrize(
    ("came", "on_time", "late"),
    [(datetime(2020, 4, 10, 23, 59, 59), 5, 0), (datetime(2020, 4, 11), 0, 5)],
)
def test_the_due_day_is_the_last_day_on_time(database: Database, came: datetime, on_time: int, late: int) -> None:
    came_at(database, submit(database, FIGURES), came)
    assert counts(database, DAY_AFTER) == Counts(expected=9, on_time=on_time, late=late, missing=4, submitted=5)


def test_before_the_day_is_over_nothing_is_missing(database: Database) -> None:
    came_at(database, report(database, FIGURES), datetime(2020, 4, 1))
    assert counts(database, DUE) == Counts(expected=9, on_time=5, open=4, approved=5)
    assert counts(database, DAY_AFTER) == Counts(expected=9, on_time=5, missing=4, approved=5)


def test_what_was_returned_is_missing_until_it_comes_again_and_keeps_its_day(database: Database) -> None:
    first = submit(database, FIGURES)
    return_upload(database, OFFICE, first, "look again")
    came_at(database, first, datetime(2020, 4, 1))
    assert counts(database, DAY_AFTER) == Counts(expected=9, missing=9, returned=5)
    came_at(database, submit(database, FIGURES), datetime(2020, 4, 20))
    assert counts(database, DAY_AFTER) == Counts(expected=9, on_time=5, missing=4, submitted=5)


def test_what_was_withdrawn_or_undone_never_came(database: Database) -> None:
    withdrawn = submit(database, FIGURES)
    undo_upload(database, reporter(), withdrawn)
    came_at(database, withdrawn, datetime(2020, 4, 1))
    assert counts(database, DAY_AFTER).missing == 9
    undone = report(database, FIGURES)
    came_at(database, undone, datetime(2020, 4, 2))
    assert counts(database, DAY_AFTER).on_time == 5
    undo_upload(database, OFFICE, undone)
    assert counts(database, DAY_AFTER).missing == 9
    came_at(database, report(database, FIGURES), datetime(2020, 4, 20))
    assert counts(database, DAY_AFTER) == Counts(expected=9, late=5, missing=4, approved=5)


def test_a_later_correction_changes_no_day(database: Database) -> None:
    came_at(database, report(database, FIGURES), datetime(2020, 4, 1))
    came_at(database, submit(database, FIGURES.replace("3.5", "4")), datetime(2020, 6, 1))
    assert counts(database, DAY_AFTER) == Counts(expected=9, on_time=5, missing=4, approved=4, submitted=1)


def test_as_it_was_seen_on_a_past_day(database: Database) -> None:
    upload = submit(database, FIGURES)
    came_at(database, upload, datetime(2020, 4, 9))
    approve(database, OFFICE, upload)
    assert counts(database, DUE, moment=datetime(2020, 4, 8)) == Counts(expected=9, open=9)
    assert counts(database, DUE, moment=datetime(2020, 4, 9, 12)) == Counts(expected=9, on_time=5, open=4, submitted=5)
    assert counts(database, DUE) == Counts(expected=9, on_time=5, open=4, approved=5)


def test_counts_are_kept_by_region_department_and_month(database: Database) -> None:
    came_at(database, report(database, FIGURES), datetime(2020, 4, 1))
    counted = count_reports(DuckEngine(database.reading), PLAN, (MARCH, APRIL), None, DAY_AFTER)
    by_region = {line.name_en: line for line in counted.regions}
    assert list(by_region) == ["Tiny-City", "North", "South", "West"]
    assert by_region["North"].months[MARCH] == Counts(expected=3, on_time=3, approved=3)
    assert by_region["West"].months == {MARCH: Counts(expected=2, missing=2), APRIL: Counts(expected=2, open=2)}
    assert by_region["West"].together == Counts(expected=4, missing=2, open=2)
    march = {line.name_en: line.months[MARCH] for line in counted.departments}
    found = {name: (one.reported, one.expected) for name, one in march.items()}
    assert found == {"Water-Bureau": (3, 5), "Environment-Bureau": (2, 4)}
    assert counted.whole.months[MARCH] == Counts(expected=9, on_time=5, missing=4, approved=5)
    assert counted.whole.together.expected == sum(line.together.expected for line in counted.regions)


def test_nothing_is_due_in_no_month(database: Database) -> None:
    counted = count_reports(DuckEngine(database.reading), PLAN, (date(2019, 1, 1),), None, DAY_AFTER)
    assert (counted.whole.together, counted.regions, counted.departments) == (Counts(), (), ())


@pytest.mark.parametrize(
    ("counted", "fullness"),
    [
        (Counts(), Fullness.NOTHING),
        (Counts(expected=2, on_time=2), Fullness.ON_TIME),
        (Counts(expected=2, on_time=1, late=1), Fullness.LATE),
        (Counts(expected=2, late=1, open=1), Fullness.OPEN),
        (Counts(expected=2, late=1, missing=1), Fullness.PARTIAL),
        (Counts(expected=2, missing=2), Fullness.NONE),
    ],
)
def test_what_counts_come_to(counted: Counts, fullness: Fullness) -> None:
    assert counted.fullness == fullness


# ---------------------------------------------------------------- reminding


def test_the_words_that_remind_a_town(database: Database) -> None:
    came_at(database, report(database, FIGURES), datetime(2020, 4, 1))
    missing = missing_reports(DuckEngine(database.reading), PLAN, (MARCH,), None, DAY_AFTER)
    use_language("zh")
    towns = whom_to_remind(missing, "region")
    assert towns == ("region south", "region west")
    assert reminders(missing, "region", towns) == [
        "南镇：2020 年 3 月缺报 2 项：光伏装机、污水处理率，截止 4 月 10 日。",
        "西镇：2020 年 3 月缺报 2 项：光伏装机、污水处理率，截止 4 月 10 日。",
    ]
    departments = whom_to_remind(missing, "department")
    assert departments == ("department eco", "department water")
    assert reminders(missing, "department", departments[1:]) == [
        "水务局：2020 年 3 月缺报 2 项：污水处理率（南镇）、污水处理率（西镇），截止 4 月 10 日。"
    ]
    use_language("en")
    open_rows = missing_reports(DuckEngine(database.reading), PLAN, (MARCH,), (("west", None),), DUE)
    assert (
        reminder("West", open_rows)
        == "West: 2 reports for March 2020 are still to come: Solar-power, Sewage-treated; due on 10 April."
    )


def test_the_calendar_reads_back(database: Database) -> None:
    use_language("zh")
    engine = DuckEngine(database.reading)
    (plan,) = queries.plans(engine)
    scopes = (("north", None),)
    days = queries.due_days(engine, PLAN, EVERY_MONTH, scopes)
    made = calendar_file(plan, days, scopes, datetime(2020, 1, 5, 8))
    events = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert len(events) == 24
    march = events[2]
    assert (march.decoded("dtstart"), march.decoded("dtend")) == (date(2020, 4, 10), date(2020, 4, 11))
    assert str(march["summary"]) == "小城：2020 年 3 月数据报送截止（3 项）"
    assert len({str(event["uid"]) for event in events}) == 24
    again = icalendar.Calendar.from_ical(calendar_file(plan, days, scopes, datetime(2021, 1, 5))).walk("VEVENT")
    assert [str(event["uid"]) for event in again] == [str(event["uid"]) for event in events]
    other = icalendar.Calendar.from_ical(calendar_file(plan, days, None, datetime(2020, 1, 5))).walk("VEVENT")
    assert str(other[0]["uid"]) != str(events[0]["uid"])
