"""Stop 2, the small part: what a cell's text means as a month or a number, however people write it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

NOT_APPLICABLE = frozenset({"/", "-", "--", "---", "不适用", "不涉及", "n/a", "na"})
NOT_REPORTED = frozenset({"", "无", "未报", "暂无", "无数据", "null", "none"})
LARGEST = Decimal("99999999999999.9999")  # decimal(18,4)

_DASHES = str.maketrans(dict.fromkeys("—–―−‐‑‒﹣", "-") | {"∕": "/", "⁄": "/"})
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SPACED_DIGITS = re.compile(r"(?<=[0-9０-９])[ \u00a0\u2009\u202f\u3000](?=[0-9０-９])")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]*)?(?:e[+-]?[0-9]{1,3})?")
_HAS_DIGIT = re.compile("[0-9]")

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CHINESE_MONTHS = {"十二": "12", "十一": "11", "十": "10"}
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_MONTH = re.compile(
    r"((?:19|20)?[0-9]{2})年0?([0-9]{1,2})月份?(?:[0-9]{1,2}日)?"
    r"|((?:19|20)[0-9]{2})[-./]([0-9]{1,2})(?:[-./][0-9]{1,2}(?:t?[0-9]{2}(?::[0-9]{2}){1,2}(?:\.0+)?)?)?"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})(?:[0-3][0-9])?")
_NAMED = re.compile(r"([a-z]{3})[a-z]*\.?[-/,]?((?:19|20)?[0-9]{2})|((?:19|20)[0-9]{2})[-/]?([a-z]{3})[a-z]*\.?")
_MONTH_ONLY = re.compile(r"0?([0-9]{1,2})(?:月份?)?")
_SERIAL = re.compile(r"[34][0-9]{4}")
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Number:
    """What a figure's text says. `state`: number | not_reported | not_applicable | bad | too_big."""

    state: str
    value: Decimal | None = None
    has_percent_sign: bool = False


def _normal(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES)).casefold()


def parse_number(text: str) -> Number:
    """The number in `text`: full-width digits, thousands separators and a percent sign are understood, nothing is guessed."""
    # a space between digits is a thousands separator or a mistake, never nothing
    word = _normal(_SPACED_DIGITS.sub(",", text.strip())).removeprefix("'")
    if word in NOT_REPORTED:
        return Number("not_reported")
    if word in NOT_APPLICABLE:
        return Number("not_applicable")
    digits = word.removesuffix("%")
    if not _NUMBER.fullmatch(digits) or not _HAS_DIGIT.search(digits.partition("e")[0]):
        return Number("bad")
    value = Decimal(digits.replace(",", ""))
    if abs(value) > LARGEST:
        return Number("too_big", has_percent_sign=digits != word)
    return Number("number", value.quantize(Decimal("0.0001"), ROUND_HALF_UP), digits != word)


def parse_month(text: str, year: int | None = None) -> date | None:
    """The first day of the month that `text` names; a month without its year takes `year`. None when it names no month."""
    word = _normal(text).removeprefix("'")
    if "月" in word:
        for chinese, digits in _CHINESE_MONTHS.items():
            word = re.sub(rf"(?<![一二三四五六七八九]){chinese}(?=月)", digits, word)
        word = word.translate(_CHINESE_DIGITS)
    if found := _YEAR_MONTH.fullmatch(word):
        return _month(found[1] or found[3], found[2] or found[4])
    if found := _COMPACT.fullmatch(word):
        return _month(found[1], found[2])
    if found := _NAMED.fullmatch(word):
        return _month(found[2] or found[3], str(_MONTHS.get(found[1] or found[4], 0)))
    if _SERIAL.fullmatch(word):  # a date that lost its format: days since 1899-12-30
        return (_SERIAL_ZERO + timedelta(days=int(word))).replace(day=1)
    if year and (found := _MONTH_ONLY.fullmatch(word)):
        return _month(str(year), found[1])
    return None


def _month(year: str, month: str) -> date | None:
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    return date(full_year, int(month), 1) if 1 <= int(month) <= 12 else None
