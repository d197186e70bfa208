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
_IN_BRACKETS = re.compile(r"\(([0-9.,]+[%‰]?)\)([%‰]?)")
_WITH_WORD = re.compile(r"(\(?[+-]?[0-9][0-9.,]*\)?)([^\W\d_].*)")
_COMMA_FOR_POINT = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+),[0-9]{1,2}")
_DIGIT_GROUPS = re.compile(r"[0-9][0-9.,]*")
_SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_CHINESE_MONTHS = {"十二": "12", "十一": "11", "十": "10"}
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_YEAR_MONTH = re.compile(
    r"((?:19|20)?[0-9]{2})年0?([0-9]{1,2})月份?(?:[0-9]{1,2}日|底|末|累计)?"
    r"|((?:19|20)[0-9]{2})[-./]([0-9]{1,2})月?(?:[-./][0-9]{1,2}(?:t?[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.0+)?)?)?"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})(?:[0-3][0-9])?")
_NAMED = re.compile(r"([a-z]{3})[a-z]*\.?[-/,]?((?:19|20)?[0-9]{2})|((?:19|20)[0-9]{2})[-/]?([a-z]{3})[a-z]*\.?")
_MONTH_ONLY = re.compile(r"0?([0-9]{1,2})(?:月份?(?:底|末|累计)?)?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[-/]((?:19|20)[0-9]{2})")
# a total since January belongs to its last month
_SINCE_JANUARY = re.compile(r"(?:((?:19|20)?[0-9]{2})年)?0?1月?[-~至到]([0-9]{1,2})月份?(?:累计)?")
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
    """The number in `text`: full-width digits, thousands separators, brackets for a minus and % or ‰ are understood.

    Nothing is guessed; a figure in ‰ is given in %.
    """
    # a space between digits is a thousands separator or a mistake, never nothing
    word = _normal(_SPACED_DIGITS.sub(",", text.strip())).removeprefix("'")
    if word in NOT_REPORTED:
        return Number("not_reported")
    if word in NOT_APPLICABLE:
        return Number("not_applicable")
    if found := _IN_BRACKETS.fullmatch(word):
        word = f"-{found[1]}{found[2]}"
    digits = word.rstrip("%‰") if word[-2:-1] not in ("%", "‰") else word
    if not _NUMBER.fullmatch(digits) or not _HAS_DIGIT.search(digits.partition("e")[0]):
        return Number("bad")
    value = Decimal(digits.replace(",", "")) / (10 if word.endswith("‰") else 1)
    if abs(value) > LARGEST:
        return Number("too_big", has_percent_sign=digits != word)
    return Number("number", value.quantize(Decimal("0.0001"), ROUND_HALF_UP), digits != word)


def parse_with_unit(text: str) -> tuple[Number, str]:
    """The number in front of a word, and that word as `plain` would write it; `bad` where there is no such pair."""
    found = _WITH_WORD.fullmatch(_normal(_SPACED_DIGITS.sub(",", text.strip())))
    return (parse_number(found[1]), found[2]) if found else (Number("bad"), "")


def unit_factor(found: str, unit: str) -> Decimal | None:
    """By what a figure in `found` is multiplied to be in `unit`; None where `unit` does not say so.

    万 and 亿 are converted into each other only where `unit` itself counts in one of them.
    """
    if found == unit:
        return Decimal(1)
    (scale, base), (found_scale, found_base) = _scaled(unit), _scaled(found)
    if scale == 1 or found_scale == 1 or found_base not in ("", base):
        return None
    return Decimal(found_scale) / scale


def base_unit(unit: str) -> str:
    """The unit without 万 or 亿 in front."""
    return _scaled(unit)[1]


def _scaled(unit: str) -> tuple[int, str]:
    for word, scale in _SCALES.items():
        if unit.startswith(word):
            return scale, unit.removeprefix(word)
    return 1, unit


def likely_number(text: str) -> str | None:
    """What a text that is no number probably means, to be asked: 1 234,5 is 1234.5, 约12 is 12."""
    word = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if _COMMA_FOR_POINT.fullmatch(word):
        return re.sub("[. ]", "", word).replace(",", ".")
    groups = _DIGIT_GROUPS.findall(word)
    return groups[0] if len(groups) == 1 and parse_number(groups[0]).state == "number" else None


def parse_month(text: str, year: int | None = None) -> date | None:
    """The first day of the month that `text` names; a month without its year takes `year`. None when it names no month."""
    word = _normal(text).removeprefix("'")
    if "月" in word:
        for chinese, digits in _CHINESE_MONTHS.items():
            word = re.sub(rf"(?<![一二三四五六七八九]){chinese}(?=月)", digits, word)
        word = word.translate(_CHINESE_DIGITS)
    if found := _YEAR_MONTH.fullmatch(word):
        return _month(found[1] or found[3], found[2] or found[4])
    if found := _SINCE_JANUARY.fullmatch(word):
        return _month(found[1] or (str(year) if year else ""), found[2])
    if found := _MONTH_FIRST.fullmatch(word):
        return _month(found[2], found[1])
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
    if not year:
        return None
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    return date(full_year, int(month), 1) if 1 <= int(month) <= 12 else None
