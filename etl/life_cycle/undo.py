"""Takes an upload back. What still waits for a decision is withdrawn; of what was approved, a new upload restores what stood before."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.database import Database
from etl.ledger.commit import Differences, UploadRecord, compare, log_differences, record_upload
from etl.ledger.derive import rebuild_derived
from etl.ledger.kept_files import keep_rows
from etl.ledger.standing import refresh_pending_rollups, stand
from etl.ledger.uploads import UploadUnknown, find_upload
from etl.life_cycle.months import refuse_locked
from etl.life_cycle.review import PROGRESS, ReviewRefused, decide, write_review
from etl.life_cycle.target_commit import target_differences
from etl.notifying.notices import notify
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from etl.statements import statement
from indicators.language import _
from indicators.vocabulary import Role

UNDOABLE = ("actuals", "targets", "undo", *PROGRESS)
NOTHING_LEFT = pa.table({})


class UndoRefused(Exception):
    """The upload cannot be undone; the message says why."""


@dataclass(frozen=True)
class UndoResult:
    """What an undo did.

    `upload_id` is the upload it became, None where nothing had been approved; `restored` counts the approved cells that stand again
    as before, `withdrawn` those that had waited for a decision; `left` lists the figures that later uploads stand on.
    """

    upload_id: int | None
    restored: int
    withdrawn: int
    left: pa.Table


def undo_upload(database: Database, account: Account, upload_id: int, reason: str = "", address: str = "") -> UndoResult:
    """Restores what was before an upload: by its author until it is approved, by the office or an administrator at any time.

    Raises UndoRefused, UploadNotAllowed, MonthLocked; then nothing was written.
    """
    reason = reason.strip()
    with database.writing() as cursor:
        try:
            upload = find_upload(cursor, upload_id)
        except UploadUnknown as problem:
            raise UndoRefused(str(problem)) from problem
        if upload["kind"] not in UNDOABLE:
            raise UndoRefused(_("Upload {upload_id} cannot be undone.", upload_id=upload_id))
        is_office = _is_office(account, upload)
        withdrawn = _withdraw(cursor, account, upload, reason, is_office, address)
        result = UndoResult(None, 0, withdrawn, NOTHING_LEFT)
        if is_office:
            result = _undo_approved(cursor, database, account, upload, withdrawn, reason, address)
        if not withdrawn and not result.restored:
            raise UndoRefused(_why_nothing(cursor, upload, is_office))
        if account.username != upload["username"]:
            details = {"reason": reason, "by": account.display_name, "period": upload["period"]}
            notify(cursor, upload["username"], upload["plan_id"], "undone", f"upload {upload_id}", details)
    return result


def _is_office(account: Account, upload: dict[str, Any]) -> bool:
    """Whether the account may undo what was approved; raises UploadNotAllowed when it may not undo the upload at all."""
    is_office = account.role in (Role.OFFICE, Role.ADMIN)
    if account.is_disabled or not (is_office or (account.role == Role.REPORTER and account.username == upload["username"])):
        raise UploadNotAllowed(_("Only the author of an upload, the office or an administrator may undo it."))
    return is_office


def _withdraw(
    cursor: duckdb.DuckDBPyConnection, account: Account, upload: dict[str, Any], reason: str, is_office: bool, address: str
) -> int:
    """Takes back what waits for a decision; returns how much. By the office it counts as returned."""
    try:
        return decide(
            cursor, account, upload, "returned" if is_office else "withdrawn", reason=reason or _("undone"), address=address
        ).count
    except ReviewRefused:  # nothing waits, or it is an undo, which nobody reviews
        return 0


def _undo_approved(
    cursor: duckdb.DuckDBPyConnection,
    database: Database,
    account: Account,
    upload: dict[str, Any],
    withdrawn: int,
    reason: str,
    address: str,
) -> UndoResult:
    """Restores what stood before the approved part of an upload, of which `withdrawn` cells were taken back already."""
    left = NOTHING_LEFT
    if upload["kind"] in PROGRESS:
        differences = _progress_differences(cursor, upload)
    elif upload["kind"] == "targets":
        differences, left = target_differences(cursor, upload["upload_id"])
    else:
        cursor.execute(statement("stage_undo"), {"upload_id": upload["upload_id"]})
        left = cursor.sql(statement("undo_left"), params={"upload_id": upload["upload_id"]}).to_arrow_table()
        differences = compare(cursor)
    restored = differences.new + differences.changed
    if not restored:
        return UndoResult(None, 0, withdrawn, left)
    refuse_locked(cursor, upload["plan_id"], _periods(cursor, upload))
    undo = UploadRecord(
        plan_id=upload["plan_id"],
        kind="undo",
        period=upload["period"],
        username=account.username,
        file_name=upload["file_name"],
        sha256=upload["sha256"],
        row_count=restored,
        justification=reason or None,
        undo_of=upload["upload_id"],
        simulated=upload["simulated"],
    )
    undo_id = record_upload(cursor, undo, differences)
    write_review(cursor, undo_id, "approved", True, reason, account.username)
    if upload["kind"] in PROGRESS:
        thing, _columns = PROGRESS[upload["kind"]]
        cursor.execute(f"delete from {thing}_progress where upload_id = $upload_id", {"upload_id": upload["upload_id"]})
    elif upload["kind"] == "targets":
        rebuild_derived(cursor, upload["plan_id"])  # the log leaves out what was undone
    else:
        log_differences(cursor, undo_id)
        stand(cursor, undo_id)
        refresh_pending_rollups(cursor)
        keep_rows(cursor, database.files, undo_id, undo)
    record(
        cursor, account.username, Action.UNDO, f"upload {upload['upload_id']}", {"restored": restored, "reason": reason}, address
    )
    return UndoResult(undo_id, restored, withdrawn, left)


def _progress_differences(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any]) -> Differences:
    """Counts what stands of an upload of progress; the report before it comes forward by itself."""
    thing, _columns = PROGRESS[upload["kind"]]
    (standing,) = cursor.execute(
        f"select count(*) from {thing}_progress where upload_id = $upload_id", {"upload_id": upload["upload_id"]}
    ).fetchone() or (0,)
    return Differences(0, int(standing), 0)


def _periods(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any]) -> list[Any]:
    """The months whose approved figures an undo would move."""
    if upload["kind"] == "targets":
        return []
    if upload["kind"] in PROGRESS:
        thing, _columns = PROGRESS[upload["kind"]]
        standing = cursor.execute(
            f"select distinct period from {thing}_progress where upload_id = $upload_id", {"upload_id": upload["upload_id"]}
        )
        return [period for (period,) in standing.fetchall()]
    return [
        period for (period,) in cursor.execute("select distinct period from differences where difference <> 'unchanged'").fetchall()
    ]


def _why_nothing(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any], is_office: bool) -> str:
    approved = cursor.execute(
        "select username, reviewed_at from reviews where upload_id = $upload_id and verdict = 'approved' order by review_id desc limit 1",
        {"upload_id": upload["upload_id"]},
    ).fetchone()
    if approved and not is_office:
        return _(
            "Upload {upload_id} was approved by {name} on {day}; only the office can undo it now. To change a figure, send a correction.",
            upload_id=upload["upload_id"],
            name=approved[0],
            day=f"{approved[1]:%Y-%m-%d}",
        )
    return _(
        "Nothing of upload {upload_id} is left to undo: it was undone, or later uploads replaced it.", upload_id=upload["upload_id"]
    )
