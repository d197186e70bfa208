"""The user guide: the reader's own role first, the others folded below."""

import streamlit as st

from indicators.language import _
from indicators.vocabulary import ROLE_LABELS, Role
from pages.components.frame import start_page
from pages.components.guide import show_guide
from pages.components.html import heading
from pages.server.state import guard

account = guard("guide")
start_page(_("User guide"), _("What you do here, step by step; each step leads to its page"))
heading(_("For you: {role}", role=_(ROLE_LABELS[account.role])))
show_guide(account.role)
heading(_("What the others do"))
for role in Role:
    if role != account.role:
        with st.expander(_(ROLE_LABELS[role])):
            show_guide(role)
