"""Notices: what a person should know without asking, written in the transaction of what happened."""

import json
from collections.abc import Mapping
from datetime import datetime

import duckdb


def notify(
    cursor: duckdb.DuckDBPyConnection, username: str, plan_id: str, code: str, subject: str, details: Mapping[str, object]
) -> int:
    """Leaves a notice for one person; returns its number. `subject` names what it is about, such as `upload 12`."""
    (notice_id,) = cursor.execute("select coalesce(max(notice_id), 0) + 1 from notices").fetchone() or (1,)
    cursor.execute(
        "insert into notices values ($notice_id, $username, $plan_id, $code, $subject, $details, $now, null)",
        {
            "notice_id": notice_id,
            "username": username,
            "plan_id": plan_id,
            "code": code,
            "subject": subject,
            "details": json.dumps(details, ensure_ascii=False, default=str),
            "now": datetime.now(),
        },
    )
    return int(notice_id)
