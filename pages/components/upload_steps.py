"""The steps of an upload that remember something between reruns: the checked file, the message after a commit."""

import streamlit as st

from etl.accounts import Account
from etl.justification import Justification, row_notes, unjustified
from etl.upload import CheckedUpload, check_upload
from indicators.language import _
from pages.components.html import link, show
from pages.components.selection import View
from pages.server.state import database


def checked_file(account: Account, view: View, file_name: str, data: bytes) -> CheckedUpload:
    """The file, checked once for the plan, the month and the figures as they stand. Raises what `check_upload` raises."""
    mark = (file_name, hash(data), view.plan_id, view.period, account.username, database().version)
    known = st.session_state.get("checked_file")
    if known and known[0] == mark:
        checked: CheckedUpload = known[1]
        return checked
    with st.status(_("Checking the file"), expanded=True) as status:
        checked = check_upload(database(), account, view.plan_id, view.period, file_name, data, progress=status.write)
        status.update(label=_("The file was read and checked"), state="complete", expanded=False)
    st.session_state["checked_file"] = (mark, checked)
    return checked


def justification_for(checked: CheckedUpload) -> str:
    """What the reporter writes where a note in the file does not answer for a warning yet; it travels with the figures."""
    if not unjustified(checked.problems, Justification("", row_notes(checked.compared, checked.table))):
        return ""
    return st.text_area(
        _("Why the figures with warnings are right"),
        key="justification",
        placeholder=_("For example: recount after inspection, approved by …"),
        max_chars=2000,
    )


def forget_file(upload_id: int | None) -> None:
    """Empties the file field after a commit and keeps the number for the message."""
    st.session_state["file_number"] = st.session_state.get("file_number", 0) + 1
    st.session_state.pop("checked_file", None)
    st.session_state["committed"] = upload_id


def done_message() -> None:
    """Says once what was committed and where it can be undone."""
    upload_id = st.session_state.pop("committed", None)
    if upload_id is not None:
        st.success(_("Committed as upload {number}. The dashboards show the new figures now.", number=upload_id))
        show(f"<p>{link(_('See it, or undo it'), 'uploads')} · {link(_('Open the overview'), 'overview')}</p>")
