"""What can be wrong with an upload: every code, how grave it is, and the sentence that says what, where and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from indicators.language import N_, _

Severity = Literal["error", "warning"]


class Kind(NamedTuple):
    """One kind of problem. An error refuses the file; a warning passes with a written justification."""

    severity: Severity
    template: str


KINDS: dict[str, Kind] = {
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
    "unknown_indicator_like": Kind("error", N_("{cell}: the indicator “{found}” is not in this plan. Do you mean “{likely}”?")),
    "ambiguous_indicator": Kind("error", N_("{cell}: “{found}” names several indicators of this plan. Use the code: {codes}.")),
    "unknown_region": Kind(
        "error", N_("{cell}: the region “{found}” is not in this plan. Use the code or the name of the template.")
    ),
    "unknown_region_like": Kind("error", N_("{cell}: the region “{found}” is not in this plan. Do you mean “{likely}”?")),
    "bad_period": Kind("error", N_("{cell}: “{found}” is not a month. Write it like 2017-09.")),
    "period_too_long": Kind(
        "error",
        N_("{cell}: “{found}” is longer than the months for which “{indicator}” is reported. Write the month, like {period}."),
    ),
    "title_period": Kind(
        "warning", N_("{cell}: the title speaks of {title}, but you are reporting {chosen}. Make sure that this is the right file.")
    ),
    "period_mismatch": Kind(
        "error", N_("{cell}: the file says {period}, but you are reporting {chosen}. Choose that month, or correct the cell.")
    ),
    "period_outside_plan": Kind(
        "error", N_("{cell}: {period} lies outside the plan, which runs from {first_year} to {last_year}.")
    ),
    "period_in_future": Kind("error", N_("{cell}: {period} has not begun yet.")),
    "region_mismatch": Kind("error", N_("{cell}: “{found}” does not belong to {chosen}, for which you are reporting.")),
    "no_duty": Kind("error", N_("{cell}: {region} does not report “{indicator}”. Delete the row, or correct region or indicator.")),
    "not_yours": Kind("error", N_("{cell}: “{indicator}” of {region} is reported by someone else. Delete the row.")),
    "bad_number": Kind(
        "error", N_("{cell}: “{found}” is not a number. Write digits only, or leave the cell empty if nothing is reported.")
    ),
    "ambiguous_number": Kind(
        "error", N_("{cell}: “{found}” can be read in two ways. Do you mean {likely}? Write it with a point and without spaces.")
    ),
    "value_too_big": Kind(
        "error", N_("{cell}: {found} is too large to be right; at most 14 digits stand before the point. Check the unit.")
    ),
    "unit_mismatch": Kind("error", N_("{cell}: “{found}” does not fit; “{indicator}” is reported in {unit}. Convert the figure.")),
    "negative": Kind("error", N_("{cell}: {found} is below zero, which “{indicator}” cannot be.")),
    "zero_denominator": Kind(
        "error", N_("{cell}: the denominator is 0. Leave the row empty, or write “/” where there is nothing to count.")
    ),
    "numerator_above_denominator": Kind(
        "error", N_("{cell}: the numerator {numerator} is larger than the denominator {denominator}.")
    ),
    "half_parts": Kind("error", N_("{cell}: numerator and denominator belong together; this one is missing.")),
    "unwanted_parts": Kind("error", N_("{cell}: “{indicator}” is reported without numerator and denominator. Empty the cell.")),
    "parts_disagree": Kind(
        "error", N_("{cell}: the value is {found}, but numerator and denominator make {parts_value}. Correct one of them.")
    ),
    "duplicate_row": Kind("error", N_("Row {row} repeats row {first_row}: “{indicator}”, {region}, {period}. Keep one of them.")),
    "already_approved": Kind(
        "error",
        N_(
            "{cell}: {old_value} for {period} was approved by {name} on {day}. If {found} is right, send the file as a correction, with the reason."
        ),
    ),
    "month_locked": Kind(
        "error",
        N_(
            "{cell}: {period} was locked by {name} on {day} ({reason}). Send the file as a correction, with the reason, or ask the office to open the month."
        ),
    ),
    "missing_parts": Kind(
        "warning", N_("{cell}: “{indicator}” has no numerator and denominator, so it cannot be added up over regions.")
    ),
    "above_hundred": Kind("warning", N_("{cell}: {value} is above 100 %.")),
    "looks_like_fraction": Kind(
        "warning", N_("{cell}: {found} means {found} %. If you mean {hundredfold} %, write {hundredfold}.")
    ),
    "falls": Kind("warning", N_("{cell}: the cumulative figure falls from {other_value} in {neighbour} to {value}.")),
    "falls_later": Kind(
        "warning", N_("{cell}: the cumulative figure {value} is above the {other_value} already reported for {neighbour}.")
    ),
}


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

    def as_row(self) -> dict[str, Any]:
        """The problem as plain data."""
        names = ("code", "severity", "row", "column", "cell", "found", "message")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class ProblemGroup:
    """The same mistake made several times: the first one, and every cell or row where it stands."""

    first: Problem
    places: tuple[str, ...]

    @property
    def message(self) -> str:
        """The first one's sentence, and how often more."""
        if len(self.places) == 1:
            return self.first.message
        return _("{message} The same {count} more times.", message=self.first.message, count=len(self.places) - 1)


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Problems by cause: same code, column and text found are one group; errors first, then as they come in the file."""
    groups: dict[tuple[str, str | None, str | None], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.column, problem.found), []).append(problem)
    ordered = sorted(groups.values(), key=lambda group: group[0].severity)
    return [ProblemGroup(group[0], tuple(_place(problem) for problem in group)) for group in ordered]


def _place(problem: Problem) -> str:
    return problem.cell or ("" if problem.row is None else str(problem.row))
