"""email: where the notices of an account are mailed to, when a mail server is set."""

import argparse
import sys
from getpass import getuser

from etl.database import open_database
from etl.people.accounts import AccountRefused, set_email

HELP = "set the e-mail address of an account; empty takes it away (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The account and its address."""
    parser.add_argument("username", metavar="NAME", help="the account")
    parser.add_argument("email", metavar="ADDRESS", help="the address, or an empty text")


def run(arguments: argparse.Namespace) -> int:
    """Sets the address."""
    database = open_database(arguments.db)
    try:
        with database.writing() as cursor:
            set_email(cursor, arguments.username, arguments.email, by=getuser())
    except AccountRefused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    print(f"{arguments.username}: notices go to {arguments.email or 'nobody'}.")
    return 0
