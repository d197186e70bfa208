"""How a reporter's files are to be read: choices made once are remembered for files of the same shape."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from etl.database import Database
from etl.people.accounts import Account


def remember_choices(database: Database, account: Account, plan_id: str, shape: str, choices: Mapping[str, Any]) -> None:
    """Keeps `choices`, plain data, for this person's files of this shape; empty ones are forgotten."""
    key = {"username": account.username, "plan_id": plan_id, "shape": shape}
    with database.writing(changes_answers=False) as cursor:
        cursor.execute("delete from reading_choices where username = $username and plan_id = $plan_id and shape = $shape", key)
        if choices:
            cursor.execute(
                "insert into reading_choices values ($username, $plan_id, $shape, $choices, $now)",
                {**key, "choices": json.dumps(choices, ensure_ascii=False), "now": datetime.now()},
            )


def remembered_choices(database: Database, account: Account, plan_id: str, shape: str) -> dict[str, Any]:
    """What this person chose for files of this shape; empty when nothing was chosen."""
    with database.reading() as cursor:
        rows = cursor.execute(
            "select choices from reading_choices where username = $username and plan_id = $plan_id and shape = $shape",
            {"username": account.username, "plan_id": plan_id, "shape": shape},
        ).fetchall()
    return dict(json.loads(rows[0][0])) if rows else {}
