"""What got worse and what falls due: short lists with their reasons."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

from indicators.judged import Fallen
from indicators.language import _, pick
from indicators.queries import Row
from indicators.reasons import reason_sentence
from pages.components.html import link, mark
from pages.components.selection import View

SHOWN = 4
AHEAD = timedelta(days=100)


def worse_list(fallen: Sequence[Fallen], count: int, view: View) -> str:
    """The first of the `count` lights that fell since last month, worst first, each with its reason."""
    if not fallen:
        return f'<p class="asof">{escape(_("No light fell since last month."))}</p>'
    items = []
    for was, row in fallen:
        name = link(
            pick(row, "indicator"), "indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"]
        )
        items.append(
            f"<li>{mark(was)} → {mark(row['status'])} {name} · {escape(pick(row, 'region'))}"
            f'<span class="why">{escape(reason_sentence(row))}</span></li>'
        )
    rest = _("and {count} more", count=count - len(fallen)) if count > len(fallen) else ""
    return f'<ul class="list">{"".join(items)}</ul><p class="asof">{escape(rest)}</p>'


def due_list(tasks: Sequence[Row], projects: Sequence[Row], view: View) -> str:
    """Open tasks and projects whose deadline lies in the next hundred days after the month, nearest first."""
    end = view.period + timedelta(days=31)
    open_ones = [
        (row["due_on"], _("task"), pick(row, "title"), pick(row, "lead_departments") or pick(row, "lead_regions"), "tasks")
        for row in tasks
        if row["status"] in ("not_due", "not_reported", "on_pace") and row["due_on"] and end <= row["due_on"] <= end + AHEAD
    ] + [
        (row["deadline"], _("project"), pick(row, "name"), pick(row, "lead_departments"), "projects")
        for row in projects
        if row["status"] in ("not_due", "not_reported") and row["deadline"] and end <= row["deadline"] <= end + AHEAD
    ]
    if not open_ones:
        return f'<p class="asof">{escape(_("No task or project falls due in the next hundred days."))}</p>'
    items = [
        f'<li><span class="number">{due:%Y-%m-%d}</span> · {escape(kind)} · {link(title, page, **view.parameters(), due="1")}'
        f'<span class="why">{escape(lead)}</span></li>'
        for due, kind, title, lead, page in sorted(open_ones)[:SHOWN]
    ]
    rest = _("and {count} more", count=len(open_ones) - SHOWN) if len(open_ones) > SHOWN else ""
    return f'<ul class="list">{"".join(items)}</ul><p class="asof">{escape(rest)}</p>'
