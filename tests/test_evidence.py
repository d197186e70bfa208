"""Evidence: who may attach, see and remove what, what is written down, and that the bytes stay."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.database import Database, open_database
from etl.life_cycle.evidence import Subject, attach, list_evidence, month_evidence, open_evidence, remove_evidence
from etl.life_cycle.evidence_type import EvidenceRefused
from etl.life_cycle.months import MonthLocked, lock_month
from etl.life_cycle.review import approve
from etl.life_cycle.upload import UploadNotAllowed
from etl.people.accounts import Account
from etl.safekeeping.backup import back_up, restore
from etl.safekeeping.verify import verify
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.busy_city import busy_database
from tests.evidence_files import PDF, PNG, png
from tests.reported_city import submit
from tests.tiny_city import PLAN, officer, reporter

MARCH = date(2020, 3, 1)
NORTH, SOUTH = reporter("north", "north"), reporter("south", "south")
WATER = reporter("water", None, "water")
SEWERS = Subject("actual", PLAN, MARCH, indicator_key=1, region_key=2)  # new sewers of the north
PIPES = Subject("task", PLAN, MARCH, item_id="pipes")  # led by the water bureau
POND = Subject("project", PLAN, MARCH, item_id="pond")  # nobody is named: the north's own


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The busy city with nothing reported."""
    database = busy_database(tmp_path)
    yield database
    database.close()


def names(database: Database, account: Account, subject: Subject) -> list[str]:
    return [row["file_name"] for row in list_evidence(database, account, subject).to_pylist()]


