"""The status rule on examples that can be followed by hand: every reason once, and the published cases."""

from decimal import Decimal
from pathlib import Path

import pytest

from indicators.reasons import SENTENCES
from indicators.vocabulary import Status
from tests.status_bulk import judged_rows
from tests.status_reference import STATUS_OF_REASON, Figure, Indicator, Month, Target

Said = tuple[str, str, float | None, float | None]


def series(**values: str) -> dict[Month, Figure]:
    """Own reports by month: `m2017_09="62.4"`."""
    return {(int(name[1:5]), int(name[6:])): Figure(Decimal(value)) for name, value in values.items()}


def rolled(children: int, **values: str) -> dict[Month, Figure]:
    """Roll-ups of so many children by month."""
    return {month: Figure(figure.value, children) for month, figure in series(**values).items()}


def said(folder: Path, indicators: list[Indicator], month: Month) -> list[Said]:
    """Status, reason, expected and gap of every indicator at one month."""
    rows = judged_rows(folder, indicators, [month])
    fields = ("status", "reason_code", "expected", "gap_pp")
    return [tuple(rows[place, month][field] for field in fields) for place in range(len(indicators))]


def target(
    year: int | None = 2017, value: str | None = "100", comparator: str = ">=", basis: str = "absolute", **more: bool
) -> Target:
    """A target of the examples."""
    return Target(year, None if value is None else Decimal(value), comparator, basis, **more)


SEPTEMBER = (2017, 9)
HUNDRED = (target(),)
# September 2017, one line for each reason the rule can give
EXAMPLES: dict[str, tuple[Indicator, Said]] = {
    "on the line": (Indicator(HUNDRED, series(m2017_09="75")), ("on_pace", "on_line", 75, 0)),
    "the example of the design": (Indicator(HUNDRED, series(m2017_09="62.4")), ("behind", "below_line", 75, 12.6)),
    "further behind": (Indicator(HUNDRED, series(m2017_09="44.9")), ("far_behind", "far_below_line", 75, 30.1)),
    "a ceiling has the same line": (
        Indicator((target(comparator="<="),), series(m2017_09="80"), direction="lower"),
        ("behind", "below_line", 75, 5),
    ),
    "enough is done": (Indicator(HUNDRED, series(m2017_09="100")), ("met", "reached", 75, -25)),
    "enough was done in August": (Indicator(HUNDRED, series(m2017_08="101")), ("met", "reached", 75, -26)),
    "nothing reported": (Indicator(HUNDRED), ("not_reported", "missing", 75, None)),
    "August is no September": (Indicator(HUNDRED, series(m2017_08="60")), ("not_reported", "missing", 75, None)),
    "zero is a report": (Indicator(HUNDRED, series(m2017_09="0")), ("far_behind", "far_below_line", 75, 75)),
    "annual report": (Indicator(HUNDRED, frequency="annual"), ("not_due", "nothing_due", None, None)),
    "13 of 14 towns": (Indicator(HUNDRED, rolled(13, m2017_09="60"), expected_children=14), ("not_reported", "partial", 75, None)),
    "13 of 14 towns have enough": (
        Indicator(HUNDRED, rolled(13, m2017_09="75"), expected_children=14),
        ("on_pace", "on_line", 75, 0),
    ),
    "slash": (Indicator((target(value=None, no_task=True),)), ("no_task", "slash", None, None)),
    "zero is no task": (Indicator((target(value="0"),), series(m2017_09="0")), ("no_task", "zero", None, None)),
    "zero is a ceiling": (
        Indicator((target(value="0", comparator="<="),), series(m2017_09="2"), direction="lower"),
        ("far_behind", "far_below_line", 0, 100),
    ),
    "down from 10 to nothing": (
        Indicator((target(value="0", comparator="<="),), series(m2016_12="10", m2017_09="3.5"), "stock", "lower"),
        ("behind", "below_line", 2.5, 10),
    ),
    "delegated": (Indicator((target(value=None, basis="delegated"),)), ("no_target", "delegated", None, None)),
    "no number": (Indicator((target(value=None),)), ("not_computable", "no_number", None, None)),
    "20 % less than nobody knows what": (
        Indicator((target(value="20", basis="change_vs_baseline"),), series(m2017_09="20")),
        ("not_computable", "no_baseline", None, None),
    ),
    "no year": (Indicator((target(None),), series(m2017_09="50"), "stock"), ("not_due", "no_year", None, None)),
    "no year, reached": (Indicator((target(None),), series(m2017_09="100"), "stock"), ("met", "reached", None, None)),
    "to be kept all the time": (
        Indicator((target(None, "12", basis="maintain"),), series(m2017_09="11"), "level"),
        ("behind", "below_line", 12, pytest.approx(100 / 12, abs=1e-6)),
    ),
    "next year's target": (Indicator((target(2018),), series(m2017_09="50"), "stock"), ("not_due", "future_target", None, None)),
    "a percentage without a start": (
        Indicator((target(value="85"),), series(m2017_09="20"), "rate", is_percent=True),
        ("not_due", "no_start", None, None),
    ),
    "a percentage in its own points": (
        Indicator((target(value="85"),), series(m2016_12="65", m2017_09="75"), "rate", is_percent=True),
        ("behind", "below_line", 80, 5),
    ),
    "last year's target was missed": (
        Indicator((target(2016),), series(m2016_12="70"), "level"),
        ("missed", "over_missed", 100, 30),
    ),
    "last year's target was reached": (
        Indicator((target(2016),), series(m2016_12="100"), "level"),
        ("met", "over_reached", 100, 0),
    ),
    "quarterly: June is the last that was due": (
        Indicator(HUNDRED, series(m2017_06="48"), frequency="quarterly"),
        ("not_reported", "missing", 75, None),
    ),
}


