"""The life of a number: submitted, approved, returned, withdrawn, locked, corrected, undone; and a plain model held against it."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.database import Database
from etl.ledger.standing import submitted_world
from etl.life_cycle.months import LockRefused, MonthLocked, lock_month, locks, unlock_month
from etl.life_cycle.review import Cell, ReviewRefused, approve, return_upload
from etl.life_cycle.undo import UndoRefused, undo_upload
from etl.life_cycle.upload import UploadNotAllowed, UploadRefused, UploadStale, check_any, commit_upload
from etl.people.accounts import Account
from etl.safekeeping.verify import verify
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import submit
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH, APRIL = date(2020, 3, 1), date(2020, 4, 1)
TODAY = date(2020, 12, 31)
OFFICE = officer(Role.OFFICE)
HEADER = "indicator_id,region_id,period,value\n"


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


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    with database.reading() as cursor:
        return cursor.execute(sql).fetchall()


def figures(database: Database, table: str = "actuals") -> list[tuple[Any, ...]]:
    """Indicator, region and value of what counts, or of what waits."""
    return rows(
        database,
        f"""
        select indicator_id, region_id, value::double from {table}
        join indicators using (indicator_key) join regions using (region_key) order by 1, 2, period
        """,
    )


def seen(database: Database, table: str) -> list[tuple[Any, ...]]:
    """Region and value of the sewers as somebody sees them who also looks at what is still to be reviewed."""
    with database.reading() as cursor, submitted_world(cursor):
        return cursor.execute(
            f"""
            select region_id, value::double from {table} join indicators using (indicator_key) join regions using (region_key)
            where indicator_id = 'sewers' order by 1
            """
        ).fetchall()


def cell(database: Database, indicator: str, region: str, period: date = MARCH) -> Cell:
    """The cell of a figure."""
    ((indicator_key, region_key),) = rows(
        database,
        f"select indicator_key, region_key from indicators, regions where indicator_id = '{indicator}' and region_id = '{region}'",
    )
    return Cell(indicator_key, region_key, None, period)


def check(database: Database, text: str, is_correction: bool = False, account: Account | None = None) -> Any:
    """A file checked by the city's reporter."""
    return check_any(
        database, account or reporter(), PLAN, None, "march.csv", (HEADER + text).encode(), today=TODAY, is_correction=is_correction
    )


def wrong(database: Database) -> list[str]:
    return [sentence for sentences in verify(database).values() for sentence in sentences]


# ---------------------------------------------------------------- submit, approve, return


