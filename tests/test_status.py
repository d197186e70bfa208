"""The status rule of the product against the slow reference, over every gap, month, kind and boundary; and literal examples."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.summary import SEVERITY
from indicators.vocabulary import Basis, Comparator, Direction, Frequency, Measure, Rollup, Status
from tests.status_bulk import Judged, differences, judged_rows
from tests.status_reference import Figure, Indicator, Month, Target, judge

YEAR = 2018
MONTHS = [(YEAR, month) for month in range(1, 13)]
YEARS_AROUND = [(year, month) for year in (2017, 2018, 2019) for month in (1, 2, 3, 5, 6, 9, 11, 12)]
CENT = Decimal("0.01")


def agree(folder: Path, indicators: list[Indicator], months: list[Month]) -> Judged:
    """The product's rows, after they were found to say what the reference says, one status for every input."""
    rows = judged_rows(folder, indicators, months)
    found = differences(indicators, months, rows)
    assert not found, "\n".join(found[:5])
    assert len(rows) == len(indicators) * len(months)
    return rows


def figures(values: dict[Month, Decimal | int | str], children: int | None = None) -> dict[Month, Figure]:
    """Figures by month from plain values."""
    return {month: Figure(Decimal(value), children) for month, value in values.items()}


def lines(indicator: Indicator) -> dict[Month, Decimal]:
    """What is expected of the indicator in each month."""
    asked = {month: judge(replace(indicator, figures=figures({month: 0})), month).expected for month in MONTHS}
    return {month: decimal(line) for month, line in asked.items() if line is not None}


def decimal(value: Fraction) -> Decimal:
    """An exact fraction of four decimal places as the database holds it."""
    return Decimal(value.numerator) / Decimal(value.denominator)


GAPS = [Decimal(gap) for gap in range(-1000, 1001)]
GAPS += [Decimal(text) for text in ("-0.5", "0.5", "29.5", "30.5", "-0.0001", "0.0001", "29.9999", "30.0001", "99.5", "100.5")]


@pytest.mark.parametrize(("measure", "direction"), list(product(Measure, Direction)))
def test_every_gap_in_every_month(tmp_path: Path, measure: Measure, direction: Direction) -> None:
    target = Target(value=Decimal(1200), comparator=">=" if direction == Direction.HIGHER else "<=")
    start = {2017: Decimal(600)}
    kind = Indicator((target,), measure=measure, direction=direction, starting_values=start, is_percent=measure == Measure.RATE)
    scale = (1 if kind.is_percent else 12) * (1 if direction == Direction.HIGHER else -1)
    line = lines(kind)
    series = [figures({month: line[month] - gap * scale for month in MONTHS}) for gap in GAPS]
    rows = agree(tmp_path, [replace(kind, figures=values) for values in series], MONTHS)
    for place, gap in enumerate(GAPS):
        for month in MONTHS[:11]:
            row = rows[place, month]
            if row["reason_code"] != "reached":
                pace = Status.ON_PACE if gap <= 0 else Status.BEHIND if gap <= 30 else Status.FAR_BEHIND
                assert (row["status"], row["gap_pp"]) == (pace, pytest.approx(float(gap), abs=1e-6))
        assert rows[place, (YEAR, 12)]["status"] == (Status.MET if gap <= 0 else Status.MISSED)


def boundary_values(indicator: Indicator) -> Iterator[Decimal]:
    """What can be reported just below, at and just above zero, the target and the threshold of September's line."""
    number = indicator.targets[0].number or Decimal(0)
    expected = judge(replace(indicator, figures=figures({(YEAR, 9): 0})), (YEAR, 9)).expected
    line = decimal(expected) if expected is not None else number
    threshold = 30 * (Decimal(1) if indicator.is_percent else (number or Decimal(100)) / 100)
    for corner in (Decimal(0), number, line, line - threshold, line + threshold):
        for value in (corner - CENT, corner, corner + CENT):
            yield value.quantize(Decimal("0.0001"))


