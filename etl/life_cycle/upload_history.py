"""What was uploaded: a reporter sees the own uploads, every other role all of them."""

from typing import Any

import pyarrow as pa

from etl.database import Database
from etl.ledger.kept_files import read_original
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from etl.statements import statement
from indicators.language import _
from indicators.vocabulary import Role

_QUESTIONS = {"tasks": "upload_progress", "projects": "upload_progress", "targets": "upload_targets"}


def list_uploads(database: Database, account: Account, plan_id: str | None = None) -> pa.Table:
    """The uploads the account may see, the newest first, with how many of their cells are submitted, approved, returned, withdrawn.

    `undone_by` names the upload that took one back; `review_reason`, `reviewer` and `reviewed_at` tell of the last decision.
    """
    parameters = {"plan_id": plan_id, "username": account.username if account.role == Role.REPORTER else None}
    with database.reading() as cursor:
        return cursor.sql(statement("uploads_list"), params=parameters).to_arrow_table()


def upload_rows(database: Database, account: Account, upload_id: int) -> pa.Table:
    """The figures an upload reported: old and new, what was decided and why, whether they stand; the progress or the targets likewise.

    Raises UploadNotAllowed for an upload the account may not see.
    """
    question = _QUESTIONS.get(find_visible(database, account, upload_id)["kind"], "upload_rows")
    with database.reading() as cursor:
        return cursor.sql(statement(question), params={"upload_id": upload_id}).to_arrow_table()


def original_file(database: Database, account: Account, upload_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file of an upload, as it came. Raises UploadNotAllowed, KeptFileMissing."""
    upload = find_visible(database, account, upload_id)
    return str(upload["file_name"]), read_original(database.files, str(upload["sha256"]))


def find_visible(database: Database, account: Account, upload_id: int) -> dict[str, Any]:
    """An upload that the account may see. Raises UploadNotAllowed for any other."""
    for upload in list_uploads(database, account).to_pylist():
        if upload["upload_id"] == upload_id:
            return dict(upload)
    raise UploadNotAllowed(_("There is no upload {upload_id} that you may see.", upload_id=upload_id))
