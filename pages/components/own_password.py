"""The form in which everybody changes their own password."""

import streamlit as st

from etl.people.accounts import Account, AccountRefused, SignInRefused
from etl.people.administration import change_own_password
from etl.people.passwords import SHORTEST
from indicators.language import _
from pages.server.state import database


def password_form(account: Account) -> None:
    """Asks for the old and the new password; the change ends every session of the account, this one too."""
    with st.form("own-password", border=False, width=420):
        old = st.text_input(_("Password until now"), type="password", autocomplete="current-password")
        new = st.text_input(
            _("New password"), type="password", autocomplete="new-password", help=_("At least {least} characters.", least=SHORTEST)
        )
        again = st.text_input(_("New password once more"), type="password", autocomplete="new-password")
        is_sent = st.form_submit_button(_("Change the password"), type="primary")
    if not is_sent:
        return
    try:
        change_own_password(database(), account, old, new, again)
    except (AccountRefused, SignInRefused) as refusal:
        st.error(str(refusal))
        return
    st.success(_("The password is changed. Sign in with the new one."))
