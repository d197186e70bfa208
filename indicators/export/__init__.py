"""Takes a table away: whole, as CSV, XLSX, Parquet or JSON, saying what it is, by whom and when it was made."""

from collections.abc import Callable
from typing import BinaryIO

from indicators.export.about import about_export
from indicators.export.csv_file import write_csv
from indicators.export.json_file import write_json
from indicators.export.parquet_file import write_parquet
from indicators.export.xlsx_file import TooLargeForXlsx, write_xlsx
from indicators.selection import SettledSelection
from indicators.stream import RowEngine
from indicators.tables import TABLES, for_people, table_rows

__all__ = ["FORMATS", "TooLargeForXlsx", "export_table", "file_name"]

# the formats and what a browser is told they are
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}


def export_table(
    engine: RowEngine, name: str, selection: SettledSelection, file_format: str, out: BinaryIO, username: str, plain: bool = False
) -> None:
    """Writes the whole selected table into `out`. Raises TooLargeForXlsx.

    People get titles and words in the current language; `plain` keeps the machine names, as Parquet and JSON always do.
    """
    table = TABLES[name]
    about = about_export(engine, table, selection, username)
    with table_rows(engine, table, selection) as rows:
        if file_format in ("csv", "xlsx") and not plain:
            rows = for_people(rows, table)
        writers: dict[str, Callable[[], None]] = {
            "csv": lambda: write_csv(rows, out),
            "xlsx": lambda: write_xlsx(rows, about, out),
            "parquet": lambda: write_parquet(rows, about, out),
            "json": lambda: write_json(rows, out),
        }
        writers[file_format]()


def file_name(name: str, selection: SettledSelection, file_format: str) -> str:
    """What the exported file is called: plan, table, month."""
    return f"{selection.selection.plan_id}_{name}_{selection.as_of:%Y-%m}.{file_format}"
