"""What can be wrong with an upload: every code, how grave it is, and the sentence that says what, where and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from etl.checking.problem_kind import Kind, Severity
from etl.checking.progress_problems import PROGRESS_KINDS
from etl.checking.target_problems import TARGET_KINDS
from indicators.language import N_, _

# so many different texts of one code in one column are listed apart
MOST_TEXTS = 20

FIGURE_KINDS: dict[str, Kind] = {
    "unreadable": Kind("error", N_("{reason}")),
    "missing_column": Kind("error", N_("The column “{name}” is missing. Add it; the template shows every column.")),
    "duplicate_column": Kind("error", N_("Columns {columns} both mean “{name}”. Keep one of them.")),
    "several_tables": Kind("error", N_("Several sheets hold a table: {sheets}. Keep one, or choose which one to read.")),
    "empty_table": Kind("error", N_("There is no figure in the table. Fill in the column of actuals and send the file again.")),
    "too_many_cells": Kind(
        "error",
        N_(
            "Row {row} has more cells than the header. Put figures with a thousands separator and texts with a comma into quotation marks."
        ),
    ),
    "unknown_indicator": Kind(
        "error", N_("{cell}: the indicator “{found}” is not in this plan. Use the code or the name of the template.")
    ),
    "unknown_indicator_like": Kind(
        "error", N_("{cell}: the indicator “{found}” is not in this plan. Do you mean “{likely}”?"), "{likely}"
    ),
    "ambiguous_indicator": Kind(
        "error", N_("{cell}: “{found}” names several indicators of this plan. Use the code: {codes}."), "{codes}"
    ),
    "unknown_region": Kind(
        "error", N_("{cell}: the region “{found}” is not in this plan. Use the code or the name of the template.")
    ),
    "unknown_region_like": Kind(
        "error", N_("{cell}: the region “{found}” is not in this plan. Do you mean “{likely}”?"), "{likely}"
    ),
    "bad_period": Kind("error", N_("{cell}: “{found}” is not a month. Write it like 2017-09."), N_("a month like 2017-09")),
    "period_too_long": Kind(
        "error",
        N_("{cell}: “{found}” is longer than the months for which “{indicator}” is reported. Write the month, like {period}."),
    ),
    "title_period": Kind(
        "warning", N_("{cell}: the title speaks of {title}, but you are reporting {chosen}. Make sure that this is the right file.")
    ),
    "period_mismatch": Kind(
        "error",
        N_("{cell}: the file says {period}, but you are reporting {chosen}. Choose that month, or correct the cell."),
        "{chosen}",
    ),
    "period_outside_plan": Kind(
        "error",
        N_("{cell}: {period} lies outside the plan, which runs from {first_year} to {last_year}."),
        "{first_year} – {last_year}",
    ),
    "period_in_future": Kind("error", N_("{cell}: {period} has not begun yet.")),
    "region_mismatch": Kind("error", N_("{cell}: “{found}” does not belong to {chosen}, for which you are reporting."), "{chosen}"),
    "no_duty": Kind("error", N_("{cell}: {region} does not report “{indicator}”. Delete the row, or correct region or indicator.")),
    "not_yours": Kind("error", N_("{cell}: “{indicator}” of {region} is reported by someone else. Delete the row.")),
    "bad_number": Kind(
        "error",
        N_("{cell}: “{found}” is not a number. Write digits only, or leave the cell empty if nothing is reported."),
        N_("a number"),
    ),
    "ambiguous_number": Kind(
        "error", N_("{cell}: “{found}” can be read in two ways. Do you mean {likely}? Write it with a point and without spaces.")
    ),
    "value_too_big": Kind(
        "error",
        N_("{cell}: {found} is too large to be right; at most 14 digits stand before the point. Check the unit."),
        "≤ 99999999999999.9999",
    ),
    "unit_mismatch": Kind(
        "error", N_("{cell}: “{found}” does not fit; “{indicator}” is reported in {unit}. Convert the figure."), "{unit}"
    ),
    "negative": Kind("error", N_("{cell}: {found} is below zero, which “{indicator}” cannot be."), "≥ 0"),
    "zero_denominator": Kind(
        "error", N_("{cell}: the denominator is 0. Leave the row empty, or write “/” where there is nothing to count."), "> 0"
    ),
    "numerator_above_denominator": Kind(
        "error", N_("{cell}: the numerator {numerator} is larger than the denominator {denominator}."), "≤ {denominator}"
    ),
    "half_parts": Kind("error", N_("{cell}: numerator and denominator belong together; this one is missing."), N_("a number")),
    "unwanted_parts": Kind(
        "error", N_("{cell}: “{indicator}” is reported without numerator and denominator. Empty the cell."), N_("an empty cell")
    ),
    "parts_disagree": Kind(
        "error",
        N_("{cell}: the value is {found}, but numerator and denominator make {parts_value}. Correct one of them."),
        "{parts_value}",
    ),
    "duplicate_row": Kind("error", N_("Row {row} repeats row {first_row}: “{indicator}”, {region}, {period}. Keep one of them.")),
    "already_approved": Kind(
        "error",
        N_(
            "{cell}: {old_value} for {period} was approved by {name} on {day}. If {found} is right, send the file as a correction, with the reason."
        ),
        "{old_value}",
    ),
    "month_locked": Kind(
        "error",
        N_(
            "{cell}: {period} was locked by {name} on {day} ({reason}). Send the file as a correction, with the reason, or ask the office to open the month."
        ),
    ),
    "missing_parts": Kind(
        "warning",
        N_("{cell}: “{indicator}” has no numerator and denominator, so it cannot be added up over regions."),
        N_("a number"),
    ),
    "above_hundred": Kind("warning", N_("{cell}: {value} is above 100 %. Check the figure; if it is right, write why."), "≤ 100"),
    "looks_like_fraction": Kind(
        "warning", N_("{cell}: {found} means {found} %. If you mean {hundredfold} %, write {hundredfold}."), "{hundredfold}"
    ),
    "falls": Kind(
        "warning",
        N_(
            "{cell}: the cumulative figure falls from {other_value} in {neighbour} to {value}. Write the total so far; if it did fall, write why."
        ),
        "≥ {other_value}",
    ),
    "falls_later": Kind(
        "warning",
        N_(
            "{cell}: the cumulative figure {value} is above the {other_value} already reported for {neighbour}. "
            "Check the figure; if it is right, write why."
        ),
        "≤ {other_value}",
    ),
    "jump": Kind(
        "warning",
        N_(
            "{cell}: {value} makes a step of {step} a month, where {usual} is usual (median of {count} steps since {since}). "
            "Steps {passing} pass (modified z-score {score}, threshold {threshold}). Check digits and unit; if it is right, write why."
        ),
        "{expected}",
    ),
    "unchanged": Kind(
        "warning",
        N_(
            "{cell}: {value} has stood unchanged since {since}, {months} months long, and the target is not reached. "
            "Check that it is this month's figure; if it is, write why nothing moved."
        ),
    ),
    "sum_differs": Kind(
        "warning",
        N_(
            "{cell}: {region} reports {value}, but its parts make {total} for {period} ({count} of {owed} reported; "
            "{allowed} of difference passes). Correct one of them, or write why they differ."
        ),
        "{total}",
    ),
    "sum_differs_below": Kind(
        "warning",
        N_(
            "{cell}: with this figure the parts of {region} make {total} for {period} ({count} of {owed} reported), but {region} itself "
            "reports {value} ({allowed} of difference passes). Correct one of them, or write why they differ."
        ),
    ),
    "equals_target": Kind(
        "warning",
        N_(
            "{cell}: {value}, like each of the last {count} reports, is exactly what the target asks for. "
            "Report what was measured; if it is so, write why."
        ),
    ),
    "round_numbers": Kind(
        "warning",
        N_("{cell}: the last {count} reports are all round numbers: {figures}. Report what was measured; if it is so, write why."),
    ),
}
KINDS: dict[str, Kind] = {**FIGURE_KINDS, **PROGRESS_KINDS, **TARGET_KINDS}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place: row number, column header and cell address as a spreadsheet shows them, and the text found."""

    code: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    found: str | None = None
    details: Mapping[str, object] = field(default_factory=dict, compare=False)
    wording: str = ""  # the kind whose sentence says more than the code's own

    @property
    def severity(self) -> Severity:
        """`error` or `warning`."""
        return KINDS[self.code].severity

    @property
    def message(self) -> str:
        """The sentence, in the current language."""
        return _(KINDS[self.wording or self.code].template, row=self.row, cell=self.cell, found=self.found, **self.details)

    @property
    def expected(self) -> str | None:
        """What could stand there instead, in the current language; None where that cannot be said in few words."""
        template = KINDS[self.wording or self.code].expected
        return _(template, **self.details) if template else None

    def as_row(self) -> dict[str, Any]:
        """The problem as plain data."""
        names = ("code", "severity", "row", "column", "cell", "found", "expected", "message")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class ProblemGroup:
    """The same mistake made several times: the first one, every cell or row where it stands, and the different texts found there."""

    first: Problem
    places: tuple[str, ...]
    texts: int = 1

    @property
    def message(self) -> str:
        """The first one's sentence, and how often more."""
        more = len(self.places) - 1
        if not more:
            return self.first.message
        if self.texts > 1:
            return _(
                "{message} {count} more cells of this column have a problem of this kind ({texts} different texts).",
                message=self.first.message,
                count=more,
                texts=self.texts,
            )
        return _("{message} The same {count} more times.", message=self.first.message, count=more)


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Problems by cause: same code, column and text found are one group; errors first, then as they come in the file.

    Where one code is found in a column with more than MOST_TEXTS different texts, the column is the cause, and that is one group.
    """
    columns: dict[tuple[str, str | None], dict[str | None, list[Problem]]] = {}
    for problem in problems:
        columns.setdefault((problem.code, problem.column), {}).setdefault(problem.found, []).append(problem)
    groups = []
    for texts in columns.values():
        if len(texts) > MOST_TEXTS:
            groups.append(_group([problem for same in texts.values() for problem in same], len(texts)))
        else:
            groups += [_group(same, 1) for same in texts.values()]
    return sorted(groups, key=lambda group: (group.first.severity, group.first.row or 0))


def _group(same: list[Problem], texts: int) -> ProblemGroup:
    return ProblemGroup(same[0], tuple(_place(problem) for problem in same), texts)


def _place(problem: Problem) -> str:
    return problem.cell or ("" if problem.row is None else str(problem.row))
