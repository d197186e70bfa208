"""Takes an upload back: a new upload restores what stood before it; nothing is ever deleted."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from etl.accounts import Account
from etl.audit import Action, record
from etl.commit import UploadRecord, compare, record_upload, statement, write_differences
from etl.database import Database
from etl.kept_files import keep_rows
from etl.reporting import UploadNotAllowed
from indicators.language import _
from indicators.vocabulary import Role


class UndoRefused(Exception):
    """The upload cannot be undone; the message says why."""


@dataclass(frozen=True)
class UndoResult:
    """What an undo did: the upload it became, how many figures it restored, and those left because later uploads stand on them."""

    upload_id: int
    restored: int
    left: pa.Table


def undo_upload(database: Database, account: Account, upload_id: int, reason: str = "", address: str = "") -> UndoResult:
    """Restores what stood before an upload. Raises UndoRefused, UploadNotAllowed; then nothing was written."""
    with database.writing() as cursor:
        upload = _upload(cursor, upload_id)
        _require_permission(account, upload)
        cursor.execute(statement("stage_undo"), {"upload_id": upload_id})
        left = cursor.sql(statement("undo_left"), params={"upload_id": upload_id}).to_arrow_table()
        differences = compare(cursor)
        if not differences.new and not differences.changed:
            raise UndoRefused(
                _(
                    "Nothing of upload {upload_id} is left to undo: it was undone, or later uploads replaced it.",
                    upload_id=upload_id,
                )
            )
        undo = UploadRecord(
            plan_id=upload["plan_id"],
            kind="undo",
            period=upload["period"],
            username=account.username,
            file_name=upload["file_name"],
            sha256=upload["sha256"],
            row_count=differences.new + differences.changed,
            justification=reason.strip() or None,
            undo_of=upload_id,
            simulated=upload["simulated"],
        )
        undo_id = record_upload(cursor, undo, differences)
        write_differences(cursor, undo_id)
        detail = {"restored": undo.row_count, "left": left.num_rows, "reason": reason.strip()}
        record(cursor, account.username, Action.UNDO, f"upload {upload_id}", detail, address)
        keep_rows(cursor, database.files, undo_id, undo)
    return UndoResult(undo_id, undo.row_count, left)


def _upload(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> dict[str, Any]:
    result = cursor.execute("select * from uploads where upload_id = $upload_id", {"upload_id": upload_id})
    names = [column[0] for column in result.description or ()]
    rows = result.fetchall()
    if not rows:
        raise UndoRefused(_("There is no upload {upload_id}.", upload_id=upload_id))
    upload = dict(zip(names, rows[0], strict=True))
    if upload["kind"] not in ("actuals", "undo"):
        raise UndoRefused(_("Upload {upload_id} holds no figures; only figures can be undone.", upload_id=upload_id))
    return upload


def _require_permission(account: Account, upload: dict[str, Any]) -> None:
    """The author may undo, and so may the office and the administrator."""
    may = account.role in (Role.OFFICE, Role.ADMIN) or (account.role == Role.REPORTER and account.username == upload["username"])
    if account.is_disabled or not may:
        raise UploadNotAllowed(_("Only the author of an upload, the office or an administrator may undo it."))
