"""Who may report what: one question in SQL behind the owed list, the template and the check of an upload."""

from datetime import date

import duckdb
import pyarrow as pa

from etl.accounts import Account
from etl.commit import statement
from etl.database import Database
from etl.plan_names import read_plan_names
from etl.standing import submitted_world
from indicators.language import _
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
    cursor.execute(statement("reportable"), scope_parameters(account, plan_id))


def scope_parameters(account: Account | None, plan_id: str) -> dict[str, object]:
    """What the questions about reach ask for: the account's regions and departments in the plan, or that it reaches everything."""
    scopes = [scope for scope in account.scopes if scope.plan_id == plan_id] if account else []
    return {
        "plan_id": plan_id,
        "everything": account is None or account.role != Role.REPORTER,
        "scope_regions": [scope.region_id for scope in scopes],
        "scope_departments": [scope.department_id for scope in scopes],
    }


def owed(database: Database, account: Account | None, plan_id: str, period: date) -> pa.Table:
    """What the account owes for a month; for the other roles, what everybody owes. Raises PlanUnknown.

    `state` is `missing`, `submitted`, `returned` (then with `returned_reason`) or `approved`.
    """
    with database.reading() as cursor:
        read_plan_names(cursor, plan_id)
        find_reportable(cursor, account, plan_id)
        with submitted_world(cursor):
            return cursor.sql(statement("owed"), params={"plan_id": plan_id, "period": period.replace(day=1)}).to_arrow_table()
