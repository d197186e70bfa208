"""The steps of an upload that remember something between reruns: how the file is read, the checked file, the message after it."""

from collections.abc import Sequence
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from etl.accounts import Account
from etl.drafts import draft_file, drop_draft, load_draft, save_draft
from etl.justification import Justification, row_notes, unjustified
from etl.raw_table import Choices, Limits
from etl.upload import CheckedUpload, UploadNotAllowed, UploadRefused, UploadStale, check_any, commit_upload, owed
from indicators.language import _, pick
from indicators.numbers import exact, month_of_year
from indicators.queries import Row
from pages.components.html import heading, link, show, table
from pages.components.selection import View, month_words
from pages.components.upload_view import owed_summary
from pages.server.state import database

ENDINGS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"]


def owed_step(account: Account, view: View) -> list[Row]:
    """The first step: what is owed for the month, which it returns."""
    due: list[Row] = owed(database(), account, view.plan_id, view.period).to_pylist()
    heading(_("1 · What you owe for {month}", month=month_of_year(view.period)))
    show(owed_summary(due))
    return due


def chosen_file(account: Account, view: View) -> tuple[str, bytes] | None:
    """The file in the field, which is kept on the server until it is submitted; else the one that was kept there before."""
    file = st.file_uploader(
        _("File of the month"),
        type=ENDINGS,
        key=f"file-{st.session_state.get('file_number', 0)}",
        max_upload_size=Limits().file_bytes // 2**20,
    )
    if file is not None:
        data = file.getvalue()
        mark = (view.plan_id, view.period, file.name, hash(data))
        if st.session_state.get("kept_file") != mark:
            save_draft(database(), account, view.plan_id, view.period, "file", {"file_name": file.name}, data)
            st.session_state["kept_file"] = mark
        return file.name, data
    draft = load_draft(database(), account, view.plan_id, view.period, "file")
    kept = draft_file(database(), draft) if draft else None
    if draft is None or kept is None:
        return None
    name = str(draft.content["file_name"])
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.info(_("Going on with “{name}”, kept since {moment}.", name=name, moment=f"{draft.saved_at:%Y-%m-%d %H:%M}"))
    if right.button(_("Forget it"), width="stretch"):
        drop_draft(database(), account, view.plan_id, view.period, "file")
        st.rerun()
    return name, kept


def checked_file(account: Account, view: View, file_name: str, data: bytes, choices: Choices, is_correction: bool) -> CheckedUpload:
    """The file, checked once for the plan, the month, the choices and the figures as they stand. Raises what `check_any` raises."""
    mark = (file_name, hash(data), view.plan_id, view.period, account.username, repr(choices), is_correction, database().version)
    known = st.session_state.get("checked_file")
    if known and known[0] == mark:
        checked: CheckedUpload = known[1]
        return checked
    with st.status(_("Checking the file"), expanded=True) as status:
        checked = check_any(
            database(),
            account,
            view.plan_id,
            view.period,
            file_name,
            data,
            choices=choices,
            progress=status.write,
            is_correction=is_correction,
        )
        status.update(label=_("The file was read and checked"), state="complete", expanded=False)
    st.session_state["checked_file"] = (mark, checked)
    return checked


def asks_for_correction() -> bool:
    """Whether the person says that approved or locked figures are to be corrected."""
    return bool(st.session_state.get("is_correction", False))


def offer_correction(checked: CheckedUpload) -> None:
    """The switch that makes a correction of a file, where one is needed or chosen already."""
    settled = any(problem.code in ("already_approved", "month_locked") for problem in checked.problems)
    if settled or asks_for_correction():
        st.checkbox(_("This is a correction of approved or locked figures; the office will see the reason"), key="is_correction")


