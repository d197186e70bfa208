"""Accounts: who may sign in, with which role, reporting for which regions and departments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb

from etl.audit import Action, record
from etl.database import Database
from etl.people.passwords import hash_password, nobodys_hash, verifies, weakness
from etl.statements import statement
from indicators.language import DEFAULT_LANGUAGE, LANGUAGES, _
from indicators.vocabulary import Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;]{1,255}")
LOCKING_FAILURES = 5
LOCK_WINDOW = LOCK_TIME = timedelta(minutes=15)
UNREADABLE_NAME = "(no account name)"


@dataclass(frozen=True)
class Scope:
    """What a reporter reports for: a region and all below it, or what a department leads, in one plan."""

    plan_id: str
    region_id: str | None
    department_id: str | None


@dataclass(frozen=True)
class Account:
    """A person who may sign in."""

    username: str
    display_name: str
    role: Role
    scopes: tuple[Scope, ...]
    language: str
    is_disabled: bool


class AccountRefused(Exception):
    """An account cannot be made or changed like this; the message says why and what to do."""


class SignInRefused(Exception):
    """Name and password do not open an account, or it is locked for a while; the message says which."""


def get_account(cursor: duckdb.DuckDBPyConnection, username: str) -> Account | None:
    """The account named `username`, disabled or not; None when there is none."""
    rows = _rows(cursor, username)
    return _account(rows[0]) if rows else None


def list_accounts(cursor: duckdb.DuckDBPyConnection) -> list[Account]:
    """Every account, by name."""
    return [_account(row) for row in _rows(cursor, None)]


def sign_in_stamps(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """By name of each account that may sign in, a text that changes when its role or password does."""
    return {row["username"]: f"{row['role']} {row['password_hash']}" for row in _rows(cursor, None) if not row["disabled"]}


def create_account(
    cursor: duckdb.DuckDBPyConnection,
    username: str,
    display_name: str,
    role: Role,
    password: str,
    scopes: Iterable[Scope] = (),
    language: str = DEFAULT_LANGUAGE,
    by: str = "system",
) -> Account:
    """A new account, made in the caller's transaction on behalf of `by`. Raises AccountRefused."""
    if not USERNAME.fullmatch(username):
        raise AccountRefused(
            _(
                "An account name has 2 to 32 characters: small letters a to z, digits, dot, hyphen, underscore; “{name}” does not fit.",
                name=username,
            )
        )
    if get_account(cursor, username):
        raise AccountRefused(_("There is an account named {name} already; choose another name.", name=username))
    _refuse_weak(cursor, username, password)
    cursor.execute(
        "insert into accounts (username, display_name, role, password_hash, disabled, language, created_at) "
        "values ($username, $display_name, $role, $password_hash, false, $language, $now)",
        {
            "username": username,
            "display_name": display_name.strip() or username,
            "role": Role(role).value,
            "password_hash": hash_password(password),
            "language": language,
            "now": datetime.now(),
        },
    )
    _write_scopes(cursor, username, scopes)
    account = _existing(cursor, username)
    record(
        cursor, by, Action.ACCOUNT_CREATED, username, {"role": account.role, "scopes": [scope.__dict__ for scope in account.scopes]}
    )
    return account


def set_role(cursor: duckdb.DuckDBPyConnection, username: str, role: Role, by: str) -> Account:
    """The account with its new role. Raises AccountRefused when it is the last administrator."""
    before = _existing(cursor, username)
    if role != Role.ADMIN:
        _keep_an_administrator(cursor, before)
    cursor.execute("update accounts set role = $role where username = $username", {"role": Role(role).value, "username": username})
    return _changed(cursor, username, by, {"role": {"old": before.role, "new": role}})


def set_disabled(cursor: duckdb.DuckDBPyConnection, username: str, is_disabled: bool, by: str) -> Account:
    """The account, closed or opened again. Raises AccountRefused when it is the last administrator."""
    before = _existing(cursor, username)
    if is_disabled:
        _keep_an_administrator(cursor, before)
    cursor.execute(
        "update accounts set disabled = $disabled where username = $username", {"disabled": is_disabled, "username": username}
    )
    return _changed(cursor, username, by, {"disabled": {"old": before.is_disabled, "new": is_disabled}})


def set_scopes(cursor: duckdb.DuckDBPyConnection, username: str, scopes: Iterable[Scope], by: str) -> Account:
    """The account, reporting for `scopes` and nothing else from now on."""
    before = _existing(cursor, username)
    _write_scopes(cursor, username, scopes)
    after = _existing(cursor, username)
    old, new = ([scope.__dict__ for scope in account.scopes] for account in (before, after))
    return _changed(cursor, username, by, {"scopes": {"old": old, "new": new}})


def refuse_unknown_scopes(cursor: duckdb.DuckDBPyConnection, scopes: Iterable[Scope]) -> None:
    """Raises AccountRefused for a scope that names nothing, which would silently let nobody report."""
    for scope in scopes:
        for table, column, value in (
            ("regions", "region_id", scope.region_id),
            ("departments", "department_id", scope.department_id),
        ):
            found = f"select 1 from {table} where plan_id = $plan_id and {column} = $value"
            if value is not None and not cursor.execute(found, {"plan_id": scope.plan_id, "value": value}).fetchall():
                raise AccountRefused(_("The plan {plan} has no “{name}”.", plan=scope.plan_id, name=value))


def set_language(cursor: duckdb.DuckDBPyConnection, username: str, language: str) -> None:
    """Remembers the language a person chose; an unknown one changes nothing."""
    if language in LANGUAGES:
        cursor.execute(
            "update accounts set language = $language where username = $username", {"language": language, "username": username}
        )


