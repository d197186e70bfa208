"""The simulated figures of a plan: every duty's path, sums that follow from others, and one cumulative figure that falls."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from etl.trial.model import Duty, Figure, chance
from etl.trial.paths import Temper, simulate
from indicators.vocabulary import Direction, Frequency

FALL_NOTE = "核减重复统计数量，模拟"
EXPLAINED = 0.75  # of what is behind; the others say nothing
WHY_BEHIND = (
    "受汛期影响施工推迟（模拟）",
    "资金拨付滞后（模拟）",
    "用地手续办理中（模拟）",
    "设备采购延期（模拟）",
    "招标重新组织（模拟）",
)

Key = tuple[int, int]
Paths = dict[Key, dict[date, Figure]]


def simulate_plan(duties: list[Duty], towns: list[int], seed: int) -> Paths:
    """The figures of every month of every duty, by indicator and region."""
    tempers = tempers_of(duties, towns, seed)
    paths = {duty.key: simulate(duty, tempers.get(duty.region_key, Temper.STEADY), seed) for duty in duties}
    for duty in duties:
        work = paths.get((duty.accumulates_key or 0, duty.region_key))
        if work:
            paths[duty.key] = _accumulated(duty, work, sorted(paths[duty.key]))
    for duty in duties:
        _explain(duty, paths[duty.key], seed)
    return paths


def tempers_of(duties: list[Duty], towns: list[int], seed: int) -> dict[int, Temper]:
    """How the towns work: of six and more two are clearly behind, a quarter is ahead, the others are steady."""
    load = Counter(duty.region_key for duty in duties)
    mixed = sorted((town for town in towns if load[town]), key=lambda town: chance(seed, "temper", town).random())
    behind = 2 if len(mixed) >= 6 else len(mixed) // 3
    words = [Temper.BEHIND] * behind + [Temper.AHEAD] * (len(mixed) // 4)
    return dict(zip(mixed, words, strict=False))


def _accumulated(duty: Duty, work: dict[date, Figure], periods: list[date]) -> dict[date, Figure]:
    """A total in place that is the sum of the yearly work of another indicator."""
    years = sorted({period.year for period in periods})
    done = [
        work[max(month for month in work if month.year == year)].value if year <= max(work).year else Decimal(0) for year in years
    ]
    before = dict(zip(years, accumulate(done, initial=duty.start or Decimal(0)), strict=False))
    nothing = Figure(Decimal(0))
    return {period: Figure(before[period.year] + work.get(period, nothing).value) for period in periods}


def _explain(duty: Duty, path: dict[date, Figure], seed: int) -> None:
    """Writes a reason beside the figures that fall short, as most reporters do: the same one as long as it lasts."""
    luck = chance(seed, "why", duty.plan_id, duty.indicator_id, duty.region_id)
    why = luck.choice(WHY_BEHIND) if luck.random() < EXPLAINED else None
    short = [period for period in path if _falls_short(duty, period, path)]
    path.update({period: replace(path[period], note=why) for period in short})


def _falls_short(duty: Duty, period: date, path: dict[date, Figure]) -> bool:
    """Roughly what a reporter would see: a figure that grows below its line, anything below its target when the year is over."""
    target, value = duty.targets.get(period.year), path[period].value
    if target is None or target.value is None or not target.has_task:
        return False
    if period.month == 12:
        return not target.holds(value, duty.direction)
    before = path.get(date(period.year - 1, 12, 1))
    start = Decimal(0) if duty.is_flow else before.value if before else duty.start
    return duty.sign > 0 and start is not None and value < start + (target.value - start) * period.month / 12


def let_one_fall(duties: list[Duty], paths: Paths, seed: int) -> tuple[Key, date] | None:
    """Makes one monthly year-to-date figure fall by a correction with its reason; returns which one, None where no figure is fit for it."""
    summed = {duty.accumulates_key for duty in duties}
    candidates = [
        (duty.key, period)
        for duty in duties
        if duty.is_flow
        and duty.frequency == Frequency.MONTHLY
        and duty.indicator_key not in summed
        and duty.direction == Direction.HIGHER
        for period, figure in sorted(paths[duty.key].items())
        if 4 <= period.month <= 10 and 10 <= paths[duty.key][_month_before(period)].value <= figure.value and duty.is_due(period)
    ]
    if not candidates:
        return None
    key, period = chance(seed, "fall").choice(candidates)
    before = paths[key][_month_before(period)]
    lower = Decimal(int(before.value * 9 / 10))
    paths[key][period] = replace(before, value=lower, note=FALL_NOTE)
    return key, period


def _month_before(period: date) -> date:
    return date(period.year - (period.month == 1), (period.month - 2) % 12 + 1, 1)
