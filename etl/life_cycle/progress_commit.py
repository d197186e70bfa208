"""Submits a checked file of task or project progress: logged and recorded in one transaction, waiting for review from then on."""

from datetime import date

import duckdb

from etl.checking.checked_progress import CheckedProgress
from etl.checking.items import THINGS
from etl.checking.progress_check import check_progress
from etl.database import Database
from etl.ledger.commit import Differences
from etl.ledger.kept_files import keep_rows
from etl.life_cycle.accept import accepted, record_accepted, stale
from etl.people.accounts import Account
from etl.reporting import require_reporter
from etl.statements import statement


def commit_progress(
    database: Database, account: Account, checked: CheckedProgress, justification: str = "", address: str = ""
) -> int | None:
    """Submits the file; returns the upload's number, or None when everything was reported already.

    Raises UploadRefused, UploadNotAllowed, UploadStale; then nothing was written.
    """
    require_reporter(account, checked.plan_id)
    justification = accepted(account, checked, justification)
    with database.writing() as cursor:
        differences = _differences(cursor, account, checked)
        if not differences.new and not differences.changed:
            return None
        upload_id, upload = record_accepted(cursor, database, account, checked, differences, justification, address)
        _log(cursor, upload_id, checked)
        keep_rows(cursor, database.files, upload_id, upload)
    return upload_id


def _differences(cursor: duckdb.DuckDBPyConnection, account: Account, checked: CheckedProgress) -> Differences:
    """Leaves the temporary table `differences` as of this transaction; raises UploadStale when it is not what was checked."""
    this_month = date.today().replace(day=1)
    again = check_progress(cursor, account, checked.plan_id, checked.period, checked.table, this_month, is_correction=True)
    if again.changes_nothing:
        return again.differences
    if (again.problems, again.corrected, again.fingerprint) != (checked.problems, checked.corrected, checked.fingerprint):
        cursor.register("compared", checked.compared)
        raise stale(cursor.sql(statement("progress_moved"), params={"kind": checked.kind}).to_arrow_table())
    return again.differences


def _log(cursor: duckdb.DuckDBPyConnection, upload_id: int, checked: CheckedProgress) -> None:
    """Appends what says something new to the log of the kind."""
    thing = THINGS[checked.kind]
    invested = "investment_wan, " if checked.kind == "projects" else ""
    cursor.execute(
        f"""
        insert into {thing}_revisions by name
        select $plan_id as plan_id, item_id as {thing}_id, period, state, percent, {invested}note, $upload_id as upload_id
        from differences where difference <> 'unchanged'
        order by position
        """,
        {"plan_id": checked.plan_id, "upload_id": upload_id},
    )
