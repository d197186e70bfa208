"""The course of one indicator × region, read from its judgements: only whole figures count, none is filled in."""

from collections.abc import Iterator, Sequence
from datetime import date

from indicators.queries import Row
from indicators.second_opinion.course import Course, NotComputable, Obstacle, Point
from indicators.vocabulary import Basis, Direction, Measure, Rollup


def course_of(months: Sequence[Row], year_ends: Sequence[Row], starting_values: Sequence[Row]) -> Course:
    """The course up to the last of `months`. Raises NotComputable.

    `months` are the status rows of every month in order, `year_ends` those at the end of every year of the plan, also years to
    come, `starting_values` the stated ones. The target is the last year's; where that one has no number, the one judged now.
    """
    now = months[-1]
    aim = _aim(now, year_ends)
    if aim["basis"] in (Basis.MAINTAIN, Basis.STANDING):
        raise NotComputable(Obstacle.TO_BE_KEPT)
    if now["reason_code"] == "no_baseline":
        raise NotComputable(Obstacle.NO_BASELINE)
    stated = sorted(_stated(aim, starting_values), key=lambda point: point.time)
    points = [*stated, *reported_points(months)]
    if not points or points[-1] in stated:
        raise NotComputable(Obstacle.ONE_POINT)
    if len(points) == 1:
        raise NotComputable(Obstacle.NO_START)
    return Course(
        start=min(points, key=lambda point: point.time),
        latest=points[-1],
        target=None if aim["target"] is None else Point(aim["target_year"] or year_ends[-1]["period"].year, float(aim["target"])),
        sign=1 if now["direction"] == Direction.HIGHER else -1,
        is_share=now["is_percent"] and aim["basis"] != Basis.CHANGE_VS_BASELINE,
    )


def _aim(now: Row, year_ends: Sequence[Row]) -> Row:
    last = year_ends[-1]
    return now if last["target"] is None and now["target"] is not None else last


def _stated(aim: Row, starting_values: Sequence[Row]) -> Iterator[Point]:
    """What the plan states about earlier years; a change against a baseline is nothing in the baseline's own year."""
    yield from (Point(row["year"], float(row["value"])) for row in starting_values)
    if aim["basis"] == Basis.CHANGE_VS_BASELINE and aim["baseline_year"] is not None:
        yield Point(aim["baseline_year"], 0.0)


def reported_points(months: Sequence[Row]) -> list[Point]:
    """The last whole figure of each year; what is done within a year is whole only at its end."""
    latest: dict[int, Point] = {}
    for row in months:
        period = row["period"]
        if is_whole(row) and (row["measure"] != Measure.FLOW or period.month == 12):
            latest[period.year] = Point(time_of(period), float(row["actual"]))
    return list(latest.values())


def is_whole(row: Row) -> bool:
    """Whether the month has a figure of its own that lacks no part: a sum without all of its parts is no point on a line."""
    if row["actual"] is None or row["reported_period"] != row["period"]:
        return False
    return bool(row["is_own"] or row["region_rollup"] != Rollup.SUM or (row["k"] or 0) >= (row["k_expected"] or 0))


def time_of(period: date) -> float:
    """The end of a month in years: the end of 2018 is 2018."""
    return period.year - 1 + period.month / 12
