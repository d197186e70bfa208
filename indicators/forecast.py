"""Where the year will probably end if it goes on as reported: a robust line through the reported months, with its uncertainty.

Never a fact and never part of a status. The slope is the median of the slopes between all pairs of months (Theil 1950, Sen 1968),
its interval the order statistics of those slopes that Sen's variance gives for CONFIDENCE; the scatter of the months around the line
is added to both sides. Seasons are not considered.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from statistics import NormalDist, median

from indicators.queries import Row
from indicators.second_opinion.observed import is_whole
from indicators.vocabulary import Measure

CONFIDENCE = 0.8
FEWEST = 4
MOST = 12
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
# turns the median absolute deviation of normal scatter into its standard deviation
_MAD_SCALE = 1.4826


class Silence(StrEnum):
    """Why there is no forecast."""

    YEAR_OVER = "year_over"
    TOO_FEW = "too_few"
    NO_CHANGE = "no_change"


@dataclass(frozen=True)
class Forecast:
    """The months to come with the probable value of each and the bounds it lies between at CONFIDENCE."""

    periods: tuple[date, ...]
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    last_period: date
    last_value: float
    slope: float
    points: int


def forecast(months: Sequence[Row], *, ceiling: float | None = None) -> Forecast | Silence:
    """The rest of the year of the last of `months` (status rows of one indicator × region, in order), or why there is none.

    What is done within a year is read from that year alone; everything else from its latest MOST reported months. `ceiling` bounds a
    share of a whole; nothing falls below zero, and what is done within a year not below what is done already.
    """
    period = months[-1]["period"]
    is_flow = months[-1]["measure"] == Measure.FLOW
    reported = [row for row in months if is_whole(row) and (not is_flow or row["period"].year == period.year)][-MOST:]
    if period.month == 12:
        return Silence.YEAR_OVER
    if len(reported) < FEWEST or reported[-1]["period"].year != period.year:
        return Silence.TOO_FEW
    points = [(_count(row["period"]), float(row["actual"])) for row in reported]
    if len({value for _, value in points}) == 1:
        return Silence.NO_CHANGE
    slope, least, most, scatter = _line(points)
    last_time, last_value = points[-1]
    ahead = [date(period.year, month, 1) for month in range(reported[-1]["period"].month + 1, 13)]
    steps = [_count(one) - last_time for one in ahead]
    floor = last_value if is_flow else 0.0

    def bounded(value: float) -> float:
        return max(floor, value if ceiling is None else min(value, max(ceiling, last_value)))

    return Forecast(
        periods=tuple(ahead),
        middle=tuple(bounded(last_value + slope * step) for step in steps),
        low=tuple(bounded(last_value + least * step - scatter) for step in steps),
        high=tuple(bounded(last_value + most * step + scatter) for step in steps),
        last_period=reported[-1]["period"],
        last_value=last_value,
        slope=slope,
        points=len(points),
    )


def _count(period: date) -> int:
    return period.year * 12 + period.month


def _line(points: Sequence[tuple[int, float]]) -> tuple[float, float, float, float]:
    """Slope, its least and its most at CONFIDENCE, and the half width of the scatter around the line."""
    slopes = sorted((second[1] - first[1]) / (second[0] - first[0]) for first, second in combinations(points, 2))
    slope, count = median(slopes), len(points)
    spread = _Z * math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    skipped = max(0, math.floor((len(slopes) - spread) / 2))
    residuals = [value - slope * time for time, value in points]
    middle = median(residuals)
    scatter = _Z * _MAD_SCALE * median(abs(residual - middle) for residual in residuals)
    return slope, slopes[skipped], slopes[-1 - skipped], scatter
