"""Notices: what a person should know without asking, written in the transaction of what happened."""

import json
from collections.abc import Mapping
from datetime import datetime

import duckdb

from etl.notifying.outbox import enqueue
from etl.statements import statement


def notify(
    cursor: duckdb.DuckDBPyConnection,
    username: str,
    plan_id: str,
    code: str,
    subject: str,
    details: Mapping[str, object],
    read_at: datetime | None = None,
) -> int:
    """Leaves a notice for one person, and a copy for the outbox; returns its number. `subject` names what it is about, as `upload 12`."""
    (notice_id,) = cursor.execute("select coalesce(max(notice_id), 0) + 1 from notices").fetchone() or (1,)
    notice = {
        "notice_id": notice_id,
        "username": username,
        "plan_id": plan_id,
        "code": code,
        "subject": subject,
        "details": json.dumps(details, ensure_ascii=False, default=str),
        "created_at": datetime.now(),
        "read_at": read_at,
    }
    cursor.execute(
        "insert into notices values ($notice_id, $username, $plan_id, $code, $subject, $details, $created_at, $read_at)", notice
    )
    if read_at is None:
        enqueue(cursor, notice)
    return int(notice_id)


def notify_reporters(
    cursor: duckdb.DuckDBPyConnection, plan_id: str, code: str, subject: str, details: Mapping[str, object]
) -> list[str]:
    """Leaves a notice for everybody who reports for a plan; returns their names."""
    names = [name for (name,) in cursor.execute(statement("plan_reporters"), {"plan_id": plan_id}).fetchall()]
    for name in names:
        notify(cursor, name, plan_id, code, subject, details)
    return names
