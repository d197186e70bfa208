"""Stop 2, the small part: what a cell's text means as a month or a number, however people write it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

NOT_APPLICABLE = frozenset({"/", "-", "--", "---", "不适用", "不涉及", "n/a", "na"})
NOT_REPORTED = frozenset({"", "无", "未报", "暂无", "无数据", "null", "none"})
LARGEST = Decimal("99999999999999.9999")  # decimal(18,4)

_DASHES = str.maketrans(dict.fromkeys("—–―−‐‑‒﹣", "-") | {"∕": "/", "⁄": "/"})
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SPACED_DIGITS = re.compile(r"(?<=[0-9０-９])[ \u00a0\u2009\u202f\u3000](?=[0-9０-９])")
# sign or opening bracket, currency sign, digits, unit, closing bracket
_FIGURE = re.compile(
    r"(?P<open>\(?)(?P<currency>¥?)(?P<digits>[+-]?[0-9.,]*(?:e[+-]?[0-9]{1,3})?)(?P<inner>[^0-9.,()+-][^()]{0,15})?(?P<close>\)?)"
    r"(?P<outer>[^0-9.,()+-][^()]{0,15})?"
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.[0-9]*)?(?:e[+-]?[0-9]{1,3})?")
_UNIT = re.compile(r"(?!e)[^\W0-9_]+[23]?(?:/[^\W0-9_]+[23]?)?|e[^\W0-9_]+|[%‰°]")
_HAS_DIGIT = re.compile("[0-9]")
# one comma or several points where a decimal point may be meant; a full stop typed in Chinese
_TWO_WAYS = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})*|[0-9]+)[,。·](?P<rest>[0-9]+)")
_POINTED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CHINESE_MONTHS = {"十二": "12", "十一": "11", "十": "10"}
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR = r"(?P<year>(?:19|20)?[0-9]{2})年"
_DATED = re.compile(rf"{_YEAR}度?0?(?P<month>[0-9]{{1,2}})(?:月份?(?:[0-9]{{1,2}}日)?)?")
_UP_TO = re.compile(rf"(?:{_YEAR}度?)?0?1月?份?[-~至到]0?(?P<month>[0-9]{{1,2}})月份?(?:累计|止)?")
_QUARTER = re.compile(
    rf"(?:{_YEAR}度?)?第?(?P<chinese>[1-4])季度?末?"
    r"|(?P<first>(?:19|20)[0-9]{2})[-./]?q(?P<quarter>[1-4])|q(?P<before>[1-4])[-./]?(?P<after>(?:19|20)[0-9]{2})"
)
_HALVES = {"上半年": 6, "下半年": 12, "全年": 12, "年底": 12, "年末": 12}
_WHOLE_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?|((?:19|20)[0-9]{2})年(?:度)?(上半年|下半年|全年|底|末)")
_YEAR_MONTH = re.compile(r"((?:19|20)[0-9]{2})[-./]([0-9]{1,2})(?:[-./][0-9]{1,2}(?:t?[0-9]{2}(?::[0-9]{2}){1,2}(?:\.0+)?)?)?")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})(?:[0-3][0-9])?")
_NAMED = re.compile(r"([a-z]{3})[a-z]*\.?[-/,]?((?:19|20)?[0-9]{2})|((?:19|20)[0-9]{2})[-/]?([a-z]{3})[a-z]*\.?")
_MONTH_ONLY = re.compile(r"0?([0-9]{1,2})(?:月份?)?")
_SERIAL = re.compile(r"[34][0-9]{4}")
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Number:
    """What a figure's text says. `state`: number | not_reported | not_applicable | bad | too_big | ambiguous; later also `unit`."""

    state: str
    value: Decimal | None = None
    unit: str = ""  # written behind the number, as it came

    @property
    def has_percent_sign(self) -> bool:
        """The figure is written as a percentage."""
        return self.unit == "%"


class Period(NamedTuple):
    """A month and how many months a text means by it: 1, 3 for a quarter, 12 for a year; the last of them is the month."""

    month: date
    span: int = 1


def _normal(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES)).casefold()


