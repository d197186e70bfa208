"""check-plan: what is wrong with a plan pack, in sentences."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from etl.plans.plan_check import check_pack
from etl.plans.plan_pack import PackUnreadable, read_pack

HELP = "explain what is wrong with a plan pack (exit 0 nothing that its conflicts do not name, 1 something, 2 not a pack)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and whether a program reads the answer."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the pack's folder")
    parser.add_argument("--json", action="store_true", help="print the findings as a JSON list")


def run(arguments: argparse.Namespace) -> int:
    """Prints one sentence per finding."""
    try:
        pack = read_pack(arguments.folder.resolve())
    except PackUnreadable as problem:
        print(problem, file=sys.stderr)
        return 2
    findings = check_pack(pack)
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{finding.severity}: {finding.sentence}")
        counts = ", ".join(f"{len(rows)} {table}" for table, rows in pack.tables.items())
        print(f"{pack.plan_id}: {len(findings)} finding{'' if len(findings) == 1 else 's'} ({counts}).")
    return 1 if any(finding.severity != "known" for finding in findings) else 0
