"""What waits for the office's decision: the uploads, and the cells of one of them. Only the office is told."""

from datetime import date

import pyarrow as pa

from etl.database import Database
from etl.ledger.uploads import UPLOAD_KINDS, UploadUnknown, find_upload
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from etl.statements import statement
from indicators import queries
from indicators.engine import statement as question_text
from indicators.language import _
from indicators.vocabulary import Role


def waiting_uploads(database: Database, account: Account, plan_id: str) -> pa.Table:
    """The uploads of a plan of which something waits, the longest waiting first. Raises UploadNotAllowed.

    `waiting` counts the cells, `late` those of them that came after the day they were due.
    """
    _require_office(account)
    with database.reading() as cursor:
        years = cursor.execute("select first_year, last_year from plans where plan_id = $plan_id", {"plan_id": plan_id}).fetchall()
        months = [month for first, last in years for month in queries.months_of(first, date(last, 12, 1))]
        question = {"plan_id": plan_id, "periods": months}
        cursor.execute(f"create or replace temp table reporting_days as {question_text('reporting_days')}", question)
        return cursor.sql(statement("review_queue"), params={"plan_id": plan_id}).to_arrow_table()


def waiting_cells(database: Database, account: Account, upload_id: int) -> pa.Table:
    """The cells of an upload that wait, with what was approved before. Raises UploadNotAllowed, UploadUnknown.

    Figures have `old_value`, `value`, `difference`; tasks and projects `old_state`, `state`, `percent`; all have `note` and the
    fields of `review.Cell`.
    """
    _require_office(account)
    with database.reading() as cursor:
        kind = find_upload(cursor, upload_id)["kind"]
        if kind not in UPLOAD_KINDS:
            raise UploadUnknown(_("Upload {upload_id} holds nothing that is reviewed.", upload_id=upload_id))
        return cursor.sql(statement(f"waiting_{kind}"), params={"upload_id": upload_id}).to_arrow_table()


def _require_office(account: Account) -> None:
    if account.is_disabled or account.role != Role.OFFICE:
        raise UploadNotAllowed(_("Only the 263 office reviews reports."))
