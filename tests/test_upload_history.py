"""What was uploaded, to those who may see it: what became of every cell, why, and the file as it came."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from etl.ledger.kept_files import KeptFileMissing
from etl.life_cycle.review import Cell, approve, return_upload
from etl.life_cycle.undo import undo_upload
from etl.life_cycle.upload import UploadNotAllowed, list_uploads, upload_rows
from etl.life_cycle.upload_history import original_file
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import FIGURES, MARCH, report, submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

OFFICE = officer(Role.OFFICE)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    use_language("en")
    database = tiny_database(tmp_path)
    yield database
    database.close()


def cell(database: Database, indicator_id: str, region_id: str) -> Cell:
    """The cell of a figure of March."""
    with database.reading() as cursor:
        ((indicator_key, region_key),) = cursor.execute(
            "select indicator_key, region_key from indicators, regions where indicator_id = $indicator_id and region_id = $region_id",
            {"indicator_id": indicator_id, "region_id": region_id},
        ).fetchall()
    return Cell(indicator_key, region_key, None, MARCH)


def counts(database: Database) -> dict[str, int]:
    """How many cells of the oldest upload are in each state."""
    upload = list_uploads(database, reporter(), PLAN).to_pylist()[-1]
    states = ("submitted", "approved", "returned", "withdrawn")
    return {state: upload[f"{state}_count"] for state in states if upload[f"{state}_count"]}


def decision(database: Database) -> tuple[Any, ...]:
    upload = list_uploads(database, reporter(), PLAN).to_pylist()[-1]
    return upload["reviewer"], upload["review_reason"], upload["reviewed_at"] is not None


def test_the_states_of_an_upload_from_submission_to_the_last_cell(database: Database) -> None:
    submit(database, FIGURES)
    assert counts(database) == {"submitted": 5}
    assert decision(database) == (None, None, False)
    approve(database, OFFICE, 1, [cell(database, "coal", "tiny"), cell(database, "solar", "north")])
    assert counts(database) == {"submitted": 3, "approved": 2}
    assert decision(database) == ("office", None, True)
    return_upload(database, OFFICE, 1, "see the ledger", [cell(database, "sewers", "north")])
    assert counts(database) == {"submitted": 2, "approved": 2, "returned": 1}
    assert decision(database) == ("office", "see the ledger", True)
    undo_upload(database, reporter(), 1, "wrong file")
    assert counts(database) == {"approved": 2, "returned": 1, "withdrawn": 2}
    assert decision(database) == ("reporter", "wrong file", True)


@pytest.mark.parametrize(
    ("decide", "expected"),
    [
        (lambda database: approve(database, OFFICE, 1), {"approved": 5}),
        (lambda database: return_upload(database, OFFICE, 1, "wrong month"), {"returned": 5}),
        (lambda database: undo_upload(database, reporter(), 1, "wrong month"), {"withdrawn": 5}),
    ],
    ids=["approved", "returned", "withdrawn"],
)
def test_a_decision_on_all_of_it_counts_every_cell(database: Database, decide: Any, expected: dict[str, int]) -> None:
    submit(database, FIGURES)
    decide(database)
    assert counts(database) == expected


def test_every_cell_tells_its_state_and_why_it_came_back(database: Database) -> None:
    report(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\n")
    submit(database, FIGURES)
    approve(database, OFFICE, 2, [cell(database, "coal", "tiny")])
    return_upload(database, OFFICE, 2, "see the ledger", [cell(database, "sewers", "north")])
    names = ["indicator_id", "region_id", "state", "reason", "reviewer", "is_standing"]
    assert [tuple(row.values()) for row in upload_rows(database, reporter(), 2).select(names).to_pylist()] == [
        ("coal", "tiny", "approved", None, "office", True),
        ("sewers", "north", "returned", "see the ledger", "office", False),
        ("solar", "north", "submitted", None, None, False),
        ("treated", "north", "submitted", None, None, False),
        ("sewers", "south", "submitted", None, None, False),
    ]
    assert upload_rows(database, reporter(), 1).select(names).to_pylist()[0]["is_standing"]


def test_author_and_office_take_the_original_away_and_strangers_do_not(database: Database) -> None:
    submit(database, FIGURES)
    as_it_came = ("figures.csv", FIGURES.encode())
    for account in (reporter(), OFFICE, officer(Role.ADMIN)):
        assert original_file(database, account, 1) == as_it_came
    with pytest.raises(UploadNotAllowed, match=r"^There is no upload 1 that you may see\.$"):
        original_file(database, reporter("stranger"), 1)
    with pytest.raises(UploadNotAllowed, match=r"^There is no upload 7 that you may see\.$"):
        original_file(database, OFFICE, 7)


def test_an_original_that_was_changed_on_the_disk_is_not_handed_out(database: Database) -> None:
    submit(database, FIGURES)
    (path,) = (database.files / "originals").iterdir()
    path.chmod(0o644)
    path.write_bytes(FIGURES.replace("40.25", "39.25").encode())
    with pytest.raises(KeptFileMissing):
        original_file(database, OFFICE, 1)
