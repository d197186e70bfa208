"""Accounts: made, changed, signed in to, locked; and the command that makes a real database with one of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from etl.__main__ import main
from etl.database import Database, create_database, open_database
from etl.people import accounts, passwords
from etl.people.accounts import (
    AccountRefused,
    Scope,
    SignInRefused,
    authenticate,
    change_password,
    create_account,
    get_account,
    list_accounts,
    set_disabled,
    set_language,
    set_role,
    set_scopes,
    sign_in_stamps,
)
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, write_tiny_pack

PASSWORD = "correct horse 42"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes, without the second of work that makes them safe."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def database(tmp_path: Path):
    """A real database with an administrator and a reporter."""
    use_language("en")
    database = create_database(tmp_path / "accounts.duckdb", "real")
    with database.writing() as cursor:
        create_account(cursor, "root", "Root", Role.ADMIN, PASSWORD)
        create_account(
            cursor, "li", "李小燕", Role.REPORTER, PASSWORD, [Scope(PLAN, "north", None), Scope(PLAN, None, "water")], by="root"
        )
    yield database
    database.close()


def actions(database: Database) -> list[tuple[str, str, str]]:
    """Who did what to whom, in order."""
    with database.reading() as cursor:
        return cursor.execute("select username, action, subject from audit order by position").fetchall()


def test_get_account(database: Database) -> None:
    with database.reading() as cursor:
        account = get_account(cursor, "li")
        assert account is not None
        assert (account.display_name, account.role, account.language, account.is_disabled) == ("李小燕", Role.REPORTER, "zh", False)
        assert account.scopes == (Scope(PLAN, "north", None), Scope(PLAN, None, "water"))
        assert get_account(cursor, "nobody") is None
        assert [account.username for account in list_accounts(cursor)] == ["li", "root"]


def test_passwords_are_kept_hashed(database: Database) -> None:
    with database.reading() as cursor:
        hashes = [row[0] for row in cursor.execute("select password_hash from accounts").fetchall()]
    assert all(text.startswith("$argon2id$") for text in hashes)
    assert len(set(hashes)) == 2


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("Li", PASSWORD, "An account name has 2 to 32 characters"),
        ("x", PASSWORD, "An account name has 2 to 32 characters"),
        ("李小燕", PASSWORD, "An account name has 2 to 32 characters"),
        ("li", PASSWORD, "There is an account named li already; choose another name."),
        ("wang", "nine char", "A password has 10 to 200 characters; choose another one."),
        ("wang", "a" * 201, "A password has 10 to 200 characters; choose another one."),
        ("wang", "abababababab", "This password repeats too few different characters; choose another one."),
        ("wang", "wang-2017-11", "A password must not contain the account name; choose another one."),
    ],
)
def test_create_account_refuses(database: Database, username: str, password: str, sentence: str) -> None:
    with pytest.raises(AccountRefused, match=sentence.replace(".", r"\.")), database.writing() as cursor:
        create_account(cursor, username, "", Role.LEADER, password)
    with database.reading() as cursor:
        assert [account.username for account in list_accounts(cursor)] == ["li", "root"]


def test_changes_are_recorded(database: Database) -> None:
    with database.writing() as cursor:
        assert set_role(cursor, "li", Role.OFFICE, by="root").role == Role.OFFICE
        assert set_scopes(cursor, "li", [], by="root").scopes == ()
        assert set_disabled(cursor, "li", True, by="root").is_disabled
        change_password(cursor, "li", "another horse 43", by="root")
    assert actions(database) == [
        ("system", "account_created", "root"),
        ("root", "account_created", "li"),
        *[("root", "account_changed", "li")] * 4,
    ]


def test_the_last_administrator_stays(database: Database) -> None:
    for change in (
        lambda cursor: set_role(cursor, "root", Role.LEADER, "root"),
        lambda cursor: set_disabled(cursor, "root", True, "root"),
    ):
        with pytest.raises(AccountRefused, match="root is the only administrator"), database.writing() as cursor:
            change(cursor)


def test_an_unknown_account_cannot_be_changed(database: Database) -> None:
    with pytest.raises(AccountRefused, match="There is no account named nobody"), database.writing() as cursor:
        set_role(cursor, "nobody", Role.ADMIN, "root")


def test_set_language(database: Database) -> None:
    with database.writing() as cursor:
        set_language(cursor, "li", "en")
        set_language(cursor, "li", "fr")
        account = get_account(cursor, "li")
    assert account is not None
    assert account.language == "en"


def test_sign_in_stamps_change_with_role_password_and_closing(database: Database) -> None:
    stamps = []
    for change in (
        lambda cursor: None,
        lambda cursor: set_role(cursor, "li", Role.LEADER, "root"),
        lambda cursor: change_password(cursor, "li", "another horse 43", "root"),
        lambda cursor: set_disabled(cursor, "li", True, "root"),
    ):
        with database.writing() as cursor:
            change(cursor)
        with database.reading() as cursor:
            stamps.append(sign_in_stamps(cursor).get("li"))
    assert len(set(stamps)) == 4
    assert stamps[-1] is None


def test_authenticate(database: Database) -> None:
    assert authenticate(database, " LI ", PASSWORD, "10.0.0.7").display_name == "李小燕"
    for username, password in (("li", "wrong horse 42"), ("nobody", PASSWORD), ("my secret password", "")):
        with pytest.raises(SignInRefused, match=r"The account name or the password is not right\."):
            authenticate(database, username, password)
    assert actions(database)[2:] == [
        ("li", "sign_in", "li"),
        ("li", "sign_in_failed", "li"),
        ("nobody", "sign_in_failed", "nobody"),
        ("(no account name)", "sign_in_failed", "(no account name)"),
    ]


def test_a_closed_account_cannot_sign_in(database: Database) -> None:
    with database.writing() as cursor:
        set_disabled(cursor, "li", True, by="root")
    with pytest.raises(SignInRefused, match="is not right"):
        authenticate(database, "li", PASSWORD)


def fail(database: Database, username: str, times: int) -> list[str]:
    """What `times` wrong passwords are answered."""
    answers = []
    for _ in range(times):
        with pytest.raises(SignInRefused) as refusal:
            authenticate(database, username, "wrong horse 42")
        answers.append(str(refusal.value))
    return answers


@pytest.mark.parametrize("username", ["li", "nobody"])
def test_five_failures_lock_known_and_unknown_names_alike(database: Database, username: str) -> None:
    wrong = "The account name or the password is not right."
    locked = "Too many wrong passwords: this account is locked for another 15 minutes. The administrator can help."
    assert fail(database, username, 6) == [wrong] * 4 + [locked] * 2
    with pytest.raises(SignInRefused, match="locked for another 15 minutes"):
        authenticate(database, username, PASSWORD)
    assert actions(database)[2:] == [(username, "sign_in_failed", username)] * 5


def test_other_names_stay_open_while_one_is_locked(database: Database) -> None:
    fail(database, "li", 5)
    assert authenticate(database, "root", PASSWORD).role == Role.ADMIN


def test_the_lock_opens_after_its_time(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(database, "li", 5)
    monkeypatch.setattr(accounts, "LOCK_TIME", timedelta(0))
    assert authenticate(database, "li", PASSWORD).username == "li"


def test_failures_far_apart_do_not_lock(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "LOCK_WINDOW", timedelta(0))
    fail(database, "li", 6)
    assert authenticate(database, "li", PASSWORD).username == "li"


def test_signing_in_and_a_new_password_start_the_count_afresh(database: Database) -> None:
    fail(database, "li", 4)
    authenticate(database, "li", PASSWORD)
    fail(database, "li", 5)
    with database.writing() as cursor:
        change_password(cursor, "li", "another horse 43", by="root")
    assert authenticate(database, "li", "another horse 43").username == "li"


# ------------------------------------------------------------ python -m etl init


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plans folder with the tiny city."""
    monkeypatch.setenv("DASHBOARD_PLANS", str(write_tiny_pack(tmp_path / "plans").parent))
    (tmp_path / "password").write_text(f"{PASSWORD}\nsecond line\n", "utf-8")
    return tmp_path


