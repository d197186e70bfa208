"""init: a real, empty database with every plan pack and one administrator."""

import argparse
import shutil
import sys
from pathlib import Path

from etl.audit import Action, record
from etl.commands.passwords import PasswordUnreadable, read_password
from etl.database import Database, create_database
from etl.people.accounts import AccountRefused, create_account, set_email
from etl.plans.plan_load import PackRefused, load_pack
from etl.plans.plan_pack import PackUnreadable, find_packs, read_pack
from etl.settings import plans_folder
from indicators.vocabulary import Role

HELP = "make a real database: every plan pack, no figures, one administrator"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The administrator, and where the password comes from."""
    parser.add_argument("--admin", required=True, metavar="NAME", help="account name of the administrator")
    parser.add_argument("--email", default="", metavar="ADDRESS", help="where notices to the administrator are mailed to")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="file whose first line is the password (default: asks)")


def run(arguments: argparse.Namespace) -> int:
    """Makes the database, or nothing at all when something is wrong."""
    try:
        password = read_password("the administrator", arguments.password_file)
        database = create_database(arguments.db, "real")
    except PasswordUnreadable as problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        _fill(database, arguments.admin, password, arguments.email)
    except BaseException as problem:
        database.close()
        _remove(database)
        if not isinstance(problem, PackUnreadable | PackRefused | AccountRefused):
            raise
        print(f"{problem}\nNo database was made.", file=sys.stderr)
        return 1
    database.close()
    print(f"{arguments.db} made. Start the application and sign in as {arguments.admin}.")
    return 0


def _fill(database: Database, admin: str, password: str, email: str) -> None:
    with database.writing() as cursor:
        create_account(cursor, admin, admin, Role.ADMIN, password)
        if email:
            set_email(cursor, admin, email, by="system")
    for folder in find_packs(plans_folder()):
        pack = read_pack(folder.resolve())
        load_pack(database, pack)
        with database.writing() as cursor:
            record(cursor, "system", Action.PLAN_LOADED, pack.plan_id, {"sha256": pack.sha256})
        print(f"{folder.name} loaded.")


def _remove(database: Database) -> None:
    """Takes away a database that was made only in part."""
    for leftover in (database.path, database.path.with_name(f"{database.path.name}.wal")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(database.files)
