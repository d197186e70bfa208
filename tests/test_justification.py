"""Which warnings somebody answered for: with the note of their row, or with a text for the whole upload."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.checking.justification import Justification, row_notes, unjustified
from etl.checking.problems import Problem
from etl.database import Database
from etl.life_cycle.upload import CheckedUpload, UploadRefused, check_any, commit_upload
from indicators.language import use_language
from tests.tiny_city import PLAN, reporter, tiny_database

HEADER = "indicator_id,region_id,period,value,备注"
WARNED, REFUSED, WHOLE = Problem("jump", row=3), Problem("negative", row=3), Problem("several_tables")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with February of two towns on file."""
    use_language("en")
    database = tiny_database(tmp_path)
    commit_upload(database, reporter(), check(database, "sewers,north,2020-02,5,", "sewers,south,2020-02,9,"))
    yield database
    database.close()


def check(database: Database, *rows: str) -> CheckedUpload:
    """A file of these rows."""
    data = "\n".join([HEADER, *rows]).encode()
    return check_any(database, reporter(), PLAN, None, "file.csv", data, today=date(2020, 12, 31))


@pytest.mark.parametrize(
    ("justification", "reason"),
    [
        (Justification(), ""),
        (Justification("counted again"), "counted again"),
        (Justification("counted again", {3: " 重新核定 "}), "重新核定"),
        (Justification("counted again", {3: "—"}), "counted again"),
        (Justification("", {4: "重新核定"}), ""),
        (Justification(" 。"), ""),
    ],
)
def test_the_note_of_the_row_answers_before_the_text_for_all(justification: Justification, reason: str) -> None:
    assert justification.reason(WARNED) == reason
    assert unjustified([WARNED], justification) == (() if reason else (WARNED,))


def test_errors_are_not_answered_for() -> None:
    assert unjustified([REFUSED, WHOLE], Justification()) == ()


def test_a_note_in_the_file_answers_for_its_row_only(database: Database) -> None:
    checked = check(database, "sewers,north,2020-03,4,重新核定", "", "sewers,south,2020-03,8,")
    notes = row_notes(checked.compared, checked.table)
    assert notes == {2: "重新核定"}
    assert [(problem.code, problem.cell) for problem in unjustified(checked.problems, Justification("", notes))] == [
        ("falls", "D4")
    ]
    with pytest.raises(UploadRefused, match=r"Warnings in the file: 1\. Write why"):
        commit_upload(database, reporter(), checked)
    assert commit_upload(database, reporter(), checked, "counted again") == 2


def test_notes_alone_are_enough_and_travel_with_the_figures(database: Database) -> None:
    checked = check(database, "sewers,north,2020-03,4,重新核定")
    assert commit_upload(database, reporter(), checked) == 2
    with database.reading() as cursor:
        assert cursor.execute("select note from revisions where upload_id = 2").fetchall() == [("重新核定",)]


def test_a_file_without_figures_has_no_notes(database: Database) -> None:
    checked = check_any(database, reporter(), PLAN, None, "file.csv", b"indicator_id,value\nsewers,1\n")
    assert row_notes(checked.compared, checked.table) == {}
