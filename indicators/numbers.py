"""How numbers and months are written for people: thousands separators, a true minus sign, the language's month names."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date

from indicators.language import _, current_language

Number = Decimal | float | int

NOTHING = "–"
_MONTH = {"zh": "M 月", "en": "MMMM"}
_DAY_OF_MONTH = {"zh": "M 月 d 日", "en": "d MMMM"}
_MONTH_OF_YEAR = {"zh": "y 年 M 月", "en": "MMMM y"}
_DAY = {"zh": "y 年 M 月 d 日", "en": "d MMMM y"}


def number(value: Number | None, decimals: int = 0) -> str:
    """`value` rounded half up to `decimals` places; a dash when there is none."""
    if value is None:
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # a rounded-off minus would stand before a zero
    return f"{rounded if rounded else abs(rounded):,}".replace("-", "−")


def exact(value: Decimal | None) -> str:
    """`value` with every place it has and none more; a dash when there is none."""
    return NOTHING if value is None else f"{value.normalize():,f}".replace("-", "−")


def percent(value: Number | None, decimals: int = 1) -> str:
    """`value`, already in percent, with its sign."""
    return NOTHING if value is None else f"{number(value, decimals)} %"


def points(value: Number | None, decimals: int = 1) -> str:
    """`value` in percentage points."""
    return NOTHING if value is None else _("{number} percentage points", number=number(value, decimals))


def quantity(value: Number | None, unit: str, decimals: int = 0) -> str:
    """`value` with its unit; one place more than `decimals` when it would otherwise be rounded."""
    if value is None:
        return NOTHING
    exact = round(Decimal(str(value)), decimals) == Decimal(str(value))
    return f"{number(value, decimals if exact else decimals + 1)} {unit}".rstrip()


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    # the same few dates are written hundreds of times on a page
    return format_date(day, pattern, locale=language)


def month(period: date) -> str:
    """The month alone: 9 月, September."""
    return _written(period, _MONTH[current_language()], current_language())


def month_of_year(period: date) -> str:
    """The month with its year: 2017 年 9 月, September 2017."""
    return _written(period, _MONTH_OF_YEAR[current_language()], current_language())


def day_of_month(day: date) -> str:
    """The day with its month: 10 月 10 日, 10 October."""
    return _written(day, _DAY_OF_MONTH[current_language()], current_language())


def day_of_year(day: date) -> str:
    """The day with its month and year: 2017 年 9 月 5 日, 5 September 2017."""
    return _written(day, _DAY[current_language()], current_language())