def init(folder: Path, *more: str) -> int:
    """The exit code of init with the password file."""
    return main(
        ["init", "--db", str(folder / "real.duckdb"), "--admin", "zhao", "--password-file", str(folder / "password"), *more]
    )


def test_init_makes_a_real_database(plans: Path) -> None:
    assert init(plans) == 0
    made = open_database(plans / "real.duckdb")
    with made.reading() as cursor:
        assert [(account.username, account.role) for account in list_accounts(cursor)] == [("zhao", Role.ADMIN)]
        assert cursor.execute("select plan_id from plans").fetchall() == [(PLAN,)]
        assert cursor.execute("select count(*) from actuals").fetchone() == (0,)
        assert cursor.execute("select action, subject from audit").fetchall() == [
            ("account_created", "zhao"),
            ("plan_loaded", PLAN),
        ]
    assert made.kind == "real"
    assert authenticate(made, "zhao", PASSWORD).role == Role.ADMIN
    made.close()


def test_init_refuses_an_existing_database(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(plans) == 0
    before = (plans / "real.duckdb").read_bytes()
    assert init(plans) == 2
    assert "exists at this path already" in capsys.readouterr().err
    assert (plans / "real.duckdb").read_bytes() == before


@pytest.mark.parametrize(("content", "sentence"), [("short\n", "A password has 10 to 200 characters"), ("", "holds no password")])
def test_init_leaves_nothing_behind_when_refused(
    plans: Path, capsys: pytest.CaptureFixture[str], content: str, sentence: str
) -> None:
    (plans / "password").write_text(content, "utf-8")
    assert init(plans, "--language", "en") == 1
    assert sentence in capsys.readouterr().err
    assert sorted(path.name for path in plans.iterdir()) == ["password", "plans"]


def test_init_leaves_nothing_behind_when_a_pack_is_refused(plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plans / "plans" / PLAN / "targets.csv").unlink()
    assert init(plans) == 1
    assert "targets.csv" in capsys.readouterr().err
    assert not (plans / "real.duckdb").exists()
