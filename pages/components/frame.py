"""The frame of every page: stylesheet, title, plan and month."""

from html import escape

import streamlit as st

from indicators.language import _, pick
from pages.components.hints import show_hint
from pages.components.html import show
from pages.components.selection import View, choose_view, month_words
from pages.server.state import database


def is_simulated() -> bool:
    """Whether every number on the page is simulated (a trial database)."""
    return database().kind == "trial"


def open_page(title: str, lead: str = "", *, is_reporting: bool = False) -> View:
    """Starts a page about a plan at a month: title, one quiet sentence, the two choices everybody needs (see `choose_view`)."""
    with st.container(key="view", horizontal=True, vertical_alignment="bottom"):
        _title(title, lead)
        view = choose_view(is_reporting=is_reporting)
    show(
        f'<p class="asof plan">{escape(pick(view.plan, "name"))} · {escape(_("as of {month}", month=month_words(view.period)))}'
        f"{'<b> · ' + escape(_('simulated data')) + '</b>' if is_simulated() else ''}</p>"
    )
    if words := view.world.sentence():
        show(f'<p class="world" role="note">{escape(_("You are looking at the plan {words}.", words=words))}</p>')
    show_hint()
    return view


def start_page(title: str, lead: str = "") -> None:
    """Starts a page that is not about one plan."""
    _title(title, lead)
    show_hint()


def say_done(words: str, *, was_done: bool = True) -> None:
    """Says what was just done, or that it was not; focus.js leads the eye there, and the keyboard when its button is gone."""
    with st.container(key="done"):
        (st.success if was_done else st.error)(words)


def _title(title: str, lead: str) -> None:
    show(f'<header class="page"><h1>{escape(title)}</h1>{f"<p>{escape(lead)}</p>" if lead else ""}</header>')
