"""export: a whole table of a plan, for programs or for people."""

import argparse
import shutil
import sys
import tempfile
from datetime import date, datetime
from getpass import getuser
from pathlib import Path

from etl.database import open_database
from indicators.export import FORMATS, TooLargeForXlsx, export_table
from indicators.selection import Selection, UnknownSelection, settle
from indicators.stream import StreamEngine
from indicators.tables import TABLES

HELP = "write a table of a plan as CSV, JSON, XLSX or Parquet"
REFUSED = 2


def _month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month like 2017-09") from None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which table, what of it, in which format, where to."""
    parser.add_argument("table", choices=tuple(TABLES), help="the table")
    parser.add_argument("--plan", required=True, metavar="ID", help="the plan")
    parser.add_argument("--region", action="append", default=[], metavar="ID", help="only this region (repeatable)")
    parser.add_argument("--year", action="append", default=[], type=int, metavar="YEAR", help="only this year (repeatable)")
    parser.add_argument("--programme", action="append", default=[], metavar="ID", help="only this programme (repeatable)")
    parser.add_argument("--indicator", action="append", default=[], metavar="ID", help="only this indicator (repeatable)")
    parser.add_argument("--status", action="append", default=[], metavar="WORD", help="only this status (repeatable)")
    parser.add_argument(
        "--as-of", type=_month, metavar="YYYY-MM", help="figures up to this month (default: the latest with a figure)"
    )
    parser.add_argument("--format", choices=tuple(FORMATS), default="csv", help="the format (default: %(default)s)")
    parser.add_argument(
        "--for-people", action="store_true", help="titles and words of the language instead of machine names (csv, xlsx)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: standard output)")


def run(arguments: argparse.Namespace) -> int:
    """Writes the file whole or not at all."""
    database = open_database(arguments.db)
    chosen = Selection(
        plan_id=arguments.plan,
        region_ids=tuple(arguments.region),
        years=tuple(arguments.year),
        programme_ids=tuple(arguments.programme),
        indicator_ids=tuple(arguments.indicator),
        statuses=tuple(arguments.status),
        as_of=arguments.as_of,
    )
    try:
        engine = StreamEngine(database.reading)
        with tempfile.TemporaryFile() as made:
            selection = settle(engine, chosen)
            export_table(engine, arguments.table, selection, arguments.format, made, getuser(), plain=not arguments.for_people)
            made.seek(0)
            if arguments.out is None:
                shutil.copyfileobj(made, sys.stdout.buffer)
                sys.stdout.flush()
            else:
                with arguments.out.open("wb") as out:
                    shutil.copyfileobj(made, out)
    except (UnknownSelection, TooLargeForXlsx, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    finally:
        database.close()
    return 0
