"""Bulletins as the office issues them: a snapshot kept by its hash and never changed; a correction is a new issue."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb

from etl.audit import Action, record
from etl.bulletin_templates import template_in_use
from etl.database import Database
from etl.ledger.kept_files import KeptFileMissing, keep_original, read_original
from etl.ledger.worlds import Worlds
from etl.people.accounts import Account
from etl.statements import statement
from indicators.bulletin.build import build
from indicators.bulletin.content import Bulletin, Issue, from_json, to_json
from indicators.bulletin.docx_file import write_docx
from indicators.bulletin.xlsx_file import write_xlsx
from indicators.engine import DuckEngine
from indicators.language import _
from indicators.vocabulary import Role
from indicators.world import World

READERS = (Role.LEADER, Role.OFFICE, Role.ADMIN)
LONGEST_TEXT = 5_000

FileKind = Literal["docx", "xlsx"]


class BulletinRefused(Exception):
    """The bulletin cannot be issued or read like this; the message says why and what to do."""


@dataclass(frozen=True)
class OfficeWords:
    """What the office writes itself: who signs, what is required, for a second issue of a month why there is one, and its own number."""

    signature: str = ""
    requirements: str = ""
    reason: str = ""
    document_number: str = ""

    def stripped(self) -> "OfficeWords":
        """The words without blanks around them. Raises BulletinRefused when they are too long."""
        words = OfficeWords(**{name: text.strip() for name, text in vars(self).items()})
        if max(map(len, vars(words).values())) > LONGEST_TEXT:
            raise BulletinRefused(_("A text of the bulletin is longer than {most} characters; shorten it.", most=LONGEST_TEXT))
        return words


def issue_bulletin(database: Database, account: Account, seen: Bulletin, words: OfficeWords, address: str = "") -> int:
    """Issues the draft that the office saw, with its words; returns its number. Raises BulletinRefused, TemplateUnusable.

    The content is built again from the figures: if they are no longer those that were seen, nothing is issued.
    """
    _require(account, (Role.OFFICE,), _("Bulletins are issued by the 263 office only."))
    words = words.stripped()
    now = datetime.now()
    worlds, world = Worlds(database), World(seen.counts)
    engine = DuckEngine(lambda: worlds.reading(world))
    fresh = build(engine, seen.plan_id, seen.period, seen.language, now.date(), seen.counts)
    if fresh.sections != seen.sections:
        raise BulletinRefused(_("Figures have changed since the draft was shown. Look at the draft again, then issue it."))
    template = template_in_use(database, seen.plan_id)
    with database.reading() as cursor:
        number, corrects = _next(cursor, seen)
    if corrects is not None and not words.reason:
        raise BulletinRefused(
            _("This month was issued as No. {number} already. Write what the new issue corrects.", number=corrects)
        )
    issue = Issue(
        number=number,
        issued_on=now.date(),
        signature=words.signature,
        requirements=words.requirements,
        corrects=corrects,
        reason=words.reason if corrects is not None else "",
        document_number=words.document_number,
    )
    bulletin = fresh.issued(issue)
    docx, xlsx = write_docx(bulletin, template.data if template else None), write_xlsx(bulletin)
    with database.writing() as cursor:
        if _next(cursor, seen) != (number, corrects):
            raise BulletinRefused(_("Another bulletin was issued in this moment. Look at the list, then try again."))
        kept = {
            "docx_sha256": keep_original(database.files, docx),
            "xlsx_sha256": keep_original(database.files, xlsx),
            "template_sha256": template.sha256 if template else None,
        }
        _store(cursor, account, bulletin, issue, now, kept, address)
    return number


def _store(
    cursor: duckdb.DuckDBPyConnection,
    account: Account,
    bulletin: Bulletin,
    issue: Issue,
    now: datetime,
    kept: dict[str, str | None],
    address: str,
) -> None:
    """The row of an issue, and the line of the audit trail that proves it later."""
    content = to_json(bulletin)
    facts = {
        "plan_id": bulletin.plan_id,
        "number": issue.number,
        "period": bulletin.period,
        "language": bulletin.language,
        "title": bulletin.title,
        "corrects": issue.corrects,
        "reason": issue.reason or None,
        "simulated": bulletin.is_simulated,
        "counts": bulletin.counts,
        **kept,
    }
    stored = {**facts, "issued_by": account.username, "issued_at": now, "content": content}
    cursor.execute(f"insert into bulletins ({', '.join(stored)}) values ({', '.join(f'${name}' for name in stored)})", stored)
    detail = {**facts, "content_sha256": hashlib.sha256(content.encode()).hexdigest()}
    record(cursor, account.username, Action.BULLETIN_ISSUED, f"{bulletin.plan_id} {issue.number}", detail, address)


def list_bulletins(database: Database, account: Account, plan_id: str) -> list[dict[str, Any]]:
    """The issued bulletins of a plan, the newest first. Raises BulletinRefused."""
    _require_reader(account)
    with database.reading() as cursor:
        cursor.execute(statement("bulletins_list"), {"plan_id": plan_id})
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_bulletin(database: Database, account: Account, plan_id: str, number: int) -> Bulletin:
    """The content of an issued bulletin. Raises BulletinRefused."""
    _require_reader(account)
    return from_json(_stored(database, plan_id, number)["content"])


def read_bulletin_file(database: Database, account: Account, plan_id: str, number: int, kind: FileKind) -> bytes:
    """An issued bulletin's file as it was issued. Raises BulletinRefused; KeptFileMissing when it is gone or was changed."""
    _require_reader(account)
    return read_original(database.files, _stored(database, plan_id, number)[f"{kind}_sha256"])


