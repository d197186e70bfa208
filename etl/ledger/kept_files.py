"""Files kept beside the database: uploads and evidence as they came, by SHA-256, and what uploads wrote as immutable Parquet."""

import hashlib
import json
import os
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from etl.ledger.commit import UploadRecord
from etl.statements import statement


class KeptFileMissing(Exception):
    """A kept file is missing or no longer what was sent."""


def keep_original(files: Path, data: bytes) -> str:
    """Keeps the bytes of an upload as they came; returns their SHA-256. The same file is kept once."""
    return _keep(files / "originals", data)


def read_original(files: Path, sha256: str) -> bytes:
    """The bytes of an upload as they came. Raises KeptFileMissing, also when they have changed since."""
    return _read(files / "originals" / sha256)


def keep_evidence(files: Path, data: bytes) -> str:
    """Keeps the bytes of an evidence file; returns their SHA-256. The same file is kept once."""
    return _keep(files / "evidence", data)


def read_evidence(files: Path, sha256: str) -> bytes:
    """The bytes of an evidence file. Raises KeptFileMissing, also when they have changed since."""
    return _read(files / "evidence" / sha256)


def _keep(folder: Path, data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest()
    path = folder / sha256
    if not path.exists():
        _write_once(path, data)
    return sha256


def _read(path: Path) -> bytes:
    data = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(data).hexdigest() != path.name:
        raise KeptFileMissing(f"{path}: {KeptFileMissing.__doc__} Restore it from a backup.")
    return data


def rows_path(files: Path, upload_id: int) -> Path:
    """Where the rows that an upload wrote are kept."""
    return files / "uploads" / f"{upload_id:08d}.parquet"


def keep_rows(cursor: duckdb.DuckDBPyConnection, files: Path, upload_id: int, upload: UploadRecord) -> None:
    """Keeps what an upload wrote, with the upload's own facts in the file's metadata: figures from the temporary table `differences`,
    reports on tasks and projects and targets from their log.

    Called last in the transaction: a file that a failed commit left behind carries a number that is given again.
    """
    about = json.dumps({"upload_id": upload_id, **upload.__dict__}, ensure_ascii=False, default=str)
    if upload.kind in ("tasks", "projects", "targets"):
        rows = cursor.sql(statement(f"kept_{upload.kind}"), params={"upload_id": upload_id})
    else:
        rows = cursor.sql(statement("kept_actuals"))
    table = rows.to_arrow_table().replace_schema_metadata({"upload": about})
    path = rows_path(files, upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_suffix(".part")
    pq.write_table(table, working, compression="zstd")
    _seal(working, path)


def _write_once(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    working = path.with_suffix(".part")
    working.write_bytes(data)
    _seal(working, path)


def _seal(working: Path, path: Path) -> None:
    """Gives a file that lies complete on the disk its name, read-only."""
    with working.open("rb") as written:
        os.fsync(written.fileno())
    working.chmod(0o444)
    working.replace(path)
