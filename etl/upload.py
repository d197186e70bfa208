"""An upload of figures from file to database: checked and compared first, then submitted whole or not at all."""

import duckdb
import pyarrow as pa

from etl.accounts import Account
from etl.audit import Action, record
from etl.checked_upload import CheckedUpload, check_upload, fingerprint
from etl.checks import find_settled
from etl.commit import Differences, UploadRecord, compare, log_differences, record_upload, statement
from etl.database import Database
from etl.justification import Justification, row_notes, unjustified
from etl.kept_files import keep_original, keep_rows
from etl.plan_names import PlanUnknown
from etl.raw_table import Choices, FileRefused
from etl.reporting import UploadNotAllowed, find_reportable, owed, require_reporter
from etl.standing import await_review, submitted_world
from etl.undo import UndoRefused, UndoResult, undo_upload
from etl.upload_history import list_uploads, upload_rows
from indicators.language import _

__all__ = [
    "CheckedUpload",
    "Choices",
    "FileRefused",
    "PlanUnknown",
    "UndoRefused",
    "UndoResult",
    "UploadNotAllowed",
    "UploadRefused",
    "UploadStale",
    "check_upload",
    "commit_upload",
    "list_uploads",
    "owed",
    "undo_upload",
    "upload_rows",
]

LONGEST_JUSTIFICATION = 2000
STAGED = "indicator_key, region_key, period, value, numerator, denominator, note, position"


class UploadRefused(Exception):
    """The upload cannot be committed as it is; the message says what is missing."""


class UploadStale(Exception):
    """Since the check the figures or duties it was compared with have changed; it must be checked again.

    `moved` lists the figures of the file that somebody else reported meanwhile: their names, month, the figure before and after,
    and who sent it when.
    """

    def __init__(self, message: str, moved: pa.Table) -> None:
        super().__init__(message)
        self.moved = moved


def commit_upload(
    database: Database, account: Account, checked: CheckedUpload, justification: str = "", address: str = ""
) -> int | None:
    """Submits a checked upload in one transaction; returns its number, or None when every figure was reported already.

    Raises UploadRefused, UploadNotAllowed, UploadStale; then nothing was written.
    """
    require_reporter(account, checked.plan_id)
    if checked.username != account.username:
        raise UploadNotAllowed(_("This file was checked by someone else. Check it again."))
    justification = _accepted(checked, justification)
    with database.writing() as cursor:
        differences = _differences(cursor, database, account, checked)
        if not differences.new and not differences.changed:
            return None
        upload = UploadRecord(
            plan_id=checked.plan_id,
            kind="actuals",
            period=checked.period,
            username=account.username,
            file_name=checked.file_name,
            sha256=keep_original(database.files, checked.data),
            row_count=checked.compared.num_rows,
            justification=justification or None,
            is_correction=checked.corrected > 0,
        )
        upload_id = record_upload(cursor, upload, differences)
        log_differences(cursor, upload_id)
        await_review(cursor, upload_id)
        detail = {"file_name": upload.file_name, "sha256": upload.sha256, **differences.__dict__, "justification": justification}
        record(cursor, account.username, Action.UPLOAD, f"upload {upload_id}", detail, address)
        keep_rows(cursor, database.files, upload_id, upload)
    return upload_id


def _accepted(checked: CheckedUpload, justification: str) -> str:
    """The justification, when there is one where one is needed."""
    justification = justification.strip()
    if checked.errors:
        raise UploadRefused(_("Errors in the file: {count}. Correct them and send it again.", count=len(checked.errors)))
    given = Justification(justification, row_notes(checked.compared, checked.table))
    if not checked.changes_nothing and (missing := unjustified(checked.problems, given)):
        raise UploadRefused(_("Warnings in the file: {count}. Write why the figures are right.", count=len(missing)))
    if checked.corrected and not justification and not checked.changes_nothing:
        raise UploadRefused(
            _("Figures that were approved or locked: {count}. Write why they are corrected.", count=checked.corrected)
        )
    if len(justification) > LONGEST_JUSTIFICATION:
        raise UploadRefused(_("The justification is longer than {limit} characters.", limit=LONGEST_JUSTIFICATION))
    return justification


def _differences(cursor: duckdb.DuckDBPyConnection, database: Database, account: Account, checked: CheckedUpload) -> Differences:
    """Leaves the temporary table `differences` as of this transaction; raises UploadStale when it is not what was checked."""
    cursor.register("compared", checked.compared)
    if database.version == checked.database_version:  # nobody wrote since: it is what was checked
        cursor.execute("create or replace temp table differences as from compared")
        return checked.differences
    cursor.execute(f"create or replace temp table staged as select {STAGED} from compared")
    with submitted_world(cursor):
        differences = compare(cursor)
    if differences.new or differences.changed:
        _refuse_stale(cursor, account, checked)
    return differences


def _refuse_stale(cursor: duckdb.DuckDBPyConnection, account: Account, checked: CheckedUpload) -> None:
    find_reportable(cursor, account, checked.plan_id)
    lost = cursor.execute(
        "select 1 from staged anti join (from reportable where is_mine) using (indicator_key, region_key) limit 1"
    ).fetchall()
    settled = find_settled(cursor, checked.plan_id)
    if not lost and settled == checked.corrected and fingerprint(cursor) == checked.fingerprint:
        return
    moved = cursor.sql(statement("moved_since")).to_arrow_table()
    message = _("Since the check, figures or duties have changed. Check the file again and look at what would change.")
    if moved.num_rows:
        message = (
            _("Since the check, {count} of these figures were reported by somebody else.", count=moved.num_rows) + " " + message
        )
    raise UploadStale(message, moved)