def verify_bulletins(database: Database) -> list[str]:
    """What of the issued bulletins is no longer as it was issued, in sentences: a file, the content, or a whole issue."""
    question = "select plan_id, number, docx_sha256, xlsx_sha256, template_sha256, content from bulletins order by plan_id, number"
    with database.reading() as cursor:
        issued = cursor.execute(question).fetchall()
        entries = cursor.execute(
            "select subject, detail from audit where action = $action", {"action": Action.BULLETIN_ISSUED.value}
        )
        stated = {subject: json.loads(detail)["content_sha256"] for subject, detail in entries.fetchall()}
    wrong = []
    for plan_id, number, *files, content in issued:
        subject = f"{plan_id} {number}"
        if stated.pop(subject, None) != hashlib.sha256(content.encode()).hexdigest():
            wrong.append(f"The content of bulletin {subject} is not what the audit trail says was issued.")
        for sha256 in filter(None, files):
            try:
                read_original(database.files, sha256)
            except KeptFileMissing as problem:
                wrong.append(f"Bulletin {subject}: {problem}")
    return wrong + [f"Bulletin {subject} was issued, as the audit trail says, and is not there." for subject in stated]


def _require_reader(account: Account) -> None:
    _require(account, READERS, _("Bulletins are read here by leaders, the 263 office and administrators."))


def _require(account: Account, roles: tuple[Role, ...], sentence: str) -> None:
    if account.is_disabled or account.role not in roles:
        raise BulletinRefused(sentence)


def _next(cursor: duckdb.DuckDBPyConnection, seen: Bulletin) -> tuple[int, int | None]:
    """The number that the next bulletin of the plan gets, and the one of the same month that it corrects."""
    (last,) = cursor.execute(
        "select coalesce(max(number), 0) from bulletins where plan_id = $plan_id", {"plan_id": seen.plan_id}
    ).fetchone() or (0,)
    question = "select max(number) from bulletins where plan_id = $plan_id and period = $period"
    (corrects,) = cursor.execute(question, {"plan_id": seen.plan_id, "period": seen.period}).fetchone() or (None,)
    return last + 1, corrects


def _stored(database: Database, plan_id: str, number: int) -> dict[str, Any]:
    columns = ("docx_sha256", "xlsx_sha256", "content")
    with database.reading() as cursor:
        row = cursor.execute(
            f"select {', '.join(columns)} from bulletins where plan_id = $plan_id and number = $number",
            {"plan_id": plan_id, "number": number},
        ).fetchone()
    if row is None:
        raise BulletinRefused(_("There is no bulletin No. {number} of this plan.", number=number))
    return dict(zip(columns, row, strict=True))
