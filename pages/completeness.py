"""Who has reported: expected, on time, late and missing by town, department and month; what to remind whom of."""

from datetime import date

from etl.checking.items import owed_by_lead
from etl.reporting import scope_pairs
from indicators import queries
from indicators.completeness import count_reports, missing_reports
from indicators.language import _
from pages.components.data import ask, ask_database
from pages.components.frame import open_page
from pages.components.fullness import count_tiles, definitions, fullness_matrix, legend
from pages.components.html import empty_state, heading, show
from pages.components.reminders import calendar_link, missing_list, reminder_texts
from pages.components.selection import month_words
from pages.components.work_owed import work_by_lead, work_tiles
from pages.server.state import guard

account = guard("completeness")
view = open_page(_("Completeness"), _("Who has reported, on time or late, and what is missing"))
scopes = scope_pairs(account, view.plan_id)
today = view.world.reported_at.date() if view.world.reported_at else date.today()
months = queries.months_of(view.plan["first_year"], view.period)[-12:]
counted = ask(count_reports, view.plan_id, months, scopes, today, view.world.reported_at)

heading(month_words(view.period))
if view.period in counted.whole.months:
    show(count_tiles(counted.whole.months[view.period]))
else:
    empty_state(_("Nothing is due for this month."), _("Choose another month above."))
show(definitions(view.plan["due_day"]))

if counted.regions:
    heading(_("By town"), _("reported / expected by month"))
    show(legend())
    fullness_matrix(counted.regions, counted.whole, months, _("Region"))
    heading(_("By department"), _("reported / expected by month"))
    fullness_matrix(counted.departments, counted.whole, months, _("Department"), unnamed=_("no department"))

missing = ask(missing_reports, view.plan_id, (view.period,), scopes, today, view.world.reported_at)
heading(_("Still missing for {month}", month=month_words(view.period)), _("{count} reports", count=len(missing)))
missing_list(missing)
if missing:
    reminder_texts(missing)
works = ask_database(owed_by_lead, account, view.plan_id, view.period, today).to_pylist() if view.world.reported_at is None else []
if works:
    heading(
        _("Tasks and projects"),
        _("{month}: what is due at a quarter's end, monthly or at its deadline", month=month_words(view.period)),
    )
    show(work_tiles(works))
    show(work_by_lead(works))
heading(_("Due days"))
calendar_link(account, view, scopes)
