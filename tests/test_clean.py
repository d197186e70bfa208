"""What texts mean as months and numbers."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.reading.clean import LARGEST, Number, Period, likely_number, parse_month, parse_number, parse_period
from etl.reading.figures import read_numbers

SEPTEMBER = date(2017, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2017年9月",
            "2017年09月份",
            "2017-09",
            "2017-9",
            "2017.9",
            "2017.09",
            "2017/9",
            "201709",
            "20170930",
            "Sep-17",
            "Sept-17",
        ),
        *(
            "September 2017",
            "2017 Sep",
            "２０１７年９月",
            "二〇一七年九月",
            "17年9月",
            "2017-09-30",
            "2017-09-01 00:00:00",
            "2017年9月30日",
        ),
        *("'2017-09", " 2017-09 ", "2017－09", "42979"),
    ],
)
def test_one_month_in_many_forms(text: str) -> None:
    assert parse_month(text) == SEPTEMBER


@pytest.mark.parametrize("text", ["9月", "九月", "9月份", "09"])
def test_a_month_without_its_year_takes_the_chosen_one(text: str) -> None:
    assert parse_month(text, 2017) == SEPTEMBER
    assert parse_month(text) is None


@pytest.mark.parametrize(("text", "month"), [("2017年十月", 10), ("2017年十一月", 11), ("2017年十二月", 12)])
def test_chinese_numerals(text: str, month: int) -> None:
    assert parse_month(text) == date(2017, month, 1)


@pytest.mark.parametrize(
    "text", ["", "2017", "2017年", "2017-13", "2017-00", "13月", "1709", "Sep", "上月", "2017-09-", "2017年第三季度", "99999"]
)
def test_what_is_no_month(text: str) -> None:
    assert parse_month(text, 2017) is None


@settings(deadline=None)
@given(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m", "%Y年%m月", "%Y.%m", "%Y/%m", "%Y%m", "%Y-%m-%d", "%b %Y"]),
)
def test_every_month_is_read_back(day: date, form: str) -> None:
    assert parse_month(day.strftime(form)) == day.replace(day=1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("1", "1"), ("12.5", "12.5"), ("１２．５", "12.5"), ("1,234.5", "1234.5"), ("１，２３４", "1234"), ("1 234", "1234")],
        *[("-5", "-5"), ("－5", "-5"), ("−5", "-5"), ("+3", "3"), ("'12", "12"), ("1e3", "1000"), ("0.30000000000000004", "0.3")],
        *[
            ("(12.5)", "-12.5"),
            ("（12.5）", "-12.5"),
            ("(0)", "0"),
            ("1.00005", "1.0001"),
            ("99999999999999.9999", "99999999999999.9999"),
        ],
    ],
)
def test_numbers(text: str, value: str) -> None:
    number = parse_number(text)
    assert (number.state, number.value, number.has_percent_sign) == ("number", Decimal(value), False)


@pytest.mark.parametrize("text", ["85%", "85％", "85 %", "８５％"])
def test_a_percent_sign_is_remembered(text: str) -> None:
    assert (parse_number(text).value, parse_number(text).has_percent_sign) == (Decimal(85), True)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *[("", "not_reported"), ("无", "not_reported"), ("未报", "not_reported"), ("　", "not_reported")],
        *[
            ("—", "not_applicable"),
            ("——", "not_applicable"),
            ("/", "not_applicable"),
            ("／", "not_applicable"),
            ("不适用", "not_applicable"),
        ],
        *[
            (text, "ambiguous")
            for text in ("1,5", "12,34", "1 234,5", "1.234,5", "1.234.567", "0,123", "1234,567", "12。5", "１，５")
        ],
        *[("100000000000000", "too_big"), ("1e400", "too_big"), ("-1e15", "too_big")],
        *[
            (text, "bad")
            for text in (
                "约12",
                ",123",
                "1 2",
                "1_000",
                "(12",
                "(-12)",
                "1,234,5",
                ".",
                "%",
                "e5",
                "1e",
                "0x10",
                "١٢",
                "3/198",
                "nan",
                "#REF!",
            )
        ],
    ],
)
def test_what_is_no_number(text: str, state: str) -> None:
    assert (parse_number(text).state, parse_number(text).value) == (state, None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        *[("12.5 公里", "12.5", "公里"), ("1.2万吨", "1.2", "万吨"), ("（12.5万吨）", "-12.5", "万吨"), ("(3) km", "-3", "km")],
        *[
            ("12‰", "12", "‰"),
            ("12 m²", "12", "m2"),
            ("3吨/年", "3", "吨/年"),
            ("￥1,234.5", "1234.5", "元"),
            ("1.2亿", "1.2", "亿"),
        ],
    ],
)
def test_a_unit_behind_the_number_is_kept(text: str, value: str, unit: str) -> None:
    assert parse_number(text) == Number("number", Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        *[("1 234,5", "1234.5"), ("1,5", "1.5"), ("-1.234,5", "-1234.5"), ("1.234.567", "1234567"), ("12。5", "12.5")],
        *[("12", None), ("1,2,3", None), ("abc", None)],
    ],
)
def test_what_is_probably_meant(text: str, likely: str | None) -> None:
    assert likely_number(text) == likely


@pytest.mark.parametrize(
    ("text", "month", "span"),
    [
        *[("2017年第三季度", 9, 3), ("三季度", 9, 3), ("2017Q3", 9, 3), ("Q3 2017", 9, 3), ("2017年4季度", 12, 3)],
        *[("2017年", 12, 12), ("2017年度", 12, 12), ("2017", 12, 12), ("全年", 12, 12), ("2017年底", 12, 1)],
        *[("2017年1-9月", 9, 1), ("1—9月累计", 9, 1), ("2017年1至9月", 9, 1), ("上半年", 6, 1), ("截至2017年9月底", 9, 1)],
    ],
)
def test_longer_periods_end_with_their_last_month(text: str, month: int, span: int) -> None:
    assert parse_period(text, 2017) == Period(date(2017, month, 1), span)


@settings(deadline=None)
@given(st.decimals(-LARGEST, LARGEST, places=4), st.booleans(), st.booleans())
def test_every_number_is_read_back(number: Decimal, is_grouped: bool, is_full_width: bool) -> None:
    text = f"{number:,f}" if is_grouped else f"{number:f}"
    if is_full_width:
        text = text.translate(str.maketrans("0123456789.,-", "０１２３４５６７８９．，－"))
    assert parse_number(text).value == number


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_has_a_meaning_and_none_raises(text: str) -> None:
    assert parse_number(text).state in ("number", "not_reported", "not_applicable", "bad", "too_big", "ambiguous")
    assert parse_month(text, 2017) is None or parse_month(text, 2017).day == 1  # type: ignore[union-attr]


NUMERALS = st.one_of(st.decimals(-LARGEST, LARGEST, places=6).map(str), st.text("0123456789.,-+eE％% _/—无", max_size=12))


@settings(deadline=None)
@given(st.lists(NUMERALS, max_size=20))
def test_a_whole_column_is_read_as_its_texts_are(texts: list[str]) -> None:
    figures = read_numbers(pa.array(texts, pa.string()))
    expected = [parse_number(text) for text in texts]
    assert figures.numbers.to_pylist() == [number.value for number in expected]
    assert figures.states.to_pylist() == [number.state for number in expected]
    assert figures.units.to_pylist() == [number.unit for number in expected]
    assert figures.percents.to_pylist() == [number.has_percent_sign for number in expected]