def test_what_is_submitted_waits_and_does_not_count(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\nsewers,south,2020-03,12\n")
    assert figures(database) == []
    assert rows(database, "select * from rollups") == []
    assert figures(database, "pending_actuals") == [("sewers", "north", 6.5), ("sewers", "south", 12)]
    assert seen(database, "actuals") == [("north", 6.5), ("south", 12)]
    assert seen(database, "rollups") == [("tiny", 18.5)]
    assert wrong(database) == []


def test_an_approved_upload_counts(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\nsewers,south,2020-03,12\n")
    decision = approve(database, OFFICE, 1)
    assert decision.count == 2
    assert figures(database) == [("sewers", "north", 6.5), ("sewers", "south", 12)]
    assert rows(database, "select value::double, k from rollups") == [(18.5, 2)]
    assert figures(database, "pending_actuals") == figures(database, "pending_rollups") == []
    assert rows(database, "select verdict, is_whole, username from reviews") == [("approved", True, "office")]
    assert rows(database, "select username, code, subject from notices") == [("reporter", "approved", "upload 1")]
    with pytest.raises(ReviewRefused, match="Nothing of upload 1 waits for a decision"):
        approve(database, OFFICE, 1)
    assert wrong(database) == []


def test_one_cell_is_returned_and_the_rest_approved(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\nsewers,south,2020-03,12\n")
    return_upload(database, OFFICE, 1, "the meter was read twice", [cell(database, "sewers", "south")])
    assert seen(database, "rollups") == [("tiny", 6.5)]
    approve(database, OFFICE, 1)
    assert figures(database) == [("sewers", "north", 6.5)]
    assert rows(database, "select region_id, state from revision_states join regions using (region_key) order by 1") == [
        ("north", "approved"),
        ("south", "returned"),
    ]
    assert rows(database, "select verdict, is_whole, reason from reviews order by review_id") == [
        ("returned", False, "the meter was read twice"),
        ("approved", True, None),
    ]
    assert wrong(database) == []


def test_what_was_returned_is_new_when_it_comes_again(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    return_upload(database, OFFICE, 1, "no evidence")
    assert figures(database, "pending_actuals") == []
    again = check(database, "sewers,north,2020-03,6.5\n")
    assert (again.differences.new, again.changes_nothing) == (1, False)


def test_a_newer_report_takes_the_place_of_one_that_waits(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\nsewers,south,2020-03,12\n")
    submit(database, HEADER + "sewers,north,2020-03,7\n")
    assert figures(database, "pending_actuals") == [("sewers", "north", 7), ("sewers", "south", 12)]
    assert approve(database, OFFICE, 1).count == 1
    assert figures(database) == [("sewers", "south", 12)]
    return_upload(database, OFFICE, 2, "not so high")
    assert figures(database, "pending_actuals") == [("sewers", "north", 6.5)]
    approve(database, OFFICE, 1)
    assert figures(database) == [("sewers", "north", 6.5), ("sewers", "south", 12)]
    assert wrong(database) == []


def test_approving_what_says_the_same_again_passes_the_figure_on(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    approve(database, OFFICE, 1)
    submit(database, HEADER + "sewers,north,2020-03,7\n")
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    approve(database, OFFICE, 3)
    assert rows(database, "select value::double, upload_id from actuals") == [(6.5, 3)]
    assert wrong(database) == []


@pytest.mark.parametrize("account", [reporter(), officer(Role.LEADER), officer(Role.ADMIN)])
def test_only_the_office_decides(database: Database, account: Account) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    with pytest.raises(UploadNotAllowed, match="Only the 263 office may approve or return"):
        approve(database, account, 1)
    with pytest.raises(UploadNotAllowed):
        return_upload(database, account, 1, "because")
    with pytest.raises(UploadNotAllowed, match="Only the 263 office may lock"):
        lock_month(database, account, PLAN, MARCH, "done")
    assert rows(database, "select count(*) from reviews") == [(0,)]


def test_a_decision_names_what_it_covers(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    with pytest.raises(ReviewRefused, match="Write the reason"):
        return_upload(database, OFFICE, 1, "  ")
    with pytest.raises(ReviewRefused, match="longer than 2000"):
        return_upload(database, OFFICE, 1, "x" * 2001)
    with pytest.raises(ReviewRefused, match="Of the 2 chosen cells only 1 wait"):
        approve(database, OFFICE, 1, [cell(database, "sewers", "north"), cell(database, "sewers", "south")])
    with pytest.raises(ReviewRefused, match="Of the 0 chosen cells"):
        approve(database, OFFICE, 1, [])
    with pytest.raises(ReviewRefused, match="There is no upload 9"):
        approve(database, OFFICE, 9)
    assert rows(database, "select count(*) from reviews union all select count(*) from notices") == [(0,), (0,)]


def test_the_same_file_twice_is_one_report_before_and_after_approval(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    assert check(database, "sewers,north,2020-03,6.5\n").changes_nothing
    approve(database, OFFICE, 1)
    again = check(database, "sewers,north,2020-03,6.5\n")
    assert (again.changes_nothing, again.problems) == (True, ())


# ---------------------------------------------------------------- corrections and locked months


def test_what_was_approved_changes_only_by_a_correction_with_a_reason(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    approve(database, OFFICE, 1)
    (problem,) = check(database, "sewers,north,2020-03,7\nsewers,south,2020-03,1\n").problems
    assert (problem.code, problem.cell) == ("already_approved", "D2")
    assert problem.message.startswith("D2: 6.5 for 2020-03 was approved by office on ")
    correction = check(database, "sewers,north,2020-03,7\nsewers,south,2020-03,1\n", is_correction=True)
    assert (correction.problems, correction.corrected) == ((), 1)
    with pytest.raises(UploadRefused, match="Figures that were approved or locked: 1"):
        commit_upload(database, reporter(), correction)
    assert commit_upload(database, reporter(), correction, "recount on site") == 2
    assert rows(database, "select is_correction, justification from uploads where upload_id = 2") == [(True, "recount on site")]
    assert figures(database) == [("sewers", "north", 6.5)]
    approve(database, OFFICE, 2)
    assert figures(database) == [("sewers", "north", 7), ("sewers", "south", 1)]


def test_a_correction_of_what_still_waits_is_an_ordinary_report(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    checked = check(database, "sewers,north,2020-03,7\n", is_correction=True)
    assert (checked.corrected, commit_upload(database, reporter(), checked)) == (0, 2)
    assert rows(database, "select is_correction from uploads where upload_id = 2") == [(False,)]


def test_a_locked_month_says_who_locked_it_and_takes_only_corrections(database: Database) -> None:
    lock_month(database, OFFICE, PLAN, MARCH, "bulletin issued")
    (problem,) = check(database, "sewers,north,2020-03,7\nsewers,north,2020-04,9\n").problems
    assert (problem.code, problem.cell) == ("month_locked", "D2")
    assert "2020-03 was locked by office on" in problem.message
    assert "(bulletin issued)" in problem.message
    correction = check(database, "sewers,north,2020-03,7\n", is_correction=True)
    commit_upload(database, reporter(), correction, "came late")
    approve(database, OFFICE, 1)
    assert figures(database) == [("sewers", "north", 7)]
    assert list(locks(database._connection.cursor(), PLAN)) == [MARCH]


def test_a_month_is_locked_and_opened_with_reasons_that_are_kept(database: Database) -> None:
    with pytest.raises(LockRefused, match="Write a reason"):
        lock_month(database, OFFICE, PLAN, MARCH, " ")
    submit(database, HEADER + "sewers,north,2020-03,6.5\n")
    with pytest.raises(LockRefused, match="1 reports of 2020-03 wait for a decision"):
        lock_month(database, OFFICE, PLAN, MARCH, "done")
    approve(database, OFFICE, 1)
    lock_month(database, OFFICE, PLAN, date(2020, 3, 17), "done")
    with pytest.raises(LockRefused, match="2020-03 is locked already"):
        lock_month(database, OFFICE, PLAN, MARCH, "done")
    with pytest.raises(MonthLocked, match=r"2020-03 was locked by office on .* \(done\)"):
        undo_upload(database, OFFICE, 1)
    unlock_month(database, OFFICE, PLAN, MARCH, "a town was late")
    with pytest.raises(LockRefused, match="2020-03 is not locked"):
        unlock_month(database, OFFICE, PLAN, MARCH, "again")
    with pytest.raises(LockRefused, match="There is no plan nowhere"):
        lock_month(database, OFFICE, "nowhere", MARCH, "done")
    assert rows(database, "select is_locked, reason from month_locks order by locked_at") == [
        (True, "done"),
        (False, "a town was late"),
    ]
    trail = rows(database, "select action, subject, detail from audit where action like 'month%' order by position")
    assert [(action, subject, json.loads(detail)) for action, subject, detail in trail] == [
        ("month_locked", f"{PLAN} 2020-03", {"reason": "done"}),
        ("month_unlocked", f"{PLAN} 2020-03", {"reason": "a town was late"}),
    ]
    assert undo_upload(database, OFFICE, 1).restored == 1


# ---------------------------------------------------------------- two people at once


def test_the_second_of_two_sees_that_the_ground_moved_and_how(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,5\n")
    checked = check(database, "sewers,north,2020-03,6.5\nsewers,south,2020-03,2\n")
    colleague = reporter("colleague")
    commit_upload(database, colleague, check(database, "sewers,north,2020-03,6\n", account=colleague))
    with pytest.raises(UploadStale, match="1 of these figures were reported by somebody else") as stale:
        commit_upload(database, reporter(), checked)
    (moved,) = stale.value.moved.to_pylist()
    assert (moved["region_id"], moved["value_at_check"], moved["value_now"], moved["value"], moved["reported_by"]) == (
        "north",
        5,
        6,
        Decimal("6.5"),
        "colleague",
    )
    assert figures(database, "pending_actuals") == [("sewers", "north", 6)]


def test_what_was_approved_since_the_check_needs_a_correction(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,5\n")
    checked = check(database, "sewers,north,2020-03,6.5\n")
    approve(database, OFFICE, 1)
    with pytest.raises(UploadStale):
        commit_upload(database, reporter(), checked)


# ---------------------------------------------------------------- taking back


def test_the_author_withdraws_what_still_waits(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,5\n")
    submit(database, HEADER + "sewers,north,2020-03,6\nsewers,south,2020-03,2\n")
    result = undo_upload(database, reporter(), 2, "wrong file")
    assert (result.upload_id, result.restored, result.withdrawn) == (None, 0, 2)
    assert figures(database, "pending_actuals") == [("sewers", "north", 5)]
    with pytest.raises(UndoRefused, match="Nothing of upload 2 is left to undo"):
        undo_upload(database, reporter(), 2)
    assert wrong(database) == []


def test_after_approval_only_the_office_undoes(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,5\nsewers,south,2020-03,2\n")
    approve(database, OFFICE, 1, [cell(database, "sewers", "north")])
    assert undo_upload(database, reporter(), 1).withdrawn == 1
    with pytest.raises(UndoRefused, match=r"Upload 1 was approved by office on .* only the office can undo it now"):
        undo_upload(database, reporter(), 1)
    result = undo_upload(database, OFFICE, 1, "wrong month")
    assert (result.upload_id, result.restored, result.withdrawn) == (2, 1, 0)
    assert figures(database) == []
    assert rows(database, "select username, code from notices order by notice_id") == [
        ("reporter", "approved"),
        ("reporter", "undone"),
    ]
    assert wrong(database) == []


def test_an_undo_below_leaves_what_waits_above(database: Database) -> None:
    submit(database, HEADER + "sewers,north,2020-03,5\n")
    approve(database, OFFICE, 1)
    submit(database, HEADER + "sewers,north,2020-03,6\n")
    undo_upload(database, OFFICE, 1)
    assert (figures(database), figures(database, "pending_actuals")) == ([], [("sewers", "north", 6)])
    assert seen(database, "rollups") == [("tiny", 6)]
    approve(database, OFFICE, 2)
    assert figures(database) == [("sewers", "north", 6)]
    assert wrong(database) == []


# ---------------------------------------------------------------- anything in any order


class Model:
    """The life cycle in plain Python, written from the rules and not from the SQL: every report is a dictionary entry with a state."""

    def __init__(self) -> None:
        self.reports: list[dict[str, Any]] = []  # key, value, upload, state, order of approval, undone upload
        self.approvals = 0

    def submit(self, upload: int, values: dict[str, int]) -> None:
        self.reports += [
            {"key": key, "value": value, "upload": upload, "state": "submitted", "order": 0} for key, value in values.items()
        ]

    def waiting(self, key: str) -> dict[str, Any] | None:
        """The newest report of a key, if nobody decided on it."""
        alive = [one for one in self.reports if one["key"] == key and one["state"] in ("submitted", "approved")]
        return alive[-1] if alive and alive[-1]["state"] == "submitted" else None

    def standing(self, key: str) -> int | None:
        approved = [one for one in self.reports if one["key"] == key and one["state"] == "approved"]
        return max(approved, key=lambda one: one["order"])["value"] if approved else None

    def decide(self, upload: int, state: str, keys: set[str]) -> None:
        for key in keys:
            one = self.waiting(key)
            if one and one["upload"] == upload:
                self.approvals += 1
                one |= {"state": state, "order": self.approvals}

    def open(self, upload: int) -> set[str]:
        return {key for key in KEYS if (one := self.waiting(key)) and one["upload"] == upload}


KEYS = ("north", "south", "west")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("submit"), st.dictionaries(st.sampled_from(KEYS[:2]), st.integers(1, 9), min_size=1)),
        st.tuples(
            st.sampled_from(["approve", "return", "withdraw"]), st.tuples(st.integers(1, 5), st.sets(st.sampled_from(KEYS[:2])))
        ),
    ),
    min_size=2,
    max_size=9,
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_submitted_and_decided_agrees_with_the_model(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any]]
) -> None:
    use_language("en")
    database = tiny_database(tmp_path_factory.mktemp("model"))
    model = Model()
    for verb, what in steps:
        if verb == "submit":
            text = HEADER + "".join(f"sewers,{key},2020-03,{value}\n" for key, value in what.items())
            checked = check_any(database, reporter(), PLAN, None, "f.csv", text.encode(), today=TODAY, is_correction=True)
            said = {row["region_id"]: int(row["value"]) for row in checked.preview.to_pylist() if row["difference"] != "unchanged"}
            upload = commit_upload(database, reporter(), checked, "right")
            if upload:
                model.submit(upload, said)
            continue
        number, keys = what
        wanted = (keys & model.open(number)) or model.open(number)
        cells = [cell(database, "sewers", key) for key in sorted(wanted)]
        if verb == "withdraw":
            wanted = model.open(number)
        if not wanted:
            continue
        if verb == "approve":
            approve(database, OFFICE, number, cells)
        elif verb == "return":
            return_upload(database, OFFICE, number, "no", cells)
        else:
            undo_upload(database, reporter(), number)
        model.decide(number, {"approve": "approved", "return": "returned", "withdraw": "withdrawn"}[verb], wanted)
    assert figures(database) == [("sewers", key, value) for key in KEYS if (value := model.standing(key)) is not None]
    assert figures(database, "pending_actuals") == [("sewers", key, one["value"]) for key in KEYS if (one := model.waiting(key))]
    assert wrong(database) == []
    database.close()
