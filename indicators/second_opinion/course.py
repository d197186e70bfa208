"""The way of one quantity over the years: where it started, where it stands, where it is to arrive; and the paces these make."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Why a method cannot be computed. A figure that is missing or zero is never replaced by a small one: that invents progress."""

    NO_START = "no_start"
    ONE_POINT = "one_point"
    ZERO = "zero"
    CHANGE_FROM_ZERO = "change_from_zero"
    SIGNS = "signs"
    NOTHING_TO_CHANGE = "nothing_to_change"
    TARGET_NOT_LATER = "target_not_later"
    TO_BE_KEPT = "to_be_kept"
    NO_BASELINE = "no_baseline"


class NotComputable(Exception):
    """A method has nothing to compute with; `obstacle` says what is in the way."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle)
        self.obstacle = obstacle


@dataclass(frozen=True)
class Point:
    """A value at a time in years: the end of 2018 is 2018, the end of June 2018 is 2017.5."""

    time: float
    value: float


@dataclass(frozen=True)
class Course:
    """A series from its first point to its latest, and the target where there is one.

    `sign` is 1 where more is better and −1 where less is; it has no default, because a wrong one turns failure into success.
    `is_share` says that the values are percentages of a whole.
    """

    start: Point
    latest: Point
    target: Point | None
    sign: int
    is_share: bool = False

    def __post_init__(self) -> None:
        # a rate a year that was read from a few months says nothing
        if self.latest.time - self.start.time < 1:
            raise NotComputable(Obstacle.ONE_POINT)
        if self.target is not None and self.target.time <= self.start.time:
            raise NotComputable(Obstacle.TARGET_NOT_LATER)

    @property
    def aim(self) -> Point:
        """The target. Raises ValueError when there is none."""
        if self.target is None:
            raise ValueError("a course without a target")
        return self.target

    def is_reached(self) -> bool:
        """Whether the latest value is at the target or beyond it."""
        return self.target is not None and self.sign * (self.latest.value - self.target.value) >= 0

    def rate(self) -> float:
        """The constant rate of change a year from start to latest, positive when it goes the right way (CAGR × direction)."""
        return (-1 if self.start.value < 0 else 1) * self.sign * growth(self.start, self.latest)

    def rate_ratio(self) -> float:
        """The observed rate of change as a share of the rate that leads from start to target. Raises NotComputable."""
        if self.aim.value == self.start.value:
            raise NotComputable(Obstacle.NOTHING_TO_CHANGE)
        return self.rate() / abs(growth(self.start, self.aim))

    def pace_ratio(self) -> float:
        """The observed change a year as a share of the change a year that leads from start to target. Raises NotComputable."""
        if self.aim.value == self.start.value:
            raise NotComputable(Obstacle.NOTHING_TO_CHANGE)
        observed = (self.latest.value - self.start.value) / (self.latest.time - self.start.time)
        return observed * (self.aim.time - self.start.time) / (self.aim.value - self.start.value)

    def arrival_by_rate(self) -> float:
        """The value at the target's time if the observed rate of change goes on. Raises NotComputable."""
        try:
            return float(self.latest.value * (1 + growth(self.start, self.latest)) ** (self.aim.time - self.latest.time))
        except OverflowError:
            return math.copysign(math.inf, self.latest.value)

    def asked_by_rate(self) -> float:
        """What a constant rate of change from start to target asks for at the latest point. Raises NotComputable."""
        return float(self.start.value * (1 + growth(self.start, self.aim)) ** (self.latest.time - self.start.time))

    def asked_by_line(self) -> float:
        """What a straight line from start to target asks for at the latest point."""
        share = (self.latest.time - self.start.time) / (self.aim.time - self.start.time)
        return self.start.value + (self.aim.value - self.start.value) * share


def growth(first: Point, last: Point) -> float:
    """The constant rate of change a year between two points (CAGR). Raises NotComputable where a ratio has no meaning."""
    if first.value == 0:
        raise NotComputable(Obstacle.CHANGE_FROM_ZERO)
    if last.value == 0:
        raise NotComputable(Obstacle.ZERO)
    if first.value * last.value < 0:
        raise NotComputable(Obstacle.SIGNS)
    return float((last.value / first.value) ** (1 / (last.time - first.time))) - 1
