"""What a bulletin is before it is a file: sections of paragraphs, tables and charts as plain data, each with where its numbers come from."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from indicators.language import _
from indicators.numbers import number
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.world import Counts


@dataclass(frozen=True)
class Figure:
    """A number and the places it is printed with; None prints as a dash."""

    value: Decimal | None
    decimals: int = 0


@dataclass(frozen=True)
class Light:
    """A status, printed as its word in its colour."""

    status: Status


Cell = str | date | Figure | Light | None


@dataclass(frozen=True)
class Origin:
    """How numbers are found again: the question and its parameters, which of its rows count, and the page that shows them."""

    question: str  # a function of indicators.queries
    parameters: Mapping[str, str | list[str]]
    rows: str
    page: str
    filters: Mapping[str, str]

    def address(self) -> str:
        """The address of the page, without the host."""
        return f"/{self.page}?{urlencode(self.filters)}"

    def asked(self) -> str:
        """The question with its parameters, as one text."""
        words = (f"{name}={_(', ').join(value) if isinstance(value, list) else value}" for name, value in self.parameters.items())
        return f"{self.question}({', '.join(words)})"


Origins = tuple[Origin, ...]


@dataclass(frozen=True)
class Paragraph:
    """One or more sentences, after the name of what they speak of where there is one."""

    text: str
    origins: Origins = ()
    lead: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its title, and its share of the width of a page."""

    title: str
    width: int = 10


@dataclass(frozen=True)
class Table:
    """A table; `label` (Table 3) is given when the bulletin is put together."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    origins: Origins
    label: str = ""


@dataclass(frozen=True)
class StatusBars:
    """A chart: one bar a label, made of the number of targets at each status."""

    title: str
    bars: tuple[tuple[str, Mapping[Status, int]], ...]
    origins: Origins
    label: str = ""


Block = Paragraph | Table | StatusBars


@dataclass(frozen=True)
class Section:
    """A numbered part of the bulletin or one of its annexes."""

    title: str
    blocks: tuple[Block, ...]
    is_annex: bool = False
    name: str = ""  # the title without its number

    def origins(self) -> list[Origin]:
        """Where the numbers of its sentences come from, each place once."""
        found: list[Origin] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                found += [origin for origin in block.origins if origin not in found]
        return found


@dataclass(frozen=True)
class Issue:
    """What is added when the office issues a bulletin."""

    number: int
    issued_on: date
    signature: str = ""
    requirements: str = ""
    corrects: int | None = None
    reason: str = ""
    document_number: str = ""  # the office's own, as it stands on its letters


@dataclass(frozen=True)
class Bulletin:
    """The whole bulletin; a draft has no issue yet."""

    plan_id: str
    plan_name: str
    period: date
    language: str
    title: str
    is_simulated: bool
    made_on: date
    rule: str  # version of the status rule
    counts: Counts  # which reports are counted
    sections: tuple[Section, ...]
    issue: Issue | None = None

    def issued(self, issue: Issue) -> "Bulletin":
        """This bulletin with its number, day and the office's own words."""
        return replace(self, issue=issue)

    def tables(self) -> Iterator[Table]:
        """Every table, in the order they are printed."""
        return (block for section in self.sections for block in section.blocks if isinstance(block, Table))


def cell_text(cell: Cell) -> str:
    """A cell as it is printed, in the current language."""
    match cell:
        case Figure(value, decimals):
            # a figure reported with more places than usual keeps one more
            is_exact = value is None or value == round(value, decimals)
            return number(value, decimals if is_exact else decimals + 1)
        case Light(status):
            return _(STATUS_LABELS[status])
        case date():
            return f"{cell:%Y-%m-%d}"
        case None | "":
            return "–"
        case _:
            return cell


def to_json(bulletin: Bulletin) -> str:
    """The bulletin as JSON, numbers with every place they have."""
    return json.dumps(_plain(bulletin), ensure_ascii=False)


def from_json(text: str) -> Bulletin:
    """The bulletin that `to_json` wrote."""
    content: Bulletin = json.loads(text, object_hook=_built)
    return content


# every kind of value that JSON has no word for is an object of one key, its name here
_CLASSES = {kind.__name__: kind for kind in (Figure, Light, Origin, Paragraph, Column, Table, StatusBars, Section, Issue, Bulletin)}


def _plain(value: Any) -> Any:
    match value:
        case Status() | bool() | int() | str() | None:
            return value
        case Decimal():
            return {"Decimal": str(value)}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return {"tuple": [_plain(one) for one in value]}
        case list():
            return value
        case Mapping():
            return {"pairs": [[_plain(key), _plain(one)] for key, one in value.items()]}
        case _:
            return {type(value).__name__: {"pairs": [[name, _plain(one)] for name, one in vars(value).items()]}}


def _built(found: dict[str, Any]) -> Any:
    ((kind, value),) = found.items()
    match kind:
        case "Decimal":
            return Decimal(value)
        case "date":
            return date.fromisoformat(value)
        case "tuple":
            return tuple(value)
        case "pairs":
            return dict(value)
        case "Light":
            return Light(Status(value["status"]))
        case "StatusBars":
            bars = tuple((label, {Status(status): count for status, count in counts.items()}) for label, counts in value["bars"])
            return StatusBars(**{**value, "bars": bars})
        case _:
            return _CLASSES[kind](**value)
