"""Tasks and projects as sets: marks by year, columns of a board, deadlines, money. Pure functions over their rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.owed import due_on
from indicators.queries import Row
from indicators.vocabulary import Status

# from what needs a hand to what is done
BOARD = (Status.MISSED, Status.NOT_REPORTED, Status.NOT_DUE, Status.ON_PACE, Status.MET)
PROJECT_BOARD = tuple(status for status in BOARD if status != Status.ON_PACE)  # no project is a standing duty
_MARK = re.compile(r"^(\d{4})(?:-(\d{4}))?=(.*)$")


def marks_by_year(marks: str | None) -> dict[int, str]:
    """What the plan's table prints for a task in each year: `2017-2018=√;2019=` gives √, √ and nothing.

    Raises ValueError for a part that is not a year or a span of years, `=` and the mark.
    """
    found: dict[int, str] = {}
    for part in (marks or "").split(";"):
        if not part.strip():
            continue
        match = _MARK.match(part.strip())
        if match is None:
            raise ValueError(f"“{part}” is not a year, = and a mark")
        first, last, mark = match.groups()
        found |= dict.fromkeys(range(int(first), int(last or first) + 1), mark)
    return found


def columns(works: Iterable[Row], statuses: Iterable[Status] = BOARD) -> dict[Status, list[Row]]:
    """Works under the statuses of a board, the nearest day first, of those done the newest; a status nobody has keeps its empty column."""
    found: dict[Status, list[Row]] = {status: [] for status in statuses}
    for work in sorted(works, key=lambda work: due_on(work) or date.max):
        found.setdefault(Status(work["status"]), []).append(work)
    found[Status.MET].sort(key=lambda work: work["reported_period"], reverse=True)
    return found


def by_deadline(works: Iterable[Row]) -> dict[date, Counter[Status]]:
    """For every month in which something is due, how many works of each status, in order."""
    months: dict[date, Counter[Status]] = defaultdict(Counter)
    for work in works:
        if day := due_on(work):
            months[day.replace(day=1)][Status(work["status"])] += 1
    return dict(sorted(months.items()))


@dataclass(frozen=True)
class Money:
    """Investment in 10,000 yuan: planned, over how many projects that state it; spent, over how many that reported it."""

    planned: Decimal
    stated: int
    spent: Decimal
    reported: int
    count: int


def money_of(projects: Sequence[Row]) -> Money:
    """Planned and spent investment; a project that states or reports none is not counted as zero."""
    planned = [row["investment_wan"] for row in projects if row["investment_wan"] is not None]
    spent = [row["invested_wan"] for row in projects if row["invested_wan"] is not None]
    return Money(sum(planned, Decimal(0)), len(planned), sum(spent, Decimal(0)), len(spent), len(projects))
