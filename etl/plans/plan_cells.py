"""Turns the text of a pack's cells into typed values, and says what is wrong with a text and what to write instead."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from etl.plans.pack_format import NO_TASK, Column

# what a figure of the database holds
_NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,4})?", re.ASCII)
_ANY_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))", re.ASCII)
_DATE_IN_WORDS = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", re.ASCII)
# where a person may have parted the words of a list otherwise than by ;
_OTHER_SEPARATORS = re.compile("[,，、；]")
_EXPECTED = {
    "integer": "a whole number",
    "integers": "a list of whole numbers like 2017;2018",
    "number": "a number",
    "target": "a number, empty or /",
    "date": "a date like 2017-12-31",
    "weights": "a list like sewers=2;coal=0.5",
}


def typed_cell(column: Column, text: str) -> Any:
    """The value of a cell; None when it is empty. Raises ValueError with the words that follow “its text”."""
    if invisible := next((sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\r\t"), None):
        raise ValueError(f"holds an invisible character (U+{ord(invisible):04X}); type the cell again")
    if column.kind == "list":
        return _words(text)
    if not text:
        return [] if column.kind == "integers" else None
    if column.kind == "text":
        return text
    if column.kind in ("number", "target") and _ANY_NUMBER.fullmatch(text) and not _NUMBER.fullmatch(text):
        raise ValueError("has more digits than are kept: 14 before the point and 4 after it")
    try:
        return _READERS[column.kind](text)
    except ValueError:
        raise ValueError(f"is not {_EXPECTED[column.kind]}{_instead(column.kind, text)}") from None


def _words(text: str) -> list[str]:
    if other := _OTHER_SEPARATORS.search(text):
        raise ValueError(f"has a “{other.group()}”; part several words by “;”")
    return [word.strip() for word in text.split(";") if word.strip()]


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError
    return Decimal(text)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError
    return int(text)


def _target(text: str) -> Decimal | str:
    return NO_TASK if text == NO_TASK else _number(text)


def _wholes(text: str) -> list[int]:
    return [_whole(word) for word in _words(text)]


def _weights(text: str) -> dict[str, Decimal]:
    pairs = (word.split("=") for word in text.split(";"))
    return {name.strip(): _number(weight.strip()) for name, weight in pairs}


_READERS: dict[str, Callable[[str], Any]] = {
    "integer": _whole,
    "integers": _wholes,
    "number": _number,
    "target": _target,
    "date": date.fromisoformat,
    "weights": _weights,
}


def _instead(kind: str, text: str) -> str:
    """What the person most likely meant, as the end of a sentence; empty when that would be a guess."""
    plain = unicodedata.normalize("NFKC", text)
    if kind == "date" and (parts := _DATE_IN_WORDS.fullmatch(plain)):
        try:
            return f"; write {date(*map(int, parts.groups()))}"
        except ValueError:
            return ""
    if kind in ("integer", "number", "target"):
        digits = _THOUSANDS.sub("", re.sub(r"[\s%年]", "", plain))
        if (_WHOLE if kind == "integer" else _NUMBER).fullmatch(digits):
            return f"; write {digits}"
    return ""
