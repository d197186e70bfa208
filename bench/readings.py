"""Reading, checking and previewing files of three sizes against DuckDB's own read_csv of the same file; the memory each takes."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from bench.measure import Measurement, ratio
from bench.scale import SIZES
from etl.database import open_database

ROWS = (1_000, 100_000, 1_000_000)
SQL = (Path(__file__).parent / "sql" / "correction_file.sql").read_text("utf-8")


def measure_readings(database: Path) -> list[Measurement]:
    """One ratio and one peak of memory per size. The database must be closed."""
    files = _files(database)
    found = []
    for rows, file in files.items():
        runs = {how: [_run(database, how, file) for _ in range(3)] for how in ("floor", "product")}
        times = {how: statistics.median(run["seconds"] for run in taken) for how, taken in runs.items()}
        memory = {how: statistics.median(run["extra_mb"] for run in taken) for how, taken in runs.items()}
        bound = 9 if rows == 100_000 else None
        found.append(ratio(f"read, check, preview ÷ typed read_csv, {rows:,} rows", times["product"], times["floor"], bound))
        found.append(
            Measurement(f"extra memory of it, {rows:,} rows", memory["product"], None, f"read_csv {memory['floor']:,.0f} MB", "MB")
        )
    return found


def _files(path: Path) -> dict[int, Path]:
    database = open_database(path)
    files = {rows: database.files / f"bench-{rows}.csv" for rows in ROWS}
    with database.reading() as cursor:
        for rows, file in files.items():
            values = {"rows": rows, "last": SIZES["m"].last_period}
            cursor.execute(f"create or replace temp table bench_file as {SQL}", values)
            cursor.execute("copy bench_file to $path (header)", {"path": str(file)})
    database.close()
    return files


def _run(database: Path, how: str, file: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.read_once", str(database), how, str(file)]
    return dict(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout))
