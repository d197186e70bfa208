"""The outbox: notices that also leave the house, written in the transaction of the notice so that none is lost, sent later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import duckdb

from etl.settings import setting
from etl.statements import statement

Channel = Literal["webhook", "mail"]
# after the first failure, the second …; after the last one nobody tries again
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=4))
AT_ONCE = 50
LONGEST_FAILURE = 500


@dataclass(frozen=True)
class Message:
    """One notice on its way: the number by which a receiver knows it again, how it goes, to whom, what it says."""

    message_id: int
    channel: Channel
    recipient: str
    content: dict[str, Any]
    attempts: int
    language: str
    plan_zh: str
    plan_en: str


def enqueue(cursor: duckdb.DuckDBPyConnection, notice: Mapping[str, object]) -> None:
    """Puts a notice into the outbox once for each way that is set; without a setting nothing is written and nothing will be sent."""
    if setting("webhook"):
        _put(cursor, "webhook", str(notice["username"]), notice)
    if setting("smtp"):
        username = {"username": notice["username"]}
        found = cursor.execute("select email from accounts where username = $username and email <> ''", username).fetchall()
        for (email,) in found:
            _put(cursor, "mail", email, notice)


def _put(cursor: duckdb.DuckDBPyConnection, channel: Channel, recipient: str, notice: Mapping[str, object]) -> None:
    content = {key: notice[key] for key in ("notice_id", "username", "plan_id", "code", "subject", "created_at")}
    content["details"] = json.loads(str(notice["details"]))
    cursor.execute(
        """
        insert into outbox
        select coalesce(max(message_id), 0) + 1, $channel, $recipient, $content, $now, 0, $now, null, null from outbox
        """,
        {
            "channel": channel,
            "recipient": recipient,
            "content": json.dumps(content, ensure_ascii=False, default=str),
            "now": datetime.now(),
        },
    )


def due_messages(cursor: duckdb.DuckDBPyConnection, now: datetime) -> list[Message]:
    """What is to be sent now, the oldest first, at most AT_ONCE; the rest waits for the next look."""
    rows = cursor.execute(statement("outbox_due"), {"now": now, "most": AT_ONCE}).fetchall()
    return [Message(row[0], row[1], row[2], json.loads(row[3]), *row[4:]) for row in rows]


def note_sent(cursor: duckdb.DuckDBPyConnection, message: Message, now: datetime) -> None:
    """Records that a message went out."""
    cursor.execute(
        """
        update outbox set attempts = attempts + 1, sent_at = $now, next_at = null, failure = null where message_id = $message_id
        """,
        {"now": now, "message_id": message.message_id},
    )


def note_failed(cursor: duckdb.DuckDBPyConnection, message: Message, failure: str, now: datetime) -> bool:
    """Records a failure and when the message is tried again; returns whether it will be."""
    delay = RETRY_AFTER[message.attempts] if message.attempts < len(RETRY_AFTER) else None
    cursor.execute(
        """
        update outbox set attempts = attempts + 1, next_at = $next_at, failure = $failure where message_id = $message_id
        """,
        {
            "next_at": now + delay if delay else None,
            "failure": failure[:LONGEST_FAILURE],
            "message_id": message.message_id,
        },
    )
    return delay is not None
