"""The audit trail: who did what to what, when and from where; proved, filtered, taken away whole."""

from etl.safekeeping.audit_trail import count_entries, list_entries
from indicators.language import _
from pages.components.audit_view import ask_about_chain, entries_table, pages_of_trail, trail_export, trail_filter
from pages.components.frame import start_page
from pages.components.html import empty_state, heading, show
from pages.server.state import database, guard

account = guard("audit")
start_page(
    _("Audit trail"), _("Who did what, when and from where; entries are only ever added, each holds the hash of the one before")
)
ask_about_chain(account)
chosen = trail_filter(account)
count = count_entries(database(), account, chosen)
heading(_("{count} entries", count=count), _("the newest first"))
if count:
    skipped, most = pages_of_trail(count)
    show(entries_table(list_entries(database(), account, chosen, most, skipped).to_pylist()))
    trail_export(account, chosen)
else:
    empty_state(_("No entry fits."), _("Choose more days, or everybody."))
