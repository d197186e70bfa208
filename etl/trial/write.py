"""Commits simulated uploads through the one way that figures take, at the moment they are said to have come in."""

import csv
import io

import duckdb
import pyarrow as pa

from etl.audit import Action, record
from etl.database import Database
from etl.ledger.commit import Differences, UploadRecord, compare, log_differences, record_upload
from etl.ledger.kept_files import keep_original, keep_rows
from etl.ledger.standing import await_review, stand
from etl.life_cycle.review import write_review
from etl.statements import statement
from etl.trial.deliveries import Delivery
from etl.trial.evidence import attach_simulated
from etl.trial.model import Row

REPORTER, OFFICE = "reporter", "office"
FIGURE = pa.decimal128(18, 4)
STAGED = pa.schema(
    [
        ("indicator_key", pa.int32()),
        ("region_key", pa.int32()),
        ("period", pa.date32()),
        ("value", FIGURE),
        ("numerator", FIGURE),
        ("denominator", FIGURE),
        ("note", pa.string()),
    ]
)
COLUMNS = {
    "actuals": ("indicator_id", "region_id", "period", "value", "numerator", "denominator", "note"),
    "tasks": ("task_id", "period", "state", "percent", "note"),
    "projects": ("project_id", "period", "state", "percent", "investment_wan", "note"),
}


def write_deliveries(database: Database, deliveries: list[Delivery]) -> int:
    """Commits every delivery in the order of its time; returns how many there were."""
    written: dict[str, int] = {}
    for delivery in sorted(deliveries, key=lambda one: (one.committed_at, one.file_name, one.kind)):
        with database.writing() as cursor:
            written[delivery.file_name] = _write(cursor, database, delivery, written)
    return len(deliveries)


def _write(cursor: duckdb.DuckDBPyConnection, database: Database, delivery: Delivery, written: dict[str, int]) -> int:
    undo_of = written[delivery.undoes] if delivery.undoes else None
    is_progress = delivery.kind in ("tasks", "projects")
    differences = Differences(len(delivery.rows), 0, 0) if is_progress else _stage(cursor, delivery, undo_of)
    if undo_of is None:
        sha256 = keep_original(database.files, file_bytes(delivery.kind, delivery.rows))
    else:
        (sha256,) = cursor.execute(
            "select sha256 from uploads where upload_id = $upload_id", {"upload_id": undo_of}
        ).fetchone() or ("",)
    upload = UploadRecord(
        plan_id=delivery.plan_id, kind=delivery.kind, period=delivery.period, username=REPORTER, file_name=delivery.file_name,
        sha256=sha256, row_count=len(delivery.rows) or differences.new + differences.changed, justification=delivery.justification,
        undo_of=undo_of, simulated=True,
    )  # fmt: skip
    upload_id = record_upload(cursor, upload, differences, delivery.committed_at)
    if not delivery.awaits_review:
        write_review(cursor, upload_id, "approved", True, "", OFFICE, delivery.committed_at)
    if is_progress:
        attach_simulated(cursor, database, delivery, REPORTER)
        _insert_progress(cursor, delivery, upload_id)
    else:
        log_differences(cursor, upload_id)
        (await_review if delivery.awaits_review else stand)(cursor, upload_id)
    action = Action.UPLOAD if undo_of is None else Action.UNDO
    detail = {"file_name": upload.file_name, "sha256": sha256, **differences.__dict__, "simulated": True}
    record(cursor, REPORTER, action, f"upload {undo_of or upload_id}", detail)
    keep_rows(cursor, database.files, upload_id, upload)
    return upload_id


def _stage(cursor: duckdb.DuckDBPyConnection, delivery: Delivery, undo_of: int | None) -> Differences:
    if undo_of is None:
        cursor.register("simulated_rows", pa.Table.from_pylist(delivery.rows, schema=STAGED))
        cursor.execute("create or replace temp table staged as from simulated_rows")
    else:
        cursor.execute(statement("stage_undo"), {"upload_id": undo_of})
    return compare(cursor)


def _insert_progress(cursor: duckdb.DuckDBPyConnection, delivery: Delivery, upload_id: int) -> None:
    thing = {"tasks": "task", "projects": "project"}[delivery.kind]
    cursor.register("simulated_rows", pa.Table.from_pylist(delivery.rows))
    for table in (f"{thing}_revisions", f"{thing}_progress"):
        cursor.execute(
            f"insert into {table} by name select *, $upload_id as upload_id from simulated_rows", {"upload_id": upload_id}
        )


def file_bytes(kind: str, rows: list[Row]) -> bytes:
    """The file that the reporter is said to have sent: UTF-8 CSV with a byte order mark."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[kind], extrasaction="ignore")
    writer.writeheader()
    writer.writerows({**row, "period": f"{row['period']:%Y-%m}"} for row in rows)
    return text.getvalue().encode("utf-8-sig")
