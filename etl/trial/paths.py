"""The plausible path of one duty, month by month: its line towards the targets, and how its region keeps to that line."""

from datetime import date
from enum import StrEnum
from random import Random

from etl.trial.model import Duty, Figure, YearTarget, chance
from etl.trial.settle import settle
from indicators.vocabulary import Basis, Measure

KEPT = (Basis.MAINTAIN, Basis.STANDING)
SIDE_WORK = 0.06  # of the nearest target: what is done in years that ask for nothing


class Temper(StrEnum):
    """How a region works."""

    AHEAD = "ahead"
    STEADY = "steady"
    BEHIND = "behind"


class Conduct(StrEnum):
    """How one duty goes in one year."""

    GOOD = "good"
    SLOW = "slow"
    POOR = "poor"


CONDUCTS = {Temper.AHEAD: (97, 3, 0), Temper.STEADY: (79, 17, 4), Temper.BEHIND: (10, 45, 45)}
CAUGHT_UP = 0.6  # the part of the slow ones that reaches the target in the last quarter


def simulate(duty: Duty, temper: Temper, seed: int) -> dict[date, Figure]:
    """The figures of every month of a duty; which of them are reported is decided elsewhere."""
    path: dict[date, Figure] = {}
    ends = planned_ends(duty, chance(seed, "ends", duty.plan_id, duty.indicator_id, duty.region_id))
    size = chance(seed, "size", duty.plan_id, duty.indicator_id, duty.region_id).randint(60, 400)
    standing = ends[duty.first_year - 1]
    for year in range(duty.first_year, duty.last_year + 1):
        luck = chance(seed, "year", duty.plan_id, duty.indicator_id, duty.region_id, year)
        conduct = luck.choices(list(Conduct), CONDUCTS[temper])[0]
        figures = _Year(duty, year, 0.0 if duty.is_flow else standing, ends[year], conduct, size, luck).figures()
        path |= {period: figures[period.month - 1] for period in duty.periods if period.year == year}
        standing = float(figures[-1].value)
    return path


def planned_ends(duty: Duty, luck: Random) -> dict[int, float]:
    """Where a duty should stand at the end of every year, and at the end of the year before the first."""
    numbers = {year: float(target.value) for year, target in duty.targets.items() if year is not None and target.value is not None}
    undated = duty.targets.get(None)
    if not numbers:
        stated = undated.value if undated else None
        numbers = {duty.last_year: _invented(duty, luck) if stated is None else float(stated)}
    years = range(duty.first_year, duty.last_year + 1)
    if duty.is_flow:
        return {duty.first_year - 1: 0.0} | {year: _flow_end(duty, year, numbers) for year in years}
    return _line_through({duty.first_year - 1: _origin(duty, numbers, luck)} | numbers, years)


def _invented(duty: Duty, luck: Random) -> float:
    """The scale of an indicator whose number is still to come."""
    if duty.is_percent:
        return luck.uniform(45, 80)
    least, most = {0: (30, 240), 1: (12, 90), 2: (4, 30)}.get(duty.decimals, (0.3, 0.9))
    return luck.uniform(least, most)


def _flow_end(duty: Duty, year: int, numbers: dict[int, float]) -> float:
    if year in numbers:
        return numbers[year]
    nearest = min(numbers, key=lambda known: (abs(known - year), known))
    is_asked = year in duty.targets or None in duty.targets
    return numbers[nearest] * ((1 + 0.02 * duty.sign) ** (year - nearest) if is_asked else SIDE_WORK)


def _origin(duty: Duty, numbers: dict[int, float], luck: Random) -> float:
    """Where a total, a share or a state stood before the plan began."""
    first = numbers[min(numbers)]
    if duty.start is not None:
        return float(duty.start)
    if duty.is_change:
        return 0.0
    if any(target.basis in KEPT for target in duty.targets.values()):
        return first
    if duty.sign < 0:
        return first * luck.uniform(1.04, 1.12) if first else float(luck.randint(4, 12))
    if duty.measure == Measure.LEVEL:
        return first * luck.uniform(0.93, 0.98)
    return first * (luck.uniform(0.3, 0.55) if duty.measure == Measure.STOCK else luck.uniform(0.5, 0.75))


