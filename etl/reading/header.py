"""Finds the header of a table among its first rows: one line or two, below titles, above the figures."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from etl.reading.choices import Choices, column_index
from etl.reading.clean import parse_period
from etl.reading.columns import KINDS, kind_of, plain
from etl.reading.heading import NOTHING, Meaning, Reading, filled_forward, settled, weight
from etl.reading.plan_names import PlanNames

# a header names at least so many things; a title may happen to be one of the words
LEAST = 2
_TITLE_MONTH = re.compile(
    r"(?:(?:19|20)[0-9]{2}|[二〇零一][〇零一二三四五六七八九]{3})\s*年度?\s*"
    r"(?:[0-9]{1,2}\s*月?\s*[-—–~至]\s*)?(?:[0-9]{1,2}|[十一二三四五六七八九]{1,2})\s*月(?:份|底|末)?(?!\s*[0-9]{1,2}\s*日)"
    r"|(?:19|20)[0-9]{2}\s*年\s*(?:第?\s*[1-4一二三四]\s*季度|上半年)|(?:19|20)[0-9]{2}[-.](?:0[1-9]|1[0-2])(?![-.0-9])"
)
_TITLE_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*年")


class TitleCell(NamedTuple):
    """A text above the header, by its row and column, counted from 0."""

    row: int
    column: int
    text: str


@dataclass(frozen=True)
class Header:
    """The header of a table: where it stands and what each column means."""

    index: int  # its first line, counted from 0
    lines: int
    kind: str
    texts: tuple[str, ...]  # as shown: both lines
    groups: tuple[str, ...]  # the upper of two lines, over every column of its group; else the texts
    meanings: tuple[Meaning, ...]
    titles: tuple[TitleCell, ...]
    signature: str

    @property
    def last(self) -> int:
        """Its last line, counted from 0."""
        return self.index + self.lines - 1

    @property
    def weight(self) -> int:
        """How many columns say something."""
        return len({meaning for meaning in self.meanings if meaning != NOTHING})


def find_header(head: list[list[str]], names: PlanNames | None, choices: Choices) -> Header:
    """The header: the lines that say most, failing that the first row with two cells filled; or those that were chosen."""
    if 0 < choices.header_row <= len(head):
        index = choices.header_row - 1
        lines = choices.header_lines or (2 if _is_richer(head, index, names) else 1)
    else:
        index, lines = _likeliest(head, names)
    return _header(head, index, min(lines, len(head) - index), names, choices)


def header_weight(head: list[list[str]], names: PlanNames | None) -> int:
    """How much the best row says: what makes a sheet, or a way of parting cells, the right one."""
    return max((weight(row, names) for row in head), default=0)


def _likeliest(head: list[list[str]], names: PlanNames | None) -> tuple[int, int]:
    weights = [weight(row, names) for row in head]
    best = max(range(len(head)), key=lambda index: weights[index], default=0)
    if not head or weights[best] < LEAST:
        filled = [sum(1 for text in row if text.strip()) for row in head]
        return next((index for least in (2, 1) for index, count in enumerate(filled) if count >= least), 0), 1
    pairs = [index for index in (best - 1, best) if 0 <= index < len(head) - 1 and _is_richer(head, index, names)]
    return (max(pairs, key=lambda index: _header(head, index, 2, names, Choices()).weight), 2) if pairs else (best, 1)


def _is_richer(head: list[list[str]], index: int, names: PlanNames | None) -> bool:
    """The line and the next one say more together than one line alone."""
    if index + 1 >= len(head):
        return False
    upper, lower = _even(head, index, 2)
    if not Reading(kind_of([*upper, *lower]), names).is_pair(filled_forward(upper, lower), lower):
        return False
    together = _header(head, index, 2, names, Choices()).weight
    alone = max(_header(head, place, 1, names, Choices()).weight for place in (index, index + 1))
    return together > alone


def _even(head: list[list[str]], index: int, lines: int) -> list[list[str]]:
    """The lines of a header, all of one length."""
    rows = head[index : index + lines]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def _header(head: list[list[str]], index: int, lines: int, names: PlanNames | None, choices: Choices) -> Header:
    rows = _even(head, index, lines)
    words = [text for row in rows for text in row]
    kind = choices.kind if choices.kind in KINDS else kind_of(words)
    reading = Reading(kind, names)
    groups = filled_forward(rows[0], rows[1]) if lines == 2 else rows[0]
    if lines == 2:
        meanings = [reading.joined(*pair) for pair in zip(groups, rows[1], strict=True)]
        texts = [" ".join(dict.fromkeys(filter(None, map(str.strip, pair)))) for pair in zip(groups, rows[1], strict=True)]
    else:
        meanings, texts = [reading.meaning(text) for text in rows[0]], [text.strip() for text in rows[0]]
    meanings = settled(meanings, texts, groups if lines == 2 else [""] * len(texts), reading)
    return Header(
        index,
        lines,
        kind,
        tuple(texts),
        tuple(groups),
        tuple(_chosen(meanings, choices.columns)),
        tuple(
            TitleCell(row, column, text.strip())
            for row, cells in enumerate(head[:index])
            for column, text in enumerate(cells)
            if text.strip()
        ),
        signature(words),
    )


def _chosen(meanings: list[Meaning], columns: Mapping[str, str]) -> list[Meaning]:
    """The meanings with those that a person chose."""
    result = [NOTHING if meaning.field in columns and not meaning.axes else meaning for meaning in meanings]
    for name, letters in columns.items():
        if 0 <= (index := column_index(letters)) < len(result):
            result[index] = Meaning(name)
    return result


def signature(words: Iterable[str]) -> str:
    """One word for a header: the same for the same header words in the same order."""
    return hashlib.sha256("\n".join(map(plain, words)).encode()).hexdigest()[:16]


def title_month(titles: Iterable[TitleCell]) -> tuple[date, TitleCell] | None:
    """The month that the titles speak of and where; None when they name none, or several."""
    found = {
        (period.month, title)
        for title in titles
        for match in _TITLE_MONTH.finditer(title.text)
        if (period := parse_period(match[0]))
    }
    months = {month for month, _title in found}
    return min(found, key=lambda pair: pair[1]) if len(months) == 1 else None


def title_year(titles: Iterable[TitleCell]) -> int | None:
    """The one year that the titles name."""
    years = {int(year) for title in titles for year in _TITLE_YEAR.findall(title.text)}
    return years.pop() if len(years) == 1 else None
