"""The hint of a page, shown to each person until they close it."""

from html import escape

import streamlit as st

from etl.people.hints import closed_hints
from indicators.language import _
from pages.components.hint_words import hint_words
from pages.components.html import link
from pages.server.state import current_account, database, shown_page


def show_hint() -> None:
    """The hint of the page that is open, unless this person has closed it or all of them."""
    account, page = current_account(), shown_page()
    words = hint_words(page, account.role) if account else ""
    if account is None or not words or closed_hints(database(), account) & {page, None}:
        return
    close, close_all = (
        f'<button type="button" data-close-hint="{name}">{escape(label)}</button>'
        for name, label in ((page, _("Got it")), ("", _("Hide all hints")))
    )
    st.html(
        f'<div class="hint" role="note" aria-label="{escape(_("Hint for this page"), quote=True)}"><p>{escape(words)}</p>'
        f'<p class="ways">{close}{link(_("User guide"), "guide", about=page)}{close_all}</p></div>'
    )
