"""What is said in a returned workbook about each row and each cell, and about the file as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from etl.checking.problems import Problem, ProblemGroup, grouped
from indicators.language import N_, _

SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
FILLS = {"error": "FFC7CE", "warning": "FFEB9C"}  # the colours spreadsheet programs use for bad and neutral
# a comment is an object of its own in a workbook: so many a person can still look at; the column holds every sentence
MOST_COMMENTS = 2000
# a cell holds 32,767 characters
MOST_CHARACTERS = 30_000
SUMMARY_WIDTHS = (10, 8, 36, 18, 110)


class CellMark(NamedTuple):
    """What is wrong in one cell: the gravest severity, and the sentences."""

    severity: str
    text: str


class Marks:
    """The problems of one file, arranged by where they are shown."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        by_row: dict[int, list[Problem]] = defaultdict(list)
        by_cell: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            if problem.row is not None:
                by_row[problem.row].append(problem)
            if problem.cell is not None:
                by_cell[problem.cell].append(problem)
        self.rows = {row: _lines(found) for row, found in by_row.items()}
        self.cells = {cell: CellMark(_gravest(found), _lines(found)) for cell, found in by_cell.items()}

    def summary_head(self, lost_looks: bool) -> list[str]:
        """What the file is, and what to do with it."""
        counts = [sum(problem.severity == severity for problem in self.problems) for severity in SEVERITIES]
        lines = [
            _("Errors: {errors}, warnings: {warnings}.", errors=counts[0], warnings=counts[1]),
            _(
                "Correct the cells marked red and upload this workbook again. Where a yellow one is right, write the reason into the "
                "row's column for notes. The column “{column}” and this sheet are not read.",
                column=_(RETURNED_HEADER),
            ),
        ]
        if lost_looks:
            lines.append(_("The table stands here as it was read: the look of the file could not be kept."))
        if len(self.cells) > MOST_COMMENTS:
            lines.append(_("The first {count} cells carry a comment; the column has all sentences.", count=MOST_COMMENTS))
        return lines

    def summary_rows(self) -> list[tuple[str, int, str, str, str]]:
        """One row per cause: severity, how often, where, in which column, what to do."""
        return [
            (
                _(SEVERITIES[group.first.severity]),
                len(group.places),
                _places(group),
                group.first.column or "",
                group.message[:MOST_CHARACTERS],
            )
            for group in grouped(self.problems)
        ]


RETURNED_HEADER = N_("Problems found")
SUMMARY_HEADER = (N_("Severity"), N_("How often"), N_("Cells"), N_("Column"), N_("What is wrong and what to do"))


def _gravest(problems: Iterable[Problem]) -> str:
    return min(problem.severity for problem in problems)


def _lines(problems: Iterable[Problem]) -> str:
    texts = [_("{severity}: {message}", severity=_(SEVERITIES[one.severity]), message=one.message) for one in problems]
    return "\n".join(texts)[:MOST_CHARACTERS]


def _places(group: ProblemGroup) -> str:
    text = ""
    for number, place in enumerate(group.places):
        if len(text) > MOST_CHARACTERS:
            return text + _(" and {count} more", count=len(group.places) - number)
        text += f"{', ' if text else ''}{place}"
    return text
