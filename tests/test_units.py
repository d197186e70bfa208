"""Units behind numbers and in columns: turned exactly, or asked about."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reading.clean import Number
from etl.reading.units import factor_among, factor_to, is_unit, settle


@pytest.mark.parametrize(
    ("unit", "reported", "factor"),
    [
        *[("公里", "公里", "1"), ("KM", "km", "1"), ("万吨", "吨", "10000"), ("亿元", "万元", "10000"), ("百万元", "万元", "100")],
        *[("万亿元", "亿元", "10000"), ("万千瓦", "千瓦", "10000"), ("万", "吨", "10000"), ("‰", "%", "0.1"), ("‰", "‰", "1")],
        *[
            ("吨", "万吨", None),
            ("万", "万吨", None),
            ("万元", "亿元", None),
            ("米", "公里", None),
            ("%", "‰", None),
            ("吨/年", "吨", None),
        ],
    ],
)
def test_what_a_unit_is_in_another(unit: str, reported: str, factor: str | None) -> None:
    assert factor_to(unit, reported) == (None if factor is None else Decimal(factor))


def test_the_english_name_of_a_unit_tells_no_multiple() -> None:
    assert factor_among("万", ("万吨", "10kt")) is None
    assert factor_among("10 kt", ("万吨", "10kt")) == 1


@pytest.mark.parametrize(
    ("number", "settled"),
    [
        (Number("number", Decimal("1.2345"), "万吨"), Number("number", Decimal("12345"))),
        (Number("number", Decimal("5"), "吨"), Number("number", Decimal("5"))),
        (Number("number", Decimal("5"), "公里"), Number("unit", None, "公里")),
        (Number("number", Decimal("5"), "左右"), Number("bad", None, "左右")),
        (Number("number", Decimal("99999999999"), "万吨"), Number("too_big")),
        (Number("number", Decimal("5"), "%"), Number("number", Decimal("5"), "%")),
        (Number("bad"), Number("bad")),
    ],
)
def test_a_number_in_the_unit_of_its_indicator(number: Number, settled: Number) -> None:
    assert settle(number, ("吨", "t")) == settled


def test_units_of_the_plan_are_known_too() -> None:
    assert (is_unit("河段"), is_unit("万河段", ["河段"]), is_unit("万")) == (False, True, True)


@settings(deadline=None)
@given(st.decimals(-100_000, 100_000, places=4), st.sampled_from(["万", "亿", "百万"]))
def test_multiples_are_exact(value: Decimal, multiple: str) -> None:
    factor = {"万": 10**4, "亿": 10**8, "百万": 10**6}[multiple]
    assert settle(Number("number", value, f"{multiple}吨"), ("吨",)).value == value * factor
