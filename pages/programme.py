"""One programme: its indicators with their lights, what it owes, its tasks and projects; prints on one sheet."""

import streamlit as st

from indicators import queries, summary
from indicators.language import _, pick
from indicators.owed import missing_of, owed
from indicators.vocabulary import STATUS_LABELS, Status
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.lights import status_tiles
from pages.components.owing import owed_lists
from pages.components.rows import judgement_table
from pages.components.selection import choose, filter_row, options_of
from pages.components.sheet import ROOM, only_words, works_note
from pages.components.work import project_table, task_table
from pages.server.state import guard

ALL = "all"

guard("programme")
view = open_page(_("Programme"), _("Every target of a programme, with the reason for its light"))
programmes = ask(queries.programmes, view.plan_id)
names = {ALL: _("all programmes")} | options_of(programmes, "programme_id", lambda row: pick(row, "name"))
labels = {ALL: _("every status")} | {status.value: _(STATUS_LABELS[status]) for status in Status}
with filter_row("programme"):
    chosen = choose("programme", _("Programme"), names, programmes[0]["programme_id"])
    status = choose("status", _("Status"), labels, ALL)

whole = [
    row for row in ask(queries.statuses, view.plan_id, (view.period,), (view.root_key,)) if chosen in (ALL, row["programme_id"])
]
shown = [row for row in whole if status in (ALL, row["status"])]
show(status_tiles(summary.count_statuses(whole), view, "programme", chosen=status, programme=chosen))

only = only_words(() if status == ALL else (status,))
heading(names[chosen], _("{count} targets", count=len(shown)) + (f" · {only}" if only else ""))
if shown:
    room = None if chosen == ALL else ROOM
    show(judgement_table(shown, view, _("Targets and their status"), conflicts=ask(queries.conflicts, view.plan_id), room=room))
else:
    empty_state(_("No target has this status in this month."), _("Choose another status or month."))
export_bar("status", view, programme_ids=() if chosen == ALL else (chosen,), statuses=() if status == ALL else (status,))

if chosen != ALL:
    tasks = [row for row in ask(queries.tasks, view.plan_id, view.period) if row["programme_id"] == chosen]
    projects = [row for row in ask(queries.projects, view.plan_id, view.period) if row["programme_id"] == chosen]
    heading(_("What it owes"))
    show(owed_lists(owed(missing_of(whole), [*tasks, *projects], view.period), view))
    show(works_note(tasks, projects))
    with st.container(key="beyond-sheet"):
        heading(_("Tasks"))
        show(task_table(tasks))
        if projects:
            heading(_("Projects"))
            show(project_table(projects))
