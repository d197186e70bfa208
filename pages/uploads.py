"""What was uploaded, by whom and when; what an upload changed; undo."""

from html import escape

import streamlit as st

from etl.life_cycle.months import MonthLocked
from etl.life_cycle.upload import UndoRefused, UploadNotAllowed, list_uploads, undo_upload, upload_rows
from indicators.language import _
from pages.components.frame import open_page, say_done
from pages.components.html import empty_state, heading, show
from pages.components.originals import original_link
from pages.components.paging import page_of
from pages.components.selection import choose, filter_row
from pages.components.upload_history import decision_words, may_undo, undo_meaning, undo_words, upload_table, written_rows
from pages.server.state import database, guard

account = guard("uploads")
view = open_page(_("Uploads and undo"), _("Every file that was committed, and the way to take one back"))
if done := st.session_state.pop("undone", None):
    say_done(done)

uploads = list_uploads(database(), account, view.plan_id).to_pylist()
if not uploads:
    empty_state(_("Nothing was uploaded for this plan yet."), _("Reports appear here as soon as they are committed."))
    st.stop()
show(upload_table(page_of(uploads, "uploads"), view))

heading(_("One upload"))
with filter_row("uploads"):
    names = {str(row["upload_id"]): f"{row['upload_id']} · {row['file_name']} · {row['display_name']}" for row in uploads}
    number = choose("upload", _("Which upload"), names, str(uploads[0]["upload_id"]))
upload = next(row for row in uploads if str(row["upload_id"]) == number)
show(decision_words(upload))
show(written_rows(upload["kind"], upload_rows(database(), account, upload["upload_id"]).to_pylist()))

original_link(account, upload)
if may_undo(account, upload):
    show(f'<p class="asof">{escape(undo_meaning(account, upload))}</p>')
    with st.form("undo", border=False):
        reason = st.text_input(_("Why this upload is taken back"), max_chars=500)
        asked = st.form_submit_button(_("Take upload {number} back", number=upload["upload_id"]))
    if asked:
        try:
            st.session_state["undone"] = undo_words(undo_upload(database(), account, upload["upload_id"], reason))
        except (MonthLocked, UndoRefused, UploadNotAllowed) as refusal:
            st.error(str(refusal))
            st.stop()
        st.rerun()
