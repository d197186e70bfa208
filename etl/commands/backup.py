"""backup: the database and its kept files into one folder."""

import argparse
import sys
from pathlib import Path

from etl.database import open_database
from etl.safekeeping.backup import BackupRefused, back_up

HELP = "copy the database and its kept files into a new folder, with a manifest that proves them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="the new folder")


def run(arguments: argparse.Namespace) -> int:
    """Makes the backup whole or not at all."""
    database = open_database(arguments.db)
    try:
        manifest = back_up(database, arguments.to)
    except (BackupRefused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    size = sum(facts["bytes"] for facts in manifest["files"].values())
    print(f"{arguments.to}: {len(manifest['files'])} files, {size:,} bytes, {manifest['counts']['actuals']:,} figures.")
    return 0
