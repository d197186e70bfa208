"""What a simulation works with: duties with their targets, figures, months, and chances that can be drawn again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import duckdb

from etl.statements import statement
from indicators.vocabulary import Basis, Direction, Frequency, Measure

LAST_PERIOD = date(2019, 9, 1)  # the month that a trial is set in

Row = dict[str, Any]


@dataclass(frozen=True)
class YearTarget:
    """What one indicator × region is held against in one year; `quarters` holds the stated ones, `value` None is a number to come."""

    comparator: str | None
    basis: str
    value: Decimal | None
    has_task: bool
    due_month: int
    quarters: dict[int, Decimal]

    def holds(self, value: Decimal, direction: str) -> bool:
        """Whether a figure would reach the target; only asked of one with a number."""
        assert self.value is not None
        match self.comparator:
            case ">":
                return value > self.value
            case "<":
                return value < self.value
        return value >= self.value if self.comparator == ">=" or direction == Direction.HIGHER else value <= self.value


@dataclass(frozen=True)
class Duty:
    """Who reports what, in which years, by which kinds and towards which targets."""

    plan_id: str
    indicator_key: int
    indicator_id: str
    region_key: int
    region_id: str
    department_id: str | None
    measure: str
    direction: str
    frequency: str
    headline: int | None
    decimals: int
    is_percent: bool
    has_parts: bool
    accumulates_key: int | None
    first_year: int
    last_year: int
    start: Decimal | None
    periods: tuple[date, ...]  # every month of its years that is simulated
    targets: dict[int | None, YearTarget]

    @property
    def key(self) -> tuple[int, int]:
        """Indicator and region."""
        return self.indicator_key, self.region_key

    @property
    def is_flow(self) -> bool:
        """Whether every January starts from nothing."""
        return self.measure == Measure.FLOW

    @property
    def sign(self) -> int:
        """1 where more is better, −1 where less is."""
        return 1 if self.direction == Direction.HIGHER else -1

    @property
    def growth(self) -> int:
        """1 or −1 where figures only ever go that way within a year: work done, totals in place, shares of a list worked off; else 0."""
        if self.is_flow:
            return 1
        return self.sign if self.measure == Measure.STOCK else int(self.measure == Measure.RATE and self.sign > 0)

    @property
    def is_change(self) -> bool:
        """Whether the figure is a change, which may be negative."""
        return any(target.basis == Basis.CHANGE_VS_BASELINE for target in self.targets.values())

    def is_due(self, period: date) -> bool:
        """Whether a report is made for the month; headline figures are asked for every quarter at least."""
        target = self.targets.get(period.year)
        if target is not None and not target.has_task:
            return False
        if self.frequency == Frequency.MONTHLY:
            return True
        if self.frequency == Frequency.QUARTERLY or self.headline is not None:
            return period.month % 3 == 0
        return period.month == 12


@dataclass(frozen=True)
class Figure:
    """One figure as it is reported."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str | None = None


def chance(seed: int, *words: object) -> Random:
    """A source of chances of its own for `words`: a row added to a plan leaves the figures of all others as they were."""
    return Random(" ".join(str(word) for word in (seed, *words)))


def rows(cursor: duckdb.DuckDBPyConnection, name: str, plan_id: str) -> list[Row]:
    """The answer to one question of this package about a plan."""
    result = cursor.execute(statement(name), {"plan_id": plan_id})
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def read_duties(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> list[Duty]:
    """Every duty of a plan with its targets, in the order of the pack."""
    targets: dict[tuple[int, int], dict[int | None, YearTarget]] = {}
    for row in rows(cursor, "trial_targets", plan_id):
        quarters = {number: row[f"q{number}"] for number in range(1, 5) if row[f"q{number}"] is not None}
        target = YearTarget(row["comparator"], row["basis"], row["value"], row["has_task"], row["due_month"], quarters)
        targets.setdefault((row["indicator_key"], row["region_key"]), {})[row["year"]] = target
    periods = simulated_periods(cursor, plan_id)
    return [
        Duty(
            **row,
            periods=tuple(period for period in periods if row["first_year"] <= period.year <= row["last_year"]),
            targets=targets[row["indicator_key"], row["region_key"]],
        )
        for row in rows(cursor, "trial_duties", plan_id)
    ]


def simulated_periods(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> list[date]:
    """The months of a plan that are simulated: up to the trial's own, or for a plan that begins later, to September of its last year."""
    (plan,) = rows(cursor, "trial_years", plan_id)
    last = LAST_PERIOD if plan["first_year"] <= LAST_PERIOD.year else date(plan["last_year"], 9, 1)
    every = (date(year, month, 1) for year in range(plan["first_year"], plan["last_year"] + 1) for month in range(1, 13))
    return [period for period in every if period <= last]
