"""load: plan packs into the database."""

import argparse
import sys
from pathlib import Path

from etl.database import open_database
from etl.plans.plan_load import PackRefused, load_pack
from etl.plans.plan_pack import PackUnreadable, find_packs, read_pack
from etl.settings import plans_folder

HELP = "load plan packs into the database, replacing earlier versions; reported figures stay"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The pack folders; none means every pack of the plans folder."""
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="pack folders (default: all under the plans folder)")


def run(arguments: argparse.Namespace) -> int:
    """Loads each pack; the first refusal stops."""
    database = open_database(arguments.db)
    try:
        for folder in arguments.folders or find_packs(plans_folder()):
            load_pack(database, read_pack(folder.resolve()))
            print(f"{folder.name} loaded.")
    except (PackUnreadable, PackRefused) as problem:
        print(problem, file=sys.stderr)
        return 1
    finally:
        database.close()
    return 0