def test_every_kind_comparator_frequency_and_boundary(tmp_path: Path) -> None:
    indicators = []
    for measure, direction, comparator, frequency in product(Measure, Direction, [*Comparator, None], Frequency):
        kind = Indicator(
            (Target(comparator=comparator),), {}, measure, direction, "sum", frequency, measure == "rate", {2016: Decimal(60)}
        )
        for value in boundary_values(kind):
            indicators.append(replace(kind, figures=figures(dict.fromkeys(MONTHS, value))))
    agree(tmp_path, indicators, MONTHS)


# which months of the year are in: all, none, gone since (withdrawn), late, only early, with holes
REPORTED = [range(1, 13), (), range(1, 9), range(4, 13), (1, 2), (3, 6, 9, 12), (2, 5, 8, 11), (12,), (1, 7, 10)]


def test_every_pattern_of_reports(tmp_path: Path) -> None:
    indicators = []
    for measure, direction, frequency, months, value in product(Measure, Direction, Frequency, REPORTED, (10, 70, 130)):
        target = Target(comparator=">=" if direction == "higher" else "<=")
        for own in (figures({(YEAR, month): value for month in months}),):
            for before in ({}, figures({(YEAR - 1, 12): 40}), figures({(YEAR - 1, 11): 40, (YEAR + 1, 1): 200})):
                indicators.append(Indicator((target,), {**own, **before}, measure, direction, "sum", frequency))
    agree(tmp_path, indicators, YEARS_AROUND)


QUARTERS = [{quarter: Decimal(30 * quarter - 7) for quarter in range(1, 5) if chosen >> quarter & 1} for chosen in range(0, 32, 2)]


def test_every_pattern_of_quarters(tmp_path: Path) -> None:
    indicators = []
    for measure, direction, frequency, quarters, value in product(Measure, Direction, Frequency, QUARTERS, (Decimal(113), None)):
        target = Target(value=value, quarters=quarters, comparator=">=" if direction == "higher" else "<=")
        for start, done in product(({}, {2017: Decimal(20)}, {2017: Decimal(150)}), (23, 60, 113)):
            values = figures(dict.fromkeys(MONTHS, done))
            indicators.append(Indicator((target,), values, measure, direction, "sum", frequency, False, start))
    agree(tmp_path, indicators, [(YEAR, month) for month in (1, 3, 4, 7, 9, 12)])


def test_every_basis_number_and_year(tmp_path: Path) -> None:
    indicators = []
    years: list[tuple[int | None, ...]] = [
        (2018,),
        (2017,),
        (2019,),
        (2016, 2019),
        (2016, 2020),
        (2017, 2018),
        (None,),
        (None, 2018),
        (2020,),
    ]
    numbers = (Decimal(100), Decimal(0), None)
    for measure, direction, basis, number, chosen in product(Measure, Direction, Basis, numbers, years):
        word = ">=" if direction == "higher" else "<="
        for no_task, baseline in ((False, None), (False, Decimal(5)), (True, None)):
            targets = tuple(Target(year, number, word, basis, {}, no_task, baseline) for year in chosen)
            for values in ({}, dict.fromkeys(YEARS_AROUND, 0), dict.fromkeys(YEARS_AROUND, 90), dict.fromkeys(YEARS_AROUND, 110)):
                start = {2016: Decimal(30)} if baseline else {}
                indicators.append(Indicator(targets, figures(values), measure, direction, "sum", "monthly", False, start))
    agree(tmp_path, indicators, [(2017, 12), (2018, 2), (2018, 9), (2018, 12), (2019, 6)])


