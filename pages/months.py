"""Months of a plan: what is in, what waits, and which are locked; the office locks and opens them with a reason."""

from datetime import date

from etl.life_cycle.months import lock_history, locked_months, waiting_months
from indicators import queries
from indicators.completeness import count_reports
from indicators.language import _
from indicators.vocabulary import Role
from pages.components.data import ask
from pages.components.frame import open_page
from pages.components.html import heading, show
from pages.components.month_locks import history_table, month_form, month_table, said_before
from pages.components.paging import page_of
from pages.server.state import database, guard

account = guard("months")
view = open_page(_("Months"), _("A locked month stands as it was reported; only a correction with a reason changes it"))
said_before()
due = queries.month_due(view.plan, ask(queries.default_period, view.plan_id), date.today())
months = queries.months_of(view.plan["first_year"], max(due, view.period))
counts = ask(count_reports, view.plan_id, months, None, date.today()).whole.months
locked, waiting = locked_months(database(), view.plan_id), waiting_months(database(), view.plan_id)

if account.role == Role.OFFICE:
    heading(_("Lock or open a month"), _("a month with reports that wait for a decision cannot be locked"))
    month_form(account, view, locked)
heading(_("{count} months, {locked} of them locked", count=len(months), locked=len(locked)))
show(month_table(page_of(list(reversed(months)), "months"), counts, locked, waiting))
heading(_("What was locked and opened"))
show(history_table(lock_history(database(), view.plan_id).to_pylist()))
