"""approve: what waits in an upload counts from now on."""

import argparse
import sys

from etl.commands.cells import CellUnknown, add_cell_arguments, chosen_cells
from etl.commands.check import AccountUnknown, find_account
from etl.database import open_database
from etl.life_cycle.review import ReviewRefused, approve
from etl.life_cycle.upload import UploadNotAllowed

HELP = "approve what waits in an upload, or single cells of it (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The upload, the officer, the cells."""
    add_cell_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Approves and says how much."""
    database = open_database(arguments.db)
    try:
        cells = chosen_cells(database, arguments)
        decision = approve(database, find_account(database, arguments.user), arguments.upload_id, cells)
    except (AccountUnknown, CellUnknown, ReviewRefused, UploadNotAllowed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    print(f"Upload {arguments.upload_id}: {decision.count} reports approved.")
    return 0
