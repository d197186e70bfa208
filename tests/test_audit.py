"""The audit trail holds together, and says where it does not."""

import contextlib
from pathlib import Path

import pytest

from etl.audit import record, verify_chain
from etl.database import Database, create_database
from indicators.language import use_language


@pytest.fixture
def database(tmp_path: Path):
    """A database with three audit entries, spoken of in English."""
    use_language("en")
    database = create_database(tmp_path / "audit.duckdb", "real")
    with database.writing() as cursor:
        record(cursor, "li", "sign_in", "li", {}, "10.0.0.7")
        record(cursor, "li", "upload", "7", {"rows": 3, "file": "九月.csv"})
        record(cursor, "wang", "export", "targets.csv", {"bytes": 10})
    yield database
    database.close()


def broken(database: Database, tampering: str) -> list[str]:
    """What verify_chain says after somebody ran `tampering`."""
    with database.writing() as cursor:
        cursor.execute(tampering)
    with database.reading() as cursor:
        return verify_chain(cursor)


def test_record_appends_numbered_entries(database: Database) -> None:
    with database.reading() as cursor:
        rows = cursor.execute("select position, username, action, subject, detail, address from audit order by position").fetchall()
        assert verify_chain(cursor) == []
    assert rows == [
        (1, "li", "sign_in", "li", "{}", "10.0.0.7"),
        (2, "li", "upload", "7", '{"file": "九月.csv", "rows": 3}', ""),
        (3, "wang", "export", "targets.csv", '{"bytes": 10}', ""),
    ]


def test_record_refuses_an_unknown_action(database: Database) -> None:
    with pytest.raises(ValueError, match="dance"), database.writing() as cursor:
        record(cursor, "li", "dance", "li", {})


def test_record_rolls_back_with_its_transaction(database: Database) -> None:
    with contextlib.suppress(RuntimeError), database.writing() as cursor:
        record(cursor, "li", "sign_out", "li", {})
        raise RuntimeError
    with database.reading() as cursor:
        assert cursor.execute("select count(*) from audit").fetchone() == (3,)


def test_verify_chain_of_an_empty_trail(tmp_path: Path) -> None:
    empty = create_database(tmp_path / "empty.duckdb", "real")
    with empty.reading() as cursor:
        assert verify_chain(cursor) == []
    empty.close()


@pytest.mark.parametrize(
    ("tampering", "sentences"),
    [
        ("update audit set detail = '{}' where position = 2", ["Audit entry 2 was changed after it was written."]),
        ("update audit set username = 'nobody' where position = 3", ["Audit entry 3 was changed after it was written."]),
        ("delete from audit where position = 2", ["Audit entry 2 is missing; the next one is 3."]),
        ("delete from audit where position = 1", ["Audit entry 1 is missing; the next one is 2."]),
    ],
)
def test_verify_chain_names_the_broken_entry(database: Database, tampering: str, sentences: list[str]) -> None:
    assert broken(database, tampering) == sentences


def test_verify_chain_finds_a_replaced_entry(database: Database) -> None:
    """A whole entry rewritten with a hash of its own still does not fit the next one."""
    with database.writing() as cursor:
        third = cursor.execute("select * from audit where position = 3").fetchone()
        cursor.execute("delete from audit where position >= 2")
        record(cursor, "li", "upload", "8", {"rows": 4})
        cursor.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?)", third)
        assert verify_chain(cursor) == ["Audit entry 3 does not follow the one before: one of them was replaced."]
