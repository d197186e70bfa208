"""trial: a database to try everything out, with simulated figures."""

import argparse
import sys

from etl.people.accounts import trial_password
from etl.plans.plan_load import PackRefused
from etl.plans.plan_pack import PackUnreadable
from etl.settings import plans_folder
from etl.trial.build import ACCOUNTS, SEED, make_trial

HELP = "make a trial database: every plan, simulated figures, four accounts; it can never become a real one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the chances are drawn from."""
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same figures (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Makes the database; refuses where there is one."""
    try:
        trial = make_trial(arguments.db, plans_folder(), arguments.seed)
    except (PackUnreadable, PackRefused) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(
        f"{arguments.db}: trial database of {', '.join(trial.plans)}; every figure and {trial.allocations} targets are simulated."
    )
    print("Accounts: " + ", ".join(f"{name} (password {trial_password(name)})" for name in ACCOUNTS) + ".")
    return 0
