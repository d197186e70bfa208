"""Notices: left when something happened, found when a day is due, read by their owner only."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.database import Database
from etl.life_cycle.months import lock_month, unlock_month
from etl.life_cycle.review import approve, return_upload
from etl.life_cycle.undo import undo_upload
from etl.notifying.inbox import count_unread, due_notices, list_notices, mark_read
from etl.notifying.notice_words import notice_sentence
from etl.people.accounts import Account, Scope, create_account, set_disabled
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import FIGURES, submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH = date(2020, 3, 1)
LONG_AFTER = date(2022, 6, 1)
OFFICE = officer(Role.OFFICE)
NORTH = reporter("north", "north")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city, a reporter for all of it and one for the north."""
    use_language("en")
    database = tiny_database(tmp_path)
    with database.writing() as cursor:
        for account, region in ((reporter(), "tiny"), (NORTH, "north")):
            create_account(cursor, account.username, "", Role.REPORTER, "long-enough-1", [Scope(PLAN, region, None)])
        create_account(cursor, "leader", "", Role.LEADER, "long-enough-1")
    yield database
    database.close()


def said(database: Database, account: Account, today: date = LONG_AFTER) -> list[tuple[str, str]]:
    """Code and sentence of the account's notices."""
    return [(one.code, notice_sentence(one.code, one.subject, one.details)) for one in list_notices(database, account, today)]


def test_what_happens_to_an_upload_is_told_to_its_author(database: Database) -> None:
    first, second = submit(database, FIGURES), submit(database, FIGURES.replace("3.5", "4"))
    return_upload(database, OFFICE, first, "the meter was read twice")
    approve(database, OFFICE, second)
    undo_upload(database, OFFICE, second, "wrong month")
    assert said(database, reporter()) == [
        ("undone", "Office took back your upload 2 for several months: wrong month."),
        ("approved", "Office approved 1 reports of your upload 2 for several months."),
        ("returned", "Office returned 4 reports of your upload 1 for several months: the meter was read twice."),
    ]
    assert said(database, NORTH) == said(database, officer(Role.LEADER)) == []


def test_a_locked_month_is_told_to_everybody_who_reports(database: Database) -> None:
    with database.writing() as cursor:
        create_account(cursor, "closed", "", Role.REPORTER, "long-enough-1", [Scope(PLAN, "south", None)])
        create_account(cursor, "elsewhere", "", Role.REPORTER, "long-enough-1", [Scope("another-plan", "x", None)])
        set_disabled(cursor, "closed", True, "admin")
    lock_month(database, OFFICE, PLAN, MARCH, "bulletin issued!")
    unlock_month(database, OFFICE, PLAN, MARCH, "a town was late")
    expected = [
        ("month_unlocked", "Office opened March 2020 again: a town was late."),
        ("month_locked", "Office locked March 2020: bulletin issued! What is reported now for it is a correction."),
    ]
    assert said(database, reporter()) == said(database, NORTH) == expected
    with database.reading() as cursor:
        assert cursor.execute("select distinct username from notices order by 1").fetchall() == [("north",), ("reporter",)]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2020, 4, 4), []),
        (date(2020, 4, 5), [("due_soon", "3 reports for March 2020 are still to come; they are due on 2020-04-10.")]),
        (date(2020, 4, 10), [("due_soon", "3 reports for March 2020 are still to come; they are due on 2020-04-10.")]),
        (date(2020, 4, 11), [("overdue", "3 reports for March 2020 are missing; they were due on 2020-04-10.")]),
    ],
)
def test_days_due_are_found_when_somebody_looks(database: Database, today: date, expected: list[tuple[str, str]]) -> None:
    submit(database, "indicator_id,region_id,period,value\nsewers,north,2020-01,1\nsolar,north,2020-01,1\n")
    submit(database, "indicator_id,region_id,period,numerator,denominator\ntreated,north,2020-01,1,2\ntreated,north,2020-02,1,2\n")
    submit(database, "indicator_id,region_id,period,value\nsewers,north,2020-02,1\nsolar,north,2020-02,1\n")
    assert said(database, NORTH, today) == expected
    with database.reading() as cursor:
        assert cursor.execute("select count(*) from notices").fetchone() == (0,)


def test_old_gaps_are_no_notice(database: Database) -> None:
    months = [notice.details["period"] for notice in due_notices(database, NORTH, date(2020, 12, 1))]
    # due on 10 September, October and November; August's day is more than three months ago
    assert months == [date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)]
    assert due_notices(database, NORTH, LONG_AFTER) == []
    assert due_notices(database, OFFICE, date(2020, 12, 1)) == []


def test_everybody_marks_only_the_own_notices(database: Database) -> None:
    lock_month(database, OFFICE, PLAN, MARCH, "done")
    assert (count_unread(database, reporter(), ()), count_unread(database, NORTH, ())) == (1, 1)
    assert mark_read(database, reporter(), LONG_AFTER) == 1
    assert (count_unread(database, reporter(), ()), count_unread(database, NORTH, ())) == (0, 1)
    assert mark_read(database, reporter(), LONG_AFTER) == 0
    assert [notice.read_at is None for notice in list_notices(database, reporter(), LONG_AFTER)] == [False]


def test_a_day_due_that_was_read_is_not_new_again_until_it_is_overdue(database: Database) -> None:
    soon, over = date(2020, 2, 8), date(2020, 2, 11)
    assert count_unread(database, NORTH, due_notices(database, NORTH, soon)) == 1
    assert mark_read(database, NORTH, soon) == 1
    assert count_unread(database, NORTH, due_notices(database, NORTH, soon)) == 0
    assert [(code, sentence[:31]) for code, sentence in said(database, NORTH, soon)] == [
        ("due_soon", "3 reports for January 2020 are ")
    ]
    assert count_unread(database, NORTH, due_notices(database, NORTH, over)) == 1
    assert [code for code, _sentence in said(database, NORTH, over)] == ["overdue", "due_soon"]


def test_reading_changes_no_answer(database: Database) -> None:
    lock_month(database, OFFICE, PLAN, MARCH, "done")
    version = database.version
    mark_read(database, NORTH, LONG_AFTER)
    assert database.version == version
