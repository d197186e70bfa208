"""restore: a database from a backup folder."""

import argparse
import sys
from pathlib import Path

from etl.safekeeping.backup import BackupRefused, restore

HELP = "make a database at --db from a backup folder; an existing database is never touched"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The backup."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the backup's folder")


def run(arguments: argparse.Namespace) -> int:
    """Proves every file of the backup, then copies them."""
    try:
        manifest = restore(arguments.folder, arguments.db)
    except (BackupRefused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{arguments.db}: restored as of {manifest['made_at']}, {manifest['counts']['actuals']:,} figures. Prove it with verify.")
    return 0
