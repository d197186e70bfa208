"""An upload from file to database: checked and compared first, then submitted whole or not at all."""

import duckdb

from etl.checking.check_any import check_any
from etl.checking.checked_progress import CheckedProgress
from etl.checking.checked_upload import CheckedUpload, fingerprint
from etl.checking.checks import find_settled
from etl.checking.target_check import CheckedTargets
from etl.database import Database
from etl.ledger.commit import Differences, compare, log_differences
from etl.ledger.kept_files import keep_rows
from etl.ledger.standing import await_review, submitted_world
from etl.life_cycle.accept import UploadRefused, UploadStale, accepted, record_accepted, stale
from etl.life_cycle.progress_commit import commit_progress
from etl.life_cycle.target_commit import commit_targets
from etl.life_cycle.undo import UndoRefused, UndoResult, undo_upload
from etl.life_cycle.upload_history import list_uploads, upload_rows
from etl.people.accounts import Account
from etl.reading.plan_names import PlanUnknown
from etl.reading.raw_table import Choices, FileRefused
from etl.reporting import UploadNotAllowed, find_reportable, owed, require_reporter
from etl.statements import statement

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
    "check_any",
    "commit_upload",
    "list_uploads",
    "owed",
    "undo_upload",
    "upload_rows",
]

STAGED = "indicator_key, region_key, period, value, numerator, denominator, note, position"


def commit_upload(
    database: Database, account: Account, checked: CheckedUpload, justification: str = "", address: str = ""
) -> int | None:
    """Submits a checked upload in one transaction; returns its number, or None when everything in it was reported already.

    Targets count at once, the rest waits for review. Raises UploadRefused, UploadNotAllowed, UploadStale; then nothing was written.
    """
    if isinstance(checked, CheckedProgress):
        return commit_progress(database, account, checked, justification, address)
    if isinstance(checked, CheckedTargets):
        return commit_targets(database, account, checked, justification, address)
    require_reporter(account, checked.plan_id)
    justification = accepted(account, checked, justification)
    with database.writing(changes_standing=False) as cursor:  # it waits for a decision
        differences = _differences(cursor, database, account, checked)
        if not differences.new and not differences.changed:
            return None
        upload_id, upload = record_accepted(cursor, database, account, checked, differences, justification, address)
        log_differences(cursor, upload_id)
        await_review(cursor, upload_id)
        keep_rows(cursor, database.files, upload_id, upload)
    return upload_id


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
    raise stale(cursor.sql(statement("moved_since")).to_arrow_table())
