"""Evidence (佐证材料): files attached to a reported figure, task or project of a month; kept by hash, removed only in name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.checking.items import find_items
from etl.database import Database
from etl.ledger.kept_files import keep_evidence, read_evidence
from etl.ledger.standing import submitted_world
from etl.life_cycle.evidence_type import EvidenceRefused, clean_name, media_type_of
from etl.life_cycle.months import refuse_locked
from etl.people.accounts import Account
from etl.plans.rule_settings import read_rules
from etl.reporting import UploadNotAllowed, find_reportable, require_reporter
from etl.statements import statement
from indicators.language import _
from indicators.vocabulary import Role

MOST_BYTES = 20 * 2**20
MOST_FILES = 10


class Subject(NamedTuple):
    """What evidence proves: a figure by indicator and region, or a task or project by its id, in a month."""

    kind: Literal["actual", "task", "project"]
    plan_id: str
    period: date
    indicator_key: int | None = None
    region_key: int | None = None
    item_id: str | None = None


@dataclass(frozen=True)
class EvidenceFile:
    """An evidence file as it is sent to a browser."""

    file_name: str
    media_type: str
    data: bytes


def list_evidence(database: Database, account: Account, subject: Subject) -> pa.Table:
    """The evidence for one subject that the account may see; `is_removable` for this account, `display_name` of who attached it."""
    with database.reading() as cursor:
        return _removable(_visible(cursor, account, **subject._asdict()), account)


def month_evidence(database: Database, account: Account, plan_id: str, period: date) -> pa.Table:
    """The evidence for everything of a month that the account may see; the same columns as `list_evidence`."""
    with database.reading() as cursor:
        return _removable(_visible(cursor, account, plan_id, period), account)


def find_evidence(database: Database, account: Account, plan_id: str, evidence_ids: Sequence[int]) -> pa.Table:
    """Those of a plan's files with these numbers that the account may see; the same columns as `list_evidence`."""
    with database.reading() as cursor:
        return _removable(_visible(cursor, account, plan_id, evidence_ids=list(evidence_ids)), account)


