"""One department: the lights of the indicators it leads, what it owes, its tasks and projects; prints on one sheet."""

import streamlit as st

from indicators import judged, queries, summary
from indicators.language import _, pick
from indicators.owed import owed
from indicators.vocabulary import Status
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.lights import status_tiles
from pages.components.owing import owed_lists
from pages.components.paging import page_of
from pages.components.rows import judgement_table
from pages.components.selection import choose, choose_statuses, filter_row, options_of
from pages.components.sheet import ROOM, only_words, works_note
from pages.components.work import project_table, task_table
from pages.server.state import guard

guard("department")
view = open_page(_("Department"), _("What a department leads, how it stands, and what it owes"))
departments = ask(queries.departments, view.plan_id)
if not departments:
    empty_state(_("This plan names no lead department."), _("The pack states the lead of every indicator, task and project."))
    st.stop()
with filter_row("department"):
    names = options_of(departments, "department_id", lambda row: pick(row, "name"))
    chosen = choose("department", _("Department"), names, departments[0]["department_id"])
    statuses = choose_statuses()

led = ask(judged.led_cells, view.plan_id, view.period, chosen, view.root_key)
tasks = [row for row in ask(queries.tasks, view.plan_id, view.period) if chosen in row["lead_department_ids"]]
projects = [row for row in ask(queries.projects, view.plan_id, view.period) if chosen in row["lead_department_ids"]]
counted = {"indicators": len(led), "tasks": len(tasks), "projects": len(projects)}
heading(names[chosen], _("leads {indicators} targets, {tasks} tasks and {projects} projects", **counted))
show(status_tiles(summary.count_statuses([*tasks, *projects], led.counted("status")), view, "department", department=chosen))
heading(_("What it owes"))
show(owed_lists(owed(led.having("status", [Status.NOT_REPORTED]), [*tasks, *projects], view.period), view))
shown = led.having("status", statuses) if statuses else led
tasks, projects = ([row for row in some if not statuses or row["status"] in statuses] for some in (tasks, projects))
if shown:
    heading(_("Targets it leads"), only_words(statuses) or _("the most urgent first"))
    keys = tuple((row["indicator_key"], row["region_key"]) for row in page_of(shown, "department-targets"))
    rows = ask(judged.cells, view.plan_id, view.period, keys)
    flags = ask(queries.conflicts, view.plan_id)
    show(judgement_table(rows, view, _("Targets the department leads"), conflicts=flags, room=ROOM, count=len(shown)))
    export_bar("status", view, indicator_ids=shown.different("indicator_id"), statuses=tuple(statuses))
show(works_note(tasks, projects))
with st.container(key="beyond-sheet"):
    if tasks:
        heading(_("Tasks"), _("{count} tasks", count=len(tasks)))
        show(task_table(page_of(tasks, "department-tasks")))
    if projects:
        heading(_("Projects"), _("{count} projects", count=len(projects)))
        show(project_table(page_of(projects, "department-projects")))
