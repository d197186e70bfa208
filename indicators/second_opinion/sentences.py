"""The words of the comparison: why a method cannot be computed, and why it says something else than the light."""

import math

from indicators.language import N_, _, pick
from indicators.numbers import NOTHING, Number, month_of_year, number, percent, quantity
from indicators.queries import Row
from indicators.second_opinion.compare import Comparison, Difference
from indicators.second_opinion.course import Course, Obstacle
from indicators.second_opinion.methods import METHOD_LABELS, Grade, Method
from indicators.vocabulary import STATUS_LABELS, Status

# beyond this share only the direction says something
FAR = 999
OBSTACLES = {
    Obstacle.NO_START: N_("not computable: the plan states no starting value and one year alone makes no course"),
    Obstacle.ONE_POINT: N_("not computable: it takes two figures at least a year apart"),
    Obstacle.ZERO: N_("not computable: no constant rate of change leads to zero"),
    Obstacle.CHANGE_FROM_ZERO: N_("not computable: from zero there is no rate of change"),
    Obstacle.SIGNS: N_("not computable: a rate of change cannot lead from a negative to a positive figure"),
    Obstacle.NOTHING_TO_CHANGE: N_("not computable: start and target are the same, so no pace is required"),
    Obstacle.TARGET_NOT_LATER: N_("not computable: the target's year is not later than the first figure"),
    Obstacle.TO_BE_KEPT: N_("not applicable: the target is to be kept, there is no way to go"),
    Obstacle.NO_BASELINE: N_("not computable: the baseline is not stated"),
}
DIFFERENCES = {
    Difference.NOT_JUDGED: N_("the light judges nothing in this month (“{light}”)"),
    Difference.NO_NUMBER: N_("there is no number to reach; this method looks only at how fast the figure changes"),
    Difference.REACHED: N_(
        "the latest figure stands at the target of {year} already ({target}); the light asks about {light_year} ({light_target})"
    ),
    Difference.WHOLE_YEARS: N_(
        "this method compares whole years and sees figures up to {latest_year}; the light speaks of {month} within its year"
    ),
    Difference.PATH: N_(
        "a constant rate of change asks for {by_rate} at this point, a straight line for {by_line}; the light follows the straight line, actual {actual}"
    ),
    Difference.HORIZON: N_("the light asks for {light_target} in {light_year}, this method for the pace to {target} in {year}"),
    Difference.SPAN: N_("this method looks at the whole way since {start_year}, the light at this year alone"),
    Difference.THRESHOLD: N_(
        "the bounds differ: the light turns as soon as a gap opens, and again above {threshold} percentage points; this method calls 95 % of the required pace enough and less than 60 % little"
    ),
}
RULES = {
    Method.EUROSTAT: N_(
        "the observed rate of change a year as a share of the required one (CAGR): from 95 % on significant, from 60 % on moderate, from 0 % on insufficient progress, below it movement away; without a target the rate alone, with bounds of 1 %, 0 % and −1 % a year"
    ),
    Method.OPEN_SDG: N_(
        "the same share and bounds, but a target that is reached counts as achieved; without a target the rate alone, with bounds of 1.5 % and 0.5 % a year that shrink as a percentage nears 100 %"
    ),
    Method.UN_CHART: N_(
        "where the observed rate of change arrives by the target's time, as a share of the way to it: from 95 % on it is on track, from 10 % on some progress, below it little or none"
    ),
    Method.LINEAR: N_(
        "how much of the way a straight line through the first and the latest figure covers by the target's time, with the bounds of Eurostat"
    ),
}
NOTES = (
    N_(
        "Eurostat, Open SDG and the UN chart assume a constant rate of change a year (geometric); near zero, or where much is to change, that path bends far away from the straight line of the calendar."
    ),
    N_("A missing or zero figure is never replaced by a small one; the method then says that it cannot be computed."),
    N_(
        "These methods were made for goals over many years. They are a second opinion; the light of the plan stays the official one."
    ),
)


def course_sentence(course: Course, row: Row) -> str:
    """What the methods see: first figure, latest figure, target."""
    values = {
        "start_year": _when(course.start.time),
        "start": _figure(course.start.value, row),
        "latest_year": _when(course.latest.time),
        "latest": _figure(course.latest.value, row),
    }
    if course.target is None:
        return _("From {start} ({start_year}) to {latest} ({latest_year}); no number to reach is stated", **values)
    values |= {"target_year": _when(course.target.time), "target": _figure(course.target.value, row)}
    return _("From {start} ({start_year}) to {latest} ({latest_year}); target {target} ({target_year})", **values)


def why(comparison: Comparison, course: Course | None, light: Row) -> str:
    """Why the method cannot be computed or says something else than the light; empty where it says the same."""
    if comparison.obstacle is not None:
        return _(OBSTACLES[comparison.obstacle])
    if comparison.difference is None or course is None:
        return ""
    values = {
        "light": _(STATUS_LABELS[Status(light["status"])]),
        "light_year": light["target_year"],
        "light_target": _figure(light["target"], light),
        "start_year": _when(course.start.time),
        "latest_year": _when(course.latest.time),
        "actual": _figure(course.latest.value, light),
        "threshold": number(light["behind_pp"]),
    }
    if light["reported_period"] is not None:
        values["month"] = month_of_year(light["reported_period"])
    if course.target is not None:
        values |= {"year": _when(course.target.time), "target": _figure(course.target.value, light)}
    if comparison.difference == Difference.PATH:
        values |= {"by_rate": _figure(course.asked_by_rate(), light), "by_line": _figure(course.asked_by_line(), light)}
    return _(DIFFERENCES[comparison.difference], **values)


def measured(comparison: Comparison, course: Course | None) -> str:
    """The number behind the grade: a share of what is required, or the change a year."""
    opinion = comparison.opinion
    if opinion is None or course is None or opinion.grade == Grade.ACHIEVED:
        return NOTHING
    if course.target is None:
        return _("{rate} a year in the right direction", rate=percent(opinion.measure * 100))
    share = opinion.measure * 100
    if abs(share) > FAR:
        return f"{'>' if share > 0 else '<'} {percent(math.copysign(FAR, share), 0)}"
    return percent(share, 0)


def method_name(comparison: Comparison) -> str:
    """The method with its version."""
    return _(METHOD_LABELS[comparison.method])


def _when(time: float) -> str:
    """A point in years as people say it: a whole year is its end, else the month."""
    year, months = int(-(-time // 1)), round((time - time // 1) * 12)
    return str(year) if months == 0 else f"{year}-{months:02d}"


def _figure(value: Number | None, row: Row) -> str:
    return quantity(value, pick(row, "unit"), max(row["decimals"], 1 if row["is_percent"] else 0))
