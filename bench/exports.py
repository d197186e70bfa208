"""Exports of a million rows: each writer in a process of its own, so that its memory is its own."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from bench.measure import Measurement, ratio


def measure_exports(database: Path) -> list[Measurement]:
    """CSV against DuckDB's own COPY, XLSX against XlsxWriter, and the memory each takes. The database must be closed."""
    files = database.parent / f"{database.stem}-files"
    taken = {
        writer: [_run(database, writer, files / f"export.{writer}") for _ in range(repeats)]
        for writer, repeats in (("csv", 3), ("copy", 3), ("xlsx", 3), ("xlsxwriter", 1))
    }
    seconds = {writer: statistics.median(run["seconds"] for run in runs) for writer, runs in taken.items()}
    memory = {writer: statistics.median(run["extra_mb"] for run in runs) for writer, runs in taken.items()}
    return [
        ratio("export of 1 M rows as CSV ÷ COPY", seconds["csv"], seconds["copy"], 2),
        ratio("export of 1 M rows as XLSX ÷ XlsxWriter", seconds["xlsx"], seconds["xlsxwriter"], 0.2),
        Measurement("extra memory of the CSV export", memory["csv"], 250, f"COPY {memory['copy']:,.0f} MB", "MB"),
        Measurement("extra memory of the XLSX export", memory["xlsx"], 250, f"XlsxWriter {memory['xlsxwriter']:,.0f} MB", "MB"),
    ]


def _run(database: Path, writer: str, out: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.export_once", str(database), writer, str(out)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    out.unlink()
    return dict(json.loads(answer))
