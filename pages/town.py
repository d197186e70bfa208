"""One town: its own targets and lights, its trend, what it owes, its tasks; prints on one sheet."""

import streamlit as st

from indicators import judged, queries, summary
from indicators.language import _, pick
from indicators.owed import missing_of, owed
from pages.components.charts import choose_image
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.lights import status_tiles
from pages.components.owing import owed_lists
from pages.components.paging import page_of
from pages.components.pictures import lights_picture
from pages.components.rows import judgement_table
from pages.components.selection import choose, choose_statuses, filter_row, options_of
from pages.components.sheet import ROOM_BESIDE_CHART, only_words, works_note
from pages.components.work import task_table
from pages.server.state import guard

guard("town")
view = open_page(_("Town"), _("A town is judged by its own task, never by the city's rate"))
regions = ask(queries.regions, view.plan_id)
towns = [row for row in regions if row["level"] > 0] or list(regions)
with filter_row("town"):
    chosen = choose("region", _("Town"), options_of(towns, "region_id", lambda row: pick(row, "name")), towns[0]["region_id"])
    statuses, image = choose_statuses(), choose_image()
town = next(row for row in towns if row["region_id"] == chosen)

rows = ask(queries.statuses, view.plan_id, (view.period,), (town["region_key"],))
heading(pick(town, "name"), pick(town, "note"))
if rows:
    counts = summary.count_statuses(rows)
    show(status_tiles(counts, view, "town", region=chosen))
    heading(_("Its targets"), only_words(statuses))
    shown = [row for row in rows if not statuses or row["status"] in statuses]
    conflicts = ask(queries.conflicts, view.plan_id)
    show(judgement_table(shown, view, _("Targets of the town"), conflicts=conflicts, room=ROOM_BESIDE_CHART))
    export_bar("status", view, region_ids=(chosen,), statuses=tuple(statuses))
    heading(_("Lights by month"))
    months = queries.months_of(view.plan["first_year"], view.period)[-24:]
    by_month = ask(judged.status_counts, view.plan_id, months, (town["region_key"],))
    lights_picture(by_month, pick(town, "name"), f"{view.plan_id}_{chosen}_{view.month}", image)
else:
    empty_state(_("The plan gives this region no targets of its own."), _("The office can allocate targets to it."))

tasks = [
    row
    for row in ask(queries.tasks, view.plan_id, view.period)
    if town["region_key"] in (row["region_key"], *row["lead_region_keys"], *row["partner_region_keys"])
]
heading(_("What it owes"))
show(owed_lists(owed(missing_of(rows), [row for row in tasks if town["region_key"] in row["lead_region_keys"]], view.period), view))
show(works_note(tasks, []))
with st.container(key="beyond-sheet"):
    heading(_("Tasks it leads or takes part in"), _("{count} tasks", count=len(tasks)))
    show(task_table(page_of(tasks, "town"))) if tasks else empty_state(_("No task of the plan names this region."))
