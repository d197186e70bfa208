"""Simulated progress of tasks and projects, quarter by quarter: most done in time, some late, some still open."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from etl.trial.deliveries import Delivery
from etl.trial.model import Row, chance
from indicators.vocabulary import TaskState

IN_TIME, LATE = 0.8, 0.12  # of what has a deadline; the rest is never finished
SILENT = 0.03  # never reported at all
NOTES = {
    TaskState.NOT_STARTED: ("前期准备中（模拟）", "方案待批（模拟）"),
    TaskState.UNDER_WAY: ("按计划推进（模拟）", "正在施工（模拟）", "已完成招标（模拟）", "部门会商中（模拟）"),
    TaskState.DONE: ("已完成并通过验收（模拟）", "已完成，资料归档（模拟）"),
}
LATE_NOTES = ("进度滞后，正在追赶（模拟）", "受资金影响延期（模拟）")

Step = tuple[date, TaskState, int | None]


def deliver_progress(plan_id: str, kind: str, subjects: list[Row], periods: list[date], seed: int) -> list[Delivery]:
    """The uploads of kind `tasks` or `projects` of one plan, one per quarter."""
    subject_id = {"tasks": "task_id", "projects": "project_id"}[kind]
    by_period: dict[date, list[Row]] = defaultdict(list)
    quarters = [period for period in periods if period.month % 3 == 0]
    for subject in subjects:
        luck = chance(seed, kind, plan_id, subject[subject_id])
        if not quarters or luck.random() < SILENT:
            continue
        for period, state, percent in _steps(subject)(subject, quarters, luck):
            row: Row = {"plan_id": plan_id, subject_id: subject[subject_id], "period": period, "state": state, "percent": percent}
            if kind == "projects":
                row["investment_wan"] = _invested(subject, percent or 0)
            by_period[period].append(row | {"note": _note(subject, period, state, luck)})
    return [
        Delivery(
            plan_id, kind, period, f"{plan_id}_{kind}_{period:%Y-%m}.csv", _moment(period, plan_id, kind, seed), by_period[period]
        )
        for period in sorted(by_period)
    ]


def _steps(subject: Row) -> Callable[[Row, list[date], Random], Iterator[Step]]:
    return _once if subject.get("repeats", "once") == "once" else _again


def _once(subject: Row, quarters: list[date], luck: Random) -> Iterator[Step]:
    """Work with an end: from nothing to done, and silence after that."""
    years = subject.get("years") or []
    due = subject["deadline"] or (date(years[-1], 12, 31) if years else None)
    first = date(years[0], 3, 1) if years else quarters[0]
    asked = [period for period in quarters if period >= first] if due is None or due >= first else quarters
    length = sum(period <= due for period in asked) if due else luck.randint(3, len(quarters) + 4)
    fate = luck.random()
    end = length - 1 - luck.choice((0, 0, 0, 1)) if fate < IN_TIME else length - 1 + luck.randint(1, 3)
    is_endless = fate >= IN_TIME + LATE
    begin = max(0, min(end, luck.choice((0, 0, 1))))
    for place, period in enumerate(asked):
        if place < begin:
            yield period, TaskState.NOT_STARTED, 0
        elif place < end or is_endless:
            part = (place - begin + 1) / (max(end, 1) - begin + 2)
            yield period, TaskState.UNDER_WAY, min(90, 5 * round(part * 20 + luck.uniform(-1, 1)))
        else:
            yield period, TaskState.DONE, 100
            return


def _again(subject: Row, quarters: list[date], luck: Random) -> Iterator[Step]:
    """A duty that returns: worked on in every year it is named for; what is due by the year is done at its end."""
    is_yearly = subject["repeats"] != "standing"
    for period in quarters:
        if subject["years"] and period.year not in subject["years"]:
            continue
        if is_yearly and period.month == 12 and luck.random() < IN_TIME + LATE:
            yield period, TaskState.DONE, 100
        elif period.month == 3 and luck.random() < LATE:
            yield period, TaskState.NOT_STARTED, 0
        else:
            yield period, TaskState.UNDER_WAY, round(period.month * 100 / 12 * 0.95) if is_yearly else None


def _invested(subject: Row, percent: int) -> Decimal | None:
    planned: Decimal | None = subject["investment_wan"]
    return None if planned is None else (planned * percent / 100).quantize(Decimal("0.01"))


def _note(subject: Row, period: date, state: TaskState, luck: Random) -> str | None:
    """A few words now and then; always where a deadline has passed."""
    if state != TaskState.DONE and subject["deadline"] and subject["deadline"] < period:
        return luck.choice(LATE_NOTES)
    return luck.choice(NOTES[state]) if luck.random() < 0.3 else None


def _moment(period: date, plan_id: str, kind: str, seed: int) -> datetime:
    luck = chance(seed, "moment", plan_id, kind, period)
    next_month = (period + timedelta(days=32)).replace(day=1)
    return datetime(next_month.year, next_month.month, luck.randint(6, 10), luck.randint(8, 17), luck.randint(0, 59))
