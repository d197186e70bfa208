"""Accounts from the command line: made, changed, closed, listed; what is wrong is refused in a sentence."""

from pathlib import Path

import pytest

from etl.__main__ import main
from etl.database import open_database
from etl.people.accounts import Scope, SignInRefused, authenticate, get_account
from indicators.vocabulary import Role
from tests.tiny_city import PLAN, tiny_database


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    """The options every command ends with; the database is closed."""
    database = tiny_database(tmp_path)
    database.close()
    (tmp_path / "password").write_text("correct horse battery\n", "utf-8")
    return ["--password-file", str(tmp_path / "password"), "--db", str(database.path), "--language", "en"]


def test_a_reporter_is_made_changed_closed_and_opened(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(command[3])
    assert main(["account", "north", "--role", "reporter", "--name", "北镇", "--scope", f"{PLAN}:north", *command]) == 0
    assert capsys.readouterr().out == f"north: 北镇, reporter {PLAN}:north:\n"
    assert main(["account", "north", "--scope", f"{PLAN}::eco", "--email", "north@example.org", "--close", *command]) == 0
    assert capsys.readouterr().out == f"north (closed): 北镇, reporter {PLAN}::eco\n"
    database = open_database(path)
    with pytest.raises(SignInRefused):
        authenticate(database, "north", "correct horse battery")
    database.close()
    assert main(["account", "north", "--open", *command[2:]]) == 0
    database = open_database(path)
    account = authenticate(database, "north", "correct horse battery")
    assert (account.role, account.scopes) == (Role.REPORTER, (Scope(PLAN, None, "eco"),))
    database.close()


def test_what_is_wrong_is_refused_and_nothing_is_made(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for options, sentence in (
        ([], "There is no account north; to make it, say which --role it has: leader, reporter, office, admin."),
        (["--role", "reporter", "--scope", f"{PLAN}:nowhere"], f"The plan {PLAN} has no “nowhere”."),
        (["--role", "reporter", "--scope", f"{PLAN}::nobody"], f"The plan {PLAN} has no “nobody”."),
    ):
        assert main(["account", "north", *options, *command]) == 1
        assert capsys.readouterr().err == f"{sentence}\n"
    with pytest.raises(SystemExit):
        main(["account", "north", "--role", "reporter", "--scope", PLAN, *command])
    database = open_database(Path(command[3]))
    with database.reading() as cursor:
        assert get_account(cursor, "north") is None
    database.close()
    assert main(["account", *command[2:]]) == 0
