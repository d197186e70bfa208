"""account: makes an account, or changes, closes or opens one; without a name it lists them all."""

import argparse
import sys
from getpass import getuser
from pathlib import Path

import duckdb

from etl.commands.passwords import PasswordUnreadable, read_password
from etl.database import open_database
from etl.people.accounts import (
    AccountRefused,
    Scope,
    change_password,
    create_account,
    get_account,
    list_accounts,
    refuse_unknown_scopes,
    set_disabled,
    set_email,
    set_role,
    set_scopes,
)
from indicators.vocabulary import Role

HELP = "make or change an account, or list them all (exit 0 done, 1 refused)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The account and what is to be said of it; what is not named stays as it is."""
    parser.add_argument("username", nargs="?", metavar="NAME", help="the account; a new one needs --role (default: list all)")
    parser.add_argument("--role", choices=tuple(Role), help="what it may do")
    parser.add_argument("--name", default="", metavar="TEXT", help="the person's or office's name, for a new account")
    parser.add_argument(
        "--scope",
        action="append",
        type=scope,
        metavar="PLAN:REGION[:DEPARTMENT]",
        help="what a reporter reports for (repeatable): a region and all below it, what a department leads there, or PLAN::DEPARTMENT",
    )
    parser.add_argument("--email", metavar="ADDRESS", help="where its notices are mailed to")
    parser.add_argument("--password", action="store_true", help="give an existing account a new password")
    parser.add_argument("--password-file", type=Path, metavar="FILE", help="file whose first line is the password (default: asks)")
    parser.add_argument("--close", action="store_true", help="nobody can sign in with it any more")
    parser.add_argument("--open", action="store_true", help="open a closed account again")


def scope(text: str) -> Scope:
    """The scope that an argument names."""
    plan_id, _first, rest = text.partition(":")
    region_id, _second, department_id = rest.partition(":")
    if not plan_id or not (region_id or department_id):
        raise argparse.ArgumentTypeError(f"“{text}” is no scope; write PLAN:REGION, PLAN:REGION:DEPARTMENT or PLAN::DEPARTMENT")
    return Scope(plan_id, region_id or None, department_id or None)


def run(arguments: argparse.Namespace) -> int:
    """Makes, changes or lists; a refusal writes nothing."""
    database = open_database(arguments.db)
    try:
        with database.writing() as cursor:
            if arguments.username:
                _say(cursor, arguments)
            for account in list_accounts(cursor):
                if arguments.username in (None, account.username):
                    scopes = " ".join(":".join(part or "" for part in vars(one).values()) for one in account.scopes)
                    state = " (closed)" if account.is_disabled else ""
                    print(f"{account.username}{state}: {account.display_name}, {account.role} {scopes}".rstrip())
    except (AccountRefused, PasswordUnreadable) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    return 0


def _say(cursor: duckdb.DuckDBPyConnection, arguments: argparse.Namespace) -> None:
    """Writes everything the arguments say of one account."""
    name, by = arguments.username, getuser()
    scopes = arguments.scope or []
    refuse_unknown_scopes(cursor, scopes)
    if get_account(cursor, name) is None:
        if arguments.role is None:
            raise AccountRefused(f"There is no account {name}; to make it, say which --role it has: {', '.join(Role)}.")
        password = read_password(name, arguments.password_file)
        create_account(cursor, name, arguments.name or name, Role(arguments.role), password, scopes, by=by)
    else:
        if arguments.role:
            set_role(cursor, name, Role(arguments.role), by)
        if arguments.scope is not None:
            set_scopes(cursor, name, scopes, by)
        if arguments.password or arguments.password_file:
            change_password(cursor, name, read_password(name, arguments.password_file), by)
    if arguments.email is not None:
        set_email(cursor, name, arguments.email, by=by)
    if arguments.close or arguments.open:
        set_disabled(cursor, name, arguments.close, by)
