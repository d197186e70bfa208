"""Accounts: who may sign in, as what, reporting for what; made, changed and closed by the administrator."""

import streamlit as st

from etl.people.administration import account_states
from indicators.language import _
from pages.components.account_admin import NEW, account_form, choose_account, password_button, said_before
from pages.components.account_words import accounts_table
from pages.components.frame import start_page
from pages.components.html import heading, show
from pages.components.paging import page_of
from pages.server.state import database, guard

account = guard("accounts")
start_page(_("Accounts"), _("Who may sign in, as what, and what a reporter reports for"))
said_before()
states = account_states(database(), account)
heading(_("{count} accounts", count=len(states)))
show(accounts_table(page_of(states, "accounts")))
heading(_("Make or change an account"))
chosen = choose_account(states)
account_form(account, chosen)
if chosen is not NEW:
    st.divider()
    password_button(account, chosen)
