"""The steps of an upload that remember something between reruns: how the file is read, the checked file, the message after it."""

from collections.abc import Sequence
from html import escape

import pyarrow as pa
import streamlit as st

from etl.checking.checked_progress import CheckedProgress
from etl.checking.justification import Justification, row_notes, unjustified
from etl.checking.preview import SETTLED
from etl.life_cycle.accept import LONGEST_JUSTIFICATION
from etl.life_cycle.drafts import draft_file
from etl.life_cycle.upload import CheckedUpload, UploadNotAllowed, UploadRefused, UploadStale, check_any, commit_upload, owed
from etl.people.accounts import Account
from etl.reading.raw_table import Choices, Limits
from indicators.language import _, pick
from indicators.numbers import exact, month_of_year
from indicators.queries import Row
from pages.components.desk import Desk, next_round
from pages.components.evidence_desk import prove_done
from pages.components.frame import say_done
from pages.components.html import heading, link, show, table
from pages.components.returned import returned_link
from pages.components.selection import View, month_words
from pages.components.upload_view import owed_summary, problem_list
from pages.server.state import database

_OUTCOME = "submitted"
ENDINGS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"]


def owed_step(account: Account, view: View) -> list[Row]:
    """The first step: what is owed for the month, which it returns."""
    due: list[Row] = owed(database(), account, view.plan_id, view.period).to_pylist()
    heading(_("1 · What you owe for {month}", month=month_of_year(view.period)))
    show(owed_summary(due))
    return due


def chosen_file(desk: Desk) -> tuple[str, bytes] | None:
    """The file in the field, which is kept on the server until it is submitted; else the one that was kept there before."""
    key = f"file-{st.session_state.get('file_number', 0)}"

    def changed() -> None:
        if st.session_state[key] is None:  # taken out of the field
            desk.drop()

    file = st.file_uploader(
        _("File of the month"),
        type=ENDINGS,
        key=key,
        max_upload_size=Limits().file_bytes // 2**20,
        on_change=changed,
    )
    if file is not None:
        data = file.getvalue()
        mark = (desk, file.name, hash(data))
        kept_for = st.session_state.get("kept_file")
        if kept_for != mark:
            desk.keep_file(file.name, data)
            if kept_for and kept_for[1:] == mark[1:]:  # the same file under another month: that is where it belongs
                kept_for[0].drop()
            st.session_state["kept_file"] = mark
        return file.name, data
    draft = desk.draft()
    kept = draft_file(database(), draft) if draft else None
    if draft is None or kept is None:
        return None
    name = str(draft.content["file_name"])
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.info(_("Going on with “{name}”, kept since {moment}.", name=name, moment=f"{draft.saved_at:%Y-%m-%d %H:%M}"))
    if right.button(_("Forget it"), width="stretch"):
        desk.drop()
        next_round()
        st.rerun()
    return name, kept


def checked_file(desk: Desk, file_name: str, data: bytes, choices: Choices) -> CheckedUpload:
    """The file, checked once for the plan, the month, the choices and the figures as they stand. Raises what `check_any` raises."""
    account, view, is_correction = desk.account, desk.view, asks_for_correction(desk)
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


def asks_for_correction(desk: Desk) -> bool:
    """Whether the person says that approved or locked figures are to be corrected."""
    return bool(desk.recall("is_correction", False))


def found_step(desk: Desk, checked: CheckedUpload, typed: Sequence[Row]) -> None:
    """The third step: every problem, the file with them in it, and the switch for a correction. `typed`: see `problem_list`."""
    heading(_("3 · What was found"))
    problem_list(desk.account, desk.view, checked, typed)
    if isinstance(checked, CheckedProgress):
        prove_done(desk.account, checked)
    if desk.way == "file":
        returned_link(desk.account, checked)
    offer_correction(desk, checked)


def offer_correction(desk: Desk, checked: CheckedUpload) -> None:
    """The switch that makes a correction of a file, where one is needed or chosen already."""
    settled = any(problem.code in SETTLED for problem in checked.problems)
    if settled or asks_for_correction(desk):
        st.checkbox(
            _("This is a correction of approved or locked figures; the office will see the reason"),
            key=desk.key("is_correction"),
            on_change=desk.remember,
            args=("is_correction",),
        )


def justification_for(checked: CheckedUpload, desk: Desk | None = None) -> str:
    """What is written where there are corrections, or warnings that no note in the file answers for; it travels with the figures.

    At a desk it is kept with the work in hand.
    """
    open_warnings = unjustified(checked.problems, Justification("", row_notes(checked.compared, checked.table)))
    if not open_warnings and not checked.corrected:
        return ""
    label = _("Why approved or locked figures are corrected") if checked.corrected else _("Why the figures with warnings are right")
    if desk:
        desk.recall("justification", "")
    return st.text_area(
        label,
        key=desk.key("justification") if desk else "justification",
        placeholder=_("For example: recount after inspection, approved by …"),
        help=_("A note in the row of a figure counts for that figure."),
        max_chars=LONGEST_JUSTIFICATION,
        on_change=desk.remember if desk else None,
        args=("justification",) if desk else None,
    )


def submit_step(desk: Desk, checked: CheckedUpload) -> None:
    """The last step: why nothing can be submitted, or the reasons that are asked for and the button."""
    if checked.errors:
        st.error(_("Nothing can be submitted while there are errors: correct them and check again."))
    elif checked.changes_nothing:
        st.info(_("Every figure of this file was reported already; there is nothing to submit."))
    else:
        justification = justification_for(checked, desk)
        count = checked.differences.new + checked.differences.changed
        if st.button(_("Submit {count} figures", count=count), type="primary"):
            submit(desk, checked, justification)


def submit(desk: Desk, checked: CheckedUpload, justification: str) -> None:
    """Submits the checked file and forgets its draft; says in a sentence what keeps it from it, and what moved meanwhile."""
    # kept by mutation: a second click may end this run at the next word to the session, when the upload is written already
    outcome: dict[str, int | None] = st.session_state.setdefault(_OUTCOME, {})
    try:
        with st.spinner(_("Writing …")):
            outcome["upload_id"] = commit_upload(database(), desk.account, checked, justification)
            desk.drop()
    except UploadStale as stale:
        st.warning(str(stale))
        show(moved_table(stale.moved))
        st.button(_("Check again"), type="primary")
        st.stop()
    except (UploadRefused, UploadNotAllowed) as refusal:
        st.error(str(refusal))
        st.stop()
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


def done_message(view: View) -> None:
    """Says once what was submitted, what happens next, and where it can be taken back; the fields are empty again."""
    outcome = st.session_state.pop(_OUTCOME, {})
    if "upload_id" not in outcome:
        return
    next_round()
    for name in ("checked_file", "kept_file", "grid"):
        st.session_state.pop(name, None)
    upload_id = outcome["upload_id"]
    if upload_id is None:
        st.info(_("Every figure of this file was reported already; there is nothing to submit."))
        return
    say_done(_("Submitted as upload {number}. It counts as soon as the office has approved it.", number=upload_id))
    ways = (
        link(_("See it, or take it back"), "uploads", **view.parameters(), upload=upload_id),
        link(_("My reports"), "reports", **view.parameters()),
    )
    show(f"<p>{' · '.join(ways)}</p>")
