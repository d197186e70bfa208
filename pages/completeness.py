"""Who has reported: expected, on time, late and missing by town, department and month; what to remind whom of."""

from datetime import date

from etl.checking.items import owed_by_lead
from etl.reporting import scope_pairs
from indicators import queries
from indicators.language import _, pick
from pages.components.data import ask
from pages.components.frame import open_page
from pages.components.fullness import count_tiles, definitions, fullness_matrix, legend
from pages.components.html import empty_state, heading, show
from pages.components.reminders import calendar_link, missing_table, reminders
from pages.components.selection import month_words
from pages.components.work_owed import work_by_lead, work_tiles
from pages.server.state import database, guard

account = guard("completeness")
view = open_page(_("Completeness"), _("Who has reported, on time or late, and what is missing"))
scopes = scope_pairs(account, view.plan_id)
today = view.world.reported_at.date() if view.world.reported_at else date.today()
months = queries.months_of(view.plan["first_year"], view.period)[-12:]
rows = ask(queries.completeness, view.plan_id, months, scopes, today, view.world.reported_at)
now = [row for row in rows if row["period"] == view.period]

heading(month_words(view.period))
if now:
    show(count_tiles(now))
else:
    empty_state(_("Nothing is due for this month."), _("Choose another month above."))
show(definitions(view.plan["due_day"]))

if rows:
    heading(_("By town"), _("reported / expected by month"))
    show(legend())
    fullness_matrix(rows, months, lambda row: pick(row, "region"), _("Region"))
    heading(_("By department"), _("reported / expected by month"))
    fullness_matrix(rows, months, lambda row: pick(row, "department") or _("no department"), _("Department"))

missing = ask(queries.missing_reports, view.plan_id, (view.period,), scopes, today, view.world.reported_at)
heading(_("Still missing for {month}", month=month_words(view.period)), _("{count} reports", count=len(missing)))
show(missing_table(missing))
if missing:
    reminders(missing)
works = owed_by_lead(database(), account, view.plan_id, view.period, today).to_pylist() if view.world.reported_at is None else []
if works:
    heading(
        _("Tasks and projects"),
        _("{month}: what is due at a quarter's end, monthly or at its deadline", month=month_words(view.period)),
    )
    show(work_tiles(works))
    show(work_by_lead(works))
heading(_("Due days"))
calendar_link(account, view, scopes)