def test_every_reason_by_example(tmp_path: Path) -> None:
    spoken = said(tmp_path, [indicator for indicator, _ in EXAMPLES.values()], SEPTEMBER)
    assert dict(zip(EXAMPLES, spoken, strict=True)) == {name: expected for name, (_, expected) in EXAMPLES.items()}
    assert {reason for _, reason, _, _ in spoken} == set(SENTENCES) == set(STATUS_OF_REASON)
    assert {status for status, _, _, _ in spoken} == set(Status)


def test_a_quarterly_figure_is_held_against_the_month_it_speaks_of(tmp_path: Path) -> None:
    burned = Indicator((target(comparator="<="),), series(m2017_03="25", m2017_05="41"), direction="lower", frequency="quarterly")
    built = Indicator(HUNDRED, series(m2017_03="25"), frequency="quarterly")
    assert said(tmp_path, [burned, built], (2017, 5)) == [
        ("on_pace", "on_line", pytest.approx(100 * 5 / 12, abs=1e-6), pytest.approx(41 - 100 * 5 / 12, abs=1e-6)),
        ("on_pace", "on_line", 25, 0),
    ]


def test_the_published_thresholds_at_their_boundaries(tmp_path: Path) -> None:
    # 50 points are expected in June: up to 30 points below are behind, both ends included
    halfway = [Indicator(HUNDRED, series(m2017_06=done)) for done in ("52.4", "50", "45", "40", "39.9", "20", "19.9")]
    assert [(status, gap) for status, _, _, gap in said(tmp_path, halfway, (2017, 6))] == [
        ("on_pace", -2.4),
        ("on_pace", 0),
        ("behind", 5),
        ("behind", 10),
        ("behind", 10.1),
        ("behind", 30),
        ("far_behind", 30.1),
    ]


def test_the_latest_figure_counts_and_is_never_added_up(tmp_path: Path) -> None:
    quarters = {1: Decimal(250), 2: Decimal(500), 3: Decimal(750), 4: Decimal(1000)}
    plan = Target(2017, Decimal(1000), ">=", quarters=quarters)
    done = Indicator((plan,), series(m2017_03="220", m2017_06="480", m2017_09="710", m2017_12="968"), frequency="quarterly")
    rows = judged_rows(tmp_path, [done], [(2017, month) for month in (3, 6, 9, 12)])
    assert [(row["status"], float(row["actual"]), row["expected"], row["gap_pp"]) for _, row in sorted(rows.items())] == [
        ("behind", 220, 250, 3.0),
        ("behind", 480, 500, 2.0),
        ("behind", 710, 750, 4.0),
        ("missed", 968, 1000, 3.2),
    ]


# annex 6.3: (farms to treat this year, all farms) of the seven towns whose whole task stays below the city's 85 %
TASKS = [(2, 3), (10, 12), (15, 18), (11, 13), (5, 6), (9, 11), (9, 11)]


def test_a_town_is_judged_by_its_own_task_and_not_by_the_rate_of_the_city(tmp_path: Path) -> None:
    towns = [Indicator((target(value=str(task), comparator="="),), series(m2017_12=str(task))) for task, _ in TASKS]
    assert all(task / farms < 0.85 for task, farms in TASKS)
    assert said(tmp_path, towns, (2017, 12)) == [("met", "reached", task, 0) for task, _ in TASKS]
