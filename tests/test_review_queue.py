"""What waits for the office: the uploads, their cells, and what the second of two officers is told."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database, open_database
from etl.ledger.uploads import UploadUnknown
from etl.life_cycle.review import Cell, ReviewRefused, approve, return_upload
from etl.life_cycle.review_queue import waiting_cells, waiting_uploads
from etl.life_cycle.upload import UploadNotAllowed
from etl.people.accounts import Account, create_account
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import FIGURES, report, submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

HEADER = "indicator_id,region_id,period,value,note\n"
OFFICE = officer(Role.OFFICE)
COLLEAGUE = Account("li", "Li", Role.OFFICE, (), "en", False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    use_language("en")
    database = tiny_database(tmp_path)
    yield database
    database.close()


def cells(database: Database, upload_id: int) -> list[dict[str, Any]]:
    return waiting_cells(database, OFFICE, upload_id).to_pylist()


def test_the_longest_waiting_comes_first_with_what_is_late(database: Database) -> None:
    with database.writing() as cursor:
        create_account(cursor, "reporter", "Clerk Wang", Role.REPORTER, "long-enough-1")
    later = submit(database, FIGURES)
    earlier = submit(database, HEADER + "sewers,north,2020-04,5,\nsewers,south,2020-03,2,counted again\n")
    with database.writing() as cursor:
        cursor.execute("update uploads set committed_at = '2020-04-10 18:00' where upload_id = $id", {"id": later})
        cursor.execute("update uploads set committed_at = '2020-04-09' where upload_id = $id", {"id": earlier})
    queue = waiting_uploads(database, OFFICE, PLAN).to_pylist()
    assert [(row["upload_id"], row["waiting"], row["late"], row["first_period"], row["last_period"]) for row in queue] == [
        (earlier, 2, 0, date(2020, 3, 1), date(2020, 4, 1)),
        # the south's figure was reported anew by the other upload
        (later, 4, 0, date(2020, 3, 1), date(2020, 3, 1)),
    ]
    assert (queue[0]["display_name"], queue[0]["justification"], queue[0]["is_correction"]) == ("Clerk Wang", "as measured", False)
    with database.writing() as cursor:
        cursor.execute("update uploads set committed_at = '2020-04-11' where upload_id = $id", {"id": later})
    assert [row["late"] for row in waiting_uploads(database, OFFICE, PLAN).to_pylist()] == [0, 4]
    assert waiting_uploads(database, OFFICE, "another-plan").num_rows == 0


def test_a_cell_shows_what_was_approved_before(database: Database) -> None:
    report(database, HEADER + "sewers,north,2020-03,3.5,\n")
    number = submit(database, HEADER + "sewers,north,2020-03,4,recount\nsewers,south,2020-03,1,\n")
    north, south = cells(database, number)
    names = ("indicator_id", "region_id", "period", "old_value", "value", "difference", "note")
    assert [north[name] for name in names] == ["sewers", "north", date(2020, 3, 1), Decimal("3.5"), 4, Decimal("0.5"), "recount"]
    assert [south[name] for name in names] == ["sewers", "south", date(2020, 3, 1), None, 1, None, None]
    (queued,) = waiting_uploads(database, OFFICE, PLAN).to_pylist()
    assert (queued["is_correction"], queued["waiting"]) == (True, 2)


@pytest.mark.parametrize("account", [reporter(), officer(Role.LEADER), officer(Role.ADMIN)])
def test_only_the_office_is_told(database: Database, account: Any) -> None:
    number = submit(database, FIGURES)
    with pytest.raises(UploadNotAllowed, match="Only the 263 office reviews"):
        waiting_uploads(database, account, PLAN)
    with pytest.raises(UploadNotAllowed, match="Only the 263 office reviews"):
        waiting_cells(database, account, number)


def test_an_upload_that_is_none(database: Database) -> None:
    with pytest.raises(UploadUnknown, match="There is no upload 7"):
        waiting_cells(database, OFFICE, 7)


def test_progress_of_tasks_and_projects_waits_too(trial_database: Callable[[Path], Path], tmp_path: Path) -> None:
    database = open_database(trial_database(tmp_path))
    with database.writing() as cursor:
        for number, thing in ((9001, "task"), (9002, "project")):
            cursor.execute(
                """
                insert into uploads by name
                select plan_id, $number as upload_id, $kind as kind, date '2019-10-01' as period, 'reporter' as username, 'f.csv' as file_name,
                    '' as sha256, 1 as row_count, 1 as new_count, 0 as changed_count, 0 as unchanged_count, true as simulated,
                    $now as committed_at, false as is_correction
                from plans order by position limit 1
                """,
                {"number": number, "kind": f"{thing}s", "now": datetime(2019, 11, 20)},
            )
            cursor.execute(
                f"""
                insert into {thing}_revisions by name
                select plan_id, {thing}_id, date '2019-10-01' as period, 'done' as state, 100 as percent, 'opened' as note, {number} as upload_id
                from {thing}_progress where state = 'under_way' and period = '2019-09-01' order by {thing}_id limit 1
                """
            )
    plan_id = str(waiting_plan(database))
    queue = {row["upload_id"]: row for row in waiting_uploads(database, OFFICE, plan_id).to_pylist()}
    assert [(queue[number]["kind"], queue[number]["waiting"], queue[number]["late"]) for number in (9001, 9002)] == [
        ("tasks", 1, 1),
        ("projects", 1, 1),
    ]
    for number in (9001, 9002):
        (cell,) = cells(database, number)
        assert (cell["state"], cell["percent"], cell["note"], cell["old_state"]) == ("done", 100, "opened", "under_way")
        assert cell["title_zh"]
        assert cell["old_period"] == date(2019, 9, 1)
        assert approve(database, OFFICE, number, [Cell(*(cell[name] for name in Cell._fields))]).count == 1
    assert [row["upload_id"] for row in waiting_uploads(database, OFFICE, plan_id).to_pylist() if row["upload_id"] > 9000] == []
    database.close()


def waiting_plan(database: Database) -> str:
    """The first plan."""
    with database.reading() as cursor:
        ((plan_id,),) = cursor.execute("select plan_id from plans order by position limit 1").fetchall()
    return str(plan_id)


# ---------------------------------------------------------------- two officers at once


def test_the_second_officer_is_told_who_decided_and_when(database: Database) -> None:
    with database.writing() as cursor:
        create_account(cursor, "li", "Li of the office", Role.OFFICE, "long-enough-1")
    number = submit(database, FIGURES)
    seen = [Cell(*(row[name] for name in Cell._fields)) for row in cells(database, number)]
    return_upload(database, COLLEAGUE, number, "look again", seen[:2])
    with pytest.raises(
        ReviewRefused,
        match=r"Of the 5 chosen cells only 3 wait for a decision\. Li of the office returned it, or a part of it, at \d{4}-.* Look at the upload again\.",
    ):
        approve(database, OFFICE, number, seen)
    approve(database, COLLEAGUE, number)
    with pytest.raises(
        ReviewRefused, match=r"Nothing of upload 1 waits for a decision\. Li of the office approved it, or a part of it, at"
    ):
        approve(database, OFFICE, number, seen)


def test_what_a_later_report_replaced_is_said_so(database: Database) -> None:
    number = submit(database, HEADER + "sewers,north,2020-03,4,\n")
    submit(database, HEADER + "sewers,north,2020-03,5,\n")
    with pytest.raises(ReviewRefused, match=r"Nothing of upload 1 waits for a decision\. Later reports have taken their place\."):
        approve(database, OFFICE, number)
