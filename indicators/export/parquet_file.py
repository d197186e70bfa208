"""Writes Parquet for programs, with what the file says about itself in its metadata."""

from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from indicators.export.about import About


def write_parquet(rows: pa.RecordBatchReader, about: About, out: BinaryIO) -> None:
    """Writes `rows` into `out`."""
    schema = rows.schema.with_metadata(dict(about.lines))
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in rows:
            writer.write_batch(batch)
