"""Tasks and projects in other shapes than a list: a board of columns, a timeline of deadlines."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from html import escape

from indicators.figures.works import deadlines
from indicators.language import N_, _, pick
from indicators.owed import due_on
from indicators.queries import Row
from indicators.vocabulary import Status
from indicators.work_words import leads
from indicators.works import columns
from pages.components.charts import counts_chart
from pages.components.frame import is_simulated
from pages.components.html import chip, show
from pages.components.selection import choose
from pages.components.work import progress_bar

SHOWN = 12


class Shape(StrEnum):
    """How works are shown."""

    LIST = "list"
    BOARD = "board"
    TIMELINE = "timeline"
    GROUPS = "groups"


SHAPE_LABELS = {
    Shape.LIST: N_("As a list"),
    Shape.BOARD: N_("Board"),
    Shape.TIMELINE: N_("Timeline"),
    Shape.GROUPS: N_("Whole lists"),
}


def choose_shape(*shapes: Shape) -> Shape:
    """One of `shapes`, the first by default."""
    options = {shape.value: _(SHAPE_LABELS[shape]) for shape in shapes}
    return Shape(choose("shape", _("Shown as"), options, shapes[0].value, widget="segments"))


def _title(work: Row) -> str:
    return pick(work, "title" if "task_id" in work else "name")


def board(works: Sequence[Row], statuses: Sequence[Status], files: Mapping[int, Row]) -> str:
    """A column for each of `statuses`, from what needs a hand to what is done; the nearest days of each, and how many more. `files`: see `progress_bar`."""
    cells = []
    for status, column in columns(works, statuses).items():
        rest = f'<p class="asof">{escape(_("and {count} more; filter by this status to see them", count=len(column) - SHOWN))}</p>'
        cards = "".join(_card(work, files) for work in column[:SHOWN]) + (rest if len(column) > SHOWN else "")
        cells.append(f'<section><h3>{chip(status)} <span class="number">{len(column)}</span></h3>{cards}</section>')
    return f'<div class="board">{"".join(cells)}</div>'


def _card(work: Row, files: Mapping[int, Row]) -> str:
    day = due_on(work)
    due = f'<span class="number">{day:%Y-%m-%d}</span>' if day else escape(_("no day stated"))
    return f"<article><b>{escape(_title(work))}</b><small>{due} · {escape(leads(work) or '–')}</small><small>{progress_bar(work, files)}</small></article>"


def timeline(works: Sequence[Row], period: date, file_name: str, image: str) -> list[Row]:
    """Draws how many works fall due in which month; returns those with a day, in its order, and says how many have none."""
    dated = sorted((work for work in works if due_on(work)), key=lambda work: (due_on(work), work["position"]))
    figure = deadlines(dated, period, is_simulated=is_simulated())
    counts_chart(figure, key="deadlines", file_name=file_name, alt=_("Number of works due in each month by status"), image=image)
    if loose := len(works) - len(dated):
        show(f'<p class="asof">{escape(_("{count} have no day and stand in the list only", count=loose))}</p>')
    return dated
