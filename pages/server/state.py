"""What every page stands on: the open database, the person served, their language, which pages they may see."""

import threading

import streamlit as st

from etl.database import Database, open_database
from etl.ledger.worlds import Worlds
from etl.people.accounts import Account, get_account
from etl.settings import database_path
from indicators.language import DEFAULT_LANGUAGE, LANGUAGES, _, use_language
from pages.server.navigation import may_see

_PAGE = "guarded_page"
_opening = threading.RLock()
_open: Database | None = None
_worlds: Worlds | None = None
_known: tuple[Database, int, dict[str, Account | None]] | None = None


def database() -> Database:
    """The open database of this process, opened at the first call. Raises DatabaseMissing, DatabaseBusy."""
    global _open
    with _opening:
        # Tests point the setting at another file; a server's never changes.
        if _open is None or _open.path != database_path():
            close_database()
            _open = open_database(database_path())
        return _open


def close_database() -> None:
    """Closes the database if it is open."""
    global _open
    with _opening:
        if _open is not None:
            _open.close()
        _open = None


def worlds() -> Worlds:
    """The open database as it stood at past moments, and with what waits for review."""
    global _worlds
    current = database()
    with _opening:
        if _worlds is None or _worlds.database is not current:
            _worlds = Worlds(current)
        return _worlds


def is_trial() -> bool:
    """Whether everything shown comes from a trial database."""
    return database().kind == "trial"


def find_account(username: str) -> Account | None:
    """The account as it stands now; read again only after the database was written to."""
    global _known
    current = database()
    version = current.version
    if _known is None or _known[0] is not current or _known[1] != version:
        _known = (current, version, {})
    accounts = _known[2]
    if username not in accounts:
        with current.reading() as cursor:
            accounts[username] = get_account(cursor, username)
    return accounts[username]


def current_account() -> Account | None:
    """Who is served by this script run; None without a sign-in or with a closed account."""
    username = st.user.get("username")
    account = find_account(str(username)) if username else None
    return None if account is None or account.is_disabled else account


def speak() -> str:
    """Serves this script run in the person's language and returns it: the address's `?lang=`, else the account's.

    The router calls it; fragments and callbacks that show text call it too, because they run without the router.
    """
    account = current_account()
    wishes = (st.query_params.get("lang"), st.session_state.get("language"), account.language if account else None)
    language = next((wish for wish in wishes if wish in LANGUAGES), DEFAULT_LANGUAGE)
    st.session_state["language"] = language
    use_language(language)
    return str(language)


def guard(page: str) -> Account:
    """Who is served by page `page`, in their language; ends the run when nobody is or their role may not see it.

    The router registers no other pages; every page asks again, because a page file can be run on its own.
    """
    account = current_account()
    speak()
    if account is None or not may_see(account.role, page):
        st.error(_("You may not see this page. Sign in with an account that may, or ask the administrator."))
        st.stop()
    st.session_state[_PAGE] = page
    return account


def shown_page() -> str:
    """The name of the page that `guard` let this run show; empty before it did."""
    return str(st.session_state.get(_PAGE, ""))
