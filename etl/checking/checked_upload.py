"""Stops 1 to 4 of a file that nobody has submitted yet: read, cleaned, checked and compared, with nothing written."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import duckdb
import pyarrow as pa

from etl.checking.change_checks import check_changes
from etl.checking.checks import Place, check_header, check_rows, find_settled, settled_problems
from etl.checking.preview import preview
from etl.checking.problems import Problem
from etl.checking.stage import Columns, find_columns, stage
from etl.database import Database
from etl.ledger.commit import Differences, compare
from etl.ledger.standing import submitted_world
from etl.people.accounts import Account
from etl.plans.rule_settings import use_rules
from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.raw_table import Detected, RawTable
from etl.reporting import UploadNotAllowed, find_reportable
from indicators.language import _


@dataclass(frozen=True)
class CheckedUpload:
    """A file that was read, checked and compared, with nothing written yet."""

    plan_id: str
    period: date | None
    detected: Detected
    problems: tuple[Problem, ...]
    differences: Differences
    skipped: int  # rows without a figure
    rejected: int  # rows with an error
    compared: pa.Table  # what stands and what would stand, by keys
    table: RawTable
    names: PlanNames
    fingerprint: str
    corrected: int = 0  # figures that were approved or locked already and pass only as a correction
    username: str | None = None
    file_name: str = ""
    data: bytes = b""
    sha256: str = ""
    database_version: int = 0  # unchanged, nothing was written since the check

    @property
    def kind(self) -> str:
        """What the file reports: actuals, tasks, projects or targets."""
        return self.detected.kind

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file from being committed."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What passes only with a justification."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def preview(self) -> pa.Table:
        """Every figure of the file with its row, its names, what stands now (`old_value` …), what would stand, and the `difference`."""
        return preview(self.compared, self.table, self.names)

    @property
    def changes_nothing(self) -> bool:
        """Every figure of the file stands already."""
        return not self.errors and not (self.differences.new or self.differences.changed)


def check_figures(
    cursor: duckdb.DuckDBPyConnection,
    account: Account | None,
    plan_id: str,
    period: date | None,
    table: RawTable,
    this_month: date,
    is_correction: bool,
    region_id: str | None,
    progress: Callable[[str], None],
) -> CheckedUpload:
    """The checked figures of a table that was read already. Raises UploadNotAllowed, PlanUnknown."""
    return _Check(cursor, account, plan_id, period, table, progress, is_correction).run(region_id, this_month)


C = TypeVar("C", bound=CheckedUpload)


def checked_at_once(
    database: Database, account: Account | None, file_name: str, data: bytes, check: Callable[[duckdb.DuckDBPyConnection], C]
) -> C:
    """What `check` finds, all of it in one state of the database, with what only the caller knows of the file."""
    version = database.version
    with database.reading() as cursor:
        cursor.execute("begin")
        checked = check(cursor)
        cursor.execute("rollback")
    return replace(
        checked,
        username=account.username if account else None,
        file_name=file_name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        database_version=version,
    )


class _Check:
    """One file on its way through the stops clean, check and compare."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        account: Account | None,
        plan_id: str,
        period: date | None,
        table: RawTable,
        progress: Callable[[str], None],
        is_correction: bool,
    ) -> None:
        self.cursor, self.period, self.table, self.progress = cursor, period, table, progress
        self.is_correction = is_correction
        self.names = read_plan_names(cursor, plan_id)
        find_reportable(cursor, account, plan_id)

    def run(self, region_id: str | None, this_month: date) -> CheckedUpload:
        """The checked upload, without what only the caller knows."""
        region = self._chosen_region(region_id)
        region_for_all = region if region is not None else self._only_region()
        columns, problems = find_columns(self.table, self.period, region_for_all is not None)
        problems += check_header(self.table)
        notes: tuple[str, ...] = ()
        if any(problem.code in ("missing_column", "duplicate_column") for problem in problems):
            return self._result(columns, notes, problems, Differences(0, 0, 0), is_staged=False)
        self.progress(_("Checking {count} rows", count=len(self.table.rows)))
        notes = stage(self.cursor, self.table, columns, self.names, self.period, region_for_all)
        place = Place(self.table, columns, self.names, self.period, region, use_rules(self.cursor, self.names.plan_id))
        problems += check_rows(self.cursor, place, this_month)
        self.progress(_("Comparing with the figures on file"))
        with submitted_world(self.cursor):
            differences = compare(self.cursor)
            problems += check_changes(self.cursor, place)
        settled = find_settled(self.cursor, self.names.plan_id)
        if settled and not self.is_correction:
            problems += settled_problems(self.cursor, place)
        return self._result(columns, notes, problems, differences, True, settled if self.is_correction else 0)

    def _chosen_region(self, region_id: str | None) -> int | None:
        if not region_id:
            return None
        key = self.names.region_names.key(region_id)
        if key is None:
            raise UploadNotAllowed(_("The plan has no region “{region}”.", region=region_id))
        return key

    def _only_region(self) -> int | None:
        """The region of a file that names none: the one for which the account reports, if there is only one."""
        regions = self.cursor.execute("select distinct region_key from reportable where is_mine and is_owed").fetchall()
        return int(regions[0][0]) if len(regions) == 1 else None

    def _result(
        self,
        columns: Columns,
        notes: tuple[str, ...],
        problems: list[Problem],
        differences: Differences,
        is_staged: bool,
        corrected: int = 0,
    ) -> CheckedUpload:
        compared = pa.table({})
        skipped = rejected = 0
        mark = ""
        if is_staged:
            compared = self.cursor.sql("from differences").to_arrow_table()
            skipped, rejected = self._counts()
            mark = fingerprint(self.cursor)
        detected = replace(self.table.detected, ignored_columns=columns.ignored, notes=notes)
        return CheckedUpload(
            plan_id=self.names.plan_id,
            period=self.period,
            detected=detected,
            problems=tuple(problems),
            differences=differences,
            skipped=skipped,
            rejected=rejected,
            compared=compared,
            table=self.table,
            names=self.names,
            fingerprint=mark,
            corrected=corrected,
        )

    def _counts(self) -> tuple[int, int]:
        (row,) = self.cursor.execute(
            """
            select
                (select count(*) from candidates where indicator_key is not null) -
                (select count(*) from checked_rows where indicator_key is not null),
                (select count(*) from checked_rows) - (select count(*) from staged)
            """
        ).fetchall()
        return int(row[0]), int(row[1])


def fingerprint(cursor: duckdb.DuckDBPyConnection) -> str:
    """What the temporary table `differences` would do, in one word; it is another word as soon as any figure differs."""
    (row,) = cursor.execute(
        """
        select bit_xor(hash(indicator_key, region_key, period, old_value, old_numerator, old_denominator, value, numerator, denominator))
        from differences
        """
    ).fetchall()
    return str(row[0])
