"""Who has reported: counts of due reports added up by town, department or month, and the words that remind the late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from indicators.engine import Engine, Parameter
from indicators.language import N_, _, pick
from indicators.numbers import day_of_month, month_of_year
from indicators.queries import Row, Scopes, scope_lists
from indicators.summary import group_by
from indicators.table_rows import TableRows


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


_COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True)
class Line:
    """The due reports of a region or a department by month; both names are None where no department leads."""

    name_zh: str | None
    name_en: str | None
    months: Mapping[date, Counts]

    @cached_property
    def together(self) -> Counts:
        """The counts of all months."""
        return Counts(*(sum(values) for values in zip(*map(astuple, self.months.values()), strict=True)))


@dataclass(frozen=True)
class Completeness:
    """The due reports of some months, counted three times: all together, by region and by department."""

    whole: Line
    regions: tuple[Line, ...]
    departments: tuple[Line, ...]


def count_reports(
    engine: Engine, plan_id: str, periods: tuple[date, ...], scopes: Scopes, today: date, moment: datetime | None = None
) -> Completeness:
    """How complete the reports of `periods` are, as far as `scopes` reach; lines and months for which nothing is due are left out.

    `today` decides what is overdue; `moment` is when one looks, None for now.
    """
    rows = engine.query("completeness", _asked(plan_id, periods, scopes, today, moment)).to_pylist()
    lines = {
        kind: tuple(_line(own) for own in group_by(of_kind, "line_id").values()) for kind, of_kind in group_by(rows, "kind").items()
    }
    (whole,) = lines.get("whole", (Line(None, None, {}),))
    return Completeness(whole, lines.get("region", ()), lines.get("department", ()))


def missing_reports(
    engine: Engine, plan_id: str, periods: tuple[date, ...], scopes: Scopes, today: date, moment: datetime | None = None
) -> TableRows:
    """Every report that is due for the months and has not come or was sent back, overdue or not; see `count_reports`."""
    return TableRows(engine.query("missing_reports", _asked(plan_id, periods, scopes, today, moment)))


def _asked(plan_id: str, periods: tuple[date, ...], scopes: Scopes, today: date, moment: datetime | None) -> dict[str, Parameter]:
    return {"plan_id": plan_id, "periods": list(periods), "today": today, "moment": moment, **scope_lists(scopes)}


def _line(rows: Sequence[Row]) -> Line:
    counts = {row["period"]: Counts(*(row[name] for name in _COUNTED)) for row in rows}
    return Line(rows[0]["name_zh"], rows[0]["name_en"], counts)


def reminder(name: str, rows: Iterable[Row]) -> str:
    """What to write to somebody: a line for each month of the `missing_reports`, with what is missing and by when it is due."""
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


def whom_to_remind(missing: TableRows, by: str) -> tuple[str, ...]:
    """Marks of those who owe `missing_reports`, in the order of the plan: `by` region or department."""
    return missing.different(f"remind_{by}")


def reminders(missing: TableRows, by: str, whom: Iterable[str]) -> list[str]:
    """What to write to each of `whom`, see `whom_to_remind`; what no department leads is asked of the region itself."""
    owed = group_by(missing.having(f"remind_{by}", whom), f"remind_{by}")
    return [reminder(pick(rows[0], by) or pick(rows[0], "region"), rows) for rows in owed.values()]
