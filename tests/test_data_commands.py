"""The commands around the data, run as from a shell: export, backup, restore, verify."""

import csv
import io
import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from etl.commands import backup, export, restore, verify
from indicators.language import use_language
from tests.reported_city import reported_database
from tests.tiny_city import PLAN


@pytest.fixture
def path(tmp_path: Path) -> Path:
    use_language("en")
    database = reported_database(tmp_path)
    database.close()
    return database.path


def run(command: ModuleType, path: Path, *words: str) -> int:
    parser = ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(list(words), Namespace(db=path))))


def test_csv_on_standard_output(path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(export, path, "targets", "--plan", PLAN, "--region", "north", "--region", "south", "--year", "2021") == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"))))
    assert [(row["indicator_id"], row["region_id"], row["comparator"], row["value"]) for row in rows] == [
        ("sewers", "north", ">=", "12"),
        ("sewers", "south", ">=", "24"),
    ]


def test_json_into_a_file(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "status.json"
    words = ("--programme", "air", "--as-of", "2020-03", "--format", "json", "--out", str(out))
    assert run(export, path, "status", "--plan", PLAN, *words) == 0
    rows = json.loads(out.read_text("utf-8"))
    assert [(row["indicator_id"], row["region_id"], row["actual"], row["status"]) for row in rows if row["actual"] is not None] == [
        ("solar", "north", 10, "met"),
        ("coal", "tiny", 40.25, "behind"),
    ]


def test_xlsx_for_people(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "regions.xlsx"
    assert run(export, path, "regions", "--plan", PLAN, "--format", "xlsx", "--for-people", "--out", str(out)) == 0
    header, city, *_towns = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert (header[:3], city[:3]) == (["Plan code", "Region code", "Name"], [PLAN, "tiny", "小城市"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("targets", "--plan", "nowhere"), "There is no plan nowhere; there are: tiny-city.\n"),
        (("targets", "--plan", PLAN, "--region", "atlantis"), "The plan tiny-city has no atlantis.\n"),
        (("conflicts", "--plan", PLAN, "--region", "north"), "The table “Conflicts” cannot be filtered by: Region.\n"),
    ],
)
def test_a_refusal_is_one_sentence_and_no_file(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    out = tmp_path / "out.csv"
    assert run(export, path, *words, "--out", str(out)) == 2
    assert capsys.readouterr() == ("", sentence)
    assert not out.exists()


def test_a_folder_that_is_not_there_is_named(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "nowhere" / "out.csv"
    assert run(export, path, "targets", "--plan", PLAN, "--out", str(out)) == 2
    assert str(out) in capsys.readouterr().err


def test_a_month_that_is_none_is_refused(path: Path) -> None:
    with pytest.raises(SystemExit) as refusal:
        run(export, path, "status", "--plan", PLAN, "--as-of", "2020-13")
    assert refusal.value.code == 2


def test_backup_restore_verify(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    again = tmp_path / "again" / "city.duckdb"
    assert run(backup, path, "--to", str(tmp_path / "backup")) == 0
    assert run(backup, path, "--to", str(tmp_path / "backup")) == 1
    assert run(restore, again, str(tmp_path / "backup")) == 0
    assert run(restore, tmp_path / "third.duckdb", str(tmp_path)) == 1
    capsys.readouterr()
    assert run(verify, again, "--json") == 0
    assert set(map(tuple, json.loads(capsys.readouterr().out).values())) == {()}


def test_verify_says_what_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept,) = (path.parent / "tiny-files" / "uploads").iterdir()
    kept.unlink()
    assert run(verify, path) == 1
    assert f"WRONG: every uploaded file is kept as it came\n  Upload 1: {kept} is missing." in capsys.readouterr().out
