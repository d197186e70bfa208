"""What the administrator does with everybody's account, and everybody with their own: who may is asked here, not on the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from etl.database import Database
from etl.people import accounts
from etl.people.accounts import Account, AccountRefused, Scope
from etl.people.passwords import made_password
from etl.statements import statement
from indicators.language import _
from indicators.vocabulary import Role


class NotAdministrator(Exception):
    """Only the administrator may do this."""


@dataclass(frozen=True)
class AccountState:
    """An account as the administrator sees it; `failure_count` are the wrong passwords that count towards its lock."""

    account: Account
    email: str
    created_at: datetime
    last_sign_in: datetime | None
    failure_count: int

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong passwords keep it shut for a while."""
        return self.failure_count >= accounts.LOCKING_FAILURES


@dataclass(frozen=True)
class Wish:
    """Everything that can be said of an account but its name and password."""

    display_name: str
    role: Role
    scopes: tuple[Scope, ...]
    email: str
    is_disabled: bool = False


def account_states(database: Database, actor: Account) -> list[AccountState]:
    """Every account, by name. Raises NotAdministrator."""
    require_administrator(actor)
    with database.reading() as cursor:
        known = {account.username: account for account in accounts.list_accounts(cursor)}
        cursor.execute(statement("account_states"), {"since": datetime.now() - accounts.LOCK_TIME})
        return [AccountState(known[username], email or "", *rest) for username, email, *rest in cursor.fetchall()]


def make_account(database: Database, actor: Account, username: str, wish: Wish, password: str = "") -> str:
    """Makes an account; returns its password, made by chance when none was chosen. Raises NotAdministrator, AccountRefused."""
    require_administrator(actor)
    password = password or made_password()
    with database.writing() as cursor:
        _refuse_scopes(cursor, wish)
        scopes = _scopes_of(wish)
        accounts.create_account(cursor, username.strip(), wish.display_name, wish.role, password, scopes, by=actor.username)
        if wish.email:
            accounts.set_email(cursor, username.strip(), wish.email, actor.username)
    return password


def change_account(database: Database, actor: Account, username: str, wish: Wish) -> list[str]:
    """Makes an account what is wished, in one transaction; returns what differed, by field. Raises NotAdministrator, AccountRefused."""
    require_administrator(actor)
    by, changed = actor.username, []
    with database.writing() as cursor:
        before = accounts.get_account(cursor, username)
        if before is None:
            raise AccountRefused(_("There is no account named {name}.", name=username))
        _refuse_scopes(cursor, wish)
        if wish.display_name.strip() != before.display_name:
            accounts.set_display_name(cursor, username, wish.display_name, by)
            changed.append("display_name")
        if wish.role != before.role:
            accounts.set_role(cursor, username, wish.role, by)
            changed.append("role")
        if set(_scopes_of(wish)) != set(before.scopes):
            accounts.set_scopes(cursor, username, _scopes_of(wish), by)
            changed.append("scopes")
        if wish.email.strip() != _email(cursor, username):
            accounts.set_email(cursor, username, wish.email, by)
            changed.append("email")
        if wish.is_disabled != before.is_disabled:
            accounts.set_disabled(cursor, username, wish.is_disabled, by)
            changed.append("disabled")
    return changed


def new_password(database: Database, actor: Account, username: str) -> str:
    """Gives an account a password made by chance, which also opens its lock; returns it. Raises NotAdministrator, AccountRefused."""
    require_administrator(actor)
    password = made_password()
    with database.writing() as cursor:
        accounts.change_password(cursor, username, password, actor.username)
    return password


def change_own_password(database: Database, actor: Account, old: str, new: str, again: str) -> None:
    """Changes the password of whoever is signed in; all their sessions end. Raises AccountRefused, SignInRefused."""
    if new != again:
        raise AccountRefused(_("The two new passwords differ; type the new one twice."))
    if new == old:
        raise AccountRefused(_("The new password is the old one; choose another one."))
    accounts.prove(database, actor.username, old)
    with database.writing() as cursor:
        accounts.change_password(cursor, actor.username, new, actor.username)


def own_email(database: Database, actor: Account) -> str:
    """Where the notices of whoever is signed in are mailed to; empty for nowhere."""
    with database.reading() as cursor:
        return _email(cursor, actor.username)


def require_administrator(actor: Account) -> None:
    """Raises NotAdministrator for everybody else."""
    if actor.role != Role.ADMIN:
        raise NotAdministrator(_("Only the administrator may do this."))


def _email(cursor: duckdb.DuckDBPyConnection, username: str) -> str:
    row = cursor.execute("select email from accounts where username = $username", {"username": username}).fetchone()
    return str(row[0] or "") if row else ""


def _scopes_of(wish: Wish) -> Iterable[Scope]:
    """Only a reporter reports for anything."""
    return wish.scopes if wish.role == Role.REPORTER else ()


def _refuse_scopes(cursor: duckdb.DuckDBPyConnection, wish: Wish) -> None:
    if wish.role == Role.REPORTER and not wish.scopes:
        raise AccountRefused(_("A reporter reports for at least one region or department; choose them."))
    accounts.refuse_unknown_scopes(cursor, wish.scopes)
