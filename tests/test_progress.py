"""Task and project progress from file to status: every rule with its bad file, and the life of a report."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl.audit import verify_chain
from etl.checking.change_words import change_words
from etl.checking.checked_progress import CheckedProgress
from etl.checking.items import owed_by_lead, owed_items
from etl.checking.progress_problems import PROGRESS_KINDS, WORDINGS
from etl.database import Database
from etl.ledger.kept_files import rows_path
from etl.life_cycle.evidence import Subject, attach, list_evidence, remove_evidence
from etl.life_cycle.evidence_type import EvidenceRefused
from etl.life_cycle.months import MonthLocked, lock_month
from etl.life_cycle.review import Cell, approve, return_upload
from etl.life_cycle.undo import UndoRefused, undo_upload
from etl.life_cycle.upload import CheckedUpload, UploadNotAllowed, UploadRefused, UploadStale, check_any, commit_upload, upload_rows
from etl.people.accounts import Account
from etl.safekeeping.verify import verify
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.busy_city import busy_database
from tests.evidence_files import PDF, PNG
from tests.tiny_city import PLAN, officer, reporter

FILES = Path(__file__).parent / "progress_files"
FEBRUARY, MARCH, JUNE, JULY = date(2020, 2, 1), date(2020, 3, 1), date(2020, 6, 1), date(2020, 7, 1)
TODAY = date(2020, 12, 31)
OFFICE = officer(Role.OFFICE)
WATER = reporter("water", None, "water")
HEADER = "task_id,period,state,percent,note\n"
BEFORE = HEADER + "pipes,2020-02,推进中,40,\ndredge,2020-02,已完成,100,done\n"
BEFORE_PROJECTS = "project_id,period,state,percent,invested_wan,note\nplant,2020-02,推进中,40,200,\n"
FOUND = {
    "ambiguous_number": [("ambiguous_number", "D2"), ("ambiguous_number", "E2")],
    "unit_mismatch": [("unit_mismatch", "D2"), ("unit_mismatch", "E2")],
    "ambiguous_name": [("unknown_task", "A2")],
    "bad_number": [("bad_number", "D2"), ("bad_number", "E2")],
    "bad_period": [("bad_period", "B2")],
    "bad_state": [("bad_state", "C2")],
    "done_below_hundred": [("done_below_hundred", "D2"), ("done_without_evidence", "C2")],
    "done_without_evidence": [("done_without_evidence", "C2")],
    "duplicate_row": [("duplicate_row", "A3")],
    "empty_table": [("empty_table", None)],
    "investment_above_planned": [("investment_above_planned", "E2")],
    "investment_falls": [("investment_falls", "E2")],
    "looks_like_fraction": [("looks_like_fraction", "D2")],
    "missing_column": [("missing_column", None)],
    "missing_state": [("missing_state", "C2")],
    "negative": [("negative", "E2")],
    "no_longer_done": [("no_longer_done", "C2")],
    "not_started_above_zero": [("not_started_above_zero", "D2"), ("percent_falls", "D2")],
    "not_your_item": [("not_your_item", "A2")],
    "percent_falls": [("percent_falls", "D2")],
    "percent_outside": [("percent_outside", "D2"), ("percent_outside", "D3")],
    "period_in_future": [("period_mismatch", "B2"), ("period_in_future", "B2")],
    "period_mismatch": [("period_mismatch", "B2")],
    "period_outside_plan": [("period_mismatch", "B2"), ("period_outside_plan", "B2")],
    "unknown_project": [("unknown_project", "A2")],
    "unknown_task": [("unknown_task", "A2")],
    "value_too_big": [("value_too_big", "E2")],
}


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


def check(
    database: Database, text: str, account: Account | None = None, period: date | None = None, is_correction: bool = False
) -> CheckedUpload:
    """The file checked by a reporter of the whole city."""
    return check_any(
        database, account or reporter(), PLAN, period, "progress.csv", text.encode(), today=TODAY, is_correction=is_correction
    )


def submit(database: Database, text: str, account: Account | None = None, **more: Any) -> int:
    account = account or reporter()
    upload_id = commit_upload(database, account, check(database, text, account, **more), "as seen on site")
    assert upload_id is not None
    return upload_id


def prove(database: Database, *task_ids: str, period: date = MARCH) -> None:
    """Attaches a photo to tasks, without which they cannot be reported as done."""
    for task_id in task_ids:
        attach(database, reporter(), Subject("task", PLAN, period, item_id=task_id), "photo.png", PNG)


def status(database: Database, task_id: str, period: date = MARCH) -> tuple[str, str | None, float | None]:
    """Status, state and percent of a task in the dashboards."""
    (row,) = [row for row in queries.tasks(DuckEngine(database.reading), PLAN, period) if row["task_id"] == task_id]
    return row["status"], row["state"], None if row["percent"] is None else float(row["percent"])


# ------------------------------------------------------------ rules


def test_every_code_has_a_bad_file() -> None:
    assert set(PROGRESS_KINDS) - WORDINGS | {"ambiguous_name"} <= set(FOUND)
    assert {path.stem for path in FILES.iterdir()} == set(FOUND)


@pytest.mark.parametrize("code", sorted(FOUND))
def test_each_bad_file_has_its_problem_in_its_cell(database: Database, code: str) -> None:
    prove(database, "dredge", period=FEBRUARY)
    submit(database, BEFORE)
    submit(database, BEFORE_PROJECTS)
    account = reporter(region_id=None, department_id="water") if code == "not_your_item" else reporter()
    checked = check(database, (FILES / f"{code}.csv").read_text("utf-8"), account, MARCH)
    assert [(problem.code, problem.cell) for problem in checked.problems] == FOUND[code]


SENTENCES = {
    "unknown_task": "A2: the task “pipe” is not in this plan. Do you mean “pipes”?",
    "ambiguous_name": "A2: “改造” names several in this plan. Use the code: drains, roads.",
    "not_your_item": "A2: “Scrap-boilers” is led by Environment-Bureau, who report it. Delete the row.",
    "bad_state": "C2: “还行” is not a state. Write one of: not started, under way, done.",
    "done_without_evidence": "C2: “Renew-the-pipes” is reported as done, and no evidence file is attached to it for 2020-03. "
    "Attach one here or on the page My reports under “Evidence”, then check again; a note is not enough.",
    "no_longer_done": "C2: “Dredge-North” was reported as done for 2020-02; now it is under way.",
    "percent_falls": "D2: the progress of “Renew-the-pipes” falls from 40 % for 2020-02 to 30 %.",
    "investment_above_planned": "E2: the investment to date in “Sewage-works” is 901; 900 is planned (in 10,000 yuan).",
    "duplicate_row": "Row 3 repeats row 2: “Renew-the-pipes”, 2020-03. Keep one of them.",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_problem_says_what_where_and_what_to_do(database: Database, code: str) -> None:
    prove(database, "dredge", period=FEBRUARY)
    submit(database, BEFORE)
    account = WATER if code == "not_your_item" else reporter()
    (problem,) = check(database, (FILES / f"{code}.csv").read_text("utf-8"), account, MARCH).problems
    assert problem.message == SENTENCES[code]


def test_money_is_turned_into_ten_thousand_yuan_where_its_unit_is_told(database: Database) -> None:
    def invested(header: str, text: str) -> float:
        row = check(database, f"工程名称,月份,状态,{header}\n污水处理厂,2020-03,在建,{text}\n").preview.to_pylist()[0]
        return float(row["investment_wan"])

    assert invested("累计完成投资", "250") == 250
    assert invested("累计完成投资", "250万元") == 250
    assert invested("累计完成投资（万元）", "250") == 250
    assert invested("累计完成投资（亿元）", "0.025") == 250
    assert invested("累计完成投资", "0.025亿元") == 250


def test_done_only_with_an_evidence_file_of_the_month(database: Database) -> None:
    text = HEADER + "pipes,2020-03,done,100,accepted by the bureau\n"
    prove(database, "pipes", period=FEBRUARY)
    refused = check(database, text, WATER)
    assert isinstance(refused, CheckedProgress)
    assert [(problem.code, problem.severity) for problem in refused.problems] == [("done_without_evidence", "error")]
    assert [(row["item_id"], row["period"]) for row in refused.unproven] == [("pipes", MARCH)]
    with pytest.raises(UploadRefused, match="Errors in the file: 1"):
        commit_upload(database, WATER, refused, "it is done, believe me")
    prove(database, "pipes")
    assert check(database, text, WATER).problems == ()


def test_evidence_taken_away_after_the_check(database: Database) -> None:
    number = attach(database, WATER, Subject("task", PLAN, MARCH, item_id="pipes"), "photo.png", PNG)
    checked = check(database, HEADER + "pipes,2020-03,done,100,\n", WATER)
    remove_evidence(database, WATER, number)
    with pytest.raises(UploadStale):
        commit_upload(database, WATER, checked)


def test_the_last_evidence_of_what_is_done_stays(database: Database) -> None:
    subject = Subject("task", PLAN, MARCH, item_id="pipes")
    first = attach(database, WATER, subject, "photo.png", PNG)
    upload_id = submit(database, HEADER + "pipes,2020-03,done,100,\n", WATER)
    with pytest.raises(EvidenceRefused, match="The report says done, and this is its only evidence"):
        remove_evidence(database, WATER, first)
    attach(database, WATER, subject, "protocol.pdf", PDF)
    remove_evidence(database, WATER, first)
    undo_upload(database, WATER, upload_id)
    remove_evidence(database, WATER, first + 1)
    assert list_evidence(database, WATER, subject).num_rows == 0


def test_a_pack_may_do_without_evidence(tmp_path: Path) -> None:
    database = busy_database(tmp_path, rules="done_needs_evidence = false")
    subject = Subject("task", PLAN, MARCH, item_id="pipes")
    number = attach(database, WATER, subject, "photo.png", PNG)
    submit(database, HEADER + "pipes,2020-03,done,100,\npumps,2020-03,done,100,\n", WATER)
    remove_evidence(database, WATER, number)
    assert list_evidence(database, WATER, subject).num_rows == 0
    database.close()


def test_a_monthly_task_begins_anew_every_year(database: Database) -> None:
    prove(database, "patrol", period=date(2020, 12, 1))
    submit(database, HEADER + "patrol,2020-12,done,100,ok\n")
    later = check_any(
        database, reporter(), PLAN, None, "a.csv", b"task_id,period,state\npatrol,2021-01,under way\n", today=date(2021, 2, 1)
    )
    assert later.problems == ()


def test_who_leads_what(database: Database) -> None:
    def mine(account: Account, kind: str) -> set[str]:
        thing = kind.removesuffix("s")
        items = {"tasks": ("pipes", "pumps", "dredge", "patrol", "boilers", "meeting"), "projects": ("plant", "pond", "stove")}[
            kind
        ]
        text = f"{thing}_id,period,state\n" + "".join(f"{item},2020-03,under way\n" for item in items)
        checked = check(database, text, account)
        assert {problem.code for problem in checked.problems} <= {"not_your_item"}
        return set(checked.preview["item_id"].to_pylist()) if checked.preview.num_rows else set()

    whole = {"pipes", "pumps", "dredge", "patrol", "boilers", "meeting"}
    assert mine(reporter(), "tasks") == whole
    assert mine(WATER, "tasks") == {"pipes", "pumps"}
    assert mine(reporter(region_id="north"), "tasks") == {"pumps", "dredge"}
    assert mine(reporter(region_id="south", department_id="water"), "tasks") == set()
    assert mine(reporter(region_id="tiny", department_id="eco"), "tasks") == {"boilers"}
    assert mine(reporter(region_id="north"), "projects") == {"pond"}
    assert mine(WATER, "projects") == {"plant"}
    with pytest.raises(UploadNotAllowed):
        mine(OFFICE, "tasks")


# ------------------------------------------------------------ from file to status


def test_preview_before_anything_is_written(database: Database) -> None:
    submit(database, HEADER + "pipes,2020-03,推进中,40,\npumps,2020-03,推进中,10,\n")
    checked = check(
        database, "任务名称,进展,形象进度,说明\n管网改造,已完成,100%,验收\n泵站改造,推进中,10,\n北镇清淤,未开工,,\n", period=MARCH
    )
    assert (checked.kind, checked.differences.__dict__) == ("tasks", {"new": 1, "changed": 1, "unchanged": 1})
    shown = checked.preview.select(["row", "item_zh", "old_state", "state", "difference"]).to_pylist()
    assert [tuple(row.values()) for row in shown] == [
        (2, "管网改造", "under_way", "done", "changed"),
        (3, "泵站改造", "under_way", "under_way", "unchanged"),
        (4, "北镇清淤", None, "not_started", "new"),
    ]


def test_the_life_of_a_report(database: Database) -> None:
    assert status(database, "pipes") == ("not_reported", None, None)
    prove(database, "pipes")
    upload_id = submit(database, HEADER + "pipes,2020-03,done,100,accepted by the bureau\n", WATER)
    assert status(database, "pipes") == ("not_reported", None, None)
    approve(database, OFFICE, upload_id)
    assert status(database, "pipes") == ("met", "done", 100)
    undo_upload(database, OFFICE, upload_id, "reported too early")
    assert status(database, "pipes") == ("not_reported", None, None)
    assert not any(verify(database).values())
    with database.reading() as cursor:
        assert verify_chain(cursor) == []
        assert cursor.execute("select username, action, subject from audit order by position").fetchall() == [
            ("reporter", "evidence_attached", "evidence 1"),
            ("water", "upload", "upload 1"),
            ("office", "approve", "upload 1"),
            ("office", "undo", "upload 1"),
        ]


def test_what_an_upload_of_progress_wrote_is_kept_as_parquet(database: Database) -> None:
    tasks = submit(database, HEADER + "pipes,2020-03,under way,20,digging\n")
    projects = submit(database, "project_id,period,state,percent,invested_wan,note\npond,2020-03,under way,35,42.5,\n")
    told = [
        [tuple(row.values()) for row in pq.read_table(rows_path(database.files, upload_id)).to_pylist()]
        for upload_id in (tasks, projects)
    ]
    assert told == [
        [(PLAN, "pipes", MARCH, 2020, "under_way", 20, "digging")],
        [(PLAN, "pond", MARCH, 2020, "under_way", 35, Decimal("42.5"), None)],
    ]
    rows_path(database.files, tasks).unlink()
    (sentence,) = [sentence for sentences in verify(database).values() for sentence in sentences]
    assert sentence.startswith(f"Upload {tasks}: ")


def test_projects_take_the_same_way(database: Database) -> None:
    upload_id = submit(
        database, "工程名称,月份,进展,形象进度,累计完成投资\n北镇湿地,2020-03,在建,35,42.5\n", reporter(region_id="north")
    )
    before = database.standing_works
    approve(database, OFFICE, upload_id)
    assert database.standing_works == before + 1
    (row,) = [row for row in queries.projects(DuckEngine(database.reading), PLAN, MARCH) if row["project_id"] == "pond"]
    assert (row["state"], float(row["percent"]), float(row["invested_wan"]), row["status"]) == ("under_way", 35, 42.5, "not_due")


def test_one_row_is_returned_with_its_reason_and_sent_again(database: Database) -> None:
    prove(database, "pipes")
    upload_id = submit(database, HEADER + "pipes,2020-03,done,100,x\npumps,2020-03,under way,20,\n")
    return_upload(database, OFFICE, upload_id, "where is the protocol?", [Cell(None, None, "pipes", MARCH)])
    owed = {row["item_id"]: row for row in owed_items(database, WATER, PLAN, MARCH, "tasks").to_pylist()}
    assert (owed["pipes"]["state"], owed["pipes"]["returned_reason"]) == ("returned", "where is the protocol?")
    assert owed["pumps"]["state"] == "submitted"
    approve(database, OFFICE, upload_id)
    again = submit(database, HEADER + "pipes,2020-03,done,100,protocol attached\n", WATER)
    assert owed_items(database, WATER, PLAN, MARCH, "tasks").to_pylist()[0]["state"] == "submitted"
    approve(database, OFFICE, again)
    assert status(database, "pipes") == ("met", "done", 100)
    assert not any(verify(database).values())


def test_the_author_withdraws_what_waits(database: Database) -> None:
    upload_id = submit(database, HEADER + "pipes,2020-03,under way,20,\n", WATER)
    assert undo_upload(database, WATER, upload_id).withdrawn == 1
    assert {row["state"] for row in owed_items(database, WATER, PLAN, MARCH, "tasks").to_pylist()} == {"missing"}
    with pytest.raises(UndoRefused):
        undo_upload(database, WATER, upload_id)


def test_what_was_approved_changes_only_as_a_correction(database: Database) -> None:
    approve(database, OFFICE, submit(database, HEADER + "pipes,2020-03,under way,20,\n", WATER))
    changed = HEADER + "pipes,2020-03,under way,25,\n"
    refused = check(database, changed, WATER)
    assert [(problem.code, problem.cell) for problem in refused.problems] == [("already_approved", "C2")]
    assert refused.problems[0].message.startswith("C2: “Renew-the-pipes” was approved for 2020-03 as under way by office on ")
    with pytest.raises(UploadRefused):
        commit_upload(database, WATER, refused, "because")
    correction = check(database, changed, WATER, is_correction=True)
    assert (correction.corrected, correction.problems) == (1, ())
    with pytest.raises(UploadRefused, match="Write why they are corrected"):
        commit_upload(database, WATER, correction)
    corrected = commit_upload(database, WATER, correction, "counted again")
    assert corrected == 2
    approve(database, OFFICE, corrected)
    assert status(database, "pipes")[2] == 25
    undo_upload(database, OFFICE, corrected, "the first count was right")
    assert status(database, "pipes")[2] == 20


def test_a_locked_month_stays(database: Database) -> None:
    upload_id = submit(database, HEADER + "pipes,2020-03,under way,20,\npumps,2020-02,under way,20,\n", WATER)
    approve(database, OFFICE, upload_id)
    lock_month(database, OFFICE, PLAN, MARCH, "bulletin printed")
    assert [problem.code for problem in check(database, HEADER + "patrol,2020-03,under way,1,\n").problems] == ["month_locked"]
    with pytest.raises(MonthLocked):
        undo_upload(database, OFFICE, upload_id)
    assert status(database, "pipes")[2] == 20


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    text = HEADER + "pipes,2020-03,under way,20,\n"
    checked = check(database, text, WATER)
    assert commit_upload(database, WATER, checked) == 1
    assert commit_upload(database, WATER, checked) is None
    assert check(database, text, WATER).changes_nothing


def test_the_ground_moved_since_the_check(database: Database) -> None:
    checked = check(database, HEADER + "pipes,2020-03,under way,20,\n", WATER)
    submit(database, HEADER + "pipes,2020-03,under way,30,\n", reporter("city", "tiny"))
    with pytest.raises(UploadStale) as stale:
        commit_upload(database, WATER, checked, "as seen")
    told = stale.value.moved.select(["item_id", "state_at_check", "state_now", "reported_by"]).to_pylist()
    assert told == [{"item_id": "pipes", "state_at_check": None, "state_now": "under_way", "reported_by": "city"}]


def test_nobody_commits_what_another_checked(database: Database) -> None:
    checked = check(database, HEADER + "pipes,2020-03,under way,20,\n", WATER)
    for account in (reporter("city", "tiny"), OFFICE, officer(Role.ADMIN)):
        with pytest.raises(UploadNotAllowed):
            commit_upload(database, account, checked)


# ------------------------------------------------------------ what is owed


def owed_ids(database: Database, month: date, account: Account | None = None, kind: str = "tasks") -> list[str]:
    return [row["item_id"] for row in owed_items(database, account or reporter(), PLAN, month, kind).to_pylist()]


def test_what_is_owed_when(database: Database) -> None:
    assert owed_ids(database, MARCH) == ["pipes", "drains", "pumps", "dredge", "patrol", "roads", "meeting"]
    assert owed_ids(database, JULY) == ["patrol"]  # monthly
    assert owed_ids(database, date(2020, 8, 1)) == ["pipes", "patrol"]  # its deadline
    assert "boilers" in owed_ids(database, date(2021, 3, 1))
    assert owed_ids(database, MARCH, kind="projects") == ["plant", "pond", "stove"]
    assert owed_ids(database, MARCH, reporter(region_id="south"), "projects") == ["stove"]


def test_what_is_done_is_owed_no_more(database: Database) -> None:
    prove(database, "pipes", "patrol")
    submit(database, HEADER + "pipes,2020-03,done,100,x\npatrol,2020-03,done,100,x\n")
    assert owed_ids(database, JUNE) == ["drains", "pumps", "dredge", "roads", "meeting"]
    assert "patrol" in owed_ids(database, date(2021, 3, 1))
    assert "pipes" in owed_ids(database, MARCH)  # what was sent for the month stays on its list


def test_the_row_of_the_owed_list(database: Database) -> None:
    submit(database, HEADER + "pipes,2020-02,under way,40,\n")
    (row,) = [row for row in owed_items(database, WATER, PLAN, MARCH, "tasks").to_pylist() if row["item_id"] == "pipes"]
    told = {
        name: row[name]
        for name in ("item_zh", "programme_id", "region_id", "deadline", "last_state", "last_percent", "state", "due_on")
    }
    assert told == {
        "item_zh": "管网改造",
        "programme_id": "clean",
        "region_id": "tiny",
        "deadline": date(2020, 8, 31),
        "last_state": "under_way",
        "last_percent": 40,
        "state": "missing",
        "due_on": date(2020, 4, 10),
    }


def test_what_is_owed_stands_under_each_of_its_leads(database: Database) -> None:
    def owed(account: Account | None = None, today: date = date(2020, 4, 10)) -> list[tuple[str, str, str, str]]:
        rows = owed_by_lead(database, account, PLAN, MARCH, today).to_pylist()
        return [(row["lead_en"], row["item_id"], row["state"], row["timeliness"]) for row in rows]

    upload_id = submit(database, HEADER + "pumps,2020-03,under way,20,\npatrol,2020-03,under way,20,\n")
    return_upload(database, OFFICE, upload_id, "which river?", [Cell(None, None, "patrol", MARCH)])
    assert sorted(owed()) == [
        ("North", "dredge", "missing", "open"),
        ("North", "pond", "missing", "open"),
        ("North", "pumps", "submitted", "in"),
        ("South", "patrol", "returned", "open"),
        ("South", "stove", "missing", "open"),
        ("Tiny-City", "meeting", "missing", "open"),
        ("Water-Bureau", "drains", "missing", "open"),
        ("Water-Bureau", "pipes", "missing", "open"),
        ("Water-Bureau", "plant", "missing", "open"),
        ("Water-Bureau", "pumps", "submitted", "in"),
        ("Water-Bureau", "roads", "missing", "open"),
    ]
    assert {name for name, *_others in owed(reporter(region_id="south"))} == {"South"}
    assert {time for *_others, time in owed(today=date(2020, 4, 11))} == {"in", "missing"}


def test_what_an_upload_of_progress_said(database: Database) -> None:
    first = submit(database, HEADER + "pipes,2020-03,under way,20,\n", WATER)
    prove(database, "pipes")
    second = submit(database, HEADER + "pipes,2020-03,done,100,accepted\npumps,2020-03,under way,5,\n", WATER)
    return_upload(database, OFFICE, second, "no photo", [Cell(None, None, "pumps", MARCH)])
    approve(database, OFFICE, second)
    rows = upload_rows(database, WATER, second).to_pylist()
    assert [(row["item_id"], row["verdict"], row["reason"], row["is_standing"]) for row in rows] == [
        ("pipes", "approved", None, True),
        ("pumps", "returned", "no photo", False),
    ]
    assert change_words("tasks", rows[0]) == ("Renew-the-pipes", "Tiny-City", MARCH, "", "under way · 20 %", "done · 100 %")
    assert upload_rows(database, OFFICE, first).to_pylist()[0]["is_standing"] is False
    with pytest.raises(UploadNotAllowed):
        upload_rows(database, reporter("south", "south"), second)
