"""lock: a month closes; afterwards it takes only corrections."""

import argparse
import sys
from collections.abc import Callable

from etl.commands.check import AccountUnknown, find_account, month
from etl.database import open_database
from etl.life_cycle.months import LockRefused, lock_month
from etl.life_cycle.upload import UploadNotAllowed

HELP = "lock a month of a plan (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The month, who closes or opens it, and why: shared with `unlock`."""
    parser.add_argument("plan", metavar="PLAN", help="the plan")
    parser.add_argument("period", type=month, metavar="YYYY-MM", help="the month")
    parser.add_argument("--user", required=True, metavar="NAME", help="somebody of the office")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; everybody sees it")


def run(arguments: argparse.Namespace) -> int:
    """Locks the month."""
    return set_lock(arguments, lock_month, "locked")


def set_lock(arguments: argparse.Namespace, verb: Callable[..., None], word: str) -> int:
    """Locks or opens the month and says so."""
    database = open_database(arguments.db)
    try:
        verb(database, find_account(database, arguments.user), arguments.plan, arguments.period, arguments.reason)
    except (AccountUnknown, LockRefused, UploadNotAllowed) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    print(f"{arguments.plan} {arguments.period:%Y-%m} {word}.")
    return 0
