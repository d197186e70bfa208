"""The status rule a second time: slow, one row at a time, exact fractions, written from the prose of the design and not from the SQL."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

Month = tuple[int, int]


@dataclass(frozen=True)
class Target:
    """What a plan commits one indicator of one region to in one year; without a year it never falls due."""

    year: int | None = 2018
    value: Decimal | None = Decimal(120)  # the year's figure, if the plan states one
    comparator: str | None = ">="
    basis: str = "absolute"
    quarters: Mapping[int, Decimal] = field(default_factory=dict)
    no_task: bool = False
    baseline_value: Decimal | None = None

    @property
    def number(self) -> Decimal | None:
        """The figure that decides in the end: the year's, else that of the last quarter stated."""
        if self.value is None and self.quarters:
            return self.quarters[max(self.quarters)]
        return self.value

    @property
    def due_month(self) -> int | None:
        """The month after which the target is over."""
        if self.year is None:
            return None
        return 3 * max(self.quarters) if self.value is None and self.quarters else 12


@dataclass(frozen=True)
class Figure:
    """What stands for one month: the region's own report (`children` is None) or a roll-up of so many children."""

    value: Decimal
    children: int | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator of one region with everything that was planned and reported."""

    targets: tuple[Target, ...] = (Target(),)
    figures: Mapping[Month, Figure] = field(default_factory=dict)
    measure: str = "flow"
    direction: str = "higher"
    region_rollup: str = "sum"
    frequency: str = "monthly"
    is_percent: bool = False
    starting_values: Mapping[int, Decimal] = field(default_factory=dict)
    expected_children: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What the rule says; the numbers only where they mean something."""

    status: str
    reason: str
    expected: Fraction | None = None
    gap: Fraction | None = None


