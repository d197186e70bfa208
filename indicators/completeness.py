"""Who has reported: counts of due reports added up by town, department or month, and the words that remind the late."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indicators.language import N_, _, pick
from indicators.numbers import day_of_month, month_of_year
from indicators.queries import Row
from indicators.summary import group_by

Key = TypeVar("Key", bound=Hashable)


class Fullness(StrEnum):
    """How complete a set of due reports is."""

    ON_TIME = "on_time"
    LATE = "late"
    PARTIAL = "partial"
    NONE = "none"
    OPEN = "open"
    NOTHING = "nothing"


FULLNESS_LABELS = {
    Fullness.ON_TIME: N_("all in, on time"),
    Fullness.LATE: N_("all in, some late"),
    Fullness.PARTIAL: N_("some missing"),
    Fullness.NONE: N_("all missing"),
    Fullness.OPEN: N_("not due yet"),
    Fullness.NOTHING: N_("nothing due"),
}


@dataclass(frozen=True)
class Counts:
    """Due reports counted: `missing` are overdue, `open` are not in and not due yet; approved, submitted, returned say how far they are."""

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    open: int = 0
    approved: int = 0
    submitted: int = 0
    returned: int = 0

    @property
    def reported(self) -> int:
        """Those that came in, on time or late."""
        return self.on_time + self.late

    @property
    def fullness(self) -> Fullness:
        """What the counts come to; one overdue report is enough to be incomplete."""
        if not self.expected:
            return Fullness.NOTHING
        if self.missing:
            return Fullness.PARTIAL if self.reported or self.open else Fullness.NONE
        if self.open:
            return Fullness.OPEN
        return Fullness.LATE if self.late else Fullness.ON_TIME


def add_up(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, Counts]:
    """The counts of `queries.completeness` added up under each key, in the order the keys come."""
    names = tuple(Counts.__dataclass_fields__)
    totals: dict[Key, list[int]] = {}
    for row in rows:
        sums = totals.setdefault(key(row), [0] * len(names))
        for place, name in enumerate(names):
            sums[place] += row[name]
    return {one: Counts(*sums) for one, sums in totals.items()}


def reminder(name: str, rows: Iterable[Row]) -> str:
    """What to write to somebody: a line for each month of `queries.missing_reports`, with what is missing and by when it is due."""
    lines = []
    for month_rows in group_by(rows, "period").values():
        first = month_rows[0]
        values = {
            "name": name,
            "month": month_of_year(first["period"]),
            "count": len(month_rows),
            "list": _(", ").join(_named(name, row) for row in month_rows),
            "day": day_of_month(first["due_on"]),
        }
        lines.append(
            _("{name}: {count} reports for {month} are missing: {list}; they were due on {day}.", **values)
            if first["timeliness"] == "missing"
            else _("{name}: {count} reports for {month} are still to come: {list}; due on {day}.", **values)
        )
    return "\n".join(lines)


def _named(name: str, row: Row) -> str:
    """What is missing, and where unless that is who is reminded."""
    region = pick(row, "region")
    return (
        pick(row, "indicator") if region == name else _("{indicator} ({region})", indicator=pick(row, "indicator"), region=region)
    )


def whom_to_remind(rows: Iterable[Row], by: str) -> dict[str, list[Row]]:
    """The rows of `queries.missing_reports` under whom they are asked of: `by` region or department.

    What no department leads is asked of the region itself.
    """
    named: dict[str, list[Row]] = {}
    for row in rows:
        named.setdefault(pick(row, by) or pick(row, "region"), []).append(row)
    return named
