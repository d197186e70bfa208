"""Pages as a running server answers them: against a page with nothing in it, and a province against today's city."""

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.measure import Measurement, compare, ratio
from bench.served.deciding import CHANGED, DECIDED
from bench.served.variants import empty_pages, with_decisions
from bench.served.visitor import Visitor
from etl.database import open_database
from etl.people.accounts import create_account, trial_password
from etl.settings import plans_folder
from etl.trial.build import make_trial
from indicators.vocabulary import Role
from tests.serving import ROOT, Browser, serving

PAGES = ("overview", "programme", "indicator", "town", "compare", "department", "tasks", "projects", "completeness")
LEADER = "leader"
REPEATS = 7


@contextmanager
def browsing(database: Path, script: Path | None = None) -> Iterator[Browser]:
    """Somebody signed in at a server of their own."""
    with serving(database, script=str(script or "app.py"), PYTHONPATH=str(ROOT)) as port:
        browser = Browser(port)
        browser.sign_in(LEADER, trial_password(LEADER))
        yield browser


def let_in(path: Path) -> None:
    """Gives the database at `path` an account that sees every page."""
    database = open_database(path)
    with database.writing() as cursor:
        create_account(cursor, LEADER, LEADER, Role.LEADER, trial_password(LEADER))
    database.close()


def measure_pages(folder: Path) -> list[Measurement]:
    """Every page of the trial's city against a page that holds nothing but its frame, everything kept."""
    databases = [folder / name / "trial.duckdb" for name in ("full", "empty")]
    for database in databases:
        database.parent.mkdir()
        make_trial(database, plans_folder())
    with ExitStack() as stack:
        full = stack.enter_context(Visitor(stack.enter_context(browsing(databases[0]))))
        empty = stack.enter_context(Visitor(stack.enter_context(browsing(databases[1], empty_pages(folder)))))
        return [
            compare(f"page {page} ÷ a page of its frame alone", lambda: full.run(page), lambda: empty.run(page), 3, REPEATS)  # noqa: B023
            for page in PAGES
        ]


def measure_province(small: Path, large: Path, sizes: str) -> list[Measurement]:
    """Every page at a larger size ÷ today's: right after every month may have changed, right after a decision about the
    latest, and when nothing has changed since.

    The databases must be closed, and let the visitor in (see `let_in`).
    """
    found = []
    with ExitStack() as stack:
        script = with_decisions(small.parent)
        browsers = [stack.enter_context(browsing(path, script)) for path in (large, small)]
        visitors = [stack.enter_context(Visitor(browser)) for browser in browsers]
        for page in PAGES:
            for visitor in visitors:
                visitor.run(page)
            # they take turns, so that a busy moment meets both
            times = [[_each_time(*one, page) for one in zip(browsers, visitors, strict=True)] for _ in range(3)]
            for place, when in enumerate(("after a change of every month", "after a decision about the latest", "again")):
                part, whole = (statistics.median(turn[size][place] for turn in times) for size in range(2))
                found.append(ratio(f"page {page} {when}: {sizes}", part, whole, 3))
    return found


def _each_time(browser: Browser, visitor: Visitor, page: str) -> tuple[float, float, float]:
    """The seconds of a page right after every month may have changed, right after a decision about the latest, and of the same again."""
    assert browser.get(CHANGED).text == "ok"
    changed = visitor.run(page).seconds
    assert browser.get(DECIDED).text == "ok"
    return changed, visitor.run(page).seconds, visitor.run(page).seconds