STATUS_OF_REASON = {
    "slash": "no_task",
    "zero": "no_task",
    "delegated": "no_target",
    "no_number": "not_computable",
    "no_baseline": "not_computable",
    "reached": "met",
    "over_reached": "met",
    "over_missed": "missed",
    "missing": "not_reported",
    "partial": "not_reported",
    "on_line": "on_pace",
    "below_line": "behind",
    "far_below_line": "far_behind",
    "no_year": "not_due",
    "future_target": "not_due",
    "nothing_due": "not_due",
    "no_start": "not_due",
}
WORDED = {">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le}
WITH_EXPECTED = {"on_line", "below_line", "far_below_line", "reached", "over_reached", "over_missed", "partial", "missing"}
WITH_GAP = WITH_EXPECTED - {"partial", "missing"}


def judge(indicator: Indicator, period: Month, behind_pp: Decimal = Decimal(30)) -> Verdict:
    """The one status of `indicator` at `period`."""
    target = chosen_target(indicator.targets, period[0])
    case = _Case(indicator, target, period, judged_at(target, period), Fraction(behind_pp))
    reason = case.reason()
    return Verdict(
        STATUS_OF_REASON[reason],
        reason,
        case.expected if reason in WITH_EXPECTED else None,
        case.gap if reason in WITH_GAP else None,
    )


def chosen_target(targets: tuple[Target, ...], year: int) -> Target:
    """This year's target, else the next to come, else the last one past, else the one without a year."""
    dated = {target.year: target for target in targets if target.year is not None}
    if year in dated:
        return dated[year]
    if later := [other for other in dated if other > year]:
        return dated[min(later)]
    if dated:
        return dated[max(dated)]
    return targets[0]


def judged_at(target: Target, period: Month) -> Month:
    """The asked month; a target of a past year is judged at that year's December."""
    return (target.year, 12) if target.year is not None and target.year < period[0] else period


@dataclass(frozen=True)
class _Case:
    indicator: Indicator
    target: Target
    period: Month
    at: Month
    behind_pp: Fraction

    # ------------------------------------------------------------ what was reported

    @cached_property
    def reported(self) -> Month | None:
        """The latest month of the judged year that has a figure."""
        return max((month for month in self.indicator.figures if month[0] == self.at[0] and month <= self.at), default=None)

    @cached_property
    def done(self) -> Fraction | None:
        month = self.reported
        return Fraction(self.indicator.figures[month].value) if month else None

    @cached_property
    def due(self) -> int | None:
        """The month whose report must be in: this one, the last full quarter's, or December's."""
        step = {"monthly": 1, "quarterly": 3, "annual": 12}[self.indicator.frequency]
        return self.at[1] // step * step or None

    @cached_property
    def is_missing(self) -> bool:
        month, due = self.reported, self.due
        return due is not None and (month is None or month[1] < due)

    @cached_property
    def is_lower_bound(self) -> bool:
        """A sum that lacks children says only that at least so much is there."""
        month = self.reported
        if month is None or self.indicator.region_rollup != "sum" or self.indicator.expected_children is None:
            return False
        children = self.indicator.figures[month].children
        return children is not None and children < self.indicator.expected_children

    # ------------------------------------------------------------ what was expected

    @cached_property
    def start(self) -> Fraction | None:
        """Where the year began: the last December's figure, else the latest stated value of an earlier year."""
        if (self.at[0] - 1, 12) in self.indicator.figures:
            return Fraction(self.indicator.figures[self.at[0] - 1, 12].value)
        earlier = [year for year in self.indicator.starting_values if year < self.at[0]]
        return Fraction(self.indicator.starting_values[max(earlier)]) if earlier else None

    def speaks_of(self) -> int:
        """The month of the line that the figure is held against: its own, or the one it should have come for."""
        month = self.reported
        return max(month[1] if month else 0, self.due or 0) or self.at[1]

    @cached_property
    def expected(self) -> Fraction | None:
        """The point of the line (序时进度); nobody is asked for more than the target."""
        line, number = self._line, self.target.number
        if line is None or number is None or self.indicator.measure == "flow":
            return line
        return min(line, Fraction(number)) if self.indicator.direction == "higher" else max(line, Fraction(number))

    @cached_property
    def _line(self) -> Fraction | None:
        number = self.target.number
        if number is None or (self.target.year is None and self.target.basis != "maintain"):
            return None
        if self.target.year is not None and self.target.year > self.period[0]:
            return None
        if self.target.basis in ("maintain", "standing"):
            return Fraction(number)
        corners = {3 * quarter: Fraction(value) for quarter, value in self.target.quarters.items()}
        if self.target.due_month == 12:
            corners.setdefault(12, Fraction(number))
        start = Fraction(0) if self.indicator.measure == "flow" else self.start
        if start is not None:
            corners[0] = start
        return _on_line(corners, self.speaks_of())

    # ------------------------------------------------------------ how far apart they are

    @cached_property
    def gap(self) -> Fraction | None:
        """Expected less done (turned around where lower is better), in percentage points of the target."""
        expected, done, number = self.expected, self.done, self.target.number
        if expected is None or done is None or number is None:
            return None
        short = expected - done if self.indicator.direction == "higher" else done - expected
        if self.indicator.is_percent:
            return round(short, 6)
        scale = abs(Fraction(number)) or abs(self.start or 0)
        if scale:
            return round(short * 100 / scale, 6)
        return Fraction(100 * ((short > 0) - (short < 0)))

    @cached_property
    def holds(self) -> bool:
        """Whether what is done satisfies the target as worded; a bare number in the better direction."""
        done, number = self.done, self.target.number
        if done is None or number is None:
            return False
        word = self.target.comparator
        if word in (None, "="):
            word = ">=" if self.indicator.direction == "higher" else "<="
        return WORDED[str(word)](done, Fraction(number))

    @cached_property
    def is_over(self) -> bool:
        return self.target.due_month is not None and self.at[1] >= self.target.due_month

    def is_reached_for_good(self) -> bool:
        """More is better, enough is there and cannot go away: what is in place, or what is done within the target's own year."""
        if self.indicator.direction != "higher" or not self.holds:
            return False
        if self.indicator.measure == "flow":
            return self.target.year is not None and self.target.year <= self.period[0]
        return self.indicator.measure == "stock"

    def proves_nothing(self) -> bool:
        """A lower bound can only show that enough is done (more is better) or that too much is (less is better)."""
        if not self.is_lower_bound:
            return False
        gap = self.gap
        if not self.is_over and gap is None:
            return False
        good = self.holds if self.is_over else gap is not None and gap <= 0
        return good != (self.indicator.direction == "higher")

    # ------------------------------------------------------------ the verdict

    def reason(self) -> str:
        return self._why_not_judged() or self._why_judged()

    def _why_not_judged(self) -> str | None:
        target, number = self.target, self.target.number
        if target.no_task:
            return "slash"
        if number == 0 and self.indicator.direction == "higher":
            return "zero"
        if number is None:
            return "delegated" if target.basis == "delegated" else "no_number"
        if target.basis == "change_vs_baseline" and target.baseline_value is None:
            return "no_baseline"
        if self.is_reached_for_good():
            return "reached"
        if target.year is None and target.basis != "maintain":
            return "no_year"
        if target.year is not None and target.year > self.period[0]:
            return "future_target"
        if self.due is None and (self.reported is None or self.proves_nothing()):
            return "nothing_due"
        if self.is_missing:
            return "missing"
        return "partial" if self.proves_nothing() else None

    def _why_judged(self) -> str:
        if self.is_over:
            return "over_reached" if self.holds else "over_missed"
        gap = self.gap
        if gap is None:
            return "no_start"
        if gap <= 0:
            return "on_line"
        return "below_line" if gap <= self.behind_pp else "far_below_line"


def _on_line(corners: Mapping[int, Fraction], month: int) -> Fraction | None:
    """The straight line between the corners on either side of `month`; before the first nothing, after the last its value."""
    left = max((corner for corner in corners if corner <= month), default=None)
    right = min((corner for corner in corners if corner >= month), default=None)
    if left is None:
        return None
    if right is None or left == right:
        return corners[left]
    return corners[left] + (corners[right] - corners[left]) * Fraction(month - left, right - left)
