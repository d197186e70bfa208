"""Report a month: what is owed, the template, the file, what is wrong or would change, commit."""

import streamlit as st

from etl.raw_table import Limits
from etl.upload import FileRefused, UploadNotAllowed, UploadRefused, UploadStale, commit_upload, owed
from indicators.language import _
from indicators.numbers import month_of_year
from pages.components.frame import open_page
from pages.components.html import heading, show
from pages.components.templates import template_links
from pages.components.upload_steps import checked_file, done_message, forget_file, justification_for
from pages.components.upload_view import detected_facts, difference_tiles, owed_summary, preview_table, problem_list
from pages.server.state import current_account, database, guard

guard("upload")
view = open_page(_("Upload"), _("Template, file, check, preview, commit: nothing is written before you say so"))
account = current_account()
assert account is not None, "a page without a person"
done_message()

due = owed(database(), account, view.plan_id, view.period).to_pylist()
heading(_("1 · What you owe for {month}", month=month_of_year(view.period)))
show(owed_summary(due))
if due:
    template_links(account, view, due)

heading(
    _("2 · Your file"), _("Excel (.xlsx, .xls, .ods) or CSV in any Chinese encoding; titles and notes around the table do no harm")
)
file = st.file_uploader(
    _("File of the month"),
    type=["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"],
    key=f"file-{st.session_state.get('file_number', 0)}",
    max_upload_size=Limits().file_bytes // 2**20,
)
if file is None:
    st.stop()
try:
    checked = checked_file(account, view, file.name, file.getvalue())
except (FileRefused, UploadNotAllowed) as refusal:
    st.error(str(refusal))
    st.stop()
show(detected_facts(checked.detected))

heading(_("3 · What was found"))
if checked.problems:
    show(problem_list(checked.problems))
else:
    st.success(_("No problem was found."))

heading(_("4 · What would change"))
show(difference_tiles(checked))
preview_table(checked.preview)

heading(_("5 · Commit"))
if checked.errors:
    st.error(_("Nothing can be committed while there are errors: correct them in the file and choose it again."))
elif checked.changes_nothing:
    st.info(_("Every figure of this file stands already; there is nothing to commit."))
else:
    justification = justification_for(checked)
    if st.button(_("Commit {count} figures", count=checked.differences.new + checked.differences.changed), type="primary"):
        try:
            with st.spinner(_("Writing …")):
                upload_id = commit_upload(database(), account, checked, justification)
        except (UploadRefused, UploadNotAllowed, UploadStale) as refusal:
            st.error(str(refusal))
            st.stop()
        forget_file(upload_id)
        st.rerun()
