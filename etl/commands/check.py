"""check: what is wrong with a file of figures, problem by problem; nothing is written."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TextIO

from etl.checking.problems import Problem, grouped
from etl.database import Database, open_database
from etl.life_cycle.upload import CheckedUpload, Choices, FileRefused, PlanUnknown, UploadNotAllowed, check_any
from etl.people.accounts import Account, get_account
from etl.reading.clean import parse_month

HELP = "explain what is wrong with a file of figures (exit 0 nothing, 1 something, 2 cannot be read)"
UNREADABLE = 2


class AccountUnknown(Exception):
    """There is no account of this name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, what it reports, and whether a program reads the answer."""
    add_file_arguments(parser)
    parser.add_argument("--user", metavar="NAME", help="check as this reporter (default: as a reporter of the whole plan)")
    parser.add_argument("--json", action="store_true", help="print the problems as a JSON list")


def add_file_arguments(parser: argparse.ArgumentParser) -> None:
    """The file and how to read it: shared with `upload`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="XLSX, XLS, ODS or CSV")
    parser.add_argument("--plan", required=True, metavar="ID", help="the plan reported for")
    parser.add_argument("--period", type=month, metavar="YYYY-MM", help="the month reported (default: any month the file names)")
    parser.add_argument("--region", metavar="ID", help="the region reported for, when the file does not say")
    parser.add_argument(
        "--correction",
        action="store_true",
        help="the file may change what was approved or lies in a locked month, with a justification",
    )
    parser.add_argument("--encoding", default="", help="the text's encoding, when it is detected wrongly")
    parser.add_argument("--separator", default="", help="what parts the cells, when it is detected wrongly")
    parser.add_argument("--sheet", default="", help="the sheet to read, when the workbook has several")


def month(text: str) -> date:
    """The first day of the month that an argument names."""
    found = parse_month(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a month; write it like 2017-09")
    return found


def run(arguments: argparse.Namespace) -> int:
    """Prints one problem per line, or all as JSON."""
    database = open_database(arguments.db)
    try:
        account = find_account(database, arguments.user) if arguments.user else None
        problems = list(check_file(database, account, arguments).problems)
        code = 1 if problems else 0
    except (FileRefused, OSError) as refusal:
        problems, code = [Problem("unreadable", details={"reason": refusal})], UNREADABLE
    except (UploadNotAllowed, PlanUnknown, AccountUnknown) as refusal:
        print(refusal, file=sys.stderr)
        return UNREADABLE
    finally:
        database.close()
    if arguments.json:
        print(json.dumps([problem.as_row() for problem in problems], ensure_ascii=False, indent=1))
    else:
        print_problems(problems, sys.stderr if code == UNREADABLE else sys.stdout)
    return code


def find_account(database: Database, username: str) -> Account:
    """The account of this name. Raises AccountUnknown."""
    with database.reading() as cursor:
        account = get_account(cursor, username)
    if account is None:
        raise AccountUnknown(f"{username}: {AccountUnknown.__doc__}")
    return account


def check_file(database: Database, account: Account | None, arguments: argparse.Namespace) -> CheckedUpload:
    """The file of the command line, read, checked and compared."""
    choices = Choices(arguments.encoding, arguments.separator.replace("\\t", "\t"), arguments.sheet)
    data = arguments.file.read_bytes()
    return check_any(
        database,
        account,
        arguments.plan,
        arguments.period,
        arguments.file.name,
        data,
        region_id=arguments.region,
        choices=choices,
        is_correction=arguments.correction,
    )


def print_problems(problems: list[Problem], out: TextIO | None = None) -> None:
    """One line per cause, with every place where it stands; to standard output unless `out` is given."""
    for group in grouped(problems):
        places = f" ({', '.join(group.places)})" if len(group.places) > 1 else ""
        print(f"{group.first.severity}: {group.message}{places}", file=out)
