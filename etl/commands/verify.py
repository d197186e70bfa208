"""verify: whether the database is whole."""

import argparse
import json

from etl.database import open_database
from etl.safekeeping.verify import verify

HELP = "prove that log, current figures, roll-ups, uploads, kept files and audit trail agree (exit 0 they do, 1 they do not)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether a program reads the answer."""
    parser.add_argument("--json", action="store_true", help="print the findings by check as a JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Prints one line per check, and under it what is wrong."""
    database = open_database(arguments.db)
    try:
        findings = verify(database)
    finally:
        database.close()
    if arguments.json:
        print(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for check, sentences in findings.items():
            print(f"{'WRONG' if sentences else 'ok'}: {check}")
            for sentence in sentences:
                print(f"  {sentence}")
    return 1 if any(findings.values()) else 0
