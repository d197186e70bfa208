"""Makes a trial database: plans, accounts, simulated allocations, figures and progress, in the order they lean on each other."""

from dataclasses import dataclass
from pathlib import Path

from etl.database import Database, DatabaseExists, create_database
from etl.people.accounts import Scope, create_account, trial_password
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import find_packs, read_pack
from etl.trial.allocations import allocate
from etl.trial.deliveries import Delivery, deliver
from etl.trial.figures import let_one_fall, simulate_plan
from etl.trial.model import read_duties, rows, simulated_periods
from etl.trial.progress import deliver_progress
from etl.trial.write import REPORTER, write_deliveries
from indicators.vocabulary import Role

SEED = 263
ACCOUNTS = {
    "leader": (Role.LEADER, "领导（试用）"),
    REPORTER: (Role.REPORTER, "报送员（试用）"),
    "office": (Role.OFFICE, "办公室（试用）"),
    "admin": (Role.ADMIN, "管理员（试用）"),
}


@dataclass(frozen=True)
class Trial:
    """What was made."""

    plans: tuple[str, ...]
    allocations: int
    uploads: int


def make_trial(path: Path, plans: Path, seed: int = SEED) -> Trial:
    """Makes a trial database at `path` from every pack in the folder `plans`; it gets its name only when it is complete.

    Raises DatabaseExists, PackUnreadable, PackRefused.
    """
    if path.exists():
        raise DatabaseExists(f"{path}: {DatabaseExists.__doc__}")
    unfinished = path.with_suffix(".unfinished")  # the same stem: kept files lie where they will be looked for
    for remains in (unfinished, unfinished.with_name(f"{unfinished.name}.wal")):
        remains.unlink(missing_ok=True)
    database = create_database(unfinished, "trial")
    try:
        trial = _fill(database, plans, seed)
        database.checkpoint()
    finally:
        database.close()
    unfinished.rename(path)
    return trial


def _fill(database: Database, plans: Path, seed: int) -> Trial:
    for folder in find_packs(plans):
        load_pack(database, read_pack(folder.resolve()))
    with database.writing() as cursor:
        roots = dict(cursor.execute("select plan_id, root_region_id from plans order by position, plan_id").fetchall())
        for username, (role, display_name) in ACCOUNTS.items():
            scopes = [Scope(plan_id, root, None) for plan_id, root in roots.items()] if role == Role.REPORTER else []
            create_account(cursor, username, display_name, role, trial_password(username), scopes)
        allocations = sum(allocate(cursor, plan_id, seed) for plan_id in roots)
    return Trial(tuple(roots), allocations, write_deliveries(database, _deliveries(database, list(roots), seed)))


def _deliveries(database: Database, plan_ids: list[str], seed: int) -> list[Delivery]:
    """Everything that is reported; what happens once in a trial happens in the plan with the most duties."""
    with database.reading() as cursor:
        duties = {plan_id: read_duties(cursor, plan_id) for plan_id in plan_ids}
        questions = ("trial_towns", "trial_tasks", "trial_projects")
        facts = {plan_id: {name: rows(cursor, name, plan_id) for name in questions} for plan_id in plan_ids}
        periods = {plan_id: simulated_periods(cursor, plan_id) for plan_id in plan_ids}
    largest = max(plan_ids, key=lambda plan_id: len(duties[plan_id]), default=None)
    deliveries = []
    for plan_id in plan_ids:
        known = facts[plan_id]
        paths = simulate_plan(duties[plan_id], [town["region_key"] for town in known["trial_towns"]], seed)
        fell = let_one_fall(duties[plan_id], paths, seed) if plan_id == largest else None
        deliveries += deliver(duties[plan_id], paths, fell, plan_id == largest, seed)
        deliveries += deliver_progress(plan_id, "tasks", known["trial_tasks"], periods[plan_id], seed)
        deliveries += deliver_progress(plan_id, "projects", known["trial_projects"], periods[plan_id], seed)
    return deliveries
