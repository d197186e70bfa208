"""My reports: what is owed for the month, what came back and why, drafts to go on with, evidence, what was sent."""

from datetime import date

from etl.drafts import list_drafts
from etl.items import owed_items
from etl.upload import list_uploads, owed
from indicators.language import _
from indicators.numbers import month_of_year
from pages.components.evidence_desk import evidence_desk
from pages.components.frame import open_page
from pages.components.html import button_link, empty_state, heading, show
from pages.components.paging import page_of
from pages.components.reports_view import DRAFTS, ITEM_TITLES, draft_list, item_table, month_progress, owed_table
from pages.components.upload_history import upload_table
from pages.server.state import database, guard

SHOWN_UPLOADS = 5

account = guard("reports")
view = open_page(_("My reports"), _("What you owe, what came back, what to do next"))

due = owed(database(), account, view.plan_id, view.period).to_pylist()
items = {kind: owed_items(database(), account, view.plan_id, view.period, kind).to_pylist() for kind in ITEM_TITLES}
show(month_progress(due, view.period, date.today()))
if any(row["state"] in ("missing", "returned") for row in due):
    show(button_link(_("Report {month}", month=month_of_year(view.period)), "upload", **view.parameters()))

if drafts := [draft for draft in list_drafts(database(), account) if draft.kind in DRAFTS]:
    heading(_("Drafts"), _("begun and not submitted yet; only you see them"))
    show(draft_list(drafts, view))
if due:
    heading(_("What you owe for {month}", month=month_of_year(view.period)))
    show(owed_table(due))
for kind, rows in items.items():
    if rows:
        heading(_(ITEM_TITLES[kind]), _("{count} open", count=len(rows)))
        show(item_table(page_of(rows, kind)))
evidence_desk(account, view, due, items)

heading(_("Your last uploads"))
if uploads := list_uploads(database(), account, view.plan_id).slice(0, SHOWN_UPLOADS).to_pylist():
    show(upload_table(uploads, view))
else:
    empty_state(_("You have not reported anything for this plan yet."), _("Download the template on the page Upload to begin."))
