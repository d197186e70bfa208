"""What the cells of a header mean: fields, and in wide tables the indicators, regions and months that columns stand for."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from etl.reading.clean import parse_number, parse_period
from etl.reading.columns import FIGURE_OF, FIGURES, field_of, kind_of, plain, without_brackets
from etl.reading.plan_names import PlanNames

AXES = ("indicator", "region", "period")
# a column of sums or ranks between those of towns or months is not one more of them
_TOTALS = frozenset(map(plain, ("合计", "总计", "小计", "平均", "累计", "排名", "序号", "total", "sum", "average", "rank", "no.")))
_ANY_YEAR = 2000


@dataclass(frozen=True)
class Meaning:
    """What a header says of its column: the field it holds, and what its figures speak of, as the texts that name it."""

    field: str | None = None
    indicator: str = ""
    region: str = ""
    period: str = ""

    @property
    def axes(self) -> tuple[str, ...]:
        """Which of indicator, region and period the header names."""
        return tuple(axis for axis in AXES if getattr(self, axis))


NOTHING = Meaning()


class Reading:
    """Reads header cells of one kind of file with the names of one plan, if there is one."""

    def __init__(self, kind: str, names: PlanNames | None) -> None:
        self.kind, self.names = kind, names

    def meaning(self, text: str) -> Meaning:
        """What one cell says."""
        if name := field_of(text, self.kind):
            return Meaning(name)
        if self.kind in FIGURE_OF and (found := self.axis(text)):
            return Meaning(None, **{found[0]: _named(text, found[0])})
        return NOTHING

    def axis(self, text: str) -> tuple[str, int | date] | None:
        """What a cell names, as axis and key."""
        text = text.strip()
        if not text or len(text) > 100:
            return None
        if self.names:
            for axis, names in (("region", self.names.region_names), ("indicator", self.names.indicator_names)):
                key = names.key(text)
                key = names.key(without_brackets(text)) if key is None else key
                if key is not None:
                    return axis, key
        month = _month(text)
        return ("period", month) if month else None

    def joined(self, upper: str, lower: str) -> Meaning:
        """What a column says whose header has two lines."""
        above, below = self.meaning(upper), self.meaning(lower)
        if not lower.strip() or not upper.strip():
            return above if upper.strip() else below
        if not below.axes and below.field is None:
            return NOTHING
        period = upper + lower if above.period and below.period and _month(upper + lower) else below.period or above.period
        return Meaning(below.field or above.field, below.indicator or above.indicator, below.region or above.region, period)

    def is_pair(self, upper: list[str], lower: list[str]) -> bool:
        """The two lines are one header: nothing stands below a key, and no figure in the lower line."""
        both = [(above, below) for above, below in zip(upper, lower, strict=True) if above.strip() and below.strip()]
        if not both or any(_is_figure(below) for _above, below in both):
            return False
        fields = [(field_of(above, self.kind), above, below) for above, below in both]
        return all(name is None or name in (*FIGURES, "target") or plain(above) == plain(below) for name, above, below in fields)


def _is_figure(text: str) -> bool:
    number = parse_number(text)
    return number.state in ("number", "ambiguous") and not number.unit


def _named(text: str, axis: str) -> str:
    return text.strip() if axis == "period" else without_brackets(text) or text.strip()


@lru_cache(maxsize=8192)
def _month(text: str) -> date | None:
    """The month that a header names; digits alone are a month only as six of them."""
    if len(text) > 20 or (text.strip().isdigit() and len(text.strip()) != 6):
        return None
    period = parse_period(text, _ANY_YEAR)
    return period.month if period else None


def filled_forward(upper: list[str], lower: list[str]) -> list[str]:
    """The upper line of a header, with the text of a merged cell over every column of its group."""
    filled: list[str] = []
    for index, text in enumerate(upper):
        follows = index and not text.strip() and lower[index].strip() and lower[index - 1].strip()
        filled.append(filled[index - 1] if follows else text)
    return filled


def weight(cells: list[str], names: PlanNames | None) -> int:
    """How much of a header a row of cells is: its different fields, and the things of one sort that columns stand for."""
    reading = Reading(kind_of(cells), names)
    fields = {name for text in cells if (name := field_of(text, reading.kind))}
    found = {axis for text in cells if not field_of(text, reading.kind) and (axis := reading.axis(text))}
    most = max(Counter(axis for axis, _key in found).values(), default=0)
    return len(fields) + (most if most > 1 or fields else 0)


def settled(meanings: list[Meaning], texts: list[str], groups: list[str], reading: Reading) -> list[Meaning]:
    """The meanings once all columns are known: of a wide table every column of figures has its field, misspelt names stay names."""
    sorts = Counter(meaning.axes for meaning in meanings if meaning.axes)
    plain_figures = [meaning for meaning in meanings if not meaning.axes and meaning.field in (*FIGURES, "target")]
    is_header = any(meaning.field for meaning in meanings) or max(sorts.values(), default=0) > 1
    if not sorts or not is_header or (sum(sorts.values()) == 1 and plain_figures):
        return [meaning if not meaning.axes else NOTHING for meaning in meanings]
    axes = max(sorts, key=lambda sort: (sorts[sort], len(sort)))
    meanings = _with_misspelt(meanings, texts, groups, axes, reading)
    figure = FIGURE_OF[reading.kind]
    return [
        (replace(meaning, field=meaning.field or figure) if meaning.axes == axes else NOTHING)
        if meaning.axes or meaning.field in (*FIGURES, "target")
        else meaning
        for meaning in meanings
    ]


def _with_misspelt(
    meanings: list[Meaning], texts: list[str], groups: list[str], axes: tuple[str, ...], reading: Reading
) -> list[Meaning]:
    """A header that names nothing, between those that do or like one of them, is a name with a mistake: it must not be passed over."""
    if len(axes) > 1:
        return meanings
    (axis,) = axes
    places = [index for index, meaning in enumerate(meanings) if meaning.axes == axes]
    known = {"region": reading.names.region_names, "indicator": reading.names.indicator_names} if reading.names else {}
    result = list(meanings)
    for index, meaning in enumerate(meanings):
        text = (groups[index] if meaning.field in (*FIGURES, "note") else texts[index]).strip()
        if not text or meaning.axes or plain(text) in _TOTALS or (meaning.field and not groups[index].strip()):
            continue
        if meaning.field and field_of(text, reading.kind):
            continue
        is_between = places[0] < index < places[-1]
        is_like = axis in known and known[axis].likely(without_brackets(text)) is not None
        if is_between or is_like:
            result[index] = replace(meaning, **{axis: _named(text, axis)})
    return result
