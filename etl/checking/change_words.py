"""One line of a preview in words, whatever the kind of file: what it is about, and what stands before and after."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from etl.checking.target_words import BASES
from indicators.language import _, pick
from indicators.numbers import exact
from indicators.vocabulary import COMPARATOR_SIGNS
from indicators.work_words import progress_words

Row = Mapping[str, Any]
NOTHING = "–"


class ChangeWords(NamedTuple):
    """What one row of a file is about, and what stands there before and after."""

    subject: str
    region: str
    period: date | None  # the month; a target has `year` instead
    year: str
    before: str
    after: str


def change_words(kind: str, row: Row) -> ChangeWords:
    """The words for one row of the `preview` of a checked file of `kind`, or of what an upload of that kind wrote."""
    return _WORDS[kind](row)


def _figure(row: Row) -> ChangeWords:
    after = f"{exact(row['value'])} {pick(row, 'unit')}"
    return ChangeWords(pick(row, "indicator"), pick(row, "region"), row["period"], "", exact(row["old_value"]), after)


def _progress(row: Row) -> ChangeWords:
    return ChangeWords(pick(row, "item"), pick(row, "region"), row["period"], "", _reported(row, "old_"), _reported(row))


def _reported(row: Row, time: str = "") -> str:
    return progress_words(*(row[f"{time}{name}"] for name in ("state", "percent", "investment_wan"))) or NOTHING


def _target(row: Row) -> ChangeWords:
    year = "" if row["year"] is None else str(row["year"])
    when = f"{year} Q{row['quarter']}" if row["quarter"] else year
    return ChangeWords(pick(row, "indicator"), pick(row, "region"), None, when, _stated(row, "old_"), _stated(row, ""))


def _stated(row: Row, time: str) -> str:
    """A target with its sign, unit and document, as far as each is said; a baseline has a unit of its own, which nobody states."""
    value, document = row[f"{time}value"], row[f"{time}document_number"]
    if row[f"{time}no_task"]:
        words = "/"
    elif value is None:
        return NOTHING
    else:
        sign = COMPARATOR_SIGNS.get(row[f"{time}comparator"] or "", "")
        unit = "" if row["kind"] == "baseline" else pick(row, "unit")
        words = f"{sign} {exact(value)} {unit}".strip()
    if row["kind"] != "target":
        words = f"{_(BASES[row['kind']])} {words}"
    return f"{words} · {document}" if document else words


_WORDS: dict[str, Callable[[Row], ChangeWords]] = {
    "actuals": _figure,
    "tasks": _progress,
    "projects": _progress,
    "targets": _target,
    "undo": _figure,
}
