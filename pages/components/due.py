"""What got worse and what falls due: short lists with their reasons."""

from collections.abc import Sequence
from html import escape

from indicators.judged import Fallen
from indicators.language import _, pick
from indicators.numbers import day_of_year
from indicators.owed import due_on, owed
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.work_words import leads
from pages.components.html import mark, short_list
from pages.components.rows import indicator_link
from pages.components.selection import View
from pages.components.work import work_link

SHOWN = 4


def worse_list(fallen: Sequence[Fallen], count: int, view: View) -> str:
    """The first of the `count` lights that fell since last month, worst first, each with its reason."""
    if not fallen:
        return f'<p class="asof">{escape(_("No light fell since last month."))}</p>'
    items = [
        f"{mark(was)} → {mark(row['status'])} {indicator_link(row, view)} · {escape(pick(row, 'region'))}"
        f'<span class="why">{escape(reason_sentence(row))}</span>'
        for was, row in fallen
    ]
    return short_list(items, SHOWN, count)


def due_list(works: Sequence[Row], view: View) -> str:
    """Open tasks and projects whose deadline lies in the next hundred days after the month, nearest first."""
    coming = owed([], works, view.period).due_next
    if not coming:
        return f'<p class="asof">{escape(_("No task or project falls due in the next hundred days."))}</p>'
    return short_list([_due(work, view) for work in coming], SHOWN)


def _due(work: Row, view: View) -> str:
    day, kind = due_on(work), _("task") if "task_id" in work else _("project")
    assert day is not None, "without a day nothing falls due"
    about = " · ".join(word for word in (day_of_year(day), kind, leads(work)) if word)
    return f'{mark(work["status"])} {work_link(work, view)}<span class="why">{escape(about)}</span>'
