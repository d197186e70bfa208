"""Work in hand: what a reporter has typed or chosen and not submitted yet, kept on the server for that person alone."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from etl.database import Database
from etl.people.accounts import Account
from etl.reporting import require_reporter
from indicators.language import _

LARGEST = 1_000_000  # characters of one draft


class DraftRefused(Exception):
    """The draft cannot be kept; the message says why."""


@dataclass(frozen=True)
class Draft:
    """What one person has in hand for a plan, a month and a way of reporting (`grid`, `file`)."""

    plan_id: str
    period: date
    kind: str
    content: Mapping[str, Any]
    saved_at: datetime


def save_draft(
    database: Database,
    account: Account,
    plan_id: str,
    period: date,
    kind: str,
    content: Mapping[str, Any],
    data: bytes | None = None,
) -> Draft:
    """Keeps `content`, plain data, in the place of an earlier draft; `data` is the file that belongs to it.

    Raises DraftRefused when it is too large, UploadNotAllowed for an account that does not report for the plan.
    """
    require_reporter(account, plan_id)
    if data is not None:
        content = {**content, "sha256": hashlib.sha256(data).hexdigest()}
    with database.writing(changes_answers=False) as cursor:  # nobody sweeps before the draft speaks of its file
        draft = _write(cursor, account, plan_id, period, kind, content)
        if data is not None:
            _keep(database, data, str(content["sha256"]))
    _sweep(database)
    return draft


def amend_draft(
    database: Database,
    account: Account,
    plan_id: str,
    period: date,
    kind: str,
    amend: Callable[[dict[str, Any]], Mapping[str, Any]],
) -> Draft | None:
    """Keeps what `amend` makes of the draft as it stands at this moment, so that two windows of one person lose nothing to each other.

    A draft without content is forgotten; then None. Raises DraftRefused, UploadNotAllowed.
    """
    require_reporter(account, plan_id)
    with database.writing(changes_answers=False) as cursor:
        key = _key(account, plan_id, period, kind)
        rows = cursor.execute(f"select content from drafts where {_PLACE}", key).fetchall()
        content = amend(dict(json.loads(rows[0][0])) if rows else {})
        if content:
            return _write(cursor, account, plan_id, period, kind, content)
        cursor.execute(_DELETE, key)
    _sweep(database)
    return None


def load_draft(database: Database, account: Account, plan_id: str, period: date, kind: str) -> Draft | None:
    """The draft of this person, if there is one."""
    wanted = (plan_id, period.replace(day=1), kind)
    return next((one for one in list_drafts(database, account) if (one.plan_id, one.period, one.kind) == wanted), None)


def list_drafts(database: Database, account: Account) -> list[Draft]:
    """Every draft of this person, the newest first."""
    with database.reading() as cursor:
        rows = cursor.execute(
            "select plan_id, period, kind, content, saved_at from drafts where username = $username order by saved_at desc",
            {"username": account.username},
        ).fetchall()
    return [Draft(plan_id, period, kind, json.loads(content), saved_at) for plan_id, period, kind, content, saved_at in rows]


def drop_draft(database: Database, account: Account, plan_id: str, period: date, kind: str) -> None:
    """Forgets a draft, once it was submitted or is not wanted any more."""
    with database.writing(changes_answers=False) as cursor:
        cursor.execute(_DELETE, _key(account, plan_id, period, kind))
    _sweep(database)


def draft_file(database: Database, draft: Draft) -> bytes | None:
    """The bytes of the file that belongs to a draft; None when they are gone or are not what was kept."""
    sha256 = str(draft.content.get("sha256", ""))
    path = database.files / "drafts" / sha256
    data = path.read_bytes() if sha256 and path.exists() else b""
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


_PLACE = "username = $username and plan_id = $plan_id and period = $period and kind = $kind"
_DELETE = f"delete from drafts where {_PLACE}"


def _key(account: Account, plan_id: str, period: date, kind: str) -> dict[str, Any]:
    return {"username": account.username, "plan_id": plan_id, "period": period.replace(day=1), "kind": kind}


def _write(
    cursor: duckdb.DuckDBPyConnection, account: Account, plan_id: str, period: date, kind: str, content: Mapping[str, Any]
) -> Draft:
    """The draft in the place of an earlier one. Raises DraftRefused."""
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > LARGEST:
        raise DraftRefused(_("The draft is longer than {limit} characters; submit a part of it as a file.", limit=LARGEST))
    draft = Draft(plan_id, period.replace(day=1), kind, content, datetime.now())
    key = _key(account, plan_id, period, kind)
    cursor.execute(_DELETE, key)
    cursor.execute(
        "insert into drafts values ($username, $plan_id, $period, $kind, $content, $now)",
        {**key, "content": text, "now": draft.saved_at},
    )
    return draft


def _keep(database: Database, data: bytes, sha256: str) -> None:
    path = database.files / "drafts" / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_suffix(".part")
    working.write_bytes(data)
    working.replace(path)


def _sweep(database: Database) -> None:
    """Deletes the files that no draft speaks of any more."""
    folder = database.files / "drafts"
    if not folder.exists():
        return
    with database.writing(changes_answers=False) as cursor:  # nobody keeps a file in the meantime
        rows = cursor.execute("select content from drafts").fetchall()
        wanted = {json.loads(content).get("sha256") for (content,) in rows}
        for path in folder.iterdir():
            if path.name not in wanted and path.suffix != ".part":
                path.unlink(missing_ok=True)
