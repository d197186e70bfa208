"""A file of any kind, read once: its header says whether it holds figures, progress of tasks or projects, or targets."""

from collections.abc import Callable
from datetime import date

import duckdb

from etl.checking.checked_upload import CheckedUpload, check_figures, checked_at_once
from etl.checking.progress_check import check_progress
from etl.checking.target_check import check_targets
from etl.database import Database
from etl.people.accounts import Account
from etl.reading.plan_names import read_plan_names
from etl.reading.raw_table import DETECT, Choices, RawTable
from etl.reading.read_file import read_file
from etl.reporting import require_office, require_reporter
from indicators.language import _


def read_upload(database: Database, plan_id: str, file_name: str, data: bytes, choices: Choices = DETECT) -> RawTable:
    """The table in a file sent for a plan, and how it was read. Raises FileRefused, PlanUnknown."""
    with database.reading() as cursor:
        names = read_plan_names(cursor, plan_id)
    return read_file(data, file_name, choices, names=names)


def check_any(
    database: Database,
    account: Account | None,
    plan_id: str,
    period: date | None,
    file_name: str,
    data: bytes,
    region_id: str | None = None,
    choices: Choices = DETECT,
    progress: Callable[[str], None] = lambda _stage: None,
    today: date | None = None,
    is_correction: bool = False,
) -> CheckedUpload:
    """Reads, checks and compares a file of any kind (see `kind` of what it returns); writes nothing.

    `region_id` concerns figures only, `period` and `is_correction` everything but targets. Without an account, as somebody who may
    report everything. Raises FileRefused when no table can be read, UploadNotAllowed, PlanUnknown.
    """
    progress(_("Reading the file"))
    table = read_upload(database, plan_id, file_name, data, choices)
    kind, this_month = table.detected.kind, (today or date.today()).replace(day=1)
    month = period.replace(day=1) if period else None
    if account:
        if kind == "targets":
            require_office(account)
        else:
            require_reporter(account, plan_id)

    def check(cursor: duckdb.DuckDBPyConnection) -> CheckedUpload:
        if kind == "actuals":
            return check_figures(cursor, account, plan_id, month, table, this_month, is_correction, region_id, progress)
        progress(_("Checking {count} rows", count=len(table.rows)))
        if kind == "targets":
            return check_targets(cursor, plan_id, table)
        return check_progress(cursor, account, plan_id, month, table, this_month, is_correction)

    return checked_at_once(database, account, file_name, data, check)
