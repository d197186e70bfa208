"""Tasks and projects in other shapes than a list: a board of columns, a timeline of deadlines, whole lists as rows of lights."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from html import escape

from indicators import summary
from indicators.figures.works import deadlines
from indicators.language import N_, _, pick
from indicators.owed import due_on
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.works import columns
from pages.components.charts import chart
from pages.components.frame import is_simulated
from pages.components.html import chip, mark, show
from pages.components.selection import choose
from pages.components.work import leads, progress_bar

SHOWN = 12
MEASURES = 2


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


def board(works: Sequence[Row]) -> str:
    """A column per status, from what needs a hand to what is done; the nearest days of each, and how many more."""
    cells = []
    for status, column in columns(works).items():
        rest = f'<p class="asof">{escape(_("and {count} more; filter by this status to see them", count=len(column) - SHOWN))}</p>'
        cards = "".join(_card(work) for work in column[:SHOWN]) + (rest if len(column) > SHOWN else "")
        cells.append(f'<section><h3>{chip(status)} <span class="number">{len(column)}</span></h3>{cards}</section>')
    return f'<div class="board">{"".join(cells)}</div>'


def _card(work: Row) -> str:
    day = due_on(work)
    due = f'<span class="number">{day:%Y-%m-%d}</span>' if day else escape(_("no day stated"))
    return f"<article><b>{escape(_title(work))}</b><small>{due} · {escape(leads(work) or '–')}</small><small>{progress_bar(work)}</small></article>"


def timeline(works: Sequence[Row], period: date, file_name: str, image: str) -> list[Row]:
    """Draws how many works fall due in which month; returns those with a day, in its order, and says how many have none."""
    dated = sorted((work for work in works if due_on(work)), key=lambda work: (due_on(work), work["position"]))
    figure = deadlines(dated, period, is_simulated=is_simulated())
    chart(figure, key="deadlines", file_name=file_name, alt=_("Number of works due in each month by status"), image=image)
    if loose := len(works) - len(dated):
        show(f'<p class="asof">{escape(_("{count} have no day and stand in the list only", count=loose))}</p>')
    return dated


def group_rows(projects: Sequence[Row]) -> str:
    """Each list of the plan as a row: a light for every project in it, how many are done, and its days."""
    lines = []
    for name, group in summary.group_by(projects, "list").items():
        lights = "".join(mark(row["status"], f"{_title(row)} · {_(STATUS_LABELS[Status(row['status'])])}") for row in group)
        days = sorted({f"{row['deadline']:%Y-%m-%d}" for row in group if row["deadline"]})
        done = sum(row["status"] == Status.MET for row in group)
        side = _("{done} of {count} done", done=done, count=len(group))
        note = " · ".join([days[0] if days[:1] == days[-1:] else f"{days[0]} – {days[-1]}"] if days else [_("no day stated")])
        what = list(dict.fromkeys(pick(row, "measure") for row in group if pick(row, "measure")))
        rest = [_("and {count} more", count=len(what) - MEASURES)] if len(what) > MEASURES else []
        lines.append(
            f'<div class="row"><div>{escape(name or "–")}<span class="why">{escape(_(", ").join([*what[:MEASURES], *rest]))}</span></div>'
            f'<div class="lights">{lights}</div><div class="side">{escape(side)}<br>{escape(note)}</div></div>'
        )
    return f'<div class="rows groups">{"".join(lines)}</div>'
