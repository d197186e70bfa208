"""Tasks and projects as readable tables."""

from collections.abc import Iterable
from html import escape

from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import TASK_STATE_LABELS, TaskState
from pages.components.html import chip, table


def leads(row: Row) -> str:
    """Who leads: departments and regions, as text."""
    return "、".join(
        name for name in (pick(row, "lead_departments"), pick(row, "lead_regions") if "lead_regions_zh" in row else "") if name
    )


def progress_words(row: Row) -> str:
    """How far a task or project is, as its lead said."""
    if row["state"] is None:
        return _("no report yet")
    words = _(TASK_STATE_LABELS[TaskState(row["state"])])
    return words if row["percent"] is None else f"{words} · {number(row['percent'], 0)} %"


def task_table(rows: Iterable[Row]) -> str:
    """One line per task."""
    cells = [
        (
            escape(pick(row, "title")),
            chip(row["status"]),
            escape("、".join(str(year) for year in row["years"]) or "–"),
            f'<span class="number">{row["due_on"]:%Y-%m-%d}</span>' if row["due_on"] else "–",
            escape(progress_words(row)),
            escape(leads(row) or "–"),
            escape(row["annex_row"] or "–"),
        )
        for row in rows
    ]
    return table(
        (_("Task"), _("Status"), _("Years"), _("Due"), _("Progress"), _("Lead"), _("Place in the plan")), cells, _("Tasks")
    )


def project_table(rows: Iterable[Row]) -> str:
    """One line per project."""
    cells = [
        (
            escape(pick(row, "name")),
            chip(row["status"]),
            escape(pick(row, "measure")),
            f'<span class="number">{row["deadline"]:%Y-%m-%d}</span>' if row["deadline"] else "–",
            escape(progress_words(row)),
            f'<span class="number">{_money(row)}</span>',
            escape(pick(row, "region")),
            escape(row["list"] or "–"),
        )
        for row in rows
    ]
    headers = (
        _("Project"),
        _("Status"),
        _("Measure taken"),
        _("Deadline"),
        _("Progress"),
        _("Invested / planned (10,000 yuan)"),
        _("Region"),
        _("List"),
    )
    return table(headers, cells, _("Projects"))


def _money(row: Row) -> str:
    if row["investment_wan"] is None:
        return "–"
    return f"{number(row['invested_wan'], 0) if row['invested_wan'] is not None else '–'} / {number(row['investment_wan'], 0)}"