def actions(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as cursor:
        return cursor.execute("select username, action, subject from audit order by position").fetchall()


def test_attach_list_open_remove(database: Database) -> None:
    number = attach(database, NORTH, SEWERS, "验收.png", PNG)
    (row,) = list_evidence(database, NORTH, SEWERS).to_pylist()
    told = {name: row[name] for name in ("evidence_id", "file_name", "media_type", "byte_count", "username", "is_removable")}
    assert told == {
        "evidence_id": number,
        "file_name": "验收.png",
        "media_type": "image/png",
        "byte_count": len(PNG),
        "username": "north",
        "is_removable": True,
    }
    assert open_evidence(database, officer(Role.OFFICE), number).data == PNG
    remove_evidence(database, NORTH, number)
    assert names(database, NORTH, SEWERS) == []
    with pytest.raises(UploadNotAllowed, match="There is no evidence 1 that you may see"):
        open_evidence(database, NORTH, number)
    assert (database.files / "evidence" / row["sha256"]).read_bytes() == PNG
    assert actions(database) == [
        ("north", "evidence_attached", "evidence 1"),
        ("office", "evidence_opened", "evidence 1"),
        ("north", "evidence_removed", "evidence 1"),
    ]


SEES = {  # who sees the evidence of: the north's figure, the water bureau's task, the north's project
    "north": (NORTH, {"sewers.png", "pond.png"}),
    "south": (SOUTH, set()),
    "water": (WATER, {"pipes.png"}),
    "city": (reporter("city", "tiny"), {"sewers.png", "pipes.png", "pond.png"}),
    "elsewhere": (reporter("elsewhere", "tiny", plan_id="other"), set()),
    "leader": (officer(Role.LEADER), {"sewers.png", "pipes.png", "pond.png"}),
    "office": (officer(Role.OFFICE), {"sewers.png", "pipes.png", "pond.png"}),
    "admin": (officer(Role.ADMIN), {"sewers.png", "pipes.png", "pond.png"}),
}


@pytest.mark.parametrize("who", SEES)
def test_who_sees_and_opens_what(database: Database, who: str) -> None:
    account, seen = SEES[who]
    numbers = {
        "sewers.png": attach(database, NORTH, SEWERS, "sewers.png", png(1)),
        "pipes.png": attach(database, WATER, PIPES, "pipes.png", png(2)),
        "pond.png": attach(database, NORTH, POND, "pond.png", png(3)),
    }
    assert {row["file_name"] for row in month_evidence(database, account, PLAN, MARCH).to_pylist()} == seen
    assert {name for subject in (SEWERS, PIPES, POND) for name in names(database, account, subject)} == seen
    for name, number in numbers.items():
        if name in seen:
            assert open_evidence(database, account, number).file_name == name
        else:
            with pytest.raises(UploadNotAllowed):
                open_evidence(database, account, number)


@pytest.mark.parametrize(
    ("account", "subject"),
    [
        (SOUTH, SEWERS),
        (SOUTH, PIPES),
        (NORTH, PIPES),
        (WATER, POND),
        (officer(Role.OFFICE), SEWERS),
        (officer(Role.LEADER), SEWERS),
        (officer(Role.ADMIN), SEWERS),
        (NORTH, Subject("task", PLAN, MARCH, item_id="nothing")),
        (NORTH, Subject("actual", PLAN, MARCH, indicator_key=99, region_key=2)),
    ],
)
def test_only_who_reports_it_attaches(database: Database, account: Account, subject: Subject) -> None:
    with pytest.raises(UploadNotAllowed):
        attach(database, account, subject, "a.png", PNG)
    assert actions(database) == []


def test_the_subject_of_one_month_is_not_that_of_another(database: Database) -> None:
    attach(database, NORTH, SEWERS, "a.png", PNG)
    assert names(database, NORTH, SEWERS._replace(period=date(2020, 4, 1))) == []


def test_limits(database: Database) -> None:
    with pytest.raises(EvidenceRefused, match="The file has 21 MB; at most 20 MB are kept"):
        attach(database, NORTH, SEWERS, "a.pdf", PDF + bytes(20 * 2**20))
    for place in range(10):
        attach(database, NORTH, SEWERS, f"{place}.png", png(place))
    with pytest.raises(EvidenceRefused, match="This file is attached already, as “3"):
        attach(database, NORTH, SEWERS, "again.png", png(3))
    with pytest.raises(EvidenceRefused, match="10 files are attached already"):
        attach(database, NORTH, SEWERS, "b.png", png(10))


def test_only_its_author_removes_it_and_not_after_approval(database: Database) -> None:
    upload = submit(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\n")
    number = attach(database, NORTH, SEWERS, "before.png", png(1))
    for other in (reporter("city", "tiny"), officer(Role.OFFICE)):
        with pytest.raises(UploadNotAllowed, match="Only north, who attached this file, may remove it"):
            remove_evidence(database, other, number)
    approve(database, officer(Role.OFFICE), upload)
    with pytest.raises(EvidenceRefused, match="The report was approved with this file, so it stays"):
        remove_evidence(database, NORTH, number)
    later = attach(database, NORTH, SEWERS, "after.png", png(2))
    told = {row["file_name"]: row["is_removable"] for row in list_evidence(database, NORTH, SEWERS).to_pylist()}
    assert told == {"before.png": False, "after.png": True}
    remove_evidence(database, NORTH, later)
    assert names(database, NORTH, SEWERS) == ["before.png"]


def test_a_locked_month_keeps_its_evidence(database: Database) -> None:
    number = attach(database, NORTH, SEWERS, "a.png", png(1))
    lock_month(database, officer(Role.OFFICE), PLAN, MARCH, "bulletin printed")
    with pytest.raises(MonthLocked):
        attach(database, NORTH, SEWERS, "b.png", png(2))
    with pytest.raises(MonthLocked):
        remove_evidence(database, NORTH, number)


def test_evidence_is_in_the_backup_and_verified(database: Database, tmp_path: Path) -> None:
    attach(database, NORTH, SEWERS, "a.png", PNG)
    number = attach(database, NORTH, SEWERS, "b.png", png(2))
    assert back_up(database, tmp_path / "backup")["counts"]["evidence"] == 2
    restore(tmp_path / "backup", tmp_path / "new" / "restored.duckdb")
    restored = open_database(tmp_path / "new" / "restored.duckdb")
    assert open_evidence(restored, NORTH, number).data == png(2)
    assert not any(verify(restored).values())
    (row,) = [row for row in list_evidence(restored, NORTH, SEWERS).to_pylist() if row["evidence_id"] == number]
    path = restored.files / "evidence" / row["sha256"]
    path.chmod(0o644)
    path.write_bytes(b"something else")
    (sentence,) = verify(restored)["every evidence file is kept as it came"]
    assert sentence.startswith(f"Evidence {number}: ")
    restored.close()