def parse_number(text: str) -> Number:
    """The number in `text` and its unit: full-width digits, thousands separators, brackets for a negative figure are understood;
    what may mean two numbers is `ambiguous`, nothing is guessed."""
    # a space between digits is a thousands separator or a mistake, never nothing
    word = _normal(_SPACED_DIGITS.sub(",", text.strip())).removeprefix("'")
    if word in NOT_REPORTED:
        return Number("not_reported")
    if word in NOT_APPLICABLE:
        return Number("not_applicable")
    found = _FIGURE.fullmatch(word)
    if not found or bool(found["open"]) != bool(found["close"]) or (found["inner"] and found["outer"]):
        return Number("ambiguous" if likely_number(text) else "bad")
    unit = found["inner"] or found["outer"] or ("元" if found["currency"] else "")
    return _number(found["digits"], unit, is_negative=bool(found["open"]), text=text)


def _number(digits: str, unit: str, is_negative: bool, text: str) -> Number:
    is_number = _NUMBER.fullmatch(digits) and _HAS_DIGIT.search(digits.partition("e")[0])
    is_signed = digits[:1] in ("+", "-")
    if not is_number or (unit and not _UNIT.fullmatch(unit)) or (is_negative and is_signed):
        return Number("ambiguous" if likely_number(text) else "bad")
    value = Decimal(digits.replace(",", ""))
    if abs(value) > LARGEST:
        return Number("too_big", unit=unit)
    value = value.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return Number("number", (-value if is_negative else value) + 0, unit)  # no zero below zero


def likely_number(text: str) -> str | None:
    """What is probably meant by a text whose comma, points or full stop may be a decimal point; None for any other text."""
    word = _SPACES.sub(" ", unicodedata.normalize("NFKC", text).translate(_DASHES)).strip().removeprefix("'")
    if found := _TWO_WAYS.fullmatch(word):
        return f"{found['sign']}{re.sub('[. ]', '', found['whole'])}.{found['rest']}"
    if _POINTED.fullmatch(word):
        return word.replace(".", "")
    return None


def parse_month(text: str, year: int | None = None) -> date | None:
    """The first day of the month that `text` names; a month without its year takes `year`. None when it names no month."""
    period = parse_period(text, year)
    return period.month if period and period.span == 1 else None


def parse_period(text: str, year: int | None = None) -> Period | None:
    """The month that `text` means, of a quarter or a year the last one; what lacks its year takes `year`. None when it means none."""
    word = _normal(text).removeprefix("'")
    if not word:
        return None
    if "月" in word or "季" in word:
        for chinese, digits in _CHINESE_MONTHS.items():
            word = re.sub(rf"(?<![一二三四五六七八九]){chinese}(?=月)", digits, word)
    if "年" in word or "月" in word or "季" in word:
        return _chinese_period(word.translate(_CHINESE_DIGITS), year)
    if found := _QUARTER.fullmatch(word):
        return _period(found["first"] or found["after"], 3 * int(found["quarter"] or found["before"]), 3)
    if found := _YEAR_MONTH.fullmatch(word) or _COMPACT.fullmatch(word):
        return _period(found[1], int(found[2]))
    if found := _NAMED.fullmatch(word):
        return _period(found[2] or found[3], _MONTHS.get(found[1] or found[4], 0))
    if _SERIAL.fullmatch(word):  # a date that lost its format: days since 1899-12-30
        return Period((_SERIAL_ZERO + timedelta(days=int(word))).replace(day=1))
    if found := _WHOLE_YEAR.fullmatch(word):
        return _period(found[1], 12, 12)
    if year and (found := _MONTH_ONLY.fullmatch(word)):
        return _period(str(year), int(found[1]))
    return None


def _chinese_period(word: str, year: int | None) -> Period | None:
    """Of a text with 年, 月 or 季 in it."""
    word = re.sub("^截至|[止底末]$", "", word) if "月" in word else word
    without = str(year) if year else None
    if found := _DATED.fullmatch(word) or _UP_TO.fullmatch(word):
        return _period(found["year"] or without, int(found["month"]))
    if found := _QUARTER.fullmatch(word):
        return _period(found["year"] or without, 3 * int(found["chinese"]), 3)
    if found := _WHOLE_YEAR.fullmatch(word):
        ending = found[3] or ""
        return _period(found[1] or found[2], 6 if ending == "上半年" else 12, 1 if ending in ("底", "末", "上半年") else 12)
    if found := _MONTH_ONLY.fullmatch(word):
        return _period(without, int(found[1]))
    return _period(without, _HALVES[word], 1 if word != "全年" else 12) if word in _HALVES else None


def _period(year: str | None, month: int, span: int = 1) -> Period | None:
    if not year or not 1 <= month <= 12:
        return None
    return Period(date(int(year) if len(year) == 4 else 2000 + int(year), month, 1), span)
