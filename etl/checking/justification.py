"""Why unusual figures are right: the note of a figure's own row, else a text for the whole upload."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from etl.checking.problems import Problem
from etl.reading.raw_table import RawTable


@dataclass(frozen=True)
class Justification:
    """What a reporter writes about warnings: one text for the upload, and texts of single rows by the row number the file shows."""

    for_all: str = ""
    by_row: Mapping[int, str] = field(default_factory=dict)

    def reason(self, problem: Problem) -> str:
        """The text that answers for one warning: its row's own, else the upload's; empty where neither says anything."""
        own = self.by_row.get(problem.row, "") if problem.row is not None else ""
        return next((text.strip() for text in (own, self.for_all) if says_something(text)), "")


def row_notes(compared: pa.Table, table: RawTable) -> dict[int, str]:
    """The notes that the file itself gives, by row number; `compared` are its figures by position."""
    if not compared.num_rows:
        return {}
    pairs = zip(compared["position"].to_pylist(), compared["note"].to_pylist(), strict=True)
    return {table.rows[position].as_py(): note for position, note in pairs if note}


def unjustified(problems: Iterable[Problem], justification: Justification) -> tuple[Problem, ...]:
    """The warnings that nothing answers for yet."""
    return tuple(problem for problem in problems if problem.severity == "warning" and not justification.reason(problem))


def says_something(text: str) -> bool:
    """A dash or a full stop is no reason."""
    return any(letter.isalnum() for letter in text)
