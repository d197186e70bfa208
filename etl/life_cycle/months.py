"""Locked months: closed and opened by the office with a reason; what is locked moves only by an approved correction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.database import Database
from etl.notifying.notices import notify_reporters
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from etl.statements import statement
from indicators.language import _
from indicators.vocabulary import Role

LONGEST_REASON = 2000


class MonthLocked(Exception):
    """A locked month would move; the message says who locked it, when, why, and what can be done."""


class LockRefused(Exception):
    """The month cannot be locked or opened like this; the message says why."""


@dataclass(frozen=True)
class Lock:
    """A locked month: who closed it, when and why."""

    period: date
    reason: str
    username: str
    display_name: str
    locked_at: datetime


def locks(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> dict[date, Lock]:
    """The locked months of a plan."""
    rows = cursor.execute(statement("locks"), {"plan_id": plan_id}).fetchall()
    return {row[0]: Lock(*row) for row in rows}


def locked_months(database: Database, plan_id: str) -> dict[date, Lock]:
    """The locked months of a plan, for who has no cursor."""
    with database.reading() as cursor:
        return locks(cursor, plan_id)


def waiting_months(database: Database, plan_id: str) -> dict[date, int]:
    """How many reports wait for a decision, by month; a month with any cannot be locked."""
    with database.reading() as cursor:
        return _waiting(cursor, plan_id)


def _waiting(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> dict[date, int]:
    return dict(cursor.execute(statement("waiting_months"), {"plan_id": plan_id}).fetchall())


def lock_history(database: Database, plan_id: str) -> pa.Table:
    """Every locking and opening of a plan's months, the newest first: period, is_locked, reason, username, display_name, locked_at."""
    with database.reading() as cursor:
        return cursor.sql(statement("lock_history"), params={"plan_id": plan_id}).to_arrow_table()


def lock_month(database: Database, account: Account, plan_id: str, period: date, reason: str, address: str = "") -> None:
    """Closes a month. Raises LockRefused, also while reports of the month wait for a decision; UploadNotAllowed."""
    _set_lock(database, account, plan_id, period.replace(day=1), True, reason, address)


def unlock_month(database: Database, account: Account, plan_id: str, period: date, reason: str, address: str = "") -> None:
    """Opens a locked month again. Raises LockRefused, UploadNotAllowed."""
    _set_lock(database, account, plan_id, period.replace(day=1), False, reason, address)


def _set_lock(database: Database, account: Account, plan_id: str, period: date, is_locked: bool, reason: str, address: str) -> None:
    if account.is_disabled or account.role != Role.OFFICE:
        raise UploadNotAllowed(_("Only the 263 office may lock or open a month."))
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise LockRefused(_("Write a reason of 1 to {limit} characters.", limit=LONGEST_REASON))
    with database.writing() as cursor:
        _refuse_useless(cursor, plan_id, period, is_locked)
        entry = {"plan_id": plan_id, "period": period, "is_locked": is_locked, "reason": reason}
        cursor.execute(
            "insert into month_locks values ($plan_id, $period, $is_locked, $reason, $username, $now)",
            entry | {"username": account.username, "now": datetime.now()},
        )
        action = Action.MONTH_LOCKED if is_locked else Action.MONTH_UNLOCKED
        record(cursor, account.username, action, f"{plan_id} {period:%Y-%m}", {"reason": reason}, address)
        details = {"period": period, "reason": reason, "by": account.display_name}
        notify_reporters(cursor, plan_id, action, f"{plan_id} {period:%Y-%m}", details)


def _refuse_useless(cursor: duckdb.DuckDBPyConnection, plan_id: str, period: date, is_locked: bool) -> None:
    if not cursor.execute("select 1 from plans where plan_id = $plan_id", {"plan_id": plan_id}).fetchall():
        raise LockRefused(_("There is no plan {plan_id}.", plan_id=plan_id))
    month = f"{period:%Y-%m}"
    if is_locked == (period in locks(cursor, plan_id)):
        raise LockRefused(_("{month} is locked already.", month=month) if is_locked else _("{month} is not locked.", month=month))
    if not is_locked:
        return
    if waiting := _waiting(cursor, plan_id).get(period):
        raise LockRefused(
            _("{count} reports of {month} wait for a decision; approve or return them first.", count=waiting, month=month)
        )


def refuse_locked(cursor: duckdb.DuckDBPyConnection, plan_id: str, periods: Iterable[date]) -> None:
    """Raises MonthLocked when one of the months is locked."""
    locked = locks(cursor, plan_id)
    for period in sorted(periods):
        if lock := locked.get(period):
            raise MonthLocked(
                _(
                    "{month} was locked by {name} on {day} ({reason}). The office can open it.",
                    month=f"{period:%Y-%m}",
                    name=lock.display_name,
                    day=f"{lock.locked_at:%Y-%m-%d}",
                    reason=lock.reason,
                )
            )
