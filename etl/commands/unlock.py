"""unlock: a locked month opens again."""

import argparse

from etl.commands import lock
from etl.life_cycle.months import unlock_month

HELP = "open a locked month of a plan again (exit 0 done, 1 refused)"
add_arguments = lock.add_arguments


def run(arguments: argparse.Namespace) -> int:
    """Opens the month."""
    return lock.set_lock(arguments, unlock_month, "opened")
