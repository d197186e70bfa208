"""What a person sees when a page fails: a sentence and a number to quote; the trace goes to the log only."""

import logging
import secrets

import streamlit as st

from indicators.language import DEFAULT_LANGUAGE, _, use_language

log = logging.getLogger("dashboard")


def show_script_error(problem: Exception) -> bool:
    """Logs the trace under a number and shows that number; True keeps Streamlit's own box away."""
    number = secrets.token_hex(4)
    log.error("Page error %s", number, exc_info=problem)
    use_language(st.session_state.get("language", DEFAULT_LANGUAGE))  # the database may be what failed
    st.error(
        _(
            "This page could not be shown. Please try again; if it fails again, tell the administrator error number {number}.",
            number=number,
        ),
        icon=":material/error:",
    )
    return True
