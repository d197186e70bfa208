"""Months grouped for reading: the same judgements at the end of each month, quarter or year."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from indicators.language import N_, _
from indicators.numbers import month_of_year
from indicators.queries import Row


class Grain(StrEnum):
    """How finely months are shown."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


GRAIN_LABELS = {Grain.MONTH: N_("Month"), Grain.QUARTER: N_("Quarter"), Grain.YEAR: N_("Year")}
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_COUNTED = ("reports", "late", "corrected", "explained")


def _group(period: date, grain: Grain) -> tuple[int, int]:
    return period.year, (period.month - 1) // _MONTHS[grain]


def at_ends(rows: Sequence[Row], grain: Grain) -> list[Row]:
    """The last of `rows` (in order of months) in each group: a quarter or year that has begun stands at its latest month."""
    return list({_group(row["period"], grain): row for row in rows}.values())


def notes_at_ends(notes: Sequence[Row], rows: Sequence[Row], grain: Grain) -> dict[date, Row]:
    """The notes on all months of each group, added up under the month that `at_ends` shows of it."""
    ends = {_group(row["period"], grain): row["period"] for row in rows}
    added: dict[date, Row] = {}
    for note in notes:
        end = ends.get(_group(note["period"], grain))
        if end is None:
            continue
        before = added.get(end, dict.fromkeys(_COUNTED, 0) | {"explanation": None})
        words = [one for one in (before["explanation"], note["explanation"]) if one]
        added[end] = {field: before[field] + note[field] for field in _COUNTED} | {
            "period": end,
            "explanation": " / ".join(dict.fromkeys(words)) or None,
        }
    return added


def end_words(period: date, grain: Grain) -> str:
    """What people call the group that ends with a month."""
    if grain == Grain.YEAR:
        return str(period.year)
    if grain == Grain.QUARTER:
        return _("{year} quarter {quarter}", year=period.year, quarter=(period.month + 2) // 3)
    return month_of_year(period)


def note_words(note: Row | None) -> list[str]:
    """What is to be noted about a month's reports, one phrase each; a region alone needs no count."""
    if note is None:
        return []
    kinds = ((note["late"], _("late")), (note["corrected"], _("corrected")), (note["explained"], _("explained")))
    words = [word if count == 1 else _("{count} × {word}", count=count, word=word) for count, word in kinds if count]
    if note["explanation"]:
        words.append(_("“{text}”", text=note["explanation"]))
    return words
