"""Every method beside the official light, and what makes it say something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.queries import Row
from indicators.second_opinion.course import Course, NotComputable, Obstacle
from indicators.second_opinion.methods import METHODS, Grade, Method, Opinion, linear
from indicators.second_opinion.observed import course_of, time_of
from indicators.vocabulary import Measure, Status


class Difference(StrEnum):
    """Why a method and the light do not say the same."""

    NOT_JUDGED = "not_judged"
    NO_NUMBER = "no_number"
    REACHED = "reached"
    WHOLE_YEARS = "whole_years"
    PATH = "path"
    HORIZON = "horizon"
    SPAN = "span"
    THRESHOLD = "threshold"


@dataclass(frozen=True)
class Comparison:
    """One method: its opinion, or the obstacle; `difference` is None where it says the same as the light."""

    method: Method
    opinion: Opinion | None
    obstacle: Obstacle | None
    difference: Difference | None


# good, in between, bad: what a light and a grade have in common
_LIGHTS = {
    Status.MET: 2,
    Status.ON_PACE: 2,
    Status.BEHIND: 1,
    Status.FAR_BEHIND: 0,
    Status.MISSED: 0,
}
_GRADES = {
    Grade.ACHIEVED: 2,
    Grade.ENOUGH: 2,
    Grade.PARTLY: 1,
    Grade.LITTLE: 0,
    Grade.SLIPPING: 0,
    Grade.AWAY: 0,
}


def compare(
    months: Sequence[Row], year_ends: Sequence[Row], starting_values: Sequence[Row]
) -> tuple[Course | None, list[Comparison]]:
    """The course that the methods judged, None when there is none, and each method beside the light of the last month.

    For the arguments see `observed.course_of`. A method that says nothing without a target is left out there.
    """
    try:
        course = course_of(months, year_ends, starting_values)
    except NotComputable as reason:
        return None, [Comparison(method, None, reason.obstacle, None) for method in METHODS]
    compared = []
    for method, judge in METHODS.items():
        try:
            opinion = judge(course)
        except NotComputable as reason:
            compared.append(Comparison(method, None, reason.obstacle, None))
        else:
            if opinion is not None:
                compared.append(Comparison(method, opinion, None, difference(course, method, opinion, months[-1])))
    return course, compared


def difference(course: Course, method: Method, opinion: Opinion, light: Row) -> Difference | None:
    """Why `opinion` is not what the light says, the strongest reason first; None when it is."""
    official = _LIGHTS.get(Status(light["status"]))
    if official is None:
        return Difference.NOT_JUDGED
    if _GRADES[opinion.grade] == official:
        return None
    if course.target is None:
        return Difference.NO_NUMBER
    if opinion.grade == Grade.ACHIEVED:
        return Difference.REACHED
    if light["measure"] == Measure.FLOW and course.latest.time < time_of(light["reported_period"]):
        return Difference.WHOLE_YEARS
    if method != Method.LINEAR and _straight(course) == official:
        return Difference.PATH
    if (light["target_year"], float(light["target"])) != (course.target.time, course.target.value):
        return Difference.HORIZON
    return Difference.SPAN if course.start.time < light["judged_period"].year - 1 else Difference.THRESHOLD


def _straight(course: Course) -> int | None:
    """What the same course says on a straight line."""
    try:
        opinion = linear(course)
    except NotComputable:
        return None
    return None if opinion is None else _GRADES[opinion.grade]
