"""Stop 4: compares what is staged with what was reported before, and appends to the log of uploads and revisions."""

from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from etl.statements import statement


@dataclass(frozen=True)
class Differences:
    """How many staged figures are new, change a standing one, or say the same again."""

    new: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class UploadRecord:
    """What is known of an upload before its rows are written; `period` is empty when it spans several months."""

    plan_id: str
    kind: str  # actuals | tasks | projects | undo
    period: date | None
    username: str
    file_name: str
    sha256: str
    row_count: int
    justification: str | None = None
    undo_of: int | None = None
    simulated: bool = False
    is_correction: bool = False


def compare(cursor: duckdb.DuckDBPyConnection) -> Differences:
    """Reads the temporary table `staged` (indicator_key, region_key, period, value, numerator, denominator, note) and
    leaves the temporary table `differences`, which has the standing figure and the word new, changed or unchanged beside it."""
    cursor.execute(statement("stage_differences"))
    counts = dict(cursor.execute("select difference, count(*) from differences group by difference").fetchall())
    return Differences(counts.get("new", 0), counts.get("changed", 0), counts.get("unchanged", 0))


def record_upload(
    cursor: duckdb.DuckDBPyConnection, upload: UploadRecord, differences: Differences, committed_at: datetime | None = None
) -> int:
    """Writes the upload itself, committed now unless the caller knows better; returns its number."""
    (upload_id,) = cursor.execute("select coalesce(max(upload_id), 0) + 1 from uploads").fetchone() or (1,)
    cursor.execute(
        """
        insert into uploads values (
            $upload_id, $plan_id, $kind, $period, $username, $file_name, $sha256, $row_count, $new, $changed, $unchanged,
            $justification, $undo_of, $simulated, $now, $is_correction
        )
        """,
        {
            "upload_id": upload_id,
            **upload.__dict__,
            **differences.__dict__,
            "now": committed_at or datetime.now(),
        },
    )
    return int(upload_id)


def log_differences(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> None:
    """Appends the figures of the temporary table `differences` that say something new to the log."""
    cursor.execute(
        """
        insert into revisions
        select indicator_key, region_key, period, value, numerator, denominator, note, $upload_id
        from differences where difference <> 'unchanged'
        order by indicator_key, region_key, period
        """,
        {"upload_id": upload_id},
    )
