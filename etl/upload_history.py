"""What was uploaded: a reporter sees the own uploads, every other role all of them."""

import pyarrow as pa

from etl.accounts import Account
from etl.commit import statement
from etl.database import Database
from etl.reporting import UploadNotAllowed
from indicators.language import _
from indicators.vocabulary import Role


def list_uploads(database: Database, account: Account, plan_id: str | None = None) -> pa.Table:
    """The uploads the account may see, the newest first; `undone_by` names the upload that took one back."""
    parameters = {"plan_id": plan_id, "username": account.username if account.role == Role.REPORTER else None}
    with database.reading() as cursor:
        return cursor.sql(statement("uploads_list"), params=parameters).to_arrow_table()


def upload_rows(database: Database, account: Account, upload_id: int) -> pa.Table:
    """The figures an upload wrote, old and new. Raises UploadNotAllowed for an upload the account may not see."""
    if upload_id not in list_uploads(database, account)["upload_id"].to_pylist():
        raise UploadNotAllowed(_("There is no upload {upload_id} that you may see.", upload_id=upload_id))
    with database.reading() as cursor:
        cursor.execute(statement("stage_undo"), {"upload_id": upload_id})
        return cursor.sql(statement("upload_rows"), params={"upload_id": upload_id}).to_arrow_table()
