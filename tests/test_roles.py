"""The whole table of roles and verbs, asked where data is written: who may submit, approve, return, withdraw, undo, lock, open; and no one else."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.database import Database, open_database
from etl.life_cycle.months import LockRefused, lock_month, unlock_month
from etl.life_cycle.review import ReviewRefused, approve, return_upload
from etl.life_cycle.review_queue import waiting_cells, waiting_uploads
from etl.life_cycle.undo import UndoRefused, undo_upload
from etl.life_cycle.upload import UploadNotAllowed, check_any, commit_upload
from etl.notifying.inbox import list_notices
from etl.people.accounts import Account
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import report, submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH, MAY = date(2020, 3, 1), date(2020, 5, 1)
HEADER = "indicator_id,region_id,period,value\n"
# what has been reported before the verb is tried: upload 1 approved, upload 2 waiting; May is locked
APPROVED, WAITING = 1, 2
FACTS = ("revisions", "actuals", "pending_actuals", "reviews", "uploads", "month_locks", "notices", "audit")


def _submit(database: Database, account: Account) -> None:
    text = HEADER + "sewers,north,2020-04,5\n"
    commit_upload(database, account, check_any(database, account, PLAN, None, "f.csv", text.encode(), today=date(2020, 12, 1)))


def _correct(database: Database, account: Account) -> None:
    text = HEADER + "sewers,north,2020-03,5\n"
    today = date(2020, 12, 1)
    checked = check_any(database, account, PLAN, None, "f.csv", text.encode(), today=today, is_correction=True)
    commit_upload(database, account, checked, "recount")


VERBS: dict[str, tuple[Callable[[Database, Account], object], set[str]]] = {
    "submit": (_submit, {"reporter", "author"}),
    "correct": (_correct, {"reporter", "author"}),
    "see the queue": (lambda database, account: waiting_uploads(database, account, PLAN), {"office"}),
    "see cells": (lambda database, account: waiting_cells(database, account, WAITING), {"office"}),
    "approve": (lambda database, account: approve(database, account, WAITING), {"office"}),
    "return": (lambda database, account: return_upload(database, account, WAITING, "look again"), {"office"}),
    "take back what waits": (lambda database, account: undo_upload(database, account, WAITING), {"author", "office", "admin"}),
    "undo what was approved": (lambda database, account: undo_upload(database, account, APPROVED), {"office", "admin"}),
    "lock": (lambda database, account: lock_month(database, account, PLAN, MARCH, "done"), {"office"}),
    "open": (lambda database, account: unlock_month(database, account, PLAN, MAY, "late"), {"office"}),
    "see own notices": (
        lambda database, account: list_notices(database, account, date(2020, 12, 1)),
        {"reporter", "author", "leader", "office", "admin"},
    ),
}
PEOPLE = {
    "author": reporter(),
    "reporter": reporter("colleague"),
    "leader": officer(Role.LEADER),
    "office": officer(Role.OFFICE),
    "admin": officer(Role.ADMIN),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny city with an approved, a waiting and a locked month, to be copied."""
    database = tiny_database(tmp_path_factory.mktemp("roles"))
    report(database, HEADER + "sewers,north,2020-03,3\n")
    submit(database, HEADER + "sewers,south,2020-04,2\n")
    lock_month(database, PEOPLE["office"], PLAN, MAY, "done")
    database.checkpoint()
    database.close()
    return database.path


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy for one test."""
    use_language("en")
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True)
    database = open_database(tmp_path / made.name)
    yield database
    database.close()


def facts(database: Database) -> list[object]:
    """Everything that a verb could change."""
    with database.reading() as cursor:
        return [cursor.execute(f"from {table} order by all").fetchall() for table in FACTS]


@pytest.mark.parametrize("person", list(PEOPLE))
@pytest.mark.parametrize("verb", list(VERBS))
def test_who_may_do_what(database: Database, verb: str, person: str) -> None:
    act, allowed = VERBS[verb]
    if person in allowed:
        act(database, PEOPLE[person])
        return
    before = facts(database)
    with pytest.raises((UploadNotAllowed, UndoRefused)) as refusal:
        act(database, PEOPLE[person])
    assert str(refusal.value).endswith(".")
    assert facts(database) == before


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "see own notices"])
@pytest.mark.parametrize("person", list(PEOPLE))
def test_a_disabled_account_does_nothing(database: Database, verb: str, person: str) -> None:
    account = PEOPLE[person]
    closed = Account(account.username, account.display_name, account.role, account.scopes, account.language, True)
    before = facts(database)
    with pytest.raises(UploadNotAllowed):
        VERBS[verb][0](database, closed)
    assert facts(database) == before


def test_the_office_cannot_write_a_value(database: Database) -> None:
    """Whatever the office does, every value in the log was sent by a reporter or stood before."""
    office = PEOPLE["office"]
    said = values(database)
    approve(database, office, WAITING)
    undo_upload(database, office, WAITING)
    lock_month(database, office, PLAN, MARCH, "done")
    for verb in (_submit, _correct):
        with pytest.raises(UploadNotAllowed, match="Figures are reported by reporters only"):
            verb(database, office)
    with pytest.raises(LockRefused):
        lock_month(database, office, PLAN, MARCH, "again")
    with pytest.raises(ReviewRefused):
        approve(database, office, WAITING)
    assert values(database) == said


def values(database: Database) -> set[object]:
    """Every value in the log."""
    with database.reading() as cursor:
        return {value for (value,) in cursor.execute("select value from revisions where value is not null").fetchall()}
