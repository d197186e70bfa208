"""Whole lists of projects as rows: a light for each, how many stand at each status, days and money, and which are not done."""

from collections.abc import Sequence
from html import escape

from indicators import summary
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.work_words import progress_of
from indicators.works import PROJECT_BOARD, money_of
from pages.components.html import link, mark
from pages.components.selection import View

MEASURES = 2


def group_rows(projects: Sequence[Row], view: View) -> str:
    """Each list of the plan as a row."""
    lines = [
        f'<div class="row"><div>{_title(name, group, view)}{_measures(group)}</div>'
        f'<div><div class="lights">{"".join(map(_light, group))}</div>{_open(group)}</div>'
        f'<div class="side">{_counts(group)}<br>{escape(_days(group))}{_money(group)}</div></div>'
        for name, group in summary.group_by(projects, "list").items()
    ]
    return f'<div class="rows groups">{"".join(lines)}</div>'


def _title(name: str | None, group: Sequence[Row], view: View) -> str:
    """The programme, and the list with its number of projects, which leads to them one by one."""
    programmes = _(", ").join(dict.fromkeys(pick(row, "programme") for row in group))
    words = _("{list}: {count} projects", list=name or "–", count=len(group))
    way = link(words, "projects", **view.parameters(), lists=name) if name and "," not in name else escape(words)
    return f"{way}<br><small>{escape(programmes)}</small>"


def _measures(group: Sequence[Row]) -> str:
    what = list(dict.fromkeys(pick(row, "measure") for row in group if pick(row, "measure")))
    rest = [_("and {count} more", count=len(what) - MEASURES)] if len(what) > MEASURES else []
    return f'<span class="why">{escape(_(", ").join([*what[:MEASURES], *rest]))}</span>'


def _light(project: Row) -> str:
    return mark(project["status"], f"{pick(project, 'name')} · {_(STATUS_LABELS[Status(project['status'])])}")


def _open(group: Sequence[Row]) -> str:
    """Those that are not done by name, folded."""
    left = [row for row in group if row["status"] != Status.MET]
    if not left:
        return ""
    listed = "".join(f"<li>{mark(row['status'])} {escape(pick(row, 'name'))} · {escape(progress_of(row))}</li>" for row in left)
    return f'<details><summary>{escape(_("The other {count}", count=len(left)))}</summary><ul class="list">{listed}</ul></details>'


def _counts(group: Sequence[Row]) -> str:
    counts = summary.count_statuses(group)
    words = (f"{_(STATUS_LABELS[status])} {counts[status]}" for status in PROJECT_BOARD[::-1] if counts[status])
    return escape(" · ".join(words))


def _days(group: Sequence[Row]) -> str:
    days = sorted({f"{row['deadline']:%Y-%m-%d}" for row in group if row["deadline"]})
    if not days:
        return _("no day stated")
    return days[0] if days[0] == days[-1] else f"{days[0]} – {days[-1]}"


def _money(group: Sequence[Row]) -> str:
    """Spent against planned investment, where any project of the list states one."""
    money = money_of(group)
    if not money.stated and not money.reported:
        return ""
    spent, planned = (
        number(amount) if count else "–" for amount, count in ((money.spent, money.reported), (money.planned, money.stated))
    )
    return f"<br>{escape(_('invested {spent} of {planned} × 10,000 yuan', spent=spent, planned=planned))}"
