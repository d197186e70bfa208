"""What the administrator does with accounts, the trail and backups, and everybody with their own password; and nobody else."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from etl.database import Database
from etl.people import passwords
from etl.people.accounts import (
    Account,
    AccountRefused,
    Scope,
    SignInRefused,
    authenticate,
    create_account,
    get_account,
    sign_in_stamps,
)
from etl.people.administration import (
    NotAdministrator,
    Wish,
    account_states,
    change_account,
    change_own_password,
    make_account,
    new_password,
    own_email,
)
from etl.safekeeping.audit_trail import TrailFilter, breaks, count_entries, list_entries, people
from etl.safekeeping.backup import BackupRefused
from etl.safekeeping.kept_backups import backups_folder, list_backups, make_backup, prove_backup
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, officer, reporter, tiny_database

ADMIN = officer(Role.ADMIN)
NORTH, WATER = Scope(PLAN, "north", None), Scope(PLAN, None, "water")
LI = Wish("李小燕", Role.REPORTER, (NORTH,), "li@example.org")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes, without the second of work that makes them safe."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with an administrator, who made a reporter's account."""
    use_language("en")
    made = tiny_database(tmp_path)
    with made.writing() as cursor:
        create_account(cursor, "admin", "Admin", Role.ADMIN, "correct horse 42")
    assert make_account(made, ADMIN, "li", LI, "correct horse 43") == "correct horse 43"
    yield made
    made.close()


def stored(database: Database, username: str = "li") -> Account | None:
    with database.reading() as cursor:
        return get_account(cursor, username)


def test_an_account_is_made_and_signs_in(database: Database) -> None:
    assert stored(database) == Account("li", "李小燕", Role.REPORTER, (NORTH,), "zh", False)
    assert authenticate(database, "li", "correct horse 43").username == "li"
    assert own_email(database, reporter("li")) == "li@example.org"


def test_a_password_made_by_chance_is_handed_over_once_and_works(database: Database) -> None:
    first = make_account(database, ADMIN, "wang", Wish("Wang", Role.LEADER, (NORTH,), ""))
    second = new_password(database, ADMIN, "wang")
    assert first != second
    assert [len(group) for group in second.split("-")] == [4, 4, 4, 4]
    with pytest.raises(SignInRefused):
        authenticate(database, "wang", first)
    # only a reporter reports for anything
    assert authenticate(database, "wang", second).scopes == ()


@pytest.mark.parametrize(
    ("username", "wish", "sentence"),
    [
        ("Li", LI, "An account name has 2 to 32 characters"),
        ("li", LI, "There is an account named li already; choose another name."),
        ("wu", Wish("Wu", Role.REPORTER, (), ""), "A reporter reports for at least one region or department; choose them."),
        ("wu", Wish("Wu", Role.REPORTER, (Scope(PLAN, "moon", None),), ""), "The plan tiny-city has no “moon”."),
        ("wu", Wish("Wu", Role.REPORTER, (NORTH,), "no address"), "“no address” is not an e-mail address."),
    ],
)
def test_a_wrong_account_is_refused_and_nothing_is_made(database: Database, username: str, wish: Wish, sentence: str) -> None:
    before = [state.account.username for state in account_states(database, ADMIN)]
    with pytest.raises(AccountRefused) as refusal:
        make_account(database, ADMIN, username, wish)
    assert str(refusal.value).startswith(sentence)
    assert [state.account.username for state in account_states(database, ADMIN)] == before == ["admin", "li"]


def test_only_what_differs_is_changed(database: Database) -> None:
    assert change_account(database, ADMIN, "li", LI) == []
    wish = Wish("李小燕（水务局）", Role.REPORTER, (WATER, NORTH), "", True)
    assert change_account(database, ADMIN, "li", wish) == ["display_name", "scopes", "email", "disabled"]
    assert stored(database) == Account("li", "李小燕（水务局）", Role.REPORTER, (NORTH, WATER), "zh", True)
    assert own_email(database, reporter("li")) == ""
    changes = [
        json.loads(row["detail"]) for row in list_entries(database, ADMIN, TrailFilter(action="account_changed")).to_pylist()
    ]
    assert [next(iter(change)) for change in reversed(changes)] == ["email", "display_name", "scopes", "email", "disabled"]


def test_a_refused_change_changes_nothing(database: Database) -> None:
    with pytest.raises(AccountRefused, match="admin is the only administrator"):
        change_account(database, ADMIN, "admin", Wish("Other name", Role.LEADER, (), ""))
    assert stored(database, "admin") == Account("admin", "Admin", Role.ADMIN, (), "zh", False)
    with pytest.raises(AccountRefused, match="There is no account named nobody"):
        change_account(database, ADMIN, "nobody", LI)


def test_the_list_says_who_was_here_and_who_is_locked_and_a_new_password_opens_the_lock(database: Database) -> None:
    authenticate(database, "admin", "correct horse 42")
    for _attempt in range(5):
        with pytest.raises(SignInRefused):
            authenticate(database, "li", "wrong password")
    admin, li = account_states(database, ADMIN)
    assert (admin.last_sign_in is not None, admin.is_locked, li.last_sign_in, li.failure_count, li.is_locked) == (
        True,
        False,
        None,
        5,
        True,
    )
    password = new_password(database, ADMIN, "li")
    assert [state.failure_count for state in account_states(database, ADMIN)] == [0, 0]
    assert authenticate(database, "li", password).username == "li"


