"""Writes JSON for programs: a list of objects, numbers as numbers."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import pyarrow as pa


def write_json(rows: pa.RecordBatchReader, out: BinaryIO) -> None:
    """Writes `rows` into `out`, one object a line."""
    separator = "[\n"
    for batch in rows:
        for row in batch.to_pylist():
            out.write(f"{separator}{json.dumps(row, ensure_ascii=False, default=_plain)}".encode())
            separator = ",\n"
    out.write(b"[]\n" if separator == "[\n" else b"\n]\n")


def _plain(value: object) -> int | float | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
