"""upload: a file of figures, progress or targets into the database, as the pages do it."""

import argparse
import sys

from etl.checking.change_words import change_words
from etl.commands.check import AccountUnknown, add_file_arguments, check_file, find_account, print_problems
from etl.database import open_database
from etl.life_cycle.upload import (
    CheckedUpload,
    FileRefused,
    PlanUnknown,
    UploadNotAllowed,
    UploadRefused,
    UploadStale,
    commit_upload,
)

HELP = "upload a file of figures, progress or targets (exit 0 done or nothing to change, 1 refused, 2 cannot be read)"
SHOWN_ROWS = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, who sends it, and whether to ask first."""
    add_file_arguments(parser)
    parser.add_argument("--user", required=True, metavar="NAME", help="who sends it: a reporter, for targets the office")
    parser.add_argument("--justification", default="", metavar="TEXT", help="why figures with warnings are right")
    parser.add_argument("--yes", action="store_true", help="submit without asking")


def run(arguments: argparse.Namespace) -> int:
    """Shows what would change, asks, commits."""
    database = open_database(arguments.db)
    try:
        account = find_account(database, arguments.user)
        checked = check_file(database, account, arguments)
        _print_changes(checked)
        if not checked.errors and not checked.changes_nothing and not arguments.yes and not _confirmed():
            print("Nothing was written.")
            return 1
        upload_id = commit_upload(database, account, checked, arguments.justification)
        print("Nothing was written: every figure stands already." if upload_id is None else f"Upload {upload_id} submitted.")
    except (FileRefused, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except (AccountUnknown, PlanUnknown, UploadNotAllowed, UploadRefused, UploadStale) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    finally:
        database.close()
    return 0


def _print_changes(checked: CheckedUpload) -> None:
    print_problems(list(checked.problems))
    changes = [row for row in checked.preview.to_pylist() if row["difference"] != "unchanged"]
    for row in changes[:SHOWN_ROWS]:
        words = change_words(checked.kind, row)
        when = f"{words.period:%Y-%m}" if words.period else words.year
        print(f"{row['difference']}: {words.subject}, {words.region}, {when}: {words.before} → {words.after}")
    if len(changes) > SHOWN_ROWS:
        print(f"… and {len(changes) - SHOWN_ROWS} more.")
    counts = checked.differences
    print(
        f"{counts.new} new, {counts.changed} changed, {counts.unchanged} unchanged, "
        f"{checked.skipped} without a figure, {checked.rejected} rejected."
    )


def _confirmed() -> bool:
    try:
        return input("Submit? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print("Nobody is there to answer; --yes submits without asking.")
        return False
