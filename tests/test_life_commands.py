"""The life of a number from the command line: submitted, approved, returned, corrected, locked and opened."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.database import open_database
from etl.people.accounts import Scope, create_account
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, tiny_database

Run = Callable[..., tuple[int, str, str]]
FILE = "indicator_id,region_id,period,value\nsewers,north,2020-03,3\nsewers,south,2020-03,1\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny city with a reporter and somebody of the office."""
    database = tiny_database(tmp_path)
    with database.writing() as cursor:
        create_account(cursor, "wang", "Wang", Role.REPORTER, "long-enough-1", [Scope(PLAN, "tiny", None)])
        create_account(cursor, "li", "Li", Role.OFFICE, "long-enough-1")
    database.close()
    return database.path


@pytest.fixture
def run(path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; returns its exit code, what it said and what it complained about."""

    def command(name: str, *words: str) -> tuple[int, str, str]:
        code = main([name, "--db", str(path), "--language", "en", *words])
        out, complaint = capsys.readouterr()
        return code, out, complaint

    return command


def upload(run: Run, folder: Path, text: str, *more: str) -> tuple[int, str, str]:
    """Submits a file as Wang."""
    (folder / "march.csv").write_text(text, "utf-8")
    return run("upload", str(folder / "march.csv"), "--plan", PLAN, "--user", "wang", "--yes", *more)


def standing(path: Path) -> list[tuple[str, float]]:
    """Region and value of what counts."""
    database = open_database(path)
    with database.reading() as cursor:
        found = cursor.execute("select region_id, value::double from actuals join regions using (region_key) order by 1").fetchall()
    database.close()
    return found


def test_without_anybody_to_answer_nothing_is_submitted(
    run: Run, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "march.csv").write_text(FILE, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, _complaint = run("upload", str(tmp_path / "march.csv"), "--plan", PLAN, "--user", "wang")
    assert code == 1
    assert out.endswith("Nobody is there to answer; --yes submits without asking.\nNothing was written.\n")
    assert standing(path) == []


def test_one_cell_is_returned_and_the_rest_approved(run: Run, path: Path, tmp_path: Path) -> None:
    assert upload(run, tmp_path, FILE)[0] == 0
    code, out, _complaint = run("return", "1", "--user", "li", "--cell", "sewers/south/2020-03", "--reason", "counted twice")
    assert (code, out) == (0, "Upload 1: 1 reports returned.\n")
    assert run("approve", "1", "--user", "li")[:2] == (0, "Upload 1: 1 reports approved.\n")
    assert standing(path) == [("north", 3)]
    code, _out, complaint = run("approve", "1", "--user", "li")
    assert code == 1
    assert complaint.startswith("Nothing of upload 1 waits for a decision. Li approved it, or a part of it, at ")


def test_what_is_refused_says_why(run: Run, tmp_path: Path) -> None:
    upload(run, tmp_path, FILE)
    assert run("approve", "1", "--user", "wang")[2] == "Only the 263 office may approve or return reports.\n"
    assert run("approve", "1", "--user", "zhao")[0] == 1
    assert run("return", "1", "--user", "li", "--reason", " ")[2] == "Write the reason: the reporter sees it at the cell.\n"
    assert "names no cell" in run("approve", "1", "--user", "li", "--cell", "sewers/south")[2]
    assert "has no such indicator or region" in run("approve", "1", "--user", "li", "--cell", "sewers/nowhere/2020-03")[2]
    assert "Of the 1 chosen cells only 0 wait" in run("approve", "1", "--user", "li", "--cell", "some-task/2020-03")[2]


def test_a_month_is_locked_and_then_takes_only_a_correction(run: Run, path: Path, tmp_path: Path) -> None:
    upload(run, tmp_path, FILE)
    code, _out, complaint = run("lock", PLAN, "2020-03", "--user", "li", "--reason", "bulletin issued")
    assert (code, complaint) == (1, "2 reports of 2020-03 wait for a decision; approve or return them first.\n")
    run("approve", "1", "--user", "li")
    assert run("lock", PLAN, "2020-03", "--user", "li", "--reason", "bulletin issued")[:2] == (0, f"{PLAN} 2020-03 locked.\n")
    changed = FILE.replace(",3\n", ",4\n")
    code, out, _complaint = upload(run, tmp_path, changed)
    assert code == 1
    assert "2020-03 was locked by Li on" in out
    assert upload(run, tmp_path, changed, "--correction")[0] == 1
    assert upload(run, tmp_path, changed, "--correction", "--justification", "recount")[0] == 0
    assert run("approve", "2", "--user", "li")[0] == 0
    assert standing(path) == [("north", 4), ("south", 1)]
    assert run("unlock", PLAN, "2020-03", "--user", "li", "--reason", "late")[:2] == (0, f"{PLAN} 2020-03 opened.\n")
    assert run("unlock", PLAN, "2020-03", "--user", "li", "--reason", "late")[0] == 1


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["etl"])
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert [word for word in ("approve", "return", "lock", "unlock", "email") if f"\n    {word} " not in out] == []
