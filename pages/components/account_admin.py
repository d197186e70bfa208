"""The administrator's forms: a new account, a changed one, a new password to hand over."""

from collections.abc import Sequence

import streamlit as st

from etl.people.accounts import Account, AccountRefused, Scope
from etl.people.administration import AccountState, Wish, change_account, make_account, new_password
from indicators.language import _
from indicators.vocabulary import ROLE_LABELS, Role
from pages.components.account_words import scope_id, scope_of, scope_words
from pages.components.frame import say_done
from pages.components.selection import choose
from pages.server.state import database

NEW = None
_SAID, _PASSWORD, _ROUND = "account_said", "account_password", "account_round"


def said_before() -> None:
    """Says once what was done, and shows a password made by chance: it is kept nowhere and shown only here."""
    if words := st.session_state.pop(_SAID, None):
        say_done(words)
    if password := st.session_state.pop(_PASSWORD, None):
        st.warning(_("Hand this password over now; it is shown only once:"))
        st.code(password, language=None, wrap_lines=True)


def choose_account(states: Sequence[AccountState]) -> AccountState | None:
    """The account to change, NEW for one to be made."""
    names = {"": _("a new account")}
    names |= {state.account.username: f"{state.account.username} · {state.account.display_name}" for state in states}
    with st.container(width=640):
        chosen = choose("account", _("Which account"), names, "")
    return next((state for state in states if state.account.username == chosen), NEW)


def account_form(actor: Account, state: AccountState | None) -> None:
    """Everything that can be said of an account; sent, it is made or changed, or refused in a sentence."""
    account = state.account if state else None
    words = scope_words(account.scopes if account else ())
    username, password = account.username if account else "", ""
    with st.form(f"account-{username}-{st.session_state.get(_ROUND, 0)}", border=False, width=640):
        if account is None:
            username = st.text_input(_("Account name"), max_chars=32, help=_("Small letters, digits, dot, hyphen, underscore."))
        name = st.text_input(_("Person or office"), account.display_name if account else "", max_chars=100)
        roles = list(Role)
        role = st.selectbox(
            _("Role"), roles, roles.index(account.role if account else Role.REPORTER), format_func=lambda one: _(ROLE_LABELS[one])
        )
        scopes = st.multiselect(
            _("Reports for (reporters only)"),
            list(words),
            [scope_id(scope) for scope in account.scopes] if account else [],
            format_func=lambda one: words.get(one, one),
            placeholder=_("regions with all below them, or what a department leads"),
        )
        email = st.text_input(_("E-mail for notices"), state.email if state else "", max_chars=320)
        if account is None:
            password = st.text_input(
                _("Password (empty: one is made and shown once)"), type="password", autocomplete="new-password"
            )
        is_closed = account is not None and st.checkbox(_("Closed: nobody can sign in with it"), account.is_disabled)
        is_sent = st.form_submit_button(_("Save the changes") if account else _("Make the account"), type="primary")
    if is_sent:
        _send(actor, account, username, Wish(name, Role(role), _scopes(scopes), email, is_closed), password)


def password_button(actor: Account, state: AccountState) -> None:
    """Gives an account another password, for who has forgotten theirs; it opens the lock as well."""
    if st.button(_("Make a new password for {name}", name=state.account.username), icon=":material/key:"):
        try:
            st.session_state[_PASSWORD] = new_password(database(), actor, state.account.username)
        except AccountRefused as refusal:
            st.error(str(refusal))
            return
        st.session_state[_SAID] = _("{name} has a new password and is signed out everywhere.", name=state.account.username)
        st.rerun()


def _scopes(chosen: Sequence[str]) -> tuple[Scope, ...]:
    return tuple(scope_of(text) for text in chosen)


def _send(actor: Account, account: Account | None, username: str, wish: Wish, password: str) -> None:
    try:
        if account is None:
            made = make_account(database(), actor, username, wish, password)
            if not password:
                st.session_state[_PASSWORD] = made
            st.session_state[_SAID] = _("The account {name} is made.", name=username.strip())
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        else:
            changed = change_account(database(), actor, username, wish)
            st.session_state[_SAID] = (
                _("The account {name} is changed.", name=username) if changed else _("Nothing differs; nothing was changed.")
            )
    except AccountRefused as refusal:
        st.error(str(refusal))
        return
    st.rerun()
