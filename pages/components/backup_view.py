"""Backups on the screen: the button that makes one, the list, the proof, the way back."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from etl.people.accounts import Account
from etl.safekeeping.backup import BackupRefused
from etl.safekeeping.kept_backups import Backup, backups_folder, make_backup, prove_backup
from indicators.language import _
from indicators.numbers import number
from pages.components.frame import say_done
from pages.components.html import table
from pages.components.selection import choose, filter_row
from pages.server.state import database

_SAID = "backup_said"
MEGABYTE = 1_000_000


def said_before() -> None:
    """Says once what was made or proved."""
    if words := st.session_state.pop(_SAID, None):
        say_done(words)


def backup_button(account: Account) -> None:
    """Makes a backup; what cannot be written is said, and nothing half-written stays."""
    if not st.button(_("Make a backup now"), type="primary", icon=":material/backup:"):
        return
    try:
        with st.spinner(_("Copying …")):
            made = make_backup(database(), account)
    except (BackupRefused, OSError) as refusal:
        st.error(_("The backup could not be made: {reason}", reason=refusal))
        return
    st.session_state[_SAID] = _("The backup {name} is made: {size} MB.", name=made.folder.name, size=_megabytes(made))
    st.rerun()


def backups_table(backups: Sequence[Backup]) -> str:
    """One line per backup."""
    cells = [
        (
            escape(backup.folder.name),
            f'<span class="number">{backup.made_at:%Y-%m-%d %H:%M}</span>',
            f'<span class="number">{_megabytes(backup)} MB</span>',
            f'<span class="number">{number(backup.file_count)}</span>',
            f'<span class="number">{number(backup.figure_count)}</span>',
        )
        for backup in backups
    ]
    return table((_("Backup"), _("At"), _("Size"), _("Files"), _("Figures reported")), cells, _("Backups"))


def prove_button(account: Account, backups: Sequence[Backup]) -> None:
    """Reads a backup byte by byte, and says whether it is what was written."""
    with filter_row("prove"):
        name = choose("backup", _("Which backup"), {one.folder.name: one.folder.name for one in backups}, backups[0].folder.name)
        asked = st.button(_("Prove it"), icon=":material/verified_user:")
    if not asked:
        return
    try:
        count = prove_backup(database(), account, name)
    except BackupRefused as refusal:
        st.error(str(refusal))
        return
    st.success(_("The backup {name} is whole: {count} files are as they were written.", name=name, count=count))


def restore_words() -> str:
    """Where the backups lie, and the command that restores one."""
    where = _("The backups lie in the folder {folder}. Carry them to another machine: a broken disk takes both.", folder="…")
    first, last = (escape(part) for part in where.split("…"))
    folder = f"<code>{escape(str(backups_folder(database())))}</code>"
    advice = escape(_("Getting one back makes a new database beside the old one, after every file has proved to be as it was:"))
    command = "python -m etl restore FOLDER --db NEW.duckdb"
    return f"<p>{first}{folder}{last}</p><p>{advice}</p><p><code>{escape(command)}</code></p>"


def _megabytes(backup: Backup) -> str:
    return number(backup.size / MEGABYTE, 1)
