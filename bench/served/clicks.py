"""Fifty people who click every ten seconds, while uploads are committed."""

import random
import statistics
import threading
import time
from contextlib import ExitStack
from pathlib import Path

from bench.measure import Measurement
from bench.served.committing import PAUSE
from bench.served.pages import browsing
from bench.served.variants import with_commits
from bench.served.visitor import Visitor
from etl.database import open_database

PEOPLE = 50
THINK_SECONDS = 10.0
SECONDS = 60.0
CLICKS = ("overview", "indicator", "town", "compare", "programme", "department")


def measure_clicks(database: Path, folder: Path) -> list[Measurement]:
    """The time from a click to the page's last message; the database of size `s` must be closed and let the visitor in."""
    times: list[float] = []
    broken: list[str] = []
    before = _uploads(database)
    with ExitStack() as stack:
        browser = stack.enter_context(browsing(database, with_commits(folder)))
        people = [stack.enter_context(Visitor(browser)) for _ in range(PEOPLE)]
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=_click, args=(one, end, times, broken)) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if broken:
        raise AssertionError(f"{len(broken)} clicks failed, the first: {broken[0]}")
    committed = _uploads(database) - before
    if committed < SECONDS / PAUSE / 2:
        raise AssertionError(f"only {committed} uploads were committed while people clicked")
    *_, p95 = statistics.quantiles(times, n=20)
    detail = f"{len(times)} clicks by {PEOPLE} people, one every {THINK_SECONDS:.0f} s each; {committed} uploads committed, some approved"
    return [
        Measurement("click to the page's last message, median", statistics.median(times) * 1000, 100, detail, "ms"),
        Measurement("click to the page's last message, 95 of 100", p95 * 1000, 300, detail, "ms"),
    ]


def _uploads(path: Path) -> int:
    """How many uploads the database holds."""
    database = open_database(path)
    with database.reading() as cursor:
        (count,) = cursor.execute("select count(*) from uploads").fetchone() or (0,)
    database.close()
    return int(count)


def _click(person: Visitor, end: float, times: list[float], broken: list[str]) -> None:
    """Clicks at uneven moments until `end`."""
    while True:
        pause = random.uniform(0, 2 * THINK_SECONDS)
        if time.monotonic() + pause > end:
            return
        time.sleep(pause)
        try:
            times.append(person.run(random.choice(CLICKS)).seconds)
        except Exception as problem:
            broken.append(repr(problem))
            return
