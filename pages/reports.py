"""My reports: what is owed for the month, what came back and why, drafts to go on with, evidence, what was sent."""

from datetime import date

from etl.checking.items import owed_items
from etl.forms.grid import with_drafts
from etl.life_cycle.drafts import list_drafts, load_draft
from etl.life_cycle.months import locked_months
from etl.life_cycle.upload import list_uploads, owed
from indicators.language import _
from indicators.numbers import month_of_year
from pages.components import reports_view as parts
from pages.components.evidence_desk import evidence_desk
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.open_months import open_months_of
from pages.components.paging import page_of
from pages.components.upload_history import upload_table
from pages.server.state import database, guard

SHOWN_UPLOADS = 5

account = guard("reports")
view = open_page(_("My reports"), _("What you owe, what came back, what to do next"), is_reporting=True)

grid = load_draft(database(), account, view.plan_id, view.period, "grid")
due = with_drafts(owed(database(), account, view.plan_id, view.period).to_pylist(), grid.content.get("cells", {}) if grid else {})
items = {kind: owed_items(database(), account, view.plan_id, view.period, kind).to_pylist() for kind in parts.ITEM_TITLES}
uploads = list_uploads(database(), account, view.plan_id).to_pylist()
show(parts.month_progress(due, view.period, date.today()))
show(parts.lock_words(locked_months(database(), view.plan_id).get(view.period)))
show(parts.next_step(due, view))
show(parts.region_table(due, view, date.today()))
show(parts.other_months(open_months_of(account, view, uploads), view))

if drafts := list_drafts(database(), account):
    heading(_("Drafts"), _("begun and not submitted yet; only you see them"))
    show(parts.draft_list(drafts, view))
if due:
    heading(_("What you owe for {month}", month=month_of_year(view.period)))
    show(parts.owed_table(page_of(parts.choose_owed(due), "owed")))
for kind, rows in items.items():
    if rows:
        heading(_(parts.ITEM_TITLES[kind]), parts.reported_words(rows))
        show(parts.item_table(page_of(parts.choose_state(rows, kind), kind)))
evidence_desk(account, view, due, items)

heading(_("Your last uploads"))
if uploads:
    show(upload_table(uploads[:SHOWN_UPLOADS], view))
else:
    empty_state(_("You have not reported anything for this plan yet."), _("Download the template on the page Upload to begin."))
