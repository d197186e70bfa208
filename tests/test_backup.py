"""Backup and restore: everything comes back, and a damaged backup is refused by name."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.database import Database, DatabaseExists, open_database
from etl.safekeeping.backup import BackupRefused, back_up, restore
from etl.safekeeping.verify import verify
from indicators.language import use_language
from tests.reported_city import report, reported_database

FIGURES = "select indicator_key, region_key, period, value, upload_id from actuals order by all"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    use_language("en")
    database = reported_database(tmp_path)
    yield database
    database.close()


def test_everything_comes_back(database: Database, tmp_path: Path) -> None:
    manifest = back_up(database, tmp_path / "backup")
    assert (manifest["kind"], manifest["plans"], manifest["counts"]["actuals"], manifest["counts"]["uploads"]) == (
        "real",
        ["tiny-city"],
        5,
        1,
    )
    restored_path = tmp_path / "elsewhere" / "city.duckdb"
    restore(tmp_path / "backup", restored_path)
    restored = open_database(restored_path)
    with database.reading() as before, restored.reading() as after:
        assert after.execute(FIGURES).fetchall() == before.execute(FIGURES).fetchall()
    assert restored.kind == "real"
    assert not any(verify(restored).values())
    restored.close()


def test_what_was_just_written_is_in_the_backup(database: Database, tmp_path: Path) -> None:
    report(database, "indicator_id,region_id,period,value\nsewers,north,2020-04,4.5\n")
    manifest = back_up(database, tmp_path / "backup")
    assert manifest["counts"]["actuals"] == 6
    restore(tmp_path / "backup", tmp_path / "again.duckdb")
    restored = open_database(tmp_path / "again.duckdb")
    with restored.reading() as cursor:
        assert len(cursor.execute(FIGURES).fetchall()) == 6
    restored.close()


def test_the_database_goes_on_after_a_backup(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    assert report(database, "indicator_id,region_id,period,value\nsewers,north,2020-04,4.5\n") == 2


def test_a_folder_is_never_written_over(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    with pytest.raises(BackupRefused) as refusal:
        back_up(database, tmp_path / "backup")
    assert str(refusal.value) == f"{tmp_path / 'backup'} exists already. Name a new folder for the backup."


def test_a_database_is_never_written_over(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    with pytest.raises(DatabaseExists):
        restore(tmp_path / "backup", database.path)


def test_kept_files_are_never_written_over(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    (tmp_path / "new-files").mkdir()
    (tmp_path / "new-files" / "something").write_text("kept")
    with pytest.raises(DatabaseExists):
        restore(tmp_path / "backup", tmp_path / "new.duckdb")


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_backup_is_refused(database: Database, tmp_path: Path, damage: str) -> None:
    back_up(database, tmp_path / "backup")
    victim = tmp_path / "backup" / "database.duckdb"
    if damage == "missing":
        victim.unlink()
    else:
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
    with pytest.raises(BackupRefused) as refusal:
        restore(tmp_path / "backup", tmp_path / "new.duckdb")
    assert str(refusal.value) == f"The backup {tmp_path / 'backup'} is damaged; missing or changed: database.duckdb."
    assert not (tmp_path / "new.duckdb").exists()


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused) as refusal:
        restore(tmp_path, tmp_path / "new.duckdb")
    assert str(refusal.value) == f"{tmp_path} is not a backup: manifest.json is missing or cannot be read."


def test_a_backup_of_a_newer_program_is_refused(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    path = tmp_path / "backup" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema_version": 999}))
    with pytest.raises(BackupRefused, match="The backup has schema version 999, this program knows"):
        restore(tmp_path / "backup", tmp_path / "new.duckdb")


def test_a_backup_can_be_moved(database: Database, tmp_path: Path) -> None:
    back_up(database, tmp_path / "backup")
    shutil.move(tmp_path / "backup", tmp_path / "moved")
    assert restore(tmp_path / "moved", tmp_path / "new.duckdb")["counts"]["revisions"] == 5


def test_a_restore_that_fails_leaves_nothing(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(database, tmp_path / "backup")

    def full_disk(*_names: Path) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(shutil, "copymode", full_disk)
    with pytest.raises(OSError, match="No space left"):
        restore(tmp_path / "backup", tmp_path / "new.duckdb")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("new")) == []
