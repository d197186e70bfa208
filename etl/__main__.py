"""`python -m etl COMMAND`: everything that is done to the database without a browser."""

import argparse
import importlib
import sys
from pathlib import Path

from etl.database import DatabaseBusy, DatabaseExists, DatabaseMissing
from etl.settings import database_path
from indicators.language import LANGUAGES, use_language

COMMANDS = (
    *("init", "trial", "load", "check-plan", "check", "upload", "approve", "return", "undo", "lock", "unlock", "export"),
    *("account", "email", "backup", "restore", "verify"),
)
MODULES = {"return": "return_upload"}  # where the command's word cannot name a module
FAILED = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns its exit code. A refusal is one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules = {name: importlib.import_module(f"etl.commands.{MODULES.get(name, name.replace('-', '_'))}") for name in COMMANDS}
    for name, module in modules.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        command.add_argument(
            "--db", type=Path, default=database_path(), metavar="PATH", help="the database file (default: %(default)s)"
        )
        command.add_argument("--language", choices=tuple(LANGUAGES), default="zh", help="language of sentences and headers")
        module.add_arguments(command)
    chosen = parser.parse_args(arguments)
    use_language(chosen.language)
    try:
        return int(modules[chosen.command].run(chosen))
    except (DatabaseMissing, DatabaseExists, DatabaseBusy) as refusal:
        print(refusal, file=sys.stderr)
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
