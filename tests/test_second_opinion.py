"""Published vectors literally, then what the comparison says of literal rows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.language import DEFAULT_LANGUAGE, use_language
from indicators.second_opinion.compare import Comparison, Difference, compare
from indicators.second_opinion.course import Course, NotComputable, Obstacle, Point
from indicators.second_opinion.methods import GRADE_LABELS, METHODS, Grade, Method, eurostat, linear, open_sdg, un_chart
from indicators.second_opinion.observed import course_of
from indicators.second_opinion.sentences import DIFFERENCES, OBSTACLES, course_sentence, measured, why
from indicators.vocabulary import Status

Row = dict[str, Any]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(DEFAULT_LANGUAGE)


def course(start: tuple[float, float], latest: tuple[float, float], target: tuple[float, float] | None, sign: int) -> Course:
    """A course of bare points."""
    return Course(Point(*start), Point(*latest), None if target is None else Point(*target), sign)


# start; latest; target; sign; Open SDG grade, ratio, score; Eurostat grade; share of the UN chart and its grade
WITH_TARGET = {
    "A1": ((2015, 5), (2016, 6), (2030, 9), 1, Grade.ENOUGH, 5.0045, 5, Grade.ENOUGH, 18.01, Grade.ENOUGH),
    "A3": ((2015, 565), (2018, 562), (2020, 560), -1, Grade.ENOUGH, 0.9982, 2.845, Grade.ENOUGH, 0.9982, Grade.ENOUGH),
    "A4": ((2015, 565), (2018, 563), (2020, 560), -1, Grade.PARTLY, 0.6651, 0.465, Grade.PARTLY, 0.6659, Grade.PARTLY),
    "A5": ((2015, 565), (2018, 566), (2020, 560), -1, Grade.AWAY, -0.3320, -3.883, Grade.AWAY, -0.3335, Grade.LITTLE),
    "A7": ((2016, 60), (2018, 72.5), (2020, 85), 1, Grade.ENOUGH, 1.0908, 3.506, Grade.ENOUGH, 1.1042, Grade.ENOUGH),
    "A9": ((2015, 50), (2018, 45.2), (2020, 40), -1, Grade.PARTLY, 0.7579, 1.128, Grade.PARTLY, 0.7741, Grade.PARTLY),
    "A15": ((2016, 60), (2018, 61), (2020, 85), 1, Grade.LITTLE, 0.0912, -2.12, Grade.LITTLE, 0.0807, Grade.LITTLE),
}


@pytest.mark.parametrize("name", WITH_TARGET)
def test_vectors_with_a_target(name: str) -> None:
    start, latest, target, sign, grade, ratio, score, in_europe, share, on_chart = WITH_TARGET[name]
    way = course(start, latest, target, sign)
    assert open_sdg(way).grade == grade
    assert (open_sdg(way).measure, open_sdg(way).score) == (pytest.approx(ratio, abs=5e-5), pytest.approx(score, abs=5e-4))
    assert (eurostat(way).grade, eurostat(way).measure) == (in_europe, pytest.approx(ratio, abs=5e-5))
    assert un_chart(way).grade == on_chart
    assert un_chart(way).measure == pytest.approx(share, abs=5e-3 if share > 10 else 5e-5)


def test_vector_a2_runs_away_from_the_target() -> None:
    way = course((2015, 10), (2016, 30), (2030, 1), -1)
    assert (open_sdg(way).grade, round(open_sdg(way).measure, 3), open_sdg(way).score) == (Grade.AWAY, -14.054, -5)
    assert (eurostat(way).grade, un_chart(way).grade) == (Grade.AWAY, Grade.LITTLE)


def test_vector_a11_achieved_overrides_where_the_method_says_so() -> None:
    way = course((2015, 50), (2018, 40), (2020, 40), -1)
    assert (open_sdg(way).grade, open_sdg(way).score, un_chart(way).grade) == (Grade.ACHIEVED, 5, Grade.ACHIEVED)
    assert (eurostat(way).grade, round(eurostat(way).measure, 3)) == (Grade.ENOUGH, 1.642)


def test_a_direction_is_never_guessed() -> None:
    """A15 with a defaulted direction would be “achieved”."""
    with pytest.raises(TypeError):
        Course(Point(2016, 60), Point(2018, 61), Point(2020, 85))  # type: ignore[call-arg]


WITHOUT_TARGET = {
    "B1": (108, 1, 0.01551, Grade.ENOUGH, Grade.ENOUGH, Grade.PARTLY),
    "B3": (103, 1, 0.00593, Grade.PARTLY, Grade.PARTLY, Grade.PARTLY),
    "B5": (100, 1, 0, Grade.LITTLE, Grade.PARTLY, Grade.LITTLE),
    "B7": (95, -1, 0.01021, Grade.PARTLY, Grade.ENOUGH, Grade.PARTLY),
}


@pytest.mark.parametrize("name", WITHOUT_TARGET)
def test_vectors_without_a_target(name: str) -> None:
    value, sign, rate, in_open_sdg, in_europe, on_chart = WITHOUT_TARGET[name]
    way = course((2015, 100), (2020, value), None, sign)
    assert (open_sdg(way).grade, eurostat(way).grade, un_chart(way).grade) == (in_open_sdg, in_europe, on_chart)
    assert {round(judge(way).measure, 5) for judge in (open_sdg, eurostat, un_chart)} == {rate}
    assert linear(way) is None


def test_the_score_without_a_target_joins_at_its_bounds() -> None:
    falling = open_sdg(course((2015, 100), (2020, 95), None, 1))
    assert (falling.grade, round(falling.score or 0, 4)) == (Grade.AWAY, -3.7758)
    assert open_sdg(course((2015, 100), (2020, 100), None, 1)).score == -2.5


def test_a_natural_limit_shrinks_what_is_asked() -> None:
    near = Course(Point(2015, 90), Point(2020, 93), None, 1, is_share=True)
    assert (open_sdg(near).grade, eurostat(near).grade) == (Grade.ENOUGH, Grade.PARTLY)
    assert open_sdg(Course(Point(2015, 100), Point(2020, 100), None, 1, is_share=True)).score == 5.0


@pytest.mark.parametrize(("value", "grade"), [(-0.5, Grade.SLIPPING), (-1, Grade.AWAY), (0, Grade.PARTLY), (1, Grade.ENOUGH)])
def test_eurostat_bounds_without_a_target(value: float, grade: Grade) -> None:
    assert eurostat(course((2019, 100), (2020, 100 + value), None, 1)).grade == grade


@pytest.mark.parametrize(
    ("share", "grade"), [(95, Grade.ENOUGH), (94.9, Grade.PARTLY), (60, Grade.PARTLY), (59.9, Grade.LITTLE), (0, Grade.LITTLE)]
)
def test_each_lower_bound_belongs_to_its_class(share: float, grade: Grade) -> None:
    opinion = linear(course((2019, 0), (2020, share), (2020, 100), 1))
    assert opinion is not None
    assert opinion.grade == grade


def test_near_zero_the_straight_line_and_the_constant_rate_part() -> None:
    way = course((2016, 100), (2018, 51), (2020, 2), -1)
    straight = linear(way)
    assert straight is not None
    assert (straight.grade, straight.measure) == (Grade.ENOUGH, 1.0)
    assert (eurostat(way).grade, round(eurostat(way).measure, 3)) == (Grade.LITTLE, 0.458)
    assert (round(way.asked_by_rate(), 2), way.asked_by_line()) == (14.14, 51.0)


@pytest.mark.parametrize(
    ("start", "latest", "target", "obstacle"),
    [
        ((2016, 0), (2018, 5), (2020, 10), Obstacle.CHANGE_FROM_ZERO),
        ((2016, 10), (2018, 5), (2020, 0), Obstacle.ZERO),
        ((2016, -5), (2018, 5), (2020, 10), Obstacle.SIGNS),
        ((2016, 5), (2018, 5), (2020, 5), Obstacle.NOTHING_TO_CHANGE),
    ],
)
def test_nothing_is_put_in_the_place_of_zero(
    start: tuple[int, int], latest: tuple[int, int], target: tuple[int, int], obstacle: Obstacle
) -> None:
    with pytest.raises(NotComputable) as caught:
        eurostat(course(start, latest, target, 1))
    assert caught.value.obstacle == obstacle


def test_a_straight_line_may_start_at_zero() -> None:
    opinion = linear(course((2016, 0), (2018, 5), (2020, 10), 1))
    assert opinion is not None
    assert (opinion.grade, opinion.measure) == (Grade.ENOUGH, 1.0)


def test_a_target_that_lies_behind_and_a_single_year_make_no_course() -> None:
    with pytest.raises(NotComputable, match="target_not_later"):
        course((2018, 1), (2019, 2), (2018, 3), 1)
    with pytest.raises(NotComputable, match="one_point"):
        course((2018, 1), (2018.5, 2), (2020, 3), 1)


# ---------------------------------------------------------------- rows


def row(period: date, actual: str | None, status: str = "on_pace", **more: Any) -> Row:
    """A status row of one indicator × region: more is better, 85 % at the end of 2020."""
    return {
        "period": period,
        "judged_period": period,
        "reported_period": period if actual is not None else None,
        "actual": None if actual is None else Decimal(actual),
        "is_own": True,
        "k": None,
        "k_expected": None,
        "status": status,
        "reason_code": "on_line",
        "target": Decimal(85),
        "target_year": 2020,
        "basis": "absolute",
        "baseline_year": None,
        "measure": "rate",
        "direction": "higher",
        "region_rollup": "none",
        "is_percent": True,
        "behind_pp": Decimal(30),
        "unit_zh": "%",
        "unit_en": "%",
        "decimals": 1,
        **more,
    }


END = row(date(2020, 12, 1), None)
MONTHS = [row(date(2017, 12, 1), "66"), row(date(2018, 11, 1), "72"), row(date(2018, 12, 1), "72.5")]
START = [{"year": 2016, "value": Decimal(60)}]


def test_the_course_runs_from_the_stated_start_to_the_latest_report() -> None:
    assert course_of(MONTHS, [END], START) == Course(Point(2016, 60), Point(2018, 72.5), Point(2020, 85), 1, is_share=True)
    within = [*MONTHS[:1], row(date(2018, 6, 1), "70"), row(date(2018, 7, 1), "70", reported_period=date(2018, 6, 1))]
    assert course_of(within, [END], START).latest == Point(2017.5, 70)


def test_without_a_start_the_first_year_reported_is_the_start() -> None:
    assert course_of(MONTHS, [END], []).start == Point(2017, 66)


def test_a_flow_is_compared_by_whole_years() -> None:
    months = [entry | {"measure": "flow", "is_percent": False} for entry in MONTHS[:2]]
    assert course_of(months, [END], START).latest == Point(2017, 66)


@pytest.mark.parametrize(
    ("months", "end", "start", "obstacle"),
    [
        (MONTHS[2:], END, [], Obstacle.NO_START),
        ([row(date(2018, 12, 1), None)], END, START, Obstacle.ONE_POINT),
        (MONTHS, END | {"basis": "maintain"}, START, Obstacle.TO_BE_KEPT),
        ([*MONTHS[:2], MONTHS[2] | {"reason_code": "no_baseline"}], END, START, Obstacle.NO_BASELINE),
        (
            [entry | {"region_rollup": "sum", "is_own": False, "k": 1, "k_expected": 2} for entry in MONTHS],
            END,
            START,
            Obstacle.ONE_POINT,
        ),
    ],
)
def test_what_keeps_every_method_from_saying_anything(months: list[Row], end: Row, start: list[Row], obstacle: Obstacle) -> None:
    nothing, compared = compare(months, [end], start)
    assert nothing is None
    assert [(one.method, one.obstacle) for one in compared] == [(method, obstacle) for method in METHODS]
    assert {why(one, nothing, months[-1]) for one in compared} == {OBSTACLES[obstacle]}


def said(light: Row, *, end: Row = END, start: list[Row] = START) -> dict[str, tuple[str, str]]:
    """For each method of a course that ends with `light`: whether and why it differs, and its number."""
    way, compared = compare([*MONTHS[:1], light], [end], start)
    return {one.method: (why(one, way, light), measured(one, way)) for one in compared}


def test_methods_that_agree_need_no_reason() -> None:
    assert said(MONTHS[2]) == {
        "eurostat": ("", "109 %"),
        "open_sdg": ("", "109 %"),
        "un_chart": ("", "110 %"),
        "linear": ("", "100 %"),
    }


def test_a_difference_by_the_path_names_both_paths() -> None:
    light = row(date(2018, 12, 1), "51", direction="lower", target=Decimal(2))
    words = said(light, end=END | {"target": Decimal(2)}, start=[{"year": 2016, "value": Decimal(100)}])
    assert words["eurostat"] == (
        "a constant rate of change asks for 14.14 % at this point, a straight line for 51.0 %; "
        "the light follows the straight line, actual 51.0 %",
        "46 %",
    )
    assert words["linear"] == ("", "100 %")


@pytest.mark.parametrize(
    ("light", "method", "reason"),
    [
        (row(date(2018, 12, 1), None, "not_due"), Method.LINEAR, Difference.NOT_JUDGED),
        (row(date(2018, 12, 1), "72.5", "far_behind", target_year=2018), Method.LINEAR, Difference.HORIZON),
        (row(date(2018, 12, 1), "72.5", "behind"), Method.LINEAR, Difference.SPAN),
        (row(date(2018, 12, 1), "86", "behind"), Method.OPEN_SDG, Difference.REACHED),
        (row(date(2018, 6, 1), "3", "far_behind", measure="flow", is_percent=False), Method.LINEAR, Difference.WHOLE_YEARS),
    ],
)
def test_the_reason_of_a_difference(light: Row, method: Method, reason: Difference) -> None:
    first = MONTHS[0] | {"measure": light["measure"]}
    reported = light if light["actual"] is not None else MONTHS[2]
    way, compared = compare([first, reported, light] if light is not reported else [first, light], [END], START)
    assert {one.method: one.difference for one in compared}[method] == reason
    assert all(why(one, way, light) for one in compared if one.difference)


def test_a_difference_by_the_bounds() -> None:
    light = row(date(2017, 12, 1), "66", "behind")
    way = Course(Point(2016, 60), Point(2017, 66), Point(2020, 85), 1)
    found = Comparison(Method.LINEAR, linear(way), None, Difference.THRESHOLD)
    compared = {one.method: one.difference for one in compare([light], [END], START)[1]}
    assert compared[Method.LINEAR] == Difference.THRESHOLD
    assert why(found, way, light).startswith(
        "the bounds differ: the light turns as soon as a gap opens, and again above 30 percentage"
    )


def test_without_a_number_to_reach_only_the_change_is_judged() -> None:
    light = row(date(2018, 12, 1), "72.5", "no_target", target=None, target_year=None)
    way, compared = compare([MONTHS[0], light], [END | {"target": None}], START)
    assert way is not None
    assert course_sentence(way, light) == "From 60.0 % (2016) to 72.5 % (2018); no number to reach is stated"
    assert [(one.method, measured(one, way)) for one in compared] == [
        (Method.EUROSTAT, "9.9 % a year in the right direction"),
        (Method.OPEN_SDG, "9.9 % a year in the right direction"),
        (Method.UN_CHART, "9.9 % a year in the right direction"),
    ]


def test_a_share_beyond_all_measure_says_only_its_direction() -> None:
    way = course((2015, 10), (2016, 30), (2030, 1), -1)
    assert measured(Comparison(Method.UN_CHART, un_chart(way), None, None), way) == "< −999 %"


def test_every_verdict_difference_and_obstacle_has_its_words() -> None:
    assert set(DIFFERENCES) == set(Difference)
    assert set(OBSTACLES) == set(Obstacle)
    assert {method for method, _ in GRADE_LABELS} == set(Method)
    assert {grade for _, grade in GRADE_LABELS} == set(Grade)


def test_every_light_is_either_compared_or_not_judged() -> None:
    for status in Status:
        _, compared = compare([*MONTHS[:2], MONTHS[2] | {"status": str(status)}], [END], START)
        judged = status in (Status.MET, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND, Status.MISSED)
        assert all((one.difference == Difference.NOT_JUDGED) != judged for one in compared)
