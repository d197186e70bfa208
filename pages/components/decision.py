"""Approve or return, all that is shown or what is chosen; what came of it is said once."""

from collections.abc import Callable, Sequence

import streamlit as st

from etl.accounts import Account
from etl.review import LONGEST_REASON, Cell, Decision, ReviewRefused, approve, return_upload
from etl.upload import UploadNotAllowed
from indicators.language import _
from indicators.queries import Row
from pages.components.html import heading
from pages.server.state import database

_SAID = "decided"


def said_before() -> None:
    """Says once what the last decision did."""
    if words := st.session_state.pop(_SAID, None):
        st.success(words)


def decide(account: Account, upload: Row, cells: Sequence[Row], chosen: Sequence[Row]) -> None:
    """The four buttons; each decides on exactly the cells that were seen, so that what came in between is refused and explained."""
    number = upload["upload_id"]
    everything, some = ([Cell(*(row[name] for name in Cell._fields)) for row in rows] for rows in (cells, chosen))
    heading(_("Your decision"), _("{chosen} of {count} chosen; choose rows at their left edge", chosen=len(some), count=len(cells)))
    with st.container(key="approving", horizontal=True):
        approve_all = st.button(_("Approve all ({count})", count=len(everything)), type="primary", icon=":material/done_all:")
        approve_some = st.button(_("Approve chosen ({count})", count=len(some)), disabled=not some, icon=":material/check:")
    reason = st.text_area(
        _("Reason, for returning"),
        key=f"reason-{number}",
        max_chars=LONGEST_REASON,
        placeholder=_("What is wrong and what to do; the reporter sees it at every returned cell"),
    )
    with st.container(key="returning", horizontal=True):
        return_all = st.button(_("Return all ({count})", count=len(everything)), icon=":material/undo:")
        return_some = st.button(_("Return chosen ({count})", count=len(some)), disabled=not some, icon=":material/undo:")
    if approve_all or approve_some:
        wanted = everything if approve_all else some
        _carry_out(lambda: approve(database(), account, number, wanted), _("Approved: {count} reports of upload {number}."), number)
    if return_all or return_some:
        wanted = everything if return_all else some
        _carry_out(
            lambda: return_upload(database(), account, number, reason, wanted),
            _("Returned: {count} reports of upload {number}; the reporter sees the reason."),
            number,
        )


def _carry_out(verb: Callable[[], Decision], words: str, number: int) -> None:
    try:
        decision = verb()
    except (ReviewRefused, UploadNotAllowed) as refusal:
        st.error(str(refusal))
        return
    st.session_state[_SAID] = words.format(count=decision.count, number=number)
    st.rerun()