def set_display_name(cursor: duckdb.DuckDBPyConnection, username: str, display_name: str, by: str) -> Account:
    """The account, which everybody sees under `display_name` from now on; under its own name when that is empty."""
    before = _existing(cursor, username)
    name = display_name.strip() or username
    cursor.execute("update accounts set display_name = $name where username = $username", {"name": name, "username": username})
    return _changed(cursor, username, by, {"display_name": {"old": before.display_name, "new": name}})


def set_email(cursor: duckdb.DuckDBPyConnection, username: str, email: str, by: str) -> Account:
    """The account, whose notices go to `email` from now on, to nowhere when it is empty. Raises AccountRefused."""
    _existing(cursor, username)
    email = email.strip()
    if email and not EMAIL.fullmatch(email):
        raise AccountRefused(_("“{email}” is not an e-mail address.", email=email))
    cursor.execute("update accounts set email = $email where username = $username", {"email": email, "username": username})
    return _changed(cursor, username, by, {"email": "changed"})


def change_password(cursor: duckdb.DuckDBPyConnection, username: str, password: str, by: str) -> Account:
    """The account with its new password. Raises AccountRefused when the password is too weak."""
    _existing(cursor, username)
    _refuse_weak(cursor, username, password)
    cursor.execute(
        "update accounts set password_hash = $password_hash where username = $username",
        {"password_hash": hash_password(password), "username": username},
    )
    return _changed(cursor, username, by, {"password": "changed"})


def authenticate(database: Database, username: str, password: str, address: str = "") -> Account:
    """The account that name and password open, with its audit entry. Raises SignInRefused."""
    account = prove(database, username, password, address)
    with database.writing(changes_answers=False) as cursor:
        record(cursor, account.username, Action.SIGN_IN, account.username, {}, address)
    return account


def prove(database: Database, username: str, password: str, address: str = "") -> Account:
    """The account that name and password belong to; a wrong password is noted and counts. Raises SignInRefused.

    An unknown name takes as long, and locks, like a known one: nobody learns here which names exist.
    """
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        name = UNREADABLE_NAME  # a password typed into the wrong field must not reach the audit trail
    with database.reading() as cursor:
        _refuse_while_locked(cursor, name)
        rows = _rows(cursor, name)
    open_row = rows[0] if rows and not rows[0]["disabled"] else None
    is_right = verifies(open_row["password_hash"] if open_row else nobodys_hash(), password)
    if open_row is None or not is_right:
        with database.writing(changes_answers=False) as cursor:
            record(cursor, name, Action.SIGN_IN_FAILED, name, {}, address)
        with database.reading() as cursor:
            _refuse_while_locked(cursor, name)
        raise SignInRefused(_("The account name or the password is not right."))
    return _account(open_row)


def trial_password(username: str) -> str:
    """The password of an account of a trial database; shown on the sign-in page there."""
    return f"trial-{username}"


# ------------------------------------------------------------ rows


def _rows(cursor: duckdb.DuckDBPyConnection, username: str | None) -> list[dict[str, Any]]:
    cursor.execute(statement("accounts"), {"username": username})
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _account(row: dict[str, Any]) -> Account:
    scopes = tuple(Scope(**scope) for scope in row["scopes"])
    return Account(row["username"], row["display_name"], Role(row["role"]), scopes, row["language"], row["disabled"])


def _existing(cursor: duckdb.DuckDBPyConnection, username: str) -> Account:
    account = get_account(cursor, username)
    if account is None:
        raise AccountRefused(_("There is no account named {name}.", name=username))
    return account


def _write_scopes(cursor: duckdb.DuckDBPyConnection, username: str, scopes: Iterable[Scope]) -> None:
    cursor.execute("delete from account_scopes where username = $username", {"username": username})
    for scope in scopes:
        cursor.execute(
            "insert into account_scopes values ($username, $plan_id, $region_id, $department_id)",
            {"username": username, **scope.__dict__},
        )


def _changed(cursor: duckdb.DuckDBPyConnection, username: str, by: str, change: dict[str, object]) -> Account:
    record(cursor, by, Action.ACCOUNT_CHANGED, username, change)
    return _existing(cursor, username)


def _keep_an_administrator(cursor: duckdb.DuckDBPyConnection, account: Account) -> None:
    others = [
        other
        for other in list_accounts(cursor)
        if other.role == Role.ADMIN and not other.is_disabled and other.username != account.username
    ]
    if account.role == Role.ADMIN and not others:
        raise AccountRefused(_("{name} is the only administrator; make another one first.", name=account.username))


# ------------------------------------------------------------ sign-in


def _refuse_weak(cursor: duckdb.DuckDBPyConnection, username: str, password: str) -> None:
    (kind,) = cursor.execute("select kind from database_info").fetchone() or ("real",)
    if reason := weakness(password, username if kind == "real" else ""):
        raise AccountRefused(reason)


def _refuse_while_locked(cursor: duckdb.DuckDBPyConnection, username: str) -> None:
    now = datetime.now()
    question = {"username": username, "since": now - LOCK_WINDOW - LOCK_TIME, "most": LOCKING_FAILURES}
    failures = [row[0] for row in cursor.execute(statement("sign_in_failures"), question).fetchall()]
    if len(failures) < LOCKING_FAILURES or failures[0] - failures[-1] > LOCK_WINDOW or now - failures[0] >= LOCK_TIME:
        return
    minutes = -(-(failures[0] + LOCK_TIME - now) // timedelta(minutes=1))
    raise SignInRefused(
        _(
            "Too many wrong passwords: this account is locked for another {minutes} minutes. The administrator can help.",
            minutes=minutes,
        )
    )
