"""The forecast: literal months in, literal bounds out; silence where there is too little to go by."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.forecast import Forecast, Silence, forecast
from indicators.forecast_words import SILENCES, forecast_sentences
from indicators.language import DEFAULT_LANGUAGE, use_language

Row = dict[str, Any]


def months(*values: str | None, year: int = 2018, **more: Any) -> list[Row]:
    """Status rows from January on; None is a month without a report."""
    rows = []
    for number, value in enumerate(values, 1):
        period = date(year, number, 1)
        rows.append(
            {
                "period": period,
                "reported_period": None if value is None else period,
                "actual": None if value is None else Decimal(value),
                "is_own": True,
                "region_rollup": "sum",
                "k": None,
                "k_expected": None,
                "measure": "flow",
                **more,
            }
        )
    return rows


def made(rows: list[Row], ceiling: float | None = None) -> Forecast:
    """The forecast, which must exist."""
    found = forecast(rows, ceiling=ceiling)
    assert isinstance(found, Forecast)
    return found


def test_an_even_pace_goes_on_without_doubt() -> None:
    found = made(months("10", "20", "30", "40", "50", "60"))
    assert found.periods == tuple(date(2018, month, 1) for month in range(7, 13))
    assert found.middle == found.low == found.high == (70.0, 80.0, 90.0, 100.0, 110.0, 120.0)
    assert (found.slope, found.points, found.last_value) == (10.0, 6, 60.0)


def test_an_uneven_pace_widens_the_band_with_every_month() -> None:
    found = made(months("4", "10", "12", "20", "24"))
    assert found.slope == pytest.approx(5.0)  # the median of 6, 4, 16/3, 5, 2, 5, 14/3, 8, 6 and 4
    # ten slopes, spread 1.2816 × √(5 × 4 × 15 / 18) = 5.23: two are left out on each side; the scatter is 1.2816 × 1.4826 × 1
    assert found.middle[0] == pytest.approx(29.0)
    assert found.low[0] == pytest.approx(24 + 4 - 1.9, abs=0.001)
    assert found.high[0] == pytest.approx(24 + 6 + 1.9, abs=0.001)
    widths = [high - low for low, high in zip(found.low, found.high, strict=True)]
    assert widths == sorted(widths)


def test_one_wild_month_does_not_carry_the_line_away() -> None:
    assert made(months("10", "20", "30", "400", "50", "60", "70")).slope == pytest.approx(10.0)


def test_what_is_done_cannot_be_undone_within_the_year() -> None:
    found = made(months("10", "11", "11", "11.5", "30"))
    assert min(found.low) >= 30.0


def test_a_share_ends_at_the_whole_and_nothing_falls_below_zero() -> None:
    rising = made(months("60", "70", "80", "90", measure="rate"), ceiling=100)
    assert rising.middle == (100.0,) * 8
    falling = made(months("40", "30", "20", "10", measure="stock"))
    assert falling.middle == (0.0,) * 8


def test_missing_months_are_left_out_and_nothing_is_put_in_their_place() -> None:
    found = made(months("10", None, "30", "40", None, "60", None))
    assert (found.points, found.last_period, found.periods[0]) == (4, date(2018, 6, 1), date(2018, 7, 1))
    assert found.middle[0] == pytest.approx(70.0)


def test_what_goes_on_over_the_year_is_read_from_its_latest_twelve_months() -> None:
    before = months(*[str(value) for value in range(1, 13)], year=2017, measure="stock")
    found = made([*before, *months("13", "14", measure="stock")])
    assert (found.points, found.slope, found.middle[-1]) == (12, 1.0, 24.0)


@pytest.mark.parametrize(
    ("rows", "silence"),
    [
        (months("10", "20", "30"), Silence.TOO_FEW),
        (months(None, None, None, None), Silence.TOO_FEW),
        ([*months(*["1", "2", "3", "4"], year=2017, measure="stock"), *months(None, measure="stock")], Silence.TOO_FEW),
        (months(*map(str, range(12))), Silence.YEAR_OVER),
        (months("5", "5", "5", "5"), Silence.NO_CHANGE),
        (months("10", "20", "30", "40", is_own=False, k=2, k_expected=3), Silence.TOO_FEW),
    ],
)
def test_it_says_when_there_is_too_little_to_go_by(rows: list[Row], silence: Silence) -> None:
    assert forecast(rows) == silence


@pytest.mark.parametrize(
    ("target", "direction", "sentence"),
    [
        (41, "higher", "The whole band reaches the target 41 km."),
        (100, "higher", "The whole band misses the target 100 km."),
        (59, "higher", "The target 59 km lies within the band: it may or may not be reached."),
        (100, "lower", "The whole band reaches the target 100 km."),
        (30, "lower", "The whole band misses the target 30 km."),
    ],
)
def test_the_sentences_say_that_it_is_no_report_and_how_it_was_made(target: int, direction: str, sentence: str) -> None:
    words = {"target": Decimal(target), "target_year": 2018, "unit_zh": "公里", "unit_en": "km", "decimals": 0}
    rows = months("4", "10", "12", "20", "24", direction=direction, **words)
    use_language("en")
    said = forecast_sentences(made(rows), rows[-1])
    untold = forecast_sentences(made(rows), rows[-1] | {"target_year": 2019})
    use_language(DEFAULT_LANGUAGE)
    assert said[0] == (
        "Forecast, not a report: if it goes on as up to May 2018, 2018 ends near 59 km, probably between 50 km and 68 km."
    )
    assert said[1] == sentence
    assert said[2].startswith("Method: median pace between all pairs of 5 reported months (Theil–Sen)")
    assert untold == [said[0], said[2]]


def test_silence_has_its_words() -> None:
    assert set(SILENCES) == set(Silence)
    use_language("en")
    said = forecast_sentences(Silence.TOO_FEW, {})
    use_language(DEFAULT_LANGUAGE)
    assert said == ["No forecast: it takes at least 4 complete reports to read a pace, the latest from this year."]
