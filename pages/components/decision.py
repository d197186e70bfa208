"""Approve or return, all that is shown or what is chosen; what came of it is said once."""

from collections.abc import Sequence

import streamlit as st

from etl.life_cycle.review import LONGEST_REASON, Cell, ReviewRefused, approve, return_upload
from etl.life_cycle.upload import UploadNotAllowed
from indicators.language import _
from indicators.queries import Row
from pages.components.frame import say_done
from pages.components.html import heading
from pages.components.review_cells import cell_of
from pages.server.state import current_account, database, speak

_SAID, _REASON = "decided", "reason"


def said_before() -> None:
    """Says once what the last decision did, or why it could not be taken."""
    if found := st.session_state.pop(_SAID, None):
        was_done, words = found
        say_done(words, was_done=was_done)


def decide(number: int, cells: Sequence[Row], chosen: Sequence[Row]) -> None:
    """The four buttons; each decides on exactly the cells that were seen, so that what came in between is refused and explained."""
    everything, some = ([cell_of(row) for row in rows] for rows in (cells, chosen))
    heading(_("Your decision"), _("{chosen} of {count} chosen; choose rows at their left edge", chosen=len(some), count=len(cells)))
    with st.container(key="approving", horizontal=True):
        _button(_("Approve all ({count})", count=len(everything)), "approve-all", number, everything)
        _button(_("Approve chosen ({count})", count=len(some)), "approve-chosen", number, some)
    st.text_area(
        _("Reason, for returning"),
        key=f"{_REASON}-{number}",
        max_chars=LONGEST_REASON,
        placeholder=_("What is wrong and what to do; the reporter sees it at every returned cell"),
    )
    with st.container(key="returning", horizontal=True):
        _button(_("Return all ({count})", count=len(everything)), "return-all", number, everything)
        _button(_("Return chosen ({count})", count=len(some)), "return-chosen", number, some)


def _button(label: str, key: str, number: int, cells: list[Cell]) -> None:
    approves = key.startswith("approve")
    st.button(
        label,
        # one button from run to run, whatever the cells: a click must reach what was seen when it was made
        key=f"{key}-{number}",
        type="primary" if key == "approve-all" else "secondary",
        icon=":material/check:" if approves else ":material/undo:",
        disabled=not cells,
        on_click=_carry_out,
        args=(approves, number, cells),
    )


def _carry_out(approves: bool, number: int, cells: list[Cell]) -> None:
    """Called by the click, before the page is made anew with whatever colleagues did meanwhile."""
    account = current_account()
    speak()
    if account is None:
        return
    try:
        if approves:
            done = approve(database(), account, number, cells)
            words = _("Approved: {count} reports of upload {number}.", count=done.count, number=number)
        else:
            done = return_upload(database(), account, number, st.session_state[f"{_REASON}-{number}"], cells)
            words = _(
                "Returned: {count} reports of upload {number}; the reporter sees the reason.", count=done.count, number=number
            )
            st.session_state[f"{_REASON}-{number}"] = ""
    except (ReviewRefused, UploadNotAllowed) as refusal:
        st.session_state[_SAID] = (False, str(refusal))
        return
    st.session_state[_SAID] = (True, words)
