"""Whose reports on tasks and projects are in for a month: tiles, and a line per lead with what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from indicators.language import _, pick
from indicators.queries import Row
from indicators.summary import group_by
from pages.components.html import table

KINDS = ("tasks", "projects")


def work_tiles(rows: Iterable[Row]) -> str:
    """How many tasks and projects are to be reported, and how far their reports are; each counts once, however many lead it."""
    works = list({(row["kind"], row["item_id"]): row for row in rows}.values())
    states, times = Counter(row["state"] for row in works), Counter(row["timeliness"] for row in works)
    tiles = (
        (_("reports due"), len(works)),
        (_("reports in"), times["in"]),
        (_("missing, overdue"), times["missing"]),
        (_("to come, not due yet"), times["open"]),
        (_("waiting for review"), states["submitted"]),
        (_("returned"), states["returned"]),
    )
    return (
        '<div class="tiles">'
        + "".join(
            f'<div class="tile"><span class="chip">{escape(name)}</span><span class="count">{count}</span></div>'
            for name, count in tiles
        )
        + "</div>"
    )


def work_by_lead(rows: Sequence[Row]) -> str:
    """A line for every department or town that owes some: reported of due, and what is not in; then the names of those that owe nothing."""
    leads = list(group_by(rows, "lead_zh").values())
    owing = sorted((own for own in leads if _owed(own)), key=lambda own: -len(_owed(own)))
    cells = [
        (
            escape(pick(own[0], "lead")),
            *(_reported(own, kind) for kind in KINDS),
            str(sum(row["state"] == "returned" for row in own) or "–"),
            _names(_owed(own)),
        )
        for own in owing
    ]
    headers = (_("Lead"), _("Tasks"), _("Projects"), _("Returned"), _("Not in"))
    listing = table(headers, cells, _("Reported of due, by lead")) if cells else ""
    complete = _(", ").join(pick(own[0], "lead") for own in leads if not _owed(own))
    return listing + (f'<p class="asof">{escape(_("All in: {list}", list=complete))}</p>' if complete else "")


def _owed(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["timeliness"] != "in"]


def _reported(rows: Sequence[Row], kind: str) -> str:
    own = [row for row in rows if row["kind"] == kind]
    return f'<span class="number">{len(own) - len(_owed(own))}/{len(own)}</span>' if own else "–"


def _names(rows: Sequence[Row]) -> str:
    listed = "".join(f"<li>{escape(pick(row, 'item'))}</li>" for row in rows)
    return f"<details><summary>{escape(_('{count} not in', count=len(rows)))}</summary><ul>{listed}</ul></details>"
