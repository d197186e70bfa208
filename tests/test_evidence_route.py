"""Evidence over the network: who gets it, and with which headers, so that nothing in it can act."""

from collections.abc import Iterator

import pytest

from etl.database import open_database
from etl.life_cycle.evidence import Subject, attach
from etl.people.accounts import Scope, create_account, trial_password
from indicators.vocabulary import Role
from tests.busy_city import PLAN, busy_database
from tests.evidence_files import DOCX, PDF, PNG
from tests.serving import Browser, serving
from tests.test_evidence import MARCH, NORTH

FILES = {1: ("照片 1.png", PNG), 2: ("plan.pdf", PDF), 3: ("report.docx", DOCX)}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server over the busy city with three files of evidence for a figure of the north."""
    database = busy_database(tmp_path_factory.mktemp("evidence"), "trial")
    with database.writing() as cursor:
        for role in (Role.LEADER, Role.OFFICE, Role.ADMIN):
            create_account(cursor, str(role), str(role), role, trial_password(str(role)))
        for town in ("north", "south"):
            create_account(cursor, town, town, Role.REPORTER, trial_password(town), [Scope(PLAN, town, None)])
    for name, data in FILES.values():
        attach(database, NORTH, Subject("actual", PLAN, MARCH, indicator_key=1, region_key=2), name, data)
    database.close()
    with serving(database.path) as port:
        yield port
    database = open_database(database.path)
    with database.reading() as cursor:
        opened = cursor.execute("select count(*) from audit where action = 'evidence_opened'").fetchall()
    database.close()
    assert opened == [(27,)]  # every answer with a file left its line, no refusal did


def browser(port: int, username: str) -> Browser:
    """Somebody who is signed in."""
    browser = Browser(port)
    assert browser.sign_in(username).status == 303
    return browser


@pytest.mark.parametrize("username", ["north", "leader", "office", "admin"])
def test_who_may_see_the_figure_gets_its_evidence(port: int, username: str) -> None:
    visitor = browser(port, username)
    for number, (_name, data) in FILES.items():
        answer = visitor.get(f"/evidence/{number}")
        assert (answer.status, answer.content) == (200, data)
        assert visitor.visit(f"/evidence/{number}").content == data  # opened as a page of its own


def test_others_get_nothing_and_do_not_learn_what_there_is(port: int) -> None:
    visitor = browser(port, "south")
    for number in (1, 2, 3, 99):
        answer = visitor.get(f"/evidence/{number}")
        assert (answer.status, answer.text) == (404, f"没有您可以查看的佐证材料 {number}。")


def test_without_a_session(port: int) -> None:
    assert Browser(port).get("/evidence/1").status == 401
    assert Browser(port).visit("/evidence/1").status == 401


def test_headers_leave_a_file_no_rights(port: int) -> None:
    visitor = browser(port, "office")
    told = {}
    for number in FILES:
        headers = visitor.get(f"/evidence/{number}").headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert any(policy.startswith("sandbox; default-src 'none'") for policy in headers.get_all("content-security-policy"))
        told[headers["content-type"].partition(";")[0]] = headers["content-disposition"].partition(";")[0]
    assert told == {
        "image/png": "inline",
        "application/pdf": "inline",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "attachment",
    }
