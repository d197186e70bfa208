"""Proves that the database is whole: log, current figures, roll-ups, uploads, kept files and audit trail say the same."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from etl.audit import verify_chain
from etl.bulletins import verify_bulletins
from etl.database import Database
from etl.ledger.kept_files import KeptFileMissing, read_evidence, read_original, rows_path
from etl.ledger.standing import refresh_pending_rollups, refresh_rollups
from etl.statements import statement

SHOWN = 5


def verify(database: Database) -> dict[str, list[str]]:
    """What is wrong, in sentences, by check; every check that found nothing has an empty list."""
    return {name: check(database) for name, check in CHECKS.items()}


def _answers(database: Database, name: str) -> list[tuple[Any, ...]]:
    with database.reading() as cursor:
        return cursor.execute(statement(name)).fetchall()


def _shortened(sentences: Iterable[str]) -> list[str]:
    """The first few sentences, and how many more there are."""
    sentences = list(sentences)
    more = len(sentences) - SHOWN
    return sentences[:SHOWN] + ([f"… and {more} more."] if more > 0 else [])


def _said(figure: Decimal | None) -> str:
    return "nothing" if figure is None else str(figure)


def _orphans(database: Database) -> list[str]:
    rows = _answers(database, "verify_orphans")
    return _shortened(f"{count} revisions speak of {thing} {key}, which is not there." for thing, key, count in rows)


def _doubles(database: Database) -> list[str]:
    rows = _answers(database, "verify_doubles")
    return _shortened(f"The {thing} {key} stands {times} times." for thing, key, times in rows)


def _current(database: Database) -> list[str]:
    rows = _answers(database, "verify_current")
    return _shortened(
        f"{place}: the log says {_said(logged)}, the current figure is {_said(current)}." for place, logged, current in rows
    )


def _uploads(database: Database) -> list[str]:
    rows = _answers(database, "verify_uploads")
    return _shortened(f"Upload {number} says {stated} revisions, the log has {found}." for number, stated, found in rows)


def _rollups(database: Database) -> list[str]:
    """Rebuilt by the very statements that keep them, on temporary tables that stand before the real ones."""
    with database.reading() as cursor:
        cursor.execute("create temp table stored as select * from rollups")
        cursor.execute("create temp table rollups as select * from stored limit 0")
        cursor.execute(
            "create temp table differences as select indicator_key, region_key, period, 'new' as difference from actuals"
        )
        refresh_rollups(cursor)
        rows = cursor.execute(statement("verify_rollups")).fetchall()
    return _shortened(
        f"{place}: the roll-up is {_said(stored)}, from its parts it is {_said(rebuilt)}." for place, stored, rebuilt in rows
    )


def _pending(database: Database) -> list[str]:
    with database.reading() as cursor:
        cursor.execute(
            "create temp table decided as select distinct indicator_key, region_key, period from revision_states where state = 'submitted'"
        )
        cursor.execute(statement("pending_again"))
        rows = cursor.execute(statement("verify_pending")).fetchall()
    return _shortened(
        f"{place}: by the log {_waiting(found)} waits for a decision, stored is {_waiting(stored)}."
        for place, found, stored in rows
    )


def _waiting(upload_id: int | None) -> str:
    return "nothing" if upload_id is None else f"upload {upload_id}"


def _pending_rollups(database: Database) -> list[str]:
    with database.reading() as cursor:
        cursor.execute("create temp table stored as from pending_rollups")
        cursor.execute("create temp table pending_rollups as from stored limit 0")
        cursor.execute(
            "create temp table differences as select indicator_key, region_key, period, 'new' as difference from pending_actuals"
        )
        cursor.execute(statement("rollup_touched"))
        refresh_pending_rollups(cursor)
        cursor.execute("create temp view rollups as from pending_rollups")
        rows = cursor.execute(statement("verify_rollups")).fetchall()
    return _shortened(
        f"{place}: with what waits for a decision the roll-up is {_said(stored)}, from its parts it is {_said(rebuilt)}."
        for place, stored, rebuilt in rows
    )


def _progress(database: Database) -> list[str]:
    rows = _answers(database, "verify_progress")
    return _shortened(
        f"{item}, {period}, upload {number}: counts though it was not approved."
        if is_counted
        else f"{item}, {period}, upload {number}: was approved and does not count."
        for item, period, number, is_counted in rows
    )


def _files(database: Database) -> list[str]:
    with database.reading() as cursor:
        uploads = cursor.execute(
            """
            select uploads.upload_id, coalesce(undone.kind, 'actuals') in ('actuals', 'undo'),
                uploads.sha256, uploads.new_count + uploads.changed_count
            from uploads left join uploads as undone on undone.upload_id = uploads.undo_of
            order by uploads.upload_id
            """
        ).fetchall()
    return _shortened(sentence for upload in uploads for sentence in _files_of(database.files, *upload))


def _files_of(files: Path, upload_id: int, writes_rows: bool, sha256: str, written: int) -> Iterator[str]:
    """What is wrong with the kept files of one upload: the file as it came, and the rows it wrote; an undo of progress or targets writes none."""
    try:
        read_original(files, sha256)
    except KeptFileMissing as problem:
        yield f"Upload {upload_id}: {problem}"
    if not writes_rows:
        return
    path = rows_path(files, upload_id)
    if not path.exists():
        yield f"Upload {upload_id}: {path} is missing. Restore it from a backup."
    elif (rows := pq.read_metadata(path).num_rows) != written:
        yield f"Upload {upload_id}: {path} holds {rows} rows instead of {written}. Restore it from a backup."


def _evidence(database: Database) -> list[str]:
    """Removed evidence is kept as well: only its row says that it no longer counts."""
    with database.reading() as cursor:
        rows = cursor.execute("select evidence_id, sha256 from evidence order by evidence_id").fetchall()
    sentences = []
    for evidence_id, sha256 in rows:
        try:
            read_evidence(database.files, sha256)
        except KeptFileMissing as problem:
            sentences.append(f"Evidence {evidence_id}: {problem}")
    return _shortened(sentences)


def _entered_targets(database: Database) -> list[str]:
    rows = _answers(database, "verify_entered_targets")
    return _shortened(
        f"{place}: the log says {_said(logged)}, the target is {_said(standing)}." for place, logged, standing in rows
    )


def _bulletins(database: Database) -> list[str]:
    return _shortened(verify_bulletins(database))


def _audit(database: Database) -> list[str]:
    with database.reading() as cursor:
        return _shortened(verify_chain(cursor))


CHECKS: dict[str, Callable[[Database], list[str]]] = {
    "every revision has its indicator, region and upload": _orphans,
    "nothing stands twice": _doubles,
    "current figures are the last approved ones of the log": _current,
    "what waits for a decision is what the log has undecided": _pending,
    "roll-ups of what waits are the sum of their parts": _pending_rollups,
    "approved progress counts": _progress,
    "uploads count what the log holds": _uploads,
    "roll-ups are the sum of their parts": _rollups,
    "every uploaded file is kept as it came": _files,
    "every evidence file is kept as it came": _evidence,
    "entered targets are the last ones of the log": _entered_targets,
    "every issued bulletin is as it was issued": _bulletins,
    "the audit trail is unbroken": _audit,
}
