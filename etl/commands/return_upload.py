"""return: what waits in an upload goes back to its author with a reason."""

import argparse
import sys

from etl.commands.cells import CellUnknown, add_cell_arguments, chosen_cells
from etl.commands.check import AccountUnknown, find_account
from etl.database import open_database
from etl.life_cycle.review import ReviewRefused, return_upload
from etl.life_cycle.upload import UploadNotAllowed

HELP = "return what waits in an upload, or single cells of it, with a reason (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The upload, the officer, the cells, the reason."""
    add_cell_arguments(parser)
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; the reporter sees it at the cell")


def run(arguments: argparse.Namespace) -> int:
    """Returns and says how much."""
    database = open_database(arguments.db)
    try:
        cells = chosen_cells(database, arguments)
        account = find_account(database, arguments.user)
        decision = return_upload(database, account, arguments.upload_id, arguments.reason, cells)
    except (AccountUnknown, CellUnknown, ReviewRefused, UploadNotAllowed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    print(f"Upload {arguments.upload_id}: {decision.count} reports returned.")
    return 0
