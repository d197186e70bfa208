"""An upload from file to database: what is shown before, what is written, who may, and how it is taken back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.__main__ import main
from etl.audit import verify_chain
from etl.database import Database
from etl.ledger.kept_files import KeptFileMissing, read_original, rows_path
from etl.life_cycle.review import approve
from etl.life_cycle.upload import (
    CheckedUpload,
    FileRefused,
    PlanUnknown,
    UndoRefused,
    UploadNotAllowed,
    UploadRefused,
    UploadStale,
    check_any,
    commit_upload,
    list_uploads,
    owed,
    undo_upload,
    upload_rows,
)
from etl.people.accounts import Account, Scope, create_account
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, officer, read_rows, reporter, tiny_database, write_rows

FILES = Path(__file__).parent / "files"
MARCH = date(2020, 3, 1)
TODAY = date(2020, 12, 31)
HEADER = b"indicator_id,region_id,value\n"


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


def check(database: Database, data: bytes, account: Account | None = None, period: date | None = MARCH) -> CheckedUpload:
    """The file checked by a reporter of the whole city."""
    return check_any(database, account or reporter(), PLAN, period, "march.csv", data, today=TODAY)


def send(
    database: Database, data: bytes, account: Account | None = None, justification: str = "", period: date | None = MARCH
) -> int | None:
    """The file checked, submitted and approved."""
    account = account or reporter()
    checked = check_any(database, account, PLAN, period, "march.csv", data, today=TODAY, is_correction=True)
    upload_id = commit_upload(database, account, checked, justification or ("recount" if checked.corrected else ""))
    if upload_id is not None:
        approve(database, officer(Role.OFFICE), upload_id)
    return upload_id


def query(database: Database, sql: str) -> list[tuple[Any, ...]]:
    """Rows of the database."""
    with database.reading() as cursor:
        return cursor.execute(sql).fetchall()


def figures(database: Database) -> list[tuple[Any, ...]]:
    """What stands: indicator, region, value."""
    return query(
        database,
        """
        select indicator_id, region_id, value::double from actuals
        join indicators using (indicator_key) join regions using (region_key) order by 1, 2, period
        """,
    )


# ---------------------------------------------------------------- check and commit


def test_a_file_as_towns_send_it(database: Database) -> None:
    stages: list[str] = []
    data = (FILES / "good_gbk.csv").read_bytes()
    checked = check_any(database, reporter(), PLAN, MARCH, "good_gbk.csv", data, progress=stages.append, today=TODAY)
    assert checked.problems == ()
    assert stages == ["Reading the file", "Checking 3 rows", "Comparing with the figures on file"]
    assert (checked.detected.encoding, checked.detected.header_row) == ("GBK / GB18030", 3)
    assert checked.detected.notes == ("注：数据截至3月底",)
    assert (checked.differences.new, checked.skipped, checked.rejected) == (2, 1, 0)
    names = ["row", "indicator_id", "region_zh", "old_value", "value", "numerator", "denominator", "note", "difference"]
    assert [tuple(row.values()) for row in checked.preview.select(names).to_pylist()] == [
        (4, "sewers", "北镇", None, 6.5, None, None, "含支管", "new"),
        (5, "treated", "南镇", None, Decimal("62.6263"), 62, 99, None, "new"),
    ]
    assert query(database, "select count(*) from uploads") == [(0,)]


def test_a_commit_writes_everything_once(database: Database) -> None:
    data = HEADER + b"sewers,north,6.5\nsewers,south,12\n"
    assert send(database, data, justification="  checked on site ") == 1
    assert figures(database) == [("sewers", "north", 6.5), ("sewers", "south", 12)]
    assert query(database, "select value::double, k from rollups") == [(18.5, 2)]
    assert query(
        database, "select plan_id, kind, period, username, file_name, row_count, new_count, justification from uploads"
    ) == [(PLAN, "actuals", MARCH, "reporter", "march.csv", 2, 2, "checked on site")]
    ((action, subject, detail), approval) = query(database, "select action, subject, detail from audit order by position")
    assert (action, subject, json.loads(detail)["new"]) == ("upload", "upload 1", 2)
    assert approval[:2] == ("approve", "upload 1")
    with database.reading() as cursor:
        assert verify_chain(cursor) == []


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    data = HEADER + b"sewers,north,6.5\n"
    send(database, data)
    again = check(database, data)
    assert again.changes_nothing
    assert commit_upload(database, reporter(), again) is None
    assert query(database, "select count(*) from uploads union all select count(*) from audit") == [(1,), (2,)]


def test_a_correction_shows_old_and_new(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\nsewers,south,12\n")
    checked = check(database, HEADER + b"sewers,north,7\nsewers,south,12\n")
    assert (checked.differences.changed, checked.differences.unchanged) == (1, 1)
    (row, _same) = checked.preview.to_pylist()
    assert (row["old_value"], row["value"], row["difference"]) == (6.5, 7, "changed")


def test_the_file_and_what_it_wrote_are_kept(database: Database) -> None:
    data = HEADER + b"sewers,north,6.5\n"
    send(database, data)
    ((sha256,),) = query(database, "select sha256 from uploads")
    assert read_original(database.files, sha256) == data
    kept = pq.read_table(rows_path(database.files, 1))
    assert kept.drop_columns(["numerator", "denominator", "note"]).to_pylist() == [
        {"plan_id": PLAN, "indicator_id": "sewers", "region_id": "north", "period": MARCH, "year": 2020, "value": 6.5}
    ]
    assert json.loads(kept.schema.metadata[b"upload"])["username"] == "reporter"
    path = database.files / "originals" / sha256
    path.chmod(0o644)
    path.write_bytes(b"something else")
    with pytest.raises(KeptFileMissing):
        read_original(database.files, sha256)


def test_errors_are_refused_and_write_nothing(database: Database) -> None:
    with pytest.raises(UploadRefused, match="Errors in the file: 1"):
        send(database, HEADER + b"sewers,north,6.5\nsewers,south,x\n", justification="please")
    assert figures(database) == []
    assert not (database.files / "originals").exists()


def test_warnings_need_a_justification(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\n")
    falling = HEADER + b"sewers,north,2\n"
    april = date(2020, 4, 1)
    with pytest.raises(UploadRefused, match=r"Warnings in the file: 1\. Write why the figures are right\."):
        send(database, falling, justification="  ", period=april)
    with pytest.raises(UploadRefused, match="longer than 2000 characters"):
        send(database, falling, justification="x" * 2001, period=april)
    assert send(database, falling, justification="March counted one street twice", period=april) == 2


def test_what_changed_since_the_check_is_not_overwritten_unseen(database: Database) -> None:
    checked = check(database, HEADER + b"sewers,north,6.5\n")
    send(database, HEADER + b"sewers,north,6\n", reporter("colleague"))
    with pytest.raises(UploadStale):
        commit_upload(database, reporter(), checked)
    assert figures(database) == [("sewers", "north", 6)]


def test_a_duty_lost_since_the_check_is_noticed(database: Database, tmp_path: Path) -> None:
    checked = check(database, HEADER + b"sewers,north,6.5\n")
    pack = tmp_path / "plans" / PLAN
    targets = [row for row in read_rows(pack / "targets.csv") if (row["indicator_id"], row["region_id"]) != ("sewers", "north")]
    write_rows(pack / "targets.csv", "targets", targets)
    load_pack(database, read_pack(pack))
    with pytest.raises(UploadStale):
        commit_upload(database, reporter(), checked)


def test_a_failure_in_the_middle_leaves_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError("disk full")

    checked = check(database, HEADER + b"sewers,north,6.5\n")
    monkeypatch.setattr("etl.life_cycle.upload.keep_rows", fail)
    with pytest.raises(OSError, match="disk full"):
        commit_upload(database, reporter(), checked)
    for table in ("uploads", "revisions", "actuals", "rollups", "audit"):
        assert query(database, f"select count(*) from {table}") == [(0,)]
    monkeypatch.undo()
    assert commit_upload(database, reporter(), checked) == 1


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("role", [Role.LEADER, Role.OFFICE, Role.ADMIN])
def test_only_reporters_send_figures(database: Database, role: Role) -> None:
    with pytest.raises(UploadNotAllowed, match="Figures are reported by reporters only"):
        check(database, HEADER + b"sewers,north,6.5\n", officer(role))
    checked = replace(check(database, HEADER + b"sewers,north,6.5\n"), username=str(role))
    with pytest.raises(UploadNotAllowed, match="Figures are reported by reporters only"):
        commit_upload(database, officer(role), checked)


def test_a_reporter_without_a_scope_in_the_plan_sends_nothing(database: Database) -> None:
    with pytest.raises(UploadNotAllowed, match="does not report for this plan"):
        check(database, HEADER, replace(reporter(), scopes=(Scope("elsewhere", "tiny", None),)))
    with pytest.raises(UploadNotAllowed, match="is disabled"):
        check(database, HEADER, replace(reporter(), is_disabled=True))
    with pytest.raises(PlanUnknown):
        check_any(database, None, "nowhere", MARCH, "a.csv", HEADER)


def test_nobody_commits_what_someone_else_checked(database: Database) -> None:
    checked = check(database, HEADER + b"sewers,north,6.5\n")
    with pytest.raises(UploadNotAllowed, match="checked by someone else"):
        commit_upload(database, reporter("stranger", region_id="south"), checked)


# ---------------------------------------------------------------- undo


def test_undo_restores_what_stood_before(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\n")
    send(database, HEADER + b"sewers,north,7\nsewers,south,12\n")
    result = undo_upload(database, officer(Role.OFFICE), 2, "wrong file")
    assert (result.upload_id, result.restored, result.left.num_rows) == (3, 2, 0)
    assert figures(database) == [("sewers", "north", 6.5)]
    assert query(database, "select value::double, k from rollups") == [(6.5, 1)]
    assert query(database, "select kind, undo_of, justification from uploads where upload_id = 3") == [("undo", 2, "wrong file")]
    assert pq.read_table(rows_path(database.files, 3))["value"].to_pylist() == [6.5, None]


def test_what_later_uploads_stand_on_is_left_and_listed(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\nsewers,south,12\n")
    send(database, HEADER + b"sewers,south,13\n")
    result = undo_upload(database, officer(Role.OFFICE), 1)
    assert figures(database) == [("sewers", "south", 13)]
    assert [(row["indicator_id"], row["region_id"], row["standing_upload_id"]) for row in result.left.to_pylist()] == [
        ("sewers", "south", 2)
    ]


def test_an_undo_can_be_undone_but_nothing_twice(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\n")
    office = officer(Role.OFFICE)
    undo_upload(database, office, 1)
    with pytest.raises(UndoRefused, match="Nothing of upload 1 is left to undo"):
        undo_upload(database, office, 1)
    undo_upload(database, office, 2)
    assert figures(database) == [("sewers", "north", 6.5)]
    with pytest.raises(UndoRefused, match="There is no upload 9"):
        undo_upload(database, office, 9)


@pytest.mark.parametrize(
    ("account", "may"),
    [
        (officer(Role.OFFICE), True),
        (officer(Role.ADMIN), True),
        (officer(Role.LEADER), False),
        (reporter("colleague"), False),
        (replace(reporter(), is_disabled=True), False),
    ],
)
def test_who_may_undo_what_was_approved(database: Database, account: Account, may: bool) -> None:
    send(database, HEADER + b"sewers,north,6.5\n")
    if may:
        assert undo_upload(database, account, 1).restored == 1
        assert figures(database) == []
    else:
        with pytest.raises(UploadNotAllowed):
            undo_upload(database, account, 1)


# ---------------------------------------------------------------- lists


def test_uploads_are_listed_to_those_who_may_see_them(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\n")
    send(database, HEADER + b"sewers,south,12\n", reporter("colleague"))
    undo_upload(database, officer(Role.OFFICE), 1)
    assert list_uploads(database, reporter())["upload_id"].to_pylist() == [3, 1]
    assert list_uploads(database, reporter("colleague"))["upload_id"].to_pylist() == [2]
    seen = list_uploads(database, officer(Role.LEADER), PLAN).select(["upload_id", "kind", "undone_by"])
    assert [tuple(row.values()) for row in seen.to_pylist()] == [(3, "undo", None), (2, "actuals", None), (1, "actuals", 3)]
    with pytest.raises(UploadNotAllowed, match="There is no upload 2 that you may see"):
        upload_rows(database, reporter(), 2)


def test_the_rows_of_an_upload_show_what_stood_before(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\nsewers,south,12\n")
    send(database, HEADER + b"sewers,north,7\n")
    names = ["region_id", "old_value", "value", "is_standing"]
    first, second = upload_rows(database, reporter(), 1), upload_rows(database, reporter(), 2)
    assert [tuple(row.values()) for row in first.select(names).to_pylist()] == [
        ("north", None, 6.5, False),
        ("south", None, 12, True),
    ]
    assert [tuple(row.values()) for row in second.select(names).to_pylist()] == [("north", 6.5, 7, True)]


def test_what_is_owed_and_what_is_there(database: Database) -> None:
    send(database, HEADER + b"sewers,north,6.5\n", period=date(2020, 2, 1))
    send(database, HEADER + b"sewers,north,7\n")
    names = ["indicator_id", "region_id", "target", "last_period", "last_value", "value", "state", "due_on"]
    rows = [tuple(row.values()) for row in owed(database, reporter(region_id="north"), PLAN, MARCH).select(names).to_pylist()]
    due = date(2020, 4, 10)
    assert rows == [
        ("sewers", "north", 12, date(2020, 2, 1), 6.5, 7, "approved", due),
        ("solar", "north", 10, None, None, None, "missing", due),
        ("treated", "north", 80, None, None, None, "missing", due),
    ]


def test_annual_reports_are_owed_in_december_and_idle_regions_owe_nothing(database: Database) -> None:
    def owes(month: date, region_id: str) -> set[str]:
        table = owed(database, officer(Role.OFFICE), PLAN, month)
        return {row["indicator_id"] for row in table.to_pylist() if row["region_id"] == region_id}

    assert owes(MARCH, "tiny") == {"coal"}
    assert owes(date(2020, 12, 1), "tiny") == {"coal", "forest"}
    assert owes(MARCH, "west") == {"solar", "treated"}


# ---------------------------------------------------------------- anything at all

CELLS = st.one_of(
    st.sampled_from(
        ["sewers", "treated", "coal", "north", "南镇", "tiny", "2020-03", "2020年4月", "km", "%", "/", "—", "", "7", "1,5", "62"]
    ),
    st.text(max_size=8),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=6))
def test_any_table_is_refused_or_judged(database: Database, rows: list[list[str]]) -> None:
    lines = [
        "indicator_id,region_id,period,unit,value,numerator,denominator,note",
        *(",".join(f'"{cell}"' for cell in row) for row in rows),
    ]
    try:
        checked = check(database, "\n".join(lines).encode("utf-8", "replace"))
    except FileRefused:
        return
    assert all(problem.message for problem in checked.problems)
    assert checked.errors or checked.differences.new


# ---------------------------------------------------------------- commands


@pytest.fixture
def command(database: Database) -> list[str]:
    """The options every command of these tests ends with; the database is closed, so that a command may open it."""
    with database.writing() as cursor:
        create_account(cursor, "xiaowang", "小王", Role.REPORTER, "correct horse battery", (Scope(PLAN, "tiny", None),))
    database.close()
    return ["--db", str(database.path), "--language", "en"]


def test_check_prints_problems_as_json(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--plan", PLAN, "--period", "2020-03", "--json", *command]
    assert main(["check", str(FILES / "bad_number.csv"), *options]) == 1
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem == {
        "code": "bad_number",
        "severity": "error",
        "row": 2,
        "column": "value",
        "cell": "E2",
        "found": "约6",
        "expected": "a number",
        "message": "E2: “约6” is not a number. Write digits only, or leave the cell empty if nothing is reported.",
    }
    assert main(["check", str(FILES / "good_gbk.csv"), *options]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_says_what_cannot_be_read(command: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    assert main(["check", str(tmp_path / "empty.csv"), "--plan", PLAN, *command]) == 2
    assert capsys.readouterr().err == "error: The file is empty.\n"
    assert main(["check", str(tmp_path / "empty.csv"), "--plan", "nowhere", *command]) == 2
    assert main(["check", str(tmp_path / "absent.csv"), "--plan", PLAN, "--json", *command]) == 2
    assert json.loads(capsys.readouterr().out)[0]["code"] == "unreadable"


def test_upload_and_undo_from_the_command_line(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    upload = ["upload", str(FILES / "good_gbk.csv"), "--plan", PLAN, "--period", "2020-03", "--user", "xiaowang", *command]
    assert main([*upload, "--yes"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "new: New-sewers, North, 2020-03: – → 6.5 km",
        "new: Sewage-treated, South, 2020-03: – → 62.6263 %",
        "2 new, 0 changed, 0 unchanged, 1 without a figure, 0 rejected.",
        "Upload 1 submitted.",
    ]
    assert main(upload) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was written: every figure stands already."
    assert main(["undo", "1", "--user", "xiaowang", *command]) == 0
    assert capsys.readouterr().out == "2 figures that waited for a decision were withdrawn.\n"
    assert main(["undo", "1", "--user", "nobody", *command]) == 1


def test_upload_asks_before_it_writes(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = ["upload", str(FILES / "good_gbk.csv"), "--plan", PLAN, "--period", "2020-03", "--user", "xiaowang", *command]
    monkeypatch.setattr("builtins.input", lambda _question: "n")
    assert main(upload) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was written."
    monkeypatch.setattr("builtins.input", lambda _question: "y")
    assert main(upload) == 0
