"""The user guide: the page somebody comes from, then the reader's own role, the others folded below, and every page in a sentence."""

import streamlit as st

from indicators.language import _
from indicators.vocabulary import ROLE_LABELS, Role
from pages.components.frame import start_page
from pages.components.guide import asked_page, offer_hints, show_chapter, show_guide, show_pages
from pages.components.html import heading
from pages.server.navigation import title_of
from pages.server.state import guard

account = guard("guide")
start_page(_("User guide"), _("What you do here, step by step; each step leads to its page"))
if page := asked_page(account.role):
    heading(_("The page “{page}”", page=_(title_of(page))))
    show_chapter(page, account.role)
heading(_("For you: {role}", role=_(ROLE_LABELS[account.role])))
show_guide(account.role)
heading(_("What the others do"))
for role in Role:
    if role != account.role:
        with st.expander(_(ROLE_LABELS[role])):
            show_guide(role)
heading(
    _("Page by page"), _("what to look at and what a click does; the same words stand as a hint on each page until you close it")
)
show_pages(account.role)
offer_hints(account)
