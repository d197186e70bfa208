"""Target allocation: the office breaks targets down to towns and enters what was handed down, baselines and starting values."""

import streamlit as st

from etl.life_cycle.upload import FileRefused, UploadNotAllowed, UploadRefused, UploadStale, commit_upload
from indicators.language import _
from pages.components.frame import open_page, say_done
from pages.components.html import heading, link, show
from pages.components.target_entry import checked_targets, file_in_hand, forget_targets, target_file, target_form
from pages.components.upload_steps import justification_for
from pages.components.upload_view import preview_table, problem_table
from pages.server.state import current_account, database, guard

guard("allocation")
view = open_page(
    _("Target allocation"),
    _("Break targets down to towns; enter what was handed down, baselines and starting values, each with its source"),
)
account = current_account()
assert account is not None, "a page without a person"
if number := st.session_state.pop("targets_written", None):
    say_done(_("Written as upload {number}. The dashboards judge by the new targets now.", number=number))
    show(f"<p>{link(_('See it, or undo it'), 'uploads')} · {link(_('Targets and sources'), 'targets', **view.parameters())}</p>")

by_form, by_file = st.tabs([_("On screen"), _("As a file")])
with by_form:
    filled = target_form(account, view)
with by_file:
    sent = target_file(account, view)
file = file_in_hand(view, filled, sent)
if file is None:
    st.stop()

heading(_("What was found, and what would change"))
try:
    checked = checked_targets(account, view, file)
except (FileRefused, UploadNotAllowed) as refusal:
    st.error(str(refusal))
    st.stop()
if checked.problems:
    show(problem_table(checked.problems))
preview_table(account, view, checked)
if checked.errors:
    st.error(_("Nothing can be written while there are errors."))
elif checked.changes_nothing:
    st.info(_("All of these targets stand already; there is nothing to write."))
else:
    justification = justification_for(checked)
    if st.button(_("Write {count} targets", count=checked.differences.new + checked.differences.changed), type="primary"):
        try:
            upload_id = commit_upload(database(), account, checked, justification)
        except (UploadRefused, UploadNotAllowed, UploadStale) as refusal:
            st.error(str(refusal))
            st.stop()
        forget_targets(upload_id)
        st.rerun()
