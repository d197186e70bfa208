"""Writes a checked file of targets: logged, standing and all that follows from it rebuilt, in one transaction; and takes one back."""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.target_check import CheckedTargets, check_targets
from etl.database import Database
from etl.ledger.commit import Differences
from etl.ledger.derive import rebuild_derived
from etl.ledger.kept_files import keep_rows
from etl.life_cycle.accept import accepted, record_accepted, stale
from etl.people.accounts import Account
from etl.reporting import require_office
from etl.statements import statement


def commit_targets(
    database: Database, account: Account, checked: CheckedTargets, justification: str = "", address: str = ""
) -> int | None:
    """Writes the targets, which count at once; returns the upload's number, or None when all of them stand already.

    Raises UploadRefused, UploadNotAllowed, UploadStale; then nothing was written.
    """
    require_office(account)
    justification = accepted(account, checked, justification)
    with database.writing() as cursor:
        again = check_targets(cursor, checked.plan_id, checked.table)
        if again.changes_nothing:
            return None
        if (again.problems, again.fingerprint) != (checked.problems, checked.fingerprint):
            raise stale(pa.table({}))
        differences = again.differences
        upload_id, upload = record_accepted(cursor, database, account, checked, differences, justification, address)
        _log(cursor, upload_id, checked.plan_id)
        rebuild_derived(cursor, checked.plan_id)
        keep_rows(cursor, database.files, upload_id, upload)
    return upload_id


def _log(cursor: duckdb.DuckDBPyConnection, upload_id: int, plan_id: str) -> None:
    """Appends the entries of the temporary table `differences` that say something new."""
    cursor.execute(
        """
        insert into target_revisions by name
        select
            $upload_id as upload_id, $plan_id as plan_id, kind, indicator_key, region_key, year, quarter, comparator, value, no_task,
            basis, document_number, note
        from differences where difference <> 'unchanged'
        order by position
        """,
        {"upload_id": upload_id, "plan_id": plan_id},
    )


def target_differences(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> tuple[Differences, pa.Table]:
    """How many entries of an upload an undo would take back, and those that it leaves because later uploads stand on them."""
    entries = cursor.sql(statement("target_undo"), params={"upload_id": upload_id}).to_arrow_table()
    is_standing = entries["is_standing"]
    left = entries.filter(pc.invert(is_standing)).drop_columns(["is_standing"])
    return Differences(0, entries.num_rows - left.num_rows, 0), left
