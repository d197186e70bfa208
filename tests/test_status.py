"""The status rule of the product against the slow reference, over every gap, month, kind and boundary; and literal examples."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from indicators.reasons import SENTENCES
from indicators.vocabulary import Basis, Comparator, Direction, Frequency, Measure, Rollup, Status
from tests.status_bulk import Judged, differences, judged_rows
from tests.status_reference import STATUS_OF_REASON, Figure, Indicator, Month, Target, judge

YEAR = 2018
MONTHS = [(YEAR, month) for month in range(1, 13)]
YEARS_AROUND = [(year, month) for year in (2017, 2018, 2019) for month in (1, 2, 3, 5, 6, 9, 11, 12)]
CENT = Decimal("0.01")


def agree(folder: Path, indicators: list[Indicator], months: list[Month]) -> Judged:
    """The product's rows, after they were found to say what the reference says, one status for every input."""
    rows = judged_rows(folder, indicators, months)
    assert differences(indicators, months, rows)[:5] == []
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
        kind = Indicator((Target(comparator=comparator),), {}, measure, direction, "sum", frequency, measure == "rate", {2016: Decimal(60)})
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
        for start, done in product(({}, {2017: Decimal(20)}, {2017: Decimal(150)}), (0, 23, 60, 113)):
            values = figures(dict.fromkeys(MONTHS, done))
            indicators.append(Indicator((target,), values, measure, direction, "sum", frequency, False, start))
    agree(tmp_path, indicators, [(YEAR, month) for month in (1, 3, 4, 6, 7, 9, 10, 12)])


def test_every_basis_number_and_year(tmp_path: Path) -> None:
    indicators = []
    years: list[tuple[int | None, ...]] = [(2018,), (2017,), (2019,), (2016, 2019), (2016, 2020), (2017, 2018), (None,), (None, 2018), (2020,)]
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
    for measure, direction, rollup, frequency, present in product(Measure, Direction, Rollup, Frequency, (None, 0, 13, 14, 15)):
        word = ">=" if direction == "higher" else "<="
        for done, expected, start in product((0, 50, 119, 120, 121), (None, 14), ({}, {2017: Decimal(60)}, {2017: Decimal(200)})):
            for months in (MONTHS, MONTHS[:2], MONTHS[:8]):
                values = figures(dict.fromkeys(months, done), present)
                indicators.append(Indicator((Target(comparator=word),), values, measure, direction, rollup, frequency, False, start, expected))
    agree(tmp_path, indicators, MONTHS)
