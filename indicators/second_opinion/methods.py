"""Four published ways to judge a course over several years. Pure functions; the version of a method is part of its name."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from indicators.language import N_
from indicators.second_opinion.course import Course


class Grade(StrEnum):
    """What a method says, from best to worst, in words that all methods share."""

    ACHIEVED = "achieved"
    ENOUGH = "enough"
    PARTLY = "partly"
    LITTLE = "little"
    SLIPPING = "slipping"
    AWAY = "away"


class Method(StrEnum):
    """A published method."""

    EUROSTAT = "eurostat"
    OPEN_SDG = "open_sdg"
    UN_CHART = "un_chart"
    LINEAR = "linear"


@dataclass(frozen=True)
class Opinion:
    """A grade with the ratio or rate it was read from, and the score where the method has one."""

    grade: Grade
    measure: float
    score: float | None = None


METHOD_LABELS = {
    Method.EUROSTAT: N_("Eurostat, EU SDG report (2021)"),
    Method.OPEN_SDG: N_("Open SDG progress measure (sdg-build, current form)"),
    Method.UN_CHART: N_("UN SDG Progress Chart (as used by EUSTAT)"),
    Method.LINEAR: N_("Linear extrapolation"),
}
GRADE_LABELS = {
    (Method.EUROSTAT, Grade.ENOUGH): N_("significant progress"),
    (Method.EUROSTAT, Grade.PARTLY): N_("moderate progress"),
    (Method.EUROSTAT, Grade.LITTLE): N_("insufficient progress"),
    (Method.EUROSTAT, Grade.SLIPPING): N_("moderate movement away"),
    (Method.EUROSTAT, Grade.AWAY): N_("significant movement away"),
    (Method.OPEN_SDG, Grade.ACHIEVED): N_("target achieved"),
    (Method.OPEN_SDG, Grade.ENOUGH): N_("substantial progress"),
    (Method.OPEN_SDG, Grade.PARTLY): N_("moderate progress"),
    (Method.OPEN_SDG, Grade.LITTLE): N_("limited progress"),
    (Method.OPEN_SDG, Grade.AWAY): N_("deterioration"),
    (Method.UN_CHART, Grade.ACHIEVED): N_("target achieved"),
    (Method.UN_CHART, Grade.ENOUGH): N_("on track"),
    (Method.UN_CHART, Grade.PARTLY): N_("some progress"),
    (Method.UN_CHART, Grade.LITTLE): N_("little or no progress"),
    (Method.LINEAR, Grade.ENOUGH): N_("arrives in time"),
    (Method.LINEAR, Grade.PARTLY): N_("arrives with most of it"),
    (Method.LINEAR, Grade.LITTLE): N_("falls far short"),
    (Method.LINEAR, Grade.AWAY): N_("moving away"),
}


def _by_share(share: float) -> Grade:
    """The classes of a share of the required pace that Eurostat and Open SDG use; each lower bound belongs to its class."""
    if share >= 0.95:
        return Grade.ENOUGH
    if share >= 0.6:
        return Grade.PARTLY
    return Grade.LITTLE if share >= 0 else Grade.AWAY


def eurostat(course: Course) -> Opinion:
    """Eurostat: observed against required rate of change; without a target the rate alone, at 1 % and 0 % and −1 % a year.

    Raises NotComputable.
    """
    if course.target is not None:
        ratio = course.rate_ratio()
        return Opinion(_by_share(ratio), ratio)
    rate = course.rate()
    if rate >= 0.01:
        return Opinion(Grade.ENOUGH, rate)
    if rate >= 0:
        return Opinion(Grade.PARTLY, rate)
    return Opinion(Grade.SLIPPING if rate > -0.01 else Grade.AWAY, rate)


def open_sdg(course: Course) -> Opinion:
    """Open SDG: as Eurostat with a target, but achieved overrides; without one, thresholds that shrink near a natural limit.

    Raises NotComputable. The score runs from −5 to 5.
    """
    if course.target is None:
        return _open_sdg_without_target(course)
    if course.is_reached():
        return Opinion(Grade.ACHIEVED, 1.0, 5.0)
    ratio = course.rate_ratio()
    score = 7.1429 * ratio - 4.2857 if ratio >= 0.6 else 4.1667 * ratio - 2.5
    return Opinion(_by_share(ratio), ratio, max(-5.0, min(5.0, score)))


def _open_sdg_without_target(course: Course) -> Opinion:
    rate, room = course.rate(), _room(course)
    if rate < 0:
        return Opinion(Grade.AWAY, rate, max(125 * rate - 2.5, -5.0))
    if room == 0:
        return Opinion(Grade.ENOUGH, rate, 5.0)
    if rate >= 0.015 * room:
        return Opinion(Grade.ENOUGH, rate, min(500 * rate / room - 5, 5.0))
    if rate >= 0.005 * room:
        return Opinion(Grade.PARTLY, rate, 250 * rate / room - 1.25)
    return Opinion(Grade.LITTLE, rate, 500 * rate / room - 2.5)


def _room(course: Course) -> float:
    """What a natural limit leaves of the thresholds: 1 far from it, 0 at it. The limit of a share that is to rise is 100 %."""
    if not course.is_share or course.sign < 0:
        return 1.0
    start, limit = abs(course.start.value), 100.0
    if start >= 2 * limit:
        return 1.0
    return float(1 - ((start if start <= limit else 2 * limit - start) / limit) ** 4.44)


def un_chart(course: Course) -> Opinion:
    """UN Progress Chart: where the observed rate of change arrives, as a share of the way from start to target.

    Raises NotComputable. Whoever is at the target, or within one point of all or nothing, has achieved it.
    """
    edge = course.latest.value >= 99 if course.sign > 0 else course.latest.value <= 1
    if course.is_reached() or (course.is_share and edge):
        return Opinion(Grade.ACHIEVED, 1.0)
    if course.target is None:
        rate = course.rate()
        return Opinion(Grade.ENOUGH if rate >= 0.02 else Grade.PARTLY if rate >= 0.005 else Grade.LITTLE, rate)
    course.rate_ratio()  # the same obstacles stand in the way of a share of the way
    share = (course.arrival_by_rate() - course.start.value) / (course.target.value - course.start.value)
    return Opinion(Grade.ENOUGH if share >= 0.95 else Grade.PARTLY if share >= 0.1 else Grade.LITTLE, share)


def linear(course: Course) -> Opinion | None:
    """A straight line through start and latest: the share of the way from start to target it covers by the target's time.

    Classes as Eurostat's, so that only the path differs; None without a target. Raises NotComputable.
    """
    if course.target is None:
        return None
    share = course.pace_ratio()
    return Opinion(_by_share(share), share)


METHODS: dict[Method, Callable[[Course], Opinion | None]] = {
    Method.EUROSTAT: eurostat,
    Method.OPEN_SDG: open_sdg,
    Method.UN_CHART: un_chart,
    Method.LINEAR: linear,
}