def attach(database: Database, account: Account, subject: Subject, file_name: str, data: bytes, address: str = "") -> int:
    """Keeps a file as evidence; returns its number. Raises EvidenceRefused, UploadNotAllowed, MonthLocked."""
    require_reporter(account, subject.plan_id)
    if len(data) > MOST_BYTES:
        raise EvidenceRefused(
            _("The file has {size} MB; at most {limit} MB are kept.", size=-(-len(data) // 2**20), limit=MOST_BYTES // 2**20)
        )
    media_type = media_type_of(data, file_name)
    with database.writing() as cursor:
        _require_own(cursor, account, subject)
        refuse_locked(cursor, subject.plan_id, [subject.period])
        sha256 = keep_evidence(database.files, data)
        _refuse_more(_visible(cursor, account, **subject._asdict()).to_pylist(), sha256)
        (evidence_id,) = cursor.execute("select coalesce(max(evidence_id), 0) + 1 from evidence").fetchone() or (1,)
        entry = {"evidence_id": evidence_id, **subject._asdict(), "file_name": clean_name(file_name), "sha256": sha256}
        entry |= {"media_type": media_type, "byte_count": len(data), "username": account.username, "attached_at": datetime.now()}
        cursor.execute(
            """
            insert into evidence values (
                $evidence_id, $plan_id, $kind, $indicator_key, $region_key, $item_id, $period, $file_name, $sha256, $media_type,
                $byte_count, $username, $attached_at, null, null
            )
            """,
            entry,
        )
        record(cursor, account.username, Action.EVIDENCE_ATTACHED, f"evidence {evidence_id}", entry, address)
    return int(evidence_id)


def open_evidence(database: Database, account: Account, evidence_id: int, address: str = "") -> EvidenceFile:
    """The bytes of an evidence file, with a line in the audit trail. Raises UploadNotAllowed, also where there is none; KeptFileMissing."""
    with database.writing(changes_answers=False) as cursor:
        row = _find(cursor, account, evidence_id)
        file = EvidenceFile(row["file_name"], row["media_type"], read_evidence(database.files, row["sha256"]))
        detail = {"file_name": file.file_name, "sha256": row["sha256"]}
        record(cursor, account.username, Action.EVIDENCE_OPENED, f"evidence {evidence_id}", detail, address)
    return file


def remove_evidence(database: Database, account: Account, evidence_id: int, address: str = "") -> None:
    """Takes a file from its subject, by who attached it, until the report is approved or the month is locked; the bytes stay kept.

    Raises EvidenceRefused, UploadNotAllowed, MonthLocked.
    """
    with database.writing() as cursor:
        row = _find(cursor, account, evidence_id)
        if row["username"] != account.username:
            raise UploadNotAllowed(_("Only {name}, who attached this file, may remove it.", name=row["display_name"]))
        if row["is_approved"]:
            raise EvidenceRefused(_("The report was approved with this file, so it stays. Attach another one beside it."))
        refuse_locked(cursor, row["plan_id"], [row["period"]])
        _refuse_last_proof(cursor, account, row)
        cursor.execute(
            "update evidence set removed_by = $username, removed_at = $now where evidence_id = $evidence_id",
            {"username": account.username, "now": datetime.now(), "evidence_id": evidence_id},
        )
        detail = {"file_name": row["file_name"], "sha256": row["sha256"]}
        record(cursor, account.username, Action.EVIDENCE_REMOVED, f"evidence {evidence_id}", detail, address)


def _require_own(cursor: duckdb.DuckDBPyConnection, account: Account, subject: Subject) -> None:
    """Raises UploadNotAllowed unless the account reports the subject."""
    if subject.kind == "actual":
        find_reportable(cursor, account, subject.plan_id)
        question = "select 1 from reportable where is_mine and indicator_key = $indicator_key and region_key = $region_key"
        key: dict[str, object] = {"indicator_key": subject.indicator_key, "region_key": subject.region_key}
    else:
        find_items(cursor, account, subject.plan_id)
        question = "select 1 from items where is_mine and kind = $kind and item_id = $item_id"
        key = {"kind": f"{subject.kind}s", "item_id": subject.item_id}
    if not cursor.execute(question, key).fetchall():
        raise UploadNotAllowed(_("Evidence is attached by those who report the figure, task or project."))


def _refuse_more(rows: list[dict[str, Any]], sha256: str) -> None:
    for row in rows:
        if row["sha256"] == sha256:
            raise EvidenceRefused(_("This file is attached already, as “{name}”.", name=row["file_name"]))
    if len(rows) >= MOST_FILES:
        raise EvidenceRefused(_("{limit} files are attached already. Remove one, or put several into one PDF.", limit=MOST_FILES))


def _refuse_last_proof(cursor: duckdb.DuckDBPyConnection, account: Account, row: dict[str, Any]) -> None:
    """Raises EvidenceRefused where a report that says done would lose its only file."""
    if row["kind"] == "actual" or not read_rules(cursor, row["plan_id"])["done_needs_evidence"]:
        return
    subject = Subject(*(row[name] for name in Subject._fields))
    if _visible(cursor, account, **subject._asdict()).num_rows > 1:
        return
    with submitted_world(cursor):
        cursor.execute(statement(f"standing_{subject.kind}s"), {"plan_id": subject.plan_id})
    question = "select 1 from standing_progress where item_id = $item_id and period = $period and state = 'done'"
    if cursor.execute(question, {"item_id": subject.item_id, "period": subject.period}).fetchall():
        raise EvidenceRefused(
            _("The report says done, and this is its only evidence. Attach another file first, or report another state.")
        )


def _find(cursor: duckdb.DuckDBPyConnection, account: Account, evidence_id: int) -> dict[str, Any]:
    """One evidence file that the account may see; raises UploadNotAllowed with the same words for one that is not there."""
    place = cursor.execute("select plan_id from evidence where evidence_id = $evidence_id", {"evidence_id": evidence_id}).fetchone()
    rows = _visible(cursor, account, place[0], evidence_ids=[evidence_id]).to_pylist() if place else []
    if not rows:
        raise UploadNotAllowed(_("There is no evidence {number} that you may see.", number=evidence_id))
    return dict(rows[0])


def _visible(
    cursor: duckdb.DuckDBPyConnection,
    account: Account,
    plan_id: str,
    period: date | None = None,
    kind: str | None = None,
    indicator_key: int | None = None,
    region_key: int | None = None,
    item_id: str | None = None,
    evidence_ids: list[int] | None = None,
) -> pa.Table:
    if account.is_disabled:
        raise UploadNotAllowed(_("The account {username} is disabled.", username=account.username))
    find_reportable(cursor, account, plan_id)
    find_items(cursor, account, plan_id)
    parameters = {
        "plan_id": plan_id,
        "period": period,
        "kind": kind,
        "indicator_key": indicator_key,
        "region_key": region_key,
        "item_id": item_id,
        "evidence_ids": evidence_ids,
        "everything": account.role != Role.REPORTER,
    }
    return cursor.sql(statement("evidence_list"), params=parameters).to_arrow_table()


def _removable(rows: pa.Table, account: Account) -> pa.Table:
    """With a column that says which files the account may remove; `remove_evidence` decides."""
    is_removable = [row["username"] == account.username and not row["is_approved"] for row in rows.to_pylist()]
    return rows.append_column("is_removable", pa.array(is_removable, pa.bool_()))