def test_everybody_changes_their_own_password(database: Database) -> None:
    li = reporter("li")
    for old, new, again, refusal, sentence in (
        ("wrong password", "better horse 44", "better horse 44", SignInRefused, "The account name or the password is not right."),
        ("correct horse 43", "better horse 44", "better horse 45", AccountRefused, "The two new passwords differ"),
        ("correct horse 43", "correct horse 43", "correct horse 43", AccountRefused, "The new password is the old one"),
        ("correct horse 43", "short", "short", AccountRefused, "A password has 10 to 200 characters"),
    ):
        with pytest.raises(refusal, match=sentence):
            change_own_password(database, li, old, new, again)
    with database.reading() as cursor:
        before = sign_in_stamps(cursor)["li"]
    change_own_password(database, li, "correct horse 43", "better horse 44", "better horse 44")
    assert authenticate(database, "li", "better horse 44").username == "li"
    with database.reading() as cursor:
        assert sign_in_stamps(cursor)["li"] != before  # which ends every session opened with the old one


def test_wrong_old_passwords_lock_like_a_sign_in(database: Database) -> None:
    for _attempt in range(5):
        with pytest.raises(SignInRefused):
            change_own_password(database, reporter("li"), "wrong password", "better horse 44", "better horse 44")
    with pytest.raises(SignInRefused, match="Too many wrong passwords"):
        change_own_password(database, reporter("li"), "correct horse 43", "better horse 44", "better horse 44")


# ------------------------------------------------------------ audit trail


def test_the_trail_is_filtered_paged_and_proved(database: Database) -> None:
    authenticate(database, "li", "correct horse 43")
    rows = list_entries(database, ADMIN, TrailFilter()).to_pylist()
    told = [(row["position"], row["username"], row["display_name"], row["action"], row["subject"]) for row in rows]
    assert told == [
        (4, "li", "李小燕", "sign_in", "li"),
        (3, "admin", "Admin", "account_changed", "li"),
        (2, "admin", "Admin", "account_created", "li"),
        (1, "system", "system", "account_created", "admin"),
    ]
    assert [row["position"] for row in list_entries(database, ADMIN, TrailFilter(), most=2, skipped=1).to_pylist()] == [3, 2]
    assert [row["position"] for row in list_entries(database, ADMIN, TrailFilter(username="admin")).to_pylist()] == [3, 2]
    today = date.today()
    assert count_entries(database, ADMIN, TrailFilter(first=today, last=today)) == 4
    assert count_entries(database, ADMIN, TrailFilter(last=today - timedelta(1))) == 0
    assert people(database, ADMIN) == {"admin": "Admin", "li": "李小燕", "system": "system"}
    assert breaks(database, ADMIN) == []
    with database.writing() as cursor:
        cursor.execute("update audit set username = 'nobody' where position = 2")
    assert breaks(database, ADMIN) == ["Audit entry 2 was changed after it was written."]


# ------------------------------------------------------------ backups


def test_a_backup_is_made_listed_and_proved(database: Database) -> None:
    assert list_backups(database, ADMIN) == []
    made = make_backup(database, ADMIN)
    assert list_backups(database, ADMIN) == [made]
    assert made.folder.parent == backups_folder(database)
    assert made.size == sum(
        file.stat().st_size for file in made.folder.rglob("*") if file.is_file() and file.name != "manifest.json"
    )
    assert prove_backup(database, ADMIN, made.folder.name) == made.file_count
    (entry,) = list_entries(database, ADMIN, TrailFilter(action="backup")).to_pylist()
    assert (entry["username"], entry["subject"]) == ("admin", made.folder.name)
    with (made.folder / "database.duckdb").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BackupRefused, match=r"is damaged; missing or changed: database\.duckdb"):
        prove_backup(database, ADMIN, made.folder.name)
    with pytest.raises(BackupRefused, match="There is no backup named"):
        prove_backup(database, ADMIN, "../elsewhere")


# ------------------------------------------------------------ nobody else


VERBS: dict[str, Callable[[Database, Account], object]] = {
    "see accounts": account_states,
    "make": lambda database, actor: make_account(database, actor, "wu", LI),
    "change": lambda database, actor: change_account(database, actor, "li", LI),
    "new password": lambda database, actor: new_password(database, actor, "li"),
    "count the trail": lambda database, actor: count_entries(database, actor, TrailFilter()),
    "read the trail": lambda database, actor: list_entries(database, actor, TrailFilter()),
    "people": people,
    "prove the trail": breaks,
    "see backups": list_backups,
    "back up": make_backup,
    "prove a backup": lambda database, actor: prove_backup(database, actor, "any"),
}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
@pytest.mark.parametrize("verb", list(VERBS))
def test_nobody_else_may(database: Database, verb: str, role: Role) -> None:
    before = count_entries(database, ADMIN, TrailFilter())
    with pytest.raises(NotAdministrator):
        VERBS[verb](database, officer(role))
    assert count_entries(database, ADMIN, TrailFilter()) == before
    assert not backups_folder(database).exists()
