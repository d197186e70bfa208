"""The monthly bulletin: the draft of a month, its files, issuing it, and every issue as it was."""

from datetime import date

from etl.bulletins import list_bulletins, read_bulletin
from indicators.bulletin.build import build
from indicators.language import _, current_language
from indicators.vocabulary import Role
from pages.components.bulletin_files import draft_links, issued_links, issued_table
from pages.components.bulletin_issue import done_message, issue_form, template_choice
from pages.components.bulletin_view import bulletin_html
from pages.components.data import ask
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.paging import page_of
from pages.components.selection import choose, filter_row
from pages.server.state import database, guard

account = guard("bulletin")
view = open_page(_("Bulletin"), _("The month in the customary form: as Word and Excel, every number to be found again"))
done_message()
parts = {"issued": _("Issued"), "draft": _("Draft of this month"), "template": _("Template")}
seen = {Role.LEADER: ("issued",), Role.ADMIN: ("draft", "issued"), Role.OFFICE: ("draft", "issued", "template")}[account.role]
part = seen[0]
if len(seen) > 1:
    with filter_row("bulletin"):
        part = choose("part", _("Show"), {name: parts[name] for name in seen}, part, widget="segments")
issued = list_bulletins(database(), account, view.plan_id)

if part == "draft" and view.world.reported_at is not None:
    empty_state(_("A bulletin is written from the figures as they stand now."), _("Remove the past day above."))
elif part == "draft":
    draft = ask(build, view.plan_id, view.period, current_language(), date.today(), view.world.counts)
    draft_links(account, draft)
    show(bulletin_html(draft))
    if account.role == Role.OFFICE:
        issue_form(account, draft, issued)
elif part == "template":
    heading(_("Template"), _("Your own DOCX: its headers, footers, page and styles stay, the bulletin is filled in"))
    template_choice(account, view)
elif not issued:
    empty_state(_("No bulletin of this plan was issued yet."), _("The 263 office issues one from the draft of a month."))
else:
    show(issued_table(account, view, page_of(issued, "bulletins")))
    names = {str(row["number"]): _("No. {number} · {title}", number=row["number"], title=row["title"]) for row in issued}
    with filter_row("number"):
        number = int(choose("number", _("Read"), names, str(issued[0]["number"])))
    show(f'<p class="exports">{issued_links(account, view.plan_id, number)}</p>')
    show(bulletin_html(read_bulletin(database(), account, view.plan_id, number)))
