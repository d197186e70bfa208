"""What is owed at a month, from literal rows."""

from datetime import date
from typing import Any

from indicators.owed import Owed, missing_of, owed

Row = dict[str, Any]
SEPTEMBER = date(2018, 9, 1)


def task(name: str, status: str, due: date | None) -> Row:
    """A task with its day."""
    return {"task_id": name, "status": status, "due_on": due}


def project(name: str, status: str, deadline: date | None) -> Row:
    """A project with its day."""
    return {"project_id": name, "status": status, "deadline": deadline}


def test_owed_is_what_is_missing_overdue_next_or_silent() -> None:
    silent = {"indicator_key": 1, "status": "not_reported"}
    long_ago, lately = project("old", "missed", date(2017, 3, 31)), task("new", "missed", date(2018, 9, 30))
    near, far = task("near", "not_due", date(2018, 10, 1)), task("far", "not_due", date(2019, 1, 10))
    unheard, without_day = project("unheard", "not_reported", date(2018, 12, 31)), task("loose", "not_reported", None)
    done = task("done", "met", date(2018, 10, 15))
    works = [lately, far, without_day, done, long_ago, unheard, near]
    missing = missing_of([silent, {"indicator_key": 2, "status": "met"}])
    assert owed(missing, works, SEPTEMBER) == Owed(
        missing=(silent,), overdue=(long_ago, lately), due_next=(near, unheard), silent=(without_day,)
    )
    # a hundred days from October 1 end on January 9
    assert far not in owed([], works, SEPTEMBER).due_next
    assert far in owed([], works, date(2018, 10, 1)).due_next
