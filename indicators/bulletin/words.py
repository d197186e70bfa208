"""The small pieces that every part of a bulletin is made of: lists, figures, cells of a judgement, progress, explanations."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from indicators.bulletin.answers import Answers
from indicators.bulletin.content import Cell, Column, Figure, Light
from indicators.language import _, current_language, pick
from indicators.numbers import Number
from indicators.queries import Row
from indicators.summary import BAD, SEVERITY
from indicators.vocabulary import COMPARATOR_SIGNS, STATUS_LABELS, Status
from indicators.work_words import progress_of

CHINESE_DIGITS = "〇一二三四五六七八九"


def listed(words: Iterable[str]) -> str:
    """The words as a list within a sentence."""
    return _(", ").join(words)


def titled(label: str, title: str) -> str:
    """The caption of a table or figure: its number and its title."""
    return _("{label}. {title}", label=label, title=title)


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after the other; Chinese sets no space between them."""
    return ("" if current_language() == "zh" else " ").join(sentence for sentence in sentences if sentence)


def numeral(place: int) -> str:
    """The number of a part, as the language counts parts: 1 … 99 in Chinese numerals."""
    if current_language() != "zh":
        return str(place)
    tens, ones = divmod(place, 10)
    return ("" if not tens else CHINESE_DIGITS[tens] * (tens > 1) + "十") + (CHINESE_DIGITS[ones] if ones else "")


def figure(value: Number | None, decimals: int = 0) -> Figure:
    """A number as a cell, without the noise of binary fractions."""
    return Figure(None if value is None else round(Decimal(str(value)), 4), decimals)


def counted(counts: Mapping[Status, int]) -> str:
    """How many stand at each status, those with none left out."""
    return listed(_("{count} {status}", count=count, status=_(STATUS_LABELS[status])) for status, count in counts.items() if count)


def judgement_columns() -> tuple[Column, ...]:
    """The columns of `judgement_cells`."""
    return (
        Column(_("Unit"), 8),
        Column(_("Year"), 8),
        Column(_("Sign"), 6),
        Column(_("Target"), 9),
        Column(_("Expected"), 10),
        Column(_("Actual"), 9),
        Column(_("Gap (percentage points)"), 10),
        Column(_("Status"), 12),
    )


def judgement_cells(row: Row) -> tuple[Cell, ...]:
    """Planned against actual, with the figures the rule used."""
    decimals = max(row["decimals"], 1) if row["is_percent"] else row["decimals"]
    return (
        pick(row, "unit"),
        "" if row["target_year"] is None else str(row["target_year"]),
        COMPARATOR_SIGNS.get(row["comparator"] or "", ""),
        figure(row["target"], decimals),
        figure(row["expected"], decimals),
        figure(row["actual"], decimals),
        figure(None if row["gap_pp"] is None else round(float(row["gap_pp"]), 1), 1),
        Light(Status(row["status"])),
    )


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """The rows that are behind, far behind or missed, the worst and widest gaps first."""
    return sorted(
        (row for row in rows if row["status"] in BAD), key=lambda row: (-SEVERITY[Status(row["status"])], -(row["gap_pp"] or 0))
    )


def progress(work: Row) -> str:
    """How far a task or project is, as its lead said, and what was noted."""
    return _("; ").join(words for words in (progress_of(work), work["progress_note"]) if words)


def explanation(row: Row, answers: Answers) -> str:
    """What reporters wrote beside the figures that a judgement stands on; its parts' words carry their names."""
    candidates = answers.explained.get((row["indicator_key"], row["reported_period"]), [])
    within = _within(row["region_key"], answers.regions) if candidates and not row["is_own"] else {row["region_key"]}
    said = []
    for told in candidates:
        if told["region_key"] in within:
            words = told["note"] or _("for the whole upload: {words}", words=told["justification"])
            said.append(words if told["region_key"] == row["region_key"] else f"{pick(told, 'region')}{_(': ')}{words}")
    return _("; ").join(said)


def _within(region_key: int, regions: Iterable[Row]) -> set[int]:
    """A region and all below it; parents stand before their children in the answer."""
    found = {region_key}
    for region in regions:
        if region["parent_key"] in found:
            found.add(region["region_key"])
    return found