def _line_through(numbers: dict[int, float], years: range) -> dict[int, float]:
    """The numbers, with straight lines between them and the last one held."""
    ends = {}
    for year in (years.start - 1, *years):
        before = max(known for known in numbers if known <= year)
        after = min((known for known in numbers if known >= year), default=before)
        part = (year - before) / (after - before) if after > before else 0.0
        ends[year] = numbers[before] + (numbers[after] - numbers[before]) * part
    return ends


class _Year:
    """One year of one duty."""

    def __init__(self, duty: Duty, year: int, begin: float, end: float, conduct: Conduct, size: int, luck: Random) -> None:
        self.duty, self.begin, self.end, self.conduct, self.size, self.luck = duty, begin, end, conduct, size, luck
        target = duty.targets.get(year)
        self.target: YearTarget | None = target if target and target.value is not None else None
        self.due_month = min(self.target.due_month, 12) if self.target else 12
        self.keeps = 0 if duty.is_flow else duty.growth  # what was reached last year is still there
        self.reaches = (
            conduct == Conduct.GOOD
            or (conduct == Conduct.SLOW and luck.random() < CAUGHT_UP)
            or (self.keeps != 0 and (begin - end) * self.keeps >= 0)
        )
        self.scale = abs(end) if duty.is_flow else max(abs(end - begin), 0.03 * abs(end))

    def figures(self) -> list[Figure]:
        """Twelve months; what only grows never falls."""
        figures = [
            settle(
                self.duty,
                self.target,
                self._value(month),
                self.size,
                self._rounds_up(month),
                self.reaches if month == self.due_month else None,
            )
            for month in range(1, self.due_month + 1)
        ]
        figures += figures[-1:] * (12 - self.due_month)
        if growth := self.duty.growth:
            figures = [min(figure, figures[-1], key=lambda one: one.value * growth) for figure in figures]
            for place in range(1, 12):
                figures[place] = max(figures[place - 1 : place + 1], key=lambda one: one.value * growth)
        return figures

    def _rounds_up(self, month: int) -> bool:
        """Whole numbers are rounded so that they do not tell another story than the line."""
        is_favourable = self.conduct == Conduct.GOOD and (month > 2 or self.duty.sign < 0)
        return is_favourable == (self.duty.sign > 0)

    def _value(self, month: int) -> float:
        lead = self._final_lead() if month == self.due_month else self._lead(month * 12 / self.due_month)
        wobble = self.luck.gauss(0, 0.005) * (abs(self.end) if self.duty.measure == Measure.LEVEL else self.scale)
        value = self._line(month) + self.duty.sign * self.scale * lead + (wobble if month < self.due_month else 0)
        if self.keeps:
            value = max(value * self.keeps, self.begin * self.keeps) * self.keeps
        return value

    def _line(self, month: int) -> float:
        """The straight way through the stated quarters to the year's end."""
        corners = {0: self.begin, self.due_month: self.end}
        if self.target:
            corners |= {number * 3: float(value) for number, value in self.target.quarters.items() if number * 3 < self.due_month}
        left = max(corner for corner in corners if corner <= month)
        right = min(corner for corner in corners if corner >= month)
        part = (month - left) / (right - left) if right > left else 0.0
        return corners[left] + (corners[right] - corners[left]) * part

    def _lead(self, phase: float) -> float:
        """How far ahead of the line, as a part of the year's work: winter is slow, the last quarter is a rush."""
        gentle = 1.0 if self.duty.sign > 0 else 0.45  # consumption strays less than work
        winter = self.luck.uniform(0.03, 0.07) if phase <= 2 and self.duty.sign > 0 else 0.0
        match self.conduct:
            case Conduct.GOOD:
                return (self.luck.uniform(0.02, 0.09) - winter) * gentle
            case Conduct.SLOW:
                rush = 1.0 if phase <= 9 else (13 - phase) / 4
                return -self.luck.uniform(0.08, 0.2) * min(1.0, phase / 5) * rush * gentle
        return -self.luck.uniform(0.5, 0.6) * phase / 12 * (0.7 if self.duty.sign < 0 else 1.0)

    def _final_lead(self) -> float:
        if self.reaches:
            return self.luck.uniform(0.0, 0.04)
        return -(self.luck.uniform(0.3, 0.5) if self.conduct == Conduct.POOR else self.luck.uniform(0.03, 0.12))