def test_every_rollup_that_lacks_children(tmp_path: Path) -> None:
    indicators = []
    for measure, direction, rollup, quarterly, present in product(Measure, Direction, Rollup, (True, False), (None, 0, 13, 14, 15)):
        target = Target(comparator=">=" if direction == "higher" else "<=")
        frequency = "quarterly" if quarterly else "monthly"
        for done, expected, start, months in product(
            (50, 119, 120, 121), (None, 14), ({}, {2017: Decimal(200)}), (MONTHS, MONTHS[:2])
        ):
            values = figures(dict.fromkeys(months, done), present)
            indicators.append(Indicator((target,), values, measure, direction, rollup, frequency, False, start, expected))
    agree(tmp_path, indicators, [(YEAR, month) for month in (1, 2, 3, 9, 12)])


KINDS = st.fixed_dictionaries(
    {
        "measure": st.sampled_from(list(Measure)),
        "direction": st.sampled_from(list(Direction)),
        "region_rollup": st.sampled_from(list(Rollup)),
        "frequency": st.sampled_from(list(Frequency)),
        "is_percent": st.booleans(),
        "expected_children": st.none() | st.integers(1, 20),
        "starting_values": st.dictionaries(st.integers(2014, 2019), st.decimals(0, 10_000, places=4), max_size=2),
    }
)
NUMBERS = st.decimals(0, 10_000, places=4)
TARGETS = st.builds(
    Target,
    year=st.none() | st.integers(2016, 2020),
    value=st.none() | NUMBERS,
    comparator=st.none() | st.sampled_from(list(Comparator)),
    basis=st.sampled_from(list(Basis)),
    quarters=st.dictionaries(st.integers(1, 4), NUMBERS, max_size=4),
    no_task=st.booleans(),
    baseline_value=st.none() | NUMBERS,
).filter(lambda target: target.year is not None or not target.quarters)
SERIES = st.dictionaries(
    st.sampled_from([(year, month) for year in (2016, 2017, 2018) for month in range(1, 13)]), NUMBERS, max_size=20
)


@st.composite
def any_indicator(draw: st.DrawFn) -> Indicator:
    """An indicator of any kind with up to three targets and any figures, its own or rolled up."""
    targets = draw(st.lists(TARGETS, min_size=1, max_size=3, unique_by=lambda target: target.year))
    children = draw(st.none() | st.integers(0, 20))
    return Indicator(tuple(targets), figures(draw(SERIES), children), **draw(KINDS))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(indicators=st.lists(any_indicator(), min_size=1, max_size=12), month=st.integers(1, 12), year=st.integers(2016, 2020))
def test_anything_at_all_gets_the_status_of_the_reference(
    tmp_path_factory: pytest.TempPathFactory, indicators: list[Indicator], month: int, year: int
) -> None:
    agree(tmp_path_factory.mktemp("any"), indicators, [(year, month)])


@settings(max_examples=15, deadline=None)
@given(
    kind=KINDS,
    values=st.lists(NUMBERS, min_size=2, max_size=20, unique=True),
    month=st.integers(1, 12),
    number=st.decimals(1, 10_000, places=4),
)
def test_doing_better_never_looks_worse(
    tmp_path_factory: pytest.TempPathFactory, kind: dict[str, Any], values: list[Decimal], month: int, number: Decimal
) -> None:
    kind |= {"expected_children": None, "frequency": "monthly"}
    target = Target(value=number, comparator=None)
    from_worst = sorted(values, reverse=kind["direction"] == Direction.LOWER)
    indicators = [Indicator((target,), figures({(YEAR, month): value}), **kind) for value in from_worst]
    rows = judged_rows(tmp_path_factory.mktemp("better"), indicators, [(YEAR, month)])
    judged = [rows[place, (YEAR, month)] for place in range(len(indicators))]
    if all(row["gap_pp"] is not None for row in judged):
        severities = [SEVERITY[Status(row["status"])] for row in judged]
        assert severities == sorted(severities, reverse=True)
        assert all(worse["gap_pp"] >= better["gap_pp"] for worse, better in pairwise(judged))
