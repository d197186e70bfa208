"""Who may report what: one question in SQL behind the owed list, the template and the check of an upload."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb
import pyarrow as pa

from etl.database import Database
from etl.ledger.standing import submitted_world
from etl.people.accounts import Account
from etl.reading.plan_names import read_plan_names
from etl.statements import statement
from indicators.engine import statement as question_text
from indicators.language import _
from indicators.queries import Scopes, scope_lists
from indicators.vocabulary import Role


class UploadNotAllowed(Exception):
    """The account may not do this; the message says why and who may."""


def require_reporter(account: Account, plan_id: str) -> None:
    """Raises UploadNotAllowed unless the account reports figures of this plan."""
    if account.is_disabled:
        raise UploadNotAllowed(_("The account {username} is disabled.", username=account.username))
    if account.role != Role.REPORTER:
        raise UploadNotAllowed(_("Figures are reported by reporters only; no other role may send or change them."))
    if not any(scope.plan_id == plan_id for scope in account.scopes):
        raise UploadNotAllowed(
            _("The account {username} does not report for this plan. Ask the administrator for a scope.", username=account.username)
        )


def require_office(account: Account) -> None:
    """Raises UploadNotAllowed unless the account belongs to the office, which alone enters targets."""
    if account.is_disabled:
        raise UploadNotAllowed(_("The account {username} is disabled.", username=account.username))
    if account.role != Role.OFFICE:
        raise UploadNotAllowed(_("Targets are entered by the 263 office only."))


def find_reportable(cursor: duckdb.DuckDBPyConnection, account: Account | None, plan_id: str) -> None:
    """Leaves the temporary table `reportable`, where `is_mine` marks what the account reports; without an account, everything."""
    question = scope_parameters(account, plan_id)
    everything = question.pop("everything")
    cursor.execute(f"create or replace temp table reach as {question_text('reach')}", question)
    cursor.execute(statement("reportable"), {"plan_id": plan_id, "everything": everything})


def scope_pairs(account: Account | None, plan_id: str) -> Scopes:
    """The regions and departments the account reports for in a plan; None, everything, without an account and for other roles."""
    if account is None or account.role != Role.REPORTER:
        return None
    return tuple((scope.region_id, scope.department_id) for scope in account.scopes if scope.plan_id == plan_id)


def scope_parameters(account: Account | None, plan_id: str) -> dict[str, object]:
    """What the questions about reach ask for: the account's regions and departments in the plan, or that it reaches everything."""
    scopes = scope_pairs(account, plan_id)
    return {"plan_id": plan_id, "everything": scopes is None, **scope_lists(scopes or ())}


def owed(database: Database, account: Account | None, plan_id: str, period: date) -> pa.Table:
    """What the account owes for a month; for the other roles, what everybody owes. Raises PlanUnknown.

    `state` is `missing`, `submitted`, `returned` (then with `returned_reason`) or `approved`.
    """
    with database.reading() as cursor:
        read_plan_names(cursor, plan_id)
        find_due(cursor, scope_pairs(account, plan_id), plan_id, period.replace(day=1))
        with submitted_world(cursor):
            return cursor.sql(statement("owed"), params={"period": period.replace(day=1)}).to_arrow_table()


class MonthCount(NamedTuple):
    """What of one month is still to be reported by somebody: figures that are missing, and those that were sent back."""

    period: date
    missing: int
    returned: int


def open_months(database: Database, account: Account, plan_id: str, periods: Iterable[date]) -> list[MonthCount]:
    """Of the months asked, those of which the account still owes something, in their order. Raises PlanUnknown."""
    months = []
    for period in periods:
        states = owed(database, account, plan_id, period)["state"].to_pylist()
        month = MonthCount(period, states.count("missing"), states.count("returned"))
        if month.missing or month.returned:
            months.append(month)
    return months


def find_due(cursor: duckdb.DuckDBPyConnection, scopes: Scopes, plan_id: str, period: date) -> None:
    """Leaves the temporary table `due`: what is owed for a month within the scopes, by whom and by when."""
    question = {"plan_id": plan_id, "periods": [period], **scope_lists(scopes)}
    cursor.execute(f"create or replace temp table due as {question_text('due_mine')}", question)
