"""What must hold before anything of a checked file is written, and what is written of it first, whatever its kind."""

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.checking.checked_upload import CheckedUpload
from etl.checking.justification import Justification, row_notes, unjustified
from etl.database import Database
from etl.ledger.commit import Differences, UploadRecord, record_upload
from etl.ledger.kept_files import keep_original
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from indicators.language import _

LONGEST_JUSTIFICATION = 2000


class UploadRefused(Exception):
    """The upload cannot be committed as it is; the message says what is missing."""


class UploadStale(Exception):
    """Since the check what it was compared with has changed; it must be checked again.

    `moved` lists what of the file somebody else reported meanwhile: its names, month, what stood before and after, and who sent it when.
    """

    def __init__(self, message: str, moved: pa.Table) -> None:
        super().__init__(message)
        self.moved = moved


def accepted(account: Account, checked: CheckedUpload, justification: str) -> str:
    """The justification, when there is one where one is needed. Raises UploadRefused; UploadNotAllowed for another's file."""
    if checked.username != account.username:
        raise UploadNotAllowed(_("This file was checked by someone else. Check it again."))
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


def stale(moved: pa.Table) -> UploadStale:
    """The refusal of a file after whose check something changed; `moved` may be empty, when only duties did."""
    message = _("Since the check, figures or duties have changed. Check the file again and look at what would change.")
    if moved.num_rows:
        message = (
            _("Since the check, {count} of these figures were reported by somebody else.", count=moved.num_rows) + " " + message
        )
    return UploadStale(message, moved)


def record_accepted(
    cursor: duckdb.DuckDBPyConnection,
    database: Database,
    account: Account,
    checked: CheckedUpload,
    differences: Differences,
    justification: str,
    address: str,
) -> tuple[int, UploadRecord]:
    """Keeps the file as it came and writes the upload and its line of the audit trail; returns its number and what was written."""
    upload = UploadRecord(
        plan_id=checked.plan_id,
        kind=checked.kind,
        period=checked.period,
        username=account.username,
        file_name=checked.file_name,
        sha256=keep_original(database.files, checked.data),
        row_count=checked.compared.num_rows,
        justification=justification or None,
        is_correction=checked.corrected > 0,
    )
    upload_id = record_upload(cursor, upload, differences)
    detail = {"file_name": upload.file_name, "sha256": upload.sha256, **differences.__dict__, "justification": justification}
    record(cursor, account.username, Action.UPLOAD, f"upload {upload_id}", detail, address)
    return upload_id, upload
