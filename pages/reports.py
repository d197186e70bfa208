"""My reports: what is owed for the month, what came back and why, drafts to go on with, what was sent."""

from datetime import date

from etl.drafts import list_drafts
from etl.upload import list_uploads, owed
from indicators.language import _
from indicators.numbers import month_of_year
from pages.components.frame import open_page
from pages.components.html import button_link, empty_state, heading, show
from pages.components.reports_view import draft_list, month_progress, owed_table
from pages.components.upload_history import upload_table
from pages.server.state import database, guard

SHOWN_UPLOADS = 5

account = guard("reports")
view = open_page(_("My reports"), _("What you owe, what came back, what to do next"))

due = owed(database(), account, view.plan_id, view.period).to_pylist()
show(month_progress(due, view.period, date.today()))
if any(row["state"] in ("missing", "returned") for row in due):
    show(button_link(_("Report {month}", month=month_of_year(view.period)), "upload", **view.parameters()))

if drafts := list_drafts(database(), account):
    heading(_("Drafts"), _("begun and not submitted yet; only you see them"))
    show(draft_list(drafts, view))

if due:
    heading(_("What you owe for {month}", month=month_of_year(view.period)))
    show(owed_table(due))

heading(_("Your last uploads"))
uploads = list_uploads(database(), account, view.plan_id).slice(0, SHOWN_UPLOADS).to_pylist()
if uploads:
    show(upload_table(uploads, view))
else:
    empty_state(_("You have not reported anything for this plan yet."), _("Download the template on the page Upload to begin."))
