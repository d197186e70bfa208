"""What the cells of a file of targets mean: its bases, comparators, years and quarters, and the words that take an entry back."""

import re
import unicodedata
from dataclasses import replace

from etl.reading.clean import Number, parse_number
from etl.reading.columns import plain
from indicators.language import N_
from indicators.vocabulary import Comparator

# what an entry is, in the words of the template
BASES = {
    "allocated": N_("allocated"),
    "delegated": N_("handed down"),
    "baseline": N_("baseline"),
    "start": N_("starting value"),
}
_BASIS_WORDS = {
    "allocated": ("allocated", "分解", "分解下达", "263办分解", "任务分解"),
    "delegated": ("delegated", "handed down", "上级下达", "下达", "上级"),
    "baseline": ("baseline", "基准值", "基准", "基数"),
    "start": ("start", "starting value", "起始值", "起点", "上年末"),
}
_BASIS_OF = {plain(word): basis for basis, words in _BASIS_WORDS.items() for word in words}
_COMPARATOR_OF = {
    **dict.fromkeys((">=", "≥", "不低于", "不少于", "以上"), Comparator.AT_LEAST),
    **dict.fromkeys(("<=", "≤", "不高于", "不超过", "以下", "以内"), Comparator.AT_MOST),
    **dict.fromkeys((">", "高于", "大于", "超过"), Comparator.MORE_THAN),
    **dict.fromkeys(("<", "低于", "小于"), Comparator.LESS_THAN),
    **dict.fromkeys(("=", "等于"), Comparator.EQUAL),
}
# the word by which an entry is taken back
WITHDRAWN = "withdrawn"
_WITHDRAWN = frozenset(map(plain, (WITHDRAWN, "撤销", "取消", "撤回")))
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?度?")
_QUARTER = re.compile(r"第?([1-4])季?度?|q([1-4])")
_CHINESE_DIGITS = str.maketrans("一二三四", "1234")


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


def parse_basis(text: str) -> str | None:
    """The basis that `text` names: allocated, delegated, baseline or start; None for any other text, and for none."""
    return _BASIS_OF.get(plain(text))


def parse_comparator(text: str) -> str | None:
    """The comparator that `text` names; None for any other text, and for none."""
    return _COMPARATOR_OF.get(_normal(text).replace("≧", "≥").replace("≦", "≤"))


def parse_year(text: str) -> int | None:
    """The year in `text`: 2018, 2018年; None for any other text."""
    found = _YEAR.fullmatch(_normal(text))
    return int(found[1]) if found else None


def parse_quarter(text: str) -> int | None:
    """The quarter in `text`: 1, Q1, 一季度; None for any other text."""
    found = _QUARTER.fullmatch(_normal(text).translate(_CHINESE_DIGITS))
    return int(found[1] or found[2]) if found else None


def parse_target(text: str) -> Number:
    """The number in `text`; `/` is no task (not_applicable), the word for “taken back” has the state `withdrawn`."""
    if plain(text) in _WITHDRAWN:
        return replace(parse_number(""), state="withdrawn")
    return parse_number(text)
