"""Milestone tasks by year, department and status: as a list with the plan's marks by year, a board or a timeline."""

from indicators import queries, summary
from indicators.language import _, pick
from indicators.work_words import leads
from indicators.works import BOARD
from pages.components.board import Shape, choose_shape
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import heading, show
from pages.components.lights import status_tiles
from pages.components.selection import choose_many, choose_statuses, filter_row, options_of
from pages.components.work import task_table
from pages.components.work_view import works
from pages.server.state import guard

account = guard("tasks")
view = open_page(_("Tasks"), _("Milestones without a number: by year, lead and deadline"))
tasks = ask(queries.tasks, view.plan_id, view.period)
everything = _("all")
with filter_row("tasks"):
    programmes = choose_many(
        "programmes",
        _("Programmes"),
        options_of(ask(queries.programmes, view.plan_id), "programme_id", lambda row: pick(row, "name")),
        placeholder=everything,
    )
    years = choose_many(
        "years",
        _("Years"),
        {str(year): str(year) for year in range(view.plan["first_year"], view.plan["last_year"] + 1)},
        placeholder=everything,
    )
    departments = choose_many(
        "leads", _("Lead"), {name: name for name in sorted({leads(row) for row in tasks if leads(row)})}, placeholder=everything
    )
    statuses = choose_statuses(BOARD)

shown = [
    row
    for row in tasks
    if (not programmes or row["programme_id"] in programmes)
    and (not years or any(str(year) in years for year in row["years"]))
    and (not departments or leads(row) in departments)
    and (not statuses or row["status"] in statuses)
]
show(status_tiles(summary.count_statuses(shown), view, "tasks", statuses=BOARD[::-1]))
shape = choose_shape(Shape.LIST, Shape.BOARD, Shape.TIMELINE)
heading(
    _("{count} of {total} tasks", count=len(shown), total=len(tasks)),
    _("marks by year as the plan prints them; 文 = words in the cell, ○ = the year is meant but nothing is printed"),
)
works(account, shown, view, shape, "tasks", task_table, nothing=_("No task fits these filters."))
export_bar("tasks", view, programme_ids=tuple(programmes), years=tuple(map(int, years)))
