"""A person's notices: those that were left, and those about due days, which are found when somebody looks. Nobody sees another's."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from etl.database import Database
from etl.notifying.notices import notify
from etl.people.accounts import Account
from etl.reporting import scope_pairs
from etl.statements import statement
from indicators import queries
from indicators.completeness import Counts, count_reports
from indicators.engine import DuckEngine
from indicators.vocabulary import Role

SOON = timedelta(days=5)  # before the day something is due
PAST = timedelta(days=92)  # after it; older gaps stand on the completeness page


@dataclass(frozen=True)
class Notice:
    """One notice: what happened (`code`), to what (`subject`), the facts of its sentence; `notice_id` is None for one about a due day."""

    notice_id: int | None
    plan_id: str
    code: str
    subject: str
    details: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


def list_notices(database: Database, account: Account, today: date) -> list[Notice]:
    """The account's own notices: due days first, then the newest; `read_at` is None until it was read."""
    left = _left(database, account)
    return [*_unread_due(left, due_notices(database, account, today)), *left]


def count_unread(database: Database, account: Account, due: Sequence[Notice]) -> int:
    """How many of the account's notices were not read yet; `due` is the answer of `due_notices`, which may be kept for the day."""
    left = _left(database, account)
    return sum(notice.read_at is None for notice in left) + len(_unread_due(left, due))


def mark_read(database: Database, account: Account, today: date) -> int:
    """Marks all of the account's notices as read, nobody else's; returns how many it marked."""
    now = datetime.now()
    due = _unread_due(_left(database, account), due_notices(database, account, today))
    with database.writing(changes_answers=False) as cursor:
        marked = cursor.execute(
            "update notices set read_at = $now where username = $username and read_at is null returning notice_id",
            {"now": now, "username": account.username},
        ).fetchall()
        for notice in due:  # from now on it is one that was left
            notify(cursor, account.username, notice.plan_id, notice.code, notice.subject, notice.details, read_at=now)
    return len(marked) + len(due)


def due_notices(database: Database, account: Account, today: date) -> list[Notice]:
    """One notice per plan and month whose reports the account still owes: due within SOON, or overdue for at most PAST."""
    if account.role != Role.REPORTER:
        return []
    engine = DuckEngine(database.reading)
    months = queries.months_of(today.year - 1, today.replace(day=1))[-6:]
    found = []
    for plan_id in sorted({scope.plan_id for scope in account.scopes}):
        scopes = scope_pairs(account, plan_id)
        due_on = {
            row["period"]: row["due_on"]
            for row in queries.due_days(engine, plan_id, months, scopes)
            if today - PAST <= row["due_on"] <= today + SOON
        }
        counted = count_reports(engine, plan_id, tuple(due_on), scopes, today).whole.months if due_on else {}
        for period, counts in counted.items():
            found += _due(plan_id, period, due_on[period], counts)
    return found


def _due(plan_id: str, period: date, due_on: date, counts: Counts) -> list[Notice]:
    """The notice about one month of one plan, if anything is still to come."""
    return [
        Notice(
            notice_id=None,
            plan_id=plan_id,
            code=code,
            subject=f"{plan_id} {period:%Y-%m}",
            details={"period": period, "due_on": due_on, "count": count},
            created_at=datetime.combine(due_on, time()),
            read_at=None,
        )
        for code, count in (("overdue", counts.missing), ("due_soon", counts.open))
        if count
    ]


def _left(database: Database, account: Account) -> list[Notice]:
    with database.reading() as cursor:
        rows = cursor.execute(statement("notices"), {"username": account.username}).fetchall()
    return [Notice(row[0], row[1], row[2], row[3], json.loads(row[4]), *row[5:]) for row in rows]


def _unread_due(left: Sequence[Notice], due: Sequence[Notice]) -> list[Notice]:
    """Notices about due days that were not marked as read before."""
    known = {(notice.code, notice.subject) for notice in left}
    return [notice for notice in due if (notice.code, notice.subject) not in known]
