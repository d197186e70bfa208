"""The office's decision on what was reported, and the reporter's own withdrawal: whole uploads or single cells, never a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.database import Database
from etl.ledger.commit import compare
from etl.ledger.standing import settle_pending, stand
from etl.ledger.uploads import UPLOAD_KINDS, UploadUnknown, find_upload
from etl.notifying.notices import notify
from etl.people.accounts import Account
from etl.reporting import UploadNotAllowed
from etl.statements import statement
from indicators.language import N_, _
from indicators.vocabulary import Role

Verdict = Literal["approved", "returned", "withdrawn"]
ACTIONS: dict[Verdict, Action] = {"approved": Action.APPROVE, "returned": Action.RETURN, "withdrawn": Action.WITHDRAW}
CLOSED = {
    "approved": N_("{name} approved it, or a part of it, at {moment}."),
    "returned": N_("{name} returned it, or a part of it, at {moment}."),
    "withdrawn": N_("{name} withdrew it, or a part of it, at {moment}."),
}
LONGEST_REASON = 2000
CELLS = pa.schema([("indicator_key", pa.int32()), ("region_key", pa.int32()), ("item_id", pa.string()), ("period", pa.date32())])
PROGRESS = {"tasks": ("task", "state, percent, note"), "projects": ("project", "state, percent, investment_wan, note")}


class ReviewRefused(Exception):
    """The decision cannot be taken; the message says why."""


class Cell(NamedTuple):
    """One reported cell of an upload: a figure by indicator and region, or the progress of a task or project, in a month."""

    indicator_key: int | None
    region_key: int | None
    item_id: str | None
    period: date


@dataclass(frozen=True)
class Decision:
    """A decision that was taken: its number, and how many cells it covers."""

    review_id: int
    count: int


def approve(
    database: Database, account: Account, upload_id: int, cells: Sequence[Cell] | None = None, address: str = ""
) -> Decision:
    """Lets what waits in an upload count: all of it, or only `cells`. Raises ReviewRefused, UploadNotAllowed."""
    return _by_office(database, account, upload_id, "approved", cells, "", address)


def return_upload(
    database: Database, account: Account, upload_id: int, reason: str, cells: Sequence[Cell] | None = None, address: str = ""
) -> Decision:
    """Sends what waits in an upload, or only `cells`, back to its author with a reason. Raises ReviewRefused, UploadNotAllowed."""
    if not reason.strip():
        raise ReviewRefused(_("Write the reason: the reporter sees it at the cell."))
    if len(reason) > LONGEST_REASON:
        raise ReviewRefused(_("The reason is longer than {limit} characters.", limit=LONGEST_REASON))
    return _by_office(database, account, upload_id, "returned", cells, reason.strip(), address)


def _by_office(
    database: Database, account: Account, upload_id: int, verdict: Verdict, cells: Sequence[Cell] | None, reason: str, address: str
) -> Decision:
    if account.is_disabled or account.role != Role.OFFICE:
        raise UploadNotAllowed(_("Only the 263 office may approve or return reports."))
    with database.writing() as cursor:
        try:
            upload = find_upload(cursor, upload_id)
        except UploadUnknown as problem:
            raise ReviewRefused(str(problem)) from problem
        decision = decide(cursor, account, upload, verdict, cells, reason, address)
        database.changes_from(_first_month(cursor, upload, verdict), works=verdict == "approved" and upload["kind"] != "actuals")
        details = {"count": decision.count, "reason": reason, "by": account.display_name, "period": upload["period"]}
        notify(cursor, upload["username"], upload["plan_id"], verdict, f"upload {upload_id}", details)
    return decision


def _first_month(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any], verdict: Verdict) -> date:
    """The first month at which the decision just taken may have changed a judgement on a target."""
    if verdict == "returned" or upload["kind"] != "actuals":
        return date.max
    (first,) = cursor.execute("select min(period) from decided").fetchone() or (None,)
    return first or date.min


def decide(
    cursor: duckdb.DuckDBPyConnection,
    account: Account,
    upload: dict[str, Any],
    verdict: Verdict,
    cells: Sequence[Cell] | None = None,
    reason: str = "",
    address: str = "",
) -> Decision:
    """Writes one decision and what follows from it, in the caller's transaction, who has asked whether it is allowed.

    Raises ReviewRefused when nothing, or not all of `cells`, waits for one.
    """
    upload_id = upload["upload_id"]
    count = _find_open(cursor, upload, cells)
    review_id = _write_review(cursor, upload, verdict, reason, account.username)
    if upload["kind"] == "actuals":
        if verdict == "approved":
            cursor.execute(statement("stage_decided"), {"upload_id": upload_id})
            compare(cursor)
            # from now on it is this upload's word, also where it only repeats what was approved before
            cursor.execute("update differences set difference = 'changed' where difference = 'unchanged'")
            stand(cursor, upload_id)
        settle_pending(cursor)
    elif verdict == "approved":
        _stand_progress(cursor, upload)
    detail = {"review": review_id, "cells": count, "reason": reason}
    record(cursor, account.username, ACTIONS[verdict], f"upload {upload_id}", detail, address)
    return Decision(review_id, count)


def _find_open(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any], cells: Sequence[Cell] | None) -> int:
    """Leaves in the temporary table `decided` what waits in the upload, or the part of it that `cells` names; returns how much."""
    number = {"upload_id": upload["upload_id"]}
    if upload["kind"] not in UPLOAD_KINDS:
        raise ReviewRefused(_("Upload {upload_id} holds nothing that is reviewed.", **number))
    cursor.execute(statement(f"decided_{upload['kind']}"), number)
    ((found,),) = cursor.execute("select count(*) from decided").fetchall()  # to the end: an open result forbids `register`
    if not found:
        sentence = _("Nothing of upload {upload_id} waits for a decision.", **number)
        raise ReviewRefused(_("{first} {second}", first=sentence, second=_why_closed(cursor, upload)))
    if cells is None:
        return int(found)
    cursor.register("chosen", pa.Table.from_pylist([cell._asdict() for cell in cells], schema=CELLS))
    cursor.execute(
        """
        delete from decided where not exists (
            select 1 from chosen
            where chosen.indicator_key is not distinct from decided.indicator_key
                and chosen.region_key is not distinct from decided.region_key
                and chosen.item_id is not distinct from decided.item_id
                and chosen.period = decided.period
        )
        """
    )
    (left,) = cursor.execute("select count(*) from decided").fetchone() or (0,)
    if left != len(set(cells)) or not left:
        sentence = _("Of the {asked} chosen cells only {open} wait for a decision.", asked=len(cells), open=left)
        why = _("{first} {second}", first=_why_closed(cursor, upload), second=_("Look at the upload again."))
        raise ReviewRefused(_("{first} {second}", first=sentence, second=why))
    return int(left)


def _why_closed(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any]) -> str:
    """Who decided on the upload last, what and when; without a decision, that later reports took the place of its cells."""
    decision = cursor.execute(statement("last_decision"), {"upload_id": upload["upload_id"]}).fetchone()
    if decision is None:
        return _("Later reports have taken their place.")
    verdict, name, moment = decision
    return _(CLOSED[verdict], name=name, moment=f"{moment:%Y-%m-%d %H:%M}")


def _write_review(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any], verdict: Verdict, reason: str, username: str) -> int:
    """The decision itself; on single cells when something else of the upload is, or was, left undecided."""
    undecided = cursor.execute(statement(f"undecided_{upload['kind']}"), {"upload_id": upload["upload_id"]}).fetchone() or (0,)
    decided = cursor.execute("select count(*) from decided").fetchone() or (0,)
    is_whole = undecided[0] == decided[0]
    review_id = write_review(cursor, upload["upload_id"], verdict, is_whole, reason, username)
    if not is_whole:
        cursor.execute(
            """
            insert into review_cells
            select $review_id, $upload_id, indicator_key, region_key, item_id, period from decided
            """,
            {"review_id": review_id, "upload_id": upload["upload_id"]},
        )
    return review_id


def write_review(
    cursor: duckdb.DuckDBPyConnection,
    upload_id: int,
    verdict: Verdict,
    is_whole: bool,
    reason: str,
    username: str,
    reviewed_at: datetime | None = None,
) -> int:
    """Appends one decision, taken now unless the caller knows better; returns its number."""
    (review_id,) = cursor.execute("select coalesce(max(review_id), 0) + 1 from reviews").fetchone() or (1,)
    cursor.execute(
        "insert into reviews values ($review_id, $upload_id, $verdict, $is_whole, $reason, $username, $now)",
        {
            "review_id": review_id,
            "upload_id": upload_id,
            "verdict": verdict,
            "is_whole": is_whole,
            "reason": reason or None,
            "username": username,
            "now": reviewed_at or datetime.now(),
        },
    )
    return int(review_id)


def _stand_progress(cursor: duckdb.DuckDBPyConnection, upload: dict[str, Any]) -> None:
    """Approved progress of tasks or projects becomes what counts."""
    thing, columns = PROGRESS[upload["kind"]]
    cursor.execute(
        f"""
        insert into {thing}_progress by name
        select plan_id, {thing}_id, period, {columns}, upload_id
        from {thing}_revisions
        semi join decided on decided.item_id = {thing}_revisions.{thing}_id and decided.period = {thing}_revisions.period
        where upload_id = $upload_id
        """,
        {"upload_id": upload["upload_id"]},
    )
