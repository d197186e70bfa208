"""Backup: the database and its kept files copied while the application runs, proved, and how to get them back."""

from etl.safekeeping.kept_backups import list_backups
from indicators.language import _
from pages.components.backup_view import backup_button, backups_table, prove_button, restore_words, said_before
from pages.components.frame import start_page
from pages.components.html import empty_state, heading, show
from pages.components.paging import page_of
from pages.server.state import database, guard

account = guard("backup")
start_page(_("Backup"), _("A copy of everything, with a hash for each file; made while people go on reading"))
said_before()
backup_button(account)
backups = list_backups(database(), account)
heading(_("{count} backups", count=len(backups)), _("the newest first"))
if backups:
    show(backups_table(page_of(backups, "backups")))
    prove_button(account, backups)
else:
    empty_state(_("There is no backup yet."), _("Make one now, and carry it to another machine."))
heading(_("Where they are, and how to get one back"))
show(restore_words())
