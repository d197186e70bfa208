"""What somebody owes at a month: reports that are missing, works that are overdue, days that come next. Pure functions over rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.queries import Row
from indicators.vocabulary import Status

AHEAD = timedelta(days=100)
_OPEN = (Status.NOT_DUE, Status.NOT_REPORTED, Status.ON_PACE)


@dataclass(frozen=True)
class Owed:
    """Targets without their report, works whose day has passed, works to come within AHEAD, works nobody has reported on."""

    missing: Sequence[Row]
    overdue: tuple[Row, ...]
    due_next: tuple[Row, ...]
    silent: tuple[Row, ...]


def due_on(work: Row) -> date | None:
    """The day of a task or project."""
    day: date | None = work["due_on"] if "due_on" in work else work["deadline"]
    return day


def missing_of(judgements: Iterable[Row]) -> tuple[Row, ...]:
    """The judgements that lack their report."""
    return tuple(row for row in judgements if row["status"] == Status.NOT_REPORTED)


def owed(missing: Sequence[Row], works: Iterable[Row], period: date) -> Owed:
    """What is owed at the end of `period`: `missing` reports, and of these tasks and projects the nearest and the longest overdue first."""
    end = (period.replace(day=28) + timedelta(days=4)).replace(day=1)
    dated = sorted(works, key=lambda work: due_on(work) or date.max)
    due_next = [
        work for work in dated if work["status"] in _OPEN and (day := due_on(work)) is not None and end <= day <= end + AHEAD
    ]
    return Owed(
        missing=missing,
        overdue=tuple(work for work in dated if work["status"] == Status.MISSED),
        due_next=tuple(due_next),
        silent=tuple(work for work in dated if work["status"] == Status.NOT_REPORTED and work not in due_next),
    )
