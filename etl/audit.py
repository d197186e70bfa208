"""The audit trail: who did what to what, when and from where. Append-only; every entry carries the hash of the one before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import duckdb

from indicators.language import _

FIRST_HASH = "0" * 64
BATCH = 10_000


class Action(StrEnum):
    """What can stand in the audit trail."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    UPLOAD = "upload"
    APPROVE = "approve"
    RETURN = "return"
    WITHDRAW = "withdraw"
    UNDO = "undo"
    EVIDENCE_ATTACHED = "evidence_attached"
    EVIDENCE_OPENED = "evidence_opened"
    EVIDENCE_REMOVED = "evidence_removed"
    MONTH_LOCKED = "month_locked"
    MONTH_UNLOCKED = "month_unlocked"
    EXPORT = "export"
    ACCOUNT_CREATED = "account_created"
    ACCOUNT_CHANGED = "account_changed"
    PLAN_LOADED = "plan_loaded"
    BULLETIN_ISSUED = "bulletin_issued"
    BULLETIN_TEMPLATE = "bulletin_template"
    BACKUP = "backup"


def record(
    cursor: duckdb.DuckDBPyConnection, username: str, action: str, subject: str, detail: Mapping[str, object], address: str = ""
) -> int:
    """Appends one entry in the caller's transaction; returns its position. Raises ValueError for an unknown action."""
    last = cursor.execute("select position, hash from audit order by position desc limit 1").fetchone()
    position, previous_hash = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
    entry = (
        position,
        datetime.now(),
        username,
        Action(action).value,
        subject,
        json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str),
        address,
        previous_hash,
    )
    cursor.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?)", [*entry, _hash(entry)])
    return int(position)


def verify_chain(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """One sentence per break of the trail: an entry missing, changed or put in; empty when it is whole."""
    broken = []
    expected_position, expected_hash = 1, FIRST_HASH
    cursor.execute("select * from audit order by position")
    while rows := cursor.fetchmany(BATCH):
        for *entry, stated_hash in rows:
            position, previous_hash = entry[0], entry[-1]
            if position != expected_position:
                broken.append(
                    _("Audit entry {missing} is missing; the next one is {position}.", missing=expected_position, position=position)
                )
            elif previous_hash != expected_hash:
                broken.append(
                    _("Audit entry {position} does not follow the one before: one of them was replaced.", position=position)
                )
            if stated_hash != _hash(tuple(entry)):
                broken.append(_("Audit entry {position} was changed after it was written.", position=position))
            expected_position, expected_hash = position + 1, stated_hash
    return broken


def _hash(entry: tuple[object, ...]) -> str:
    text = json.dumps(entry, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
