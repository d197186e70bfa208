"""Cells of an upload as the command line names them: shared by `approve` and `return`."""

import argparse

from etl.database import Database
from etl.life_cycle.review import Cell
from etl.reading.clean import parse_month
from etl.statements import statement


class CellUnknown(Exception):
    """A cell that the command line names is not one; the message says how to write it."""


def add_cell_arguments(parser: argparse.ArgumentParser) -> None:
    """The upload, who decides, and which cells of it."""
    parser.add_argument("upload_id", type=int, metavar="UPLOAD_ID", help="the number of the upload")
    parser.add_argument("--user", required=True, metavar="NAME", help="who decides; somebody of the office")
    parser.add_argument(
        "--cell",
        action="append",
        default=[],
        metavar="CODE/REGION/YYYY-MM",
        help="only this cell (repeatable); CODE/YYYY-MM for a task or project (default: all that waits)",
    )


def chosen_cells(database: Database, arguments: argparse.Namespace) -> list[Cell] | None:
    """The cells named on the command line; None, all of them, when it names none. Raises CellUnknown."""
    return [_cell(database, arguments.upload_id, text) for text in arguments.cell] or None


def _cell(database: Database, upload_id: int, text: str) -> Cell:
    code, *region, month = text.split("/")
    period = parse_month(month)
    if period is None or len(region) > 1:
        raise CellUnknown(f"“{text}” names no cell; write it like CODE/REGION/2017-09, or CODE/2017-09 for a task or project.")
    if not region:
        return Cell(None, None, code, period)
    question = {"upload_id": upload_id, "indicator_id": code, "region_id": region[0]}
    with database.reading() as cursor:
        keys = cursor.execute(statement("cell_keys"), question).fetchone()
    if keys is None:
        raise CellUnknown(f"“{text}”: the plan of upload {upload_id} has no such indicator or region.")
    return Cell(keys[0], keys[1], None, period)
