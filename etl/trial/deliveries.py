"""How simulated figures come in: month by month, some late, some never, a few corrected later, one upload taken back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from etl.trial.figures import FALL_NOTE, Key, Paths
from etl.trial.model import Duty, Figure, Row, chance

MISSING, MISSING_HEADLINE = 0.03, 0.01
LAST_MONTH = 3  # times as much is missing in the newest month: it is not complete yet
LATE, LATE_NAME = 0.07, "_late.csv"
CORRECTIONS_EACH = 7  # months
CORRECTION_NOTE = "原报数误用上月数据，更正（模拟）"
MISTAKE_NOTE = "计量单位换算更正（模拟）"
UNDO_NOTE = "单位换算有误，撤回（模拟）"


@dataclass(frozen=True)
class Delivery:
    """One upload as it will be committed; `undoes` names the file that an undo takes back; what awaits review does not count yet."""

    plan_id: str
    kind: str  # actuals | tasks | projects | undo
    period: date
    file_name: str
    committed_at: datetime
    rows: list[Row] = field(default_factory=list)
    justification: str | None = None
    undoes: str | None = None
    awaits_review: bool = False


def deliver(duties: list[Duty], paths: Paths, fell: tuple[Key, date] | None, makes_a_mistake: bool, seed: int) -> list[Delivery]:
    """Every upload of figures of one plan; the late ones and the corrections apart."""
    periods = sorted({period for path in paths.values() for period in path})
    reported: dict[date, list[Duty]] = {period: [] for period in periods}
    for duty in duties:
        for period in _reported_periods(duty, sorted(paths[duty.key]), fell, seed):
            reported[period].append(duty)
    corrected = _to_correct(reported, paths, fell, seed)
    deliveries = []
    for period in periods:
        month = _month(reported[period], paths, period, corrected.get(period, []), fell, seed)
        # the office has not got round to the newest late reports yet: somebody who tries reviewing finds something to review
        deliveries += [replace(one, awaits_review=period == periods[-1] and one.file_name.endswith(LATE_NAME)) for one in month]
    if makes_a_mistake and periods:
        deliveries += _mistake(reported, paths, periods[len(periods) // 2], seed)
    return deliveries


def _reported_periods(duty: Duty, periods: list[date], fell: tuple[Key, date] | None, seed: int) -> list[date]:
    """When a duty is reported at all; what is rarely due is never forgotten, and nobody forgets the first time."""
    due = [period for period in periods if duty.is_due(period)]
    luck = chance(seed, "missing", duty.plan_id, duty.indicator_id, duty.region_id)
    missing = MISSING if duty.headline is None else MISSING_HEADLINE
    forgotten = {
        period
        for period in due[1:]
        if luck.random() < missing * (LAST_MONTH if period == periods[-1] else 1) and len(due) >= 4 and fell != (duty.key, period)
    }
    return [period for period in due if period not in forgotten]


def _to_correct(reported: dict[date, list[Duty]], paths: Paths, fell: tuple[Key, date] | None, seed: int) -> dict[date, list[Duty]]:
    """The figures that first come in as last month's and are corrected later."""
    corrected: dict[date, list[Duty]] = {}
    every = sorted(reported)
    for number, start in enumerate(range(0, len(every) - 2, CORRECTIONS_EACH)):
        plan_id = reported[every[0]][0].plan_id if reported[every[0]] else ""
        luck = chance(seed, "correction", plan_id, number)
        period = luck.choice(every[start + 1 : start + CORRECTIONS_EACH] or every[1:2])
        fit = [
            duty
            for duty in reported[period]
            if period.month > 1
            and duty in reported[every[every.index(period) - 1]]
            and paths[duty.key][period].value != paths[duty.key][every[every.index(period) - 1]].value
            and (fell is None or fell[0] != duty.key)
        ]
        if fit:
            corrected[period] = luck.sample(fit, min(len(fit), luck.randint(1, 3)))
    return corrected


def _month(
    reported: list[Duty], paths: Paths, period: date, corrected: list[Duty], fell: tuple[Key, date] | None, seed: int
) -> list[Delivery]:
    """The uploads that speak of one month: on time, late, corrections."""
    if not reported:
        return []
    plan_id = reported[0].plan_id
    luck = chance(seed, "month", plan_id, period)
    late = {who for who in sorted({_reporter(duty) for duty in reported}) if luck.random() < LATE}
    rows: dict[bool, list[Row]] = {False: [], True: []}
    for duty in reported:
        figure = paths[duty.key][_previous(period) if duty in corrected else period]
        is_late = _reporter(duty) in late and duty not in corrected and fell != (duty.key, period)
        rows[is_late].append(_row(duty, period, figure))
    fallen = FALL_NOTE if fell and fell[1] == period and any(duty.key == fell[0] for duty in reported) else None
    name = f"{plan_id}_{period:%Y-%m}"
    on_time, too_late, mended = _moment(period, luck, 5, 9), _moment(period, luck, 12, 25), _moment(period, luck, 35, 60)
    corrections = [_row(duty, period, replace(paths[duty.key][period], note=CORRECTION_NOTE)) for duty in corrected]
    deliveries = [
        Delivery(plan_id, "actuals", period, f"{name}.csv", on_time, rows[False], fallen),
        Delivery(plan_id, "actuals", period, f"{name}{LATE_NAME}", too_late, rows[True]),
        Delivery(plan_id, "actuals", period, f"{name}_correction.csv", mended, corrections, CORRECTION_NOTE),
    ]
    return [delivery for delivery in deliveries if delivery.rows]


def _mistake(reported: dict[date, list[Duty]], paths: Paths, period: date, seed: int) -> list[Delivery]:
    """An upload in the wrong unit, and its undo some hours later; it comes after the late reports and before the next month's."""
    fit = [duty for duty in reported[period] if not duty.has_parts and not duty.is_percent and paths[duty.key][period].value > 0]
    if not fit:
        return []
    plan_id = fit[0].plan_id
    luck = chance(seed, "mistake", plan_id)
    rows = [
        _row(duty, period, replace(paths[duty.key][period], value=paths[duty.key][period].value * 10, note=MISTAKE_NOTE))
        for duty in luck.sample(fit, min(len(fit), 6))
    ]
    name = f"{plan_id}_{period:%Y-%m}_again.csv"
    sent = _moment(period, luck, 26, 28)
    undone = sent + timedelta(hours=2, minutes=luck.randint(0, 59))
    return [
        Delivery(plan_id, "actuals", period, name, sent, rows, MISTAKE_NOTE),
        Delivery(plan_id, "undo", period, name, undone, justification=UNDO_NOTE, undoes=name),
    ]


def _reporter(duty: Duty) -> str:
    return f"{duty.region_id} {duty.department_id or ''}"


def _row(duty: Duty, period: date, figure: Figure) -> Row:
    return {
        "indicator_key": duty.indicator_key,
        "indicator_id": duty.indicator_id,
        "region_key": duty.region_key,
        "region_id": duty.region_id,
        "period": period,
        **figure.__dict__,
    }


def _previous(period: date) -> date:
    return (period - timedelta(days=1)).replace(day=1)


def _moment(period: date, luck: Random, first_day: int, last_day: int) -> datetime:
    """A working hour some days into the month after `period`."""
    next_month = (period + timedelta(days=32)).replace(day=1)
    morning = datetime(next_month.year, next_month.month, 1) + timedelta(days=luck.randint(first_day, last_day) - 1)
    return morning + timedelta(hours=luck.randint(8, 17), minutes=luck.randint(0, 59))
