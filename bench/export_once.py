"""One export in a process of its own: `python -m bench.export_once DATABASE WRITER OUT`; prints its seconds and extra memory."""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

import xlsxwriter

from bench.measure import seconds
from bench.scale import PLAN
from etl.database import Database, open_database
from indicators.engine import statement
from indicators.export import export_table
from indicators.selection import Selection, SettledSelection, settle
from indicators.stream import StreamEngine
from indicators.tables import TABLES

# two years of five million figures: a million rows, which still fit into one worksheet
YEARS = (2024, 2025)
AS_OF = date(2026, 9, 1)
BATCH = 20_000


class _Export:
    def __init__(self, database: Database, out: Path) -> None:
        self.database, self.out = database, out
        self.engine = StreamEngine(database.reading)
        self.selection: SettledSelection = settle(self.engine, Selection(PLAN, years=YEARS, as_of=AS_OF))

    def product(self, file_format: str) -> None:
        """What the export page does."""
        with self.out.open("wb") as out:
            self._write(file_format, out)

    def _write(self, file_format: str, out: BinaryIO) -> None:
        export_table(self.engine, "actuals", self.selection, file_format, out, "bench")

    def copy(self) -> None:
        """DuckDB's own COPY of the same rows."""
        parameters = self.selection.parameters()
        sql = statement("table_actuals")
        with self.database.reading() as cursor:
            cursor.execute(
                f"copy ({sql}) to $path (header)",
                {"path": str(self.out), **{key: value for key, value in parameters.items() if f"${key}" in sql}},
            )

    def xlsxwriter(self) -> None:
        """XlsxWriter in its mode for large files."""
        book = xlsxwriter.Workbook(str(self.out), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        table = TABLES["actuals"]
        sheet.write_row(0, 0, table.columns)
        line = 1
        with self.engine.rows("table_actuals", self.selection.parameters()) as rows:
            for batch in rows:
                for row in zip(*(column.to_pylist() for column in batch.select(table.columns).columns), strict=True):
                    sheet.write_row(line, 0, row)
                    line += 1
        book.close()


def peak() -> float:
    """The most memory this process ever held, in MB; unlike getrusage it starts anew with the program."""
    (line,) = [line for line in Path("/proc/self/status").read_text("ascii").splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def main(path: str, writer: str, out: str) -> None:
    """Runs one writer and prints what it took."""
    database = open_database(Path(path))
    export = _Export(database, Path(out))
    writers: dict[str, Callable[[], None]] = {
        "csv": lambda: export.product("csv"),
        "xlsx": lambda: export.product("xlsx"),
        "copy": export.copy,
        "xlsxwriter": export.xlsxwriter,
    }
    before = peak()
    taken = seconds(writers[writer])
    print(json.dumps({"seconds": taken, "extra_mb": peak() - before}))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
