"""Numbers and months as people read them."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.language import use_language
from indicators.numbers import Number, month, month_of_year, number, percent, points, quantity


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 1, "–"),
        (0, 0, "0"),
        (1234567.5, 1, "1,234,567.5"),
        (Decimal("-12.65"), 1, "−12.7"),
        (Decimal("12.65"), 1, "12.7"),
        (-0.04, 1, "0.0"),
        (Decimal("99999999999999.9999"), 4, "99,999,999,999,999.9999"),
    ],
)
def test_number(value: Number | None, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_percent_and_points() -> None:
    use_language("zh")
    assert (percent(75), points(12.6), percent(None), points(None)) == ("75.0 %", "12.6 个百分点", "–", "–")
    use_language("en")
    assert points(Decimal("-3")) == "−3.0 percentage points"


def test_quantity_shows_one_place_more_before_it_rounds() -> None:
    assert quantity(Decimal("31.0000"), "公里", 0) == "31 公里"
    assert quantity(Decimal("7.7500"), "公里", 0) == "7.8 公里"
    assert quantity(None, "公里", 0) == "–"


@pytest.mark.parametrize(("language", "names"), [("zh", ("9 月", "2017 年 9 月")), ("en", ("September", "September 2017"))])
def test_months(language: str, names: tuple[str, str]) -> None:
    use_language(language)
    assert (month(date(2017, 9, 1)), month_of_year(date(2017, 9, 1))) == names