def justification_for(checked: CheckedUpload) -> str:
    """What the reporter writes where there are corrections, or warnings that no note in the file answers for; it travels with the figures."""
    open_warnings = unjustified(checked.problems, Justification("", row_notes(checked.compared, checked.table)))
    if not open_warnings and not checked.corrected:
        return ""
    label = _("Why approved or locked figures are corrected") if checked.corrected else _("Why the figures with warnings are right")
    return st.text_area(
        label,
        key=_reason_key(checked),
        placeholder=_("For example: recount after inspection, approved by …"),
        help=_("A note in the row of a figure counts for that figure."),
        max_chars=2000,
    )


def _reason_key(checked: CheckedUpload) -> str:
    return f"reason {checked.plan_id} {checked.period}"


def kept_reason(account: Account, view: View, checked: CheckedUpload) -> str:
    """What the reporter writes, kept on the server with the draft."""
    draft = load_draft(database(), account, view.plan_id, view.period, "reason")
    kept = str(draft.content["text"]) if draft else ""
    st.session_state.setdefault(_reason_key(checked), kept)
    text = justification_for(checked)
    if text and text != kept:
        save_draft(database(), account, view.plan_id, view.period, "reason", {"text": text})
    return text


def submit_step(account: Account, view: View, checked: CheckedUpload, kind: str) -> None:
    """The last step: why nothing can be submitted, or the reasons that are asked for and the button."""
    if checked.errors:
        st.error(_("Nothing can be submitted while there are errors: correct them and check again."))
    elif checked.changes_nothing:
        st.info(_("Every figure of this file was reported already; there is nothing to submit."))
    else:
        justification = kept_reason(account, view, checked)
        count = checked.differences.new + checked.differences.changed
        if st.button(_("Submit {count} figures", count=count), type="primary"):
            submit(account, view, checked, justification, kind)


def submit(account: Account, view: View, checked: CheckedUpload, justification: str, kind: str) -> None:
    """Submits the checked file and forgets its draft; says in a sentence what keeps it from it, and what moved meanwhile."""
    try:
        with st.spinner(_("Writing …")):
            upload_id = commit_upload(database(), account, checked, justification)
    except UploadStale as stale:
        st.warning(str(stale))
        show(moved_table(stale.moved))
        st.button(_("Check again"), type="primary")
        st.stop()
    except (UploadRefused, UploadNotAllowed) as refusal:
        st.error(str(refusal))
        st.stop()
    for done in (kind, "reason"):
        drop_draft(database(), account, view.plan_id, view.period, done)
    st.session_state.pop(_reason_key(checked), None)
    _forget(upload_id)
    st.rerun()


def moved_table(moved: pa.Table) -> str:
    """The figures that somebody else reported since the check: then, now, by whom, and what this file says."""
    cells = [
        (
            escape(pick(row, "indicator")),
            escape(pick(row, "region")),
            escape(month_words(row["period"])),
            f'<span class="number">{exact(row["value_at_check"])}</span>',
            f'<span class="number">{exact(row["value_now"])}</span>',
            escape(row["reported_by"] or "–"),
            f'<span class="number">{exact(row["value"])}</span>',
        )
        for row in moved.to_pylist()
    ]
    headers = (_("Indicator"), _("Region"), _("Month"), _("At the check"), _("Now"), _("Reported by"), _("In your file"))
    return table(headers, cells, _("What moved since the check")) if cells else ""


def _forget(upload_id: int | None) -> None:
    """Empties the file field after a submission and keeps the number for the message."""
    st.session_state["file_number"] = st.session_state.get("file_number", 0) + 1
    gone: Sequence[Any] = ("checked_file", "kept_file", "is_correction", "grid")
    for name in gone:
        st.session_state.pop(name, None)
    st.session_state["committed"] = upload_id


def done_message(view: View) -> None:
    """Says once what was submitted, what happens next, and where it can be taken back."""
    upload_id = st.session_state.pop("committed", None)
    if upload_id is not None:
        st.success(_("Submitted as upload {number}. It counts as soon as the office has approved it.", number=upload_id))
        ways = (
            link(_("See it, or take it back"), "uploads", **view.parameters(), upload=upload_id),
            link(_("My reports"), "reports", **view.parameters()),
        )
        show(f"<p>{' · '.join(ways)}</p>")
