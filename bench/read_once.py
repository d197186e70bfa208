"""One file in a process of its own: `python -m bench.read_once DATABASE HOW FILE`; prints its seconds and extra memory.

HOW is `floor` (DuckDB's read_csv into typed columns) or `product` (read, check, compare and preview, as the upload page does).
"""

import json
import sys
from datetime import date
from pathlib import Path

from bench.export_once import peak
from bench.measure import seconds
from bench.scale import PLAN, SIZES
from bench.uploads import FIGURE, REPORTER, TEXT
from etl.database import Database, open_database
from etl.life_cycle.upload import check_any

COLUMNS = dict.fromkeys(("indicator_id", "region_id", "period"), TEXT) | dict.fromkeys(
    ("value", "numerator", "denominator"), FIGURE
)
TODAY = date(SIZES["m"].last_period.year, 12, 31)


def floor(database: Database, file: Path) -> None:
    """Reads the file into typed columns and does nothing else."""
    with database.reading() as cursor:
        cursor.execute(
            "create or replace temp table bench_floor as from read_csv($path, header = true, auto_detect = false, columns = $columns)",
            {"path": str(file), "columns": COLUMNS},
        )


def product(database: Database, file: Path) -> None:
    """What the upload page does before anybody submits."""
    checked = check_any(database, REPORTER, PLAN, None, file.name, file.read_bytes(), today=TODAY, is_correction=True)
    assert checked.preview.num_rows, "nothing was read"


def main(path: str, how: str, file: str) -> None:
    """Runs one way of reading, once to warm up on the smallest file beside it, and prints what it took."""
    database = open_database(Path(path))
    way = {"floor": floor, "product": product}[how]
    way(database, Path(file).with_name("bench-1000.csv"))
    before = peak()
    taken = seconds(lambda: way(database, Path(file)))
    print(json.dumps({"seconds": taken, "extra_mb": peak() - before}))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
