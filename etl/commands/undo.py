"""undo: an upload taken back; what stood before it stands again."""

import argparse
import sys

from etl.commands.check import AccountUnknown, find_account
from etl.database import open_database
from etl.life_cycle.months import MonthLocked
from etl.life_cycle.upload import UndoRefused, UploadNotAllowed, undo_upload

HELP = "undo an upload (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The upload, and who takes it back."""
    parser.add_argument("upload_id", type=int, metavar="UPLOAD_ID", help="the number of the upload")
    parser.add_argument("--user", required=True, metavar="NAME", help="its author, or someone of the office")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why")


def run(arguments: argparse.Namespace) -> int:
    """Undoes the upload and says what was left."""
    database = open_database(arguments.db)
    try:
        result = undo_upload(database, find_account(database, arguments.user), arguments.upload_id, arguments.reason)
    except (AccountUnknown, MonthLocked, UndoRefused, UploadNotAllowed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    if result.withdrawn:
        print(f"{result.withdrawn} figures that waited for a decision were withdrawn.")
    if result.upload_id is not None:
        print(f"Upload {result.upload_id} restored {result.restored} figures.")
    for row in result.left.to_pylist():
        names = f"{row['indicator_id']}, {row['region_id']}, {row['period']:%Y-%m}"
        print(f"left: {names}: upload {row['standing_upload_id']} stands on it.")
    return 0
