"""The database file: one connection, migrations that run once, transactions that leave nothing half-written."""

import shutil
from pathlib import Path

import pytest

from etl import database as database_module
from etl.database import Database, DatabaseExists, DatabaseMissing, create_database, migrate, open_database


@pytest.fixture
def fresh(tmp_path: Path) -> Database:
    return create_database(tmp_path / "fresh.duckdb", "real")


def rows(database: Database, sql: str) -> list[tuple[object, ...]]:
    with database.reading() as cursor:
        return cursor.execute(sql).fetchall()


def test_the_kind_is_written_once(fresh: Database) -> None:
    assert fresh.kind == "real"
    assert rows(fresh, "select count(*) from database_info") == [(1,)]


def test_a_database_is_never_made_over_another(fresh: Database) -> None:
    with pytest.raises(DatabaseExists, match="exists at this path already"):
        create_database(fresh.path, "trial")


def test_a_missing_database_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing, match="There is no database at this path"):
        open_database(tmp_path / "none.duckdb")


def test_a_migration_runs_once_and_is_recorded(fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = tmp_path / "schema"
    schema.mkdir()
    (schema / "900_colours.sql").write_text("create table colours (name varchar not null);")
    monkeypatch.setattr(database_module, "SCHEMA", schema)
    assert migrate(fresh) == [900]
    assert migrate(fresh) == []
    assert rows(fresh, "select count(*) from schema_versions where version = 900") == [(1,)]


def test_a_migration_that_fails_leaves_neither_table_nor_record(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = tmp_path / "schema"
    schema.mkdir()
    (schema / "900_broken.sql").write_text("create table half (name varchar); select * from nowhere;")
    monkeypatch.setattr(database_module, "SCHEMA", schema)
    with pytest.raises(Exception, match="nowhere"):
        migrate(fresh)
    assert rows(fresh, "select count(*) from duckdb_tables() where table_name = 'half'") == [(0,)]
    assert rows(fresh, "select version from schema_versions where version = 900") == []


def test_a_write_that_raises_is_rolled_back(fresh: Database) -> None:
    def write_and_fail() -> None:
        with fresh.writing() as cursor:
            cursor.execute("insert into account_scopes values ('somebody', 'plan', null, null)")
            raise RuntimeError("in the middle")

    before = fresh.version
    with pytest.raises(RuntimeError, match="in the middle"):
        write_and_fail()
    assert rows(fresh, "select count(*) from account_scopes") == [(0,)]
    assert fresh.version == before


def test_only_writes_that_pages_show_change_the_version(fresh: Database) -> None:
    before = fresh.version
    with fresh.writing(changes_answers=False) as cursor:
        cursor.execute("insert into account_scopes values ('somebody', 'plan', null, null)")
    assert fresh.version == before
    with fresh.writing() as cursor:
        cursor.execute("delete from account_scopes")
    assert fresh.version == before + 1


def test_files_outside_its_folder_are_out_of_reach(fresh: Database, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("a\n1\n")
    with pytest.raises(Exception, match="Permission Error"):
        rows(fresh, f"select * from read_csv('{tmp_path / 'outside.csv'}')")
    (fresh.files / "inside.csv").write_text("a\n1\n")
    assert rows(fresh, f"select a from read_csv('{fresh.files / 'inside.csv'}')") == [(1,)]


def test_the_settings_cannot_be_loosened_again(fresh: Database) -> None:
    with pytest.raises(Exception, match="locked"):
        rows(fresh, "set enable_external_access = true")


def test_what_was_committed_before_there_was_a_review_counts_as_approved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    early = tmp_path / "schema"
    early.mkdir()
    shutil.copy(database_module.SCHEMA / "001_initial.sql", early)
    monkeypatch.setattr(database_module, "SCHEMA", early)
    old = create_database(tmp_path / "old.duckdb", "real")
    with old.writing() as cursor:
        cursor.execute(
            """
            insert into uploads values
                (1, 'p', 'actuals', '2020-03-01', 'a', 'f', '', 1, 1, 0, 0, null, null, false, '2020-04-02'),
                (2, 'p', 'tasks', '2020-03-01', 'a', 'f', '', 1, 1, 0, 0, null, null, false, '2020-04-03');
            insert into revisions values (1, 1, '2020-03-01', 5, null, null, null, 1);
            insert into task_progress values ('p', 't', '2020-03-01', 'done', 100, null, 2);
            """
        )
    old.close()
    monkeypatch.undo()
    migrated = open_database(old.path)
    assert rows(migrated, "select upload_id, state, approval from revision_states") == [(1, "approved", 1)]
    assert rows(migrated, "select upload_id, verdict, username from reviews order by 1") == [
        (1, "approved", "system"),
        (2, "approved", "system"),
    ]
    assert rows(migrated, "select task_id, verdict from task_states") == [("t", "approved")]
    assert rows(migrated, "select task_id, state from task_progress") == [("t", "done")]
    migrated.close()


def test_what_only_waits_leaves_what_stands_as_it_is(tmp_path: Path) -> None:
    database = create_database(tmp_path / "d.duckdb", "real")
    version, standing = database.version, database.standing
    with database.writing(changes_standing=False):
        pass
    with database.writing(changes_answers=False):
        pass
    assert (database.version, database.standing) == (version + 1, standing)
    with database.writing():
        pass
    assert (database.version, database.standing) == (version + 2, standing + 1)
    database.close()
