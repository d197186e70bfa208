"""How a file was read, to be shown, and what a person may choose instead, to be remembered: both as plain JSON too."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple


class ChoiceUnknown(ValueError):
    """A remembered choice is not one that can be made."""


@dataclass(frozen=True)
class Choices:
    """What a person chose instead of what was detected; empty means detect."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_row: int = 0  # as a spreadsheet counts, from 1
    header_lines: int = 0  # 1, or 2 for a header of two lines
    columns: Mapping[str, str] = field(default_factory=dict)  # field → letters of its column; "" for: no column holds it
    period: str = ""  # 2017-09, for files that name no month
    kind: str = ""  # see etl.reading.columns.KINDS
    signature: str = ""  # given, the choices hold only for files of this shape (see Detected)

    def as_json(self) -> dict[str, Any]:
        """The choices that were made, as plain data."""
        return {name: dict(value) if name == "columns" else value for name, value in self.__dict__.items() if value}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Choices":
        """What `as_json` gave. Raises ChoiceUnknown."""
        kinds = {one.name: type(getattr(DETECT, one.name)) for one in fields(cls)}
        for name, value in kept.items():
            if name not in kinds or not isinstance(value, kinds[name]):
                raise ChoiceUnknown(f"{name}: {ChoiceUnknown.__doc__}")
        return cls(**kept)


DETECT = Choices()


class MappedColumn(NamedTuple):
    """One column of the file that is read: what it holds, where it stands, and its header."""

    field: str
    letters: str
    header: str


@dataclass(frozen=True)
class Detected:
    """How a file was read, to be shown to the person who sent it."""

    format: str  # csv | xlsx | xlsm | xls | ods
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    other_tables: tuple[str, ...] = ()  # further sheets that hold a table
    header_row: int = 1
    ignored_columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # text below the table, not read as rows
    header_lines: int = 1
    kind: str = "actuals"
    columns: tuple[MappedColumn, ...] = ()
    wide_by: tuple[str, ...] = ()  # what the columns of figures stand for: indicator, region, period; none in a long table
    period: date | None = None  # the month that the title or the choice names, for rows that name none
    period_cell: str = ""  # where the title names it
    year: int | None = None  # the year that the title names
    hidden_sheets: tuple[str, ...] = ()  # not read
    hidden_rows: tuple[str, ...] = ()  # read all the same; “4” or “4–9”
    hidden_columns: tuple[str, ...] = ()  # read all the same; letters
    merged_columns: tuple[str, ...] = ()  # columns in which a merged cell was read as standing in each of its rows
    signature: str = ""  # the same for files with the same header words
    uses_choices: bool = False

    def as_json(self) -> dict[str, Any]:
        """The same as plain data."""
        told = asdict(self) | {"period": self.period and f"{self.period:%Y-%m}"}
        told["columns"] = [column._asdict() for column in self.columns]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}


def column_letters(index: int) -> str:
    """A, B, … Z, AA, … for the column with this index, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The index of the column with these letters, counted from 0; -1 for what are no letters."""
    index = 0
    for letter in letters.strip().upper():
        if not "A" <= letter <= "Z":
            return -1
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def ranges(numbers: list[int]) -> tuple[str, ...]:
    """Rising numbers in few words: 4, 7–9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(str(first) if first == last else f"{first}–{last}" for first, last in runs)
