"""What is owed, as short lists that fit on a printed sheet."""

from collections.abc import Callable, Sequence
from html import escape

from indicators.language import _, pick
from indicators.numbers import day_of_year
from indicators.owed import Owed, due_on
from indicators.queries import Row
from pages.components.html import MOST, mark, short_list
from pages.components.rows import indicator_link
from pages.components.selection import View
from pages.components.work import work_link

SHOWN = 6


def owed_lists(found: Owed, view: View) -> str:
    """Overdue works, what falls due next, missing reports and works without any report, each with how many there are."""
    lists = (
        (_("Overdue"), found.overdue, _work),
        (_("Due in the next hundred days"), found.due_next, _work),
        (_("Reports missing"), found.missing, _missing),
        (_("Works without any report"), found.silent, _work),
    )
    if not any(rows for _title, rows, _line in lists):
        return f'<p class="asof">{escape(_("Nothing is owed: no report is missing and no work is overdue."))}</p>'
    return f'<div class="owed">{"".join(_list(title, rows, line, view) for title, rows, line in lists if rows)}</div>'


def _list(title: str, rows: Sequence[Row], line: Callable[[Row, View], str], view: View) -> str:
    items = short_list([line(row, view) for row in rows[: SHOWN + MOST]], SHOWN, len(rows))
    return f'<section><h3>{escape(title)} <span class="number">{len(rows)}</span></h3>{items}</section>'


def _missing(row: Row, view: View) -> str:
    return f"{mark(row['status'])} {indicator_link(row, view)} · {escape(pick(row, 'region'))}"


def _work(work: Row, view: View) -> str:
    day = due_on(work)
    when = f' <span class="when number">{escape(day_of_year(day))}</span>' if day else ""
    return f"{mark(work['status'])} {work_link(work, view)}{when}"
