"""Verification finds every kind of damage, names it, and finds nothing in a database that is whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.database import Database
from etl.life_cycle.undo import undo_upload
from etl.safekeeping.verify import verify
from indicators.vocabulary import Role
from tests.reported_city import report, reported_database
from tests.tiny_city import officer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = reported_database(tmp_path)
    yield database
    database.close()


def damage(database: Database, sql: str) -> dict[str, list[str]]:
    """What verification says after the statement, without the checks that found nothing."""
    with database.writing() as cursor:
        cursor.execute(sql)
    return {check: sentences for check, sentences in verify(database).items() if sentences}


def test_a_whole_database(database: Database) -> None:
    correction = report(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\nsewers,north,2020-04,4.5\n")
    undo_upload(database, officer(Role.OFFICE), correction)
    assert [check for check, sentences in verify(database).items() if sentences] == []


def test_a_figure_that_the_log_does_not_say(database: Database) -> None:
    assert damage(database, "update actuals set value = 99 where value = 40.25") == {
        "current figures are the last approved ones of the log": [
            "coal / tiny / 2020-03: the log says 40.2500, the current figure is 99.0000."
        ],
        "roll-ups are the sum of their parts": ["coal / tiny / 2020-03: the roll-up is 40.2500, from its parts it is 99.0000."],
    }


def test_a_figure_that_is_gone(database: Database) -> None:
    found = damage(database, "delete from actuals where value = 1")
    assert found["current figures are the last approved ones of the log"] == [
        "sewers / south / 2020-03: the log says 1.0000, the current figure is nothing."
    ]
    assert found["roll-ups are the sum of their parts"] == [
        "sewers / tiny / 2020-03: the roll-up is 4.5000, from its parts it is 3.5000."
    ]


def test_a_roll_up_that_its_parts_do_not_make(database: Database) -> None:
    assert damage(database, "update rollups set value = 5 where value = 4.5") == {
        "roll-ups are the sum of their parts": ["sewers / tiny / 2020-03: the roll-up is 5.0000, from its parts it is 4.5000."]
    }


def test_a_figure_that_stands_twice(database: Database) -> None:
    found = damage(database, "insert into actuals select * from actuals where value = 40.25")
    (sentence,) = found["nothing stands twice"]
    assert sentence.startswith("The current figure ")
    assert sentence.endswith(" stands 2 times.")


def test_revisions_that_lack_what_they_speak_of(database: Database) -> None:
    found = damage(
        database, "insert into revisions select 777, region_key, period, value, numerator, denominator, note, 9 from revisions"
    )
    assert found["every revision has its indicator, region and upload"] == [
        "5 revisions speak of indicator 777, which is not there.",
        "5 revisions speak of upload 9, which is not there.",
    ]


def test_an_upload_that_lost_revisions(database: Database) -> None:
    found = damage(database, "delete from revisions where value = 1")
    assert found["uploads count what the log holds"] == ["Upload 1 says 5 revisions, the log has 4."]


def test_an_audit_entry_that_was_changed(database: Database) -> None:
    assert damage(database, "update audit set username = 'nobody' where position = 1") == {
        "the audit trail is unbroken": ["Audit entry 1 was changed after it was written."]
    }


def test_a_kept_file_that_was_changed(database: Database) -> None:
    (original,) = (database.files / "originals").iterdir()
    original.chmod(0o644)
    original.write_bytes(b"other figures")
    (sentence,) = verify(database)["every uploaded file is kept as it came"]
    assert sentence.startswith(f"Upload 1: {original}: A kept file is missing or no longer what was sent.")


def test_kept_figures_that_are_missing(database: Database) -> None:
    (kept,) = (database.files / "uploads").iterdir()
    kept.unlink()
    assert verify(database)["every uploaded file is kept as it came"] == [f"Upload 1: {kept} is missing. Restore it from a backup."]


def test_long_lists_are_shortened(database: Database) -> None:
    found = damage(database, "delete from revisions")
    assert len(found["current figures are the last approved ones of the log"]) == 5
    found = damage(database, "insert into actuals select 900 + i, 1, date '2020-01-01', 1, null, null, 1 from range(7) as more(i)")
    assert found["current figures are the last approved ones of the log"][-1] == "… and 7 more."
