"""Sessions end when idle, in the end, and at once; downloads belong to one person. Without a server."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from etl.audit import verify_chain
from etl.database import Database
from etl.ledger.kept_files import KeptFileMissing
from indicators.language import use_language
from pages.server import downloads, state
from pages.server.downloads import Download, issue_ticket
from pages.server.gate import COOKIE, SESSION_ENDED, Gate
from pages.server.routes import ROUTES
from pages.server.sessions import SESSIONS, Sessions
from tests.tiny_city import tiny_database

MINUTE, HOUR = 60.0, 3600.0


class Clock:
    """A time that moves when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """The time now."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The sessions' time."""
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    """Nobody signed in; 60 idle minutes, 12 hours in all."""
    return Sessions(clock)


def test_a_session_lasts_while_it_is_used(sessions: Sessions, clock: Clock) -> None:
    token = sessions.open("li", "stamp", "10.0.0.7")
    for _ in range(13):
        clock.now += 55 * MINUTE
        assert sessions.find(token) is not None
    clock.now += 10 * MINUTE  # 12 hours and 5 minutes after signing in
    assert sessions.find(token) is None


def test_an_idle_session_ends(sessions: Sessions, clock: Clock) -> None:
    token = sessions.open("li", "stamp", "")
    clock.now += 61 * MINUTE
    assert sessions.find(token) is None
    clock.now -= 61 * MINUTE
    assert sessions.find(token) is None


def test_an_unknown_token_finds_nothing(sessions: Sessions) -> None:
    sessions.open("li", "stamp", "")
    assert sessions.find("") is None
    assert sessions.find("guess") is None


@pytest.mark.parametrize(
    ("stamps", "lives"), [({"li": "admin a"}, True), ({"li": "leader a"}, False), ({"li": "admin b"}, False), ({}, False)]
)
def test_a_changed_or_closed_account_loses_its_sessions(sessions: Sessions, stamps: dict[str, str], lives: bool) -> None:
    token = sessions.open("li", "admin a", "")
    sessions.end_changed(stamps)
    assert (sessions.find(token) is not None) == lives


def carried(sessions: Sessions, token: str, meanwhile: Callable[[], None]) -> list[dict[str, Any]]:
    """What the browser and the pages see of a websocket that is open while `meanwhile` happens."""
    seen: list[dict[str, Any]] = []

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        assert dict(scope["headers"]) == {b"x-auth-user": b"li", b"host": b"here", b"cookie": b"theme=dark"}
        await receive()
        await send({"type": "websocket.accept"})
        meanwhile()
        seen.append({"to pages": (await receive())["code"]})
        await send({"type": "websocket.send", "text": "too late"})

    async def browser() -> None:
        arriving: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        arriving.put_nowait({"type": "websocket.connect"})

        async def send(message: Any) -> None:
            seen.append(message)

        cookies = f"{COOKIE}={token}; theme=dark".encode()
        headers = [(b"host", b"here"), (b"x-auth-user", b"admin"), (b"cookie", cookies)]
        await Gate(pages, sessions)({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, arriving.get, send)

    asyncio.run(asyncio.wait_for(browser(), 10))
    return seen


@pytest.mark.parametrize("way", ["signed out", "changed", "idle"])
def test_an_open_page_closes_when_its_session_ends(sessions: Sessions, clock: Clock, way: str) -> None:
    token = sessions.open("li", "stamp", "")
    session = sessions.find(token)
    assert session is not None
    meanwhile = {
        "signed out": lambda: sessions.end(session),
        "changed": lambda: sessions.end_changed({"li": "another stamp"}),
        "idle": lambda: setattr(clock, "now", clock.now + 61 * MINUTE),
    }[way]
    assert carried(sessions, token, meanwhile) == [
        {"type": "websocket.accept"},
        {"type": "websocket.close", "code": SESSION_ENDED},
        {"to pages": SESSION_ENDED},
    ]


# ------------------------------------------------------------ downloads


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The process's database."""
    tiny_database(tmp_path).close()
    monkeypatch.setenv("DASHBOARD_DB", str(tmp_path / "tiny.duckdb"))
    yield state.database()
    state.close_database()


def fetch(path: str, username: str | None) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content that `path` has for somebody; None is not signed in."""
    cookies = f"{COOKIE}={SESSIONS.open(username, '', '10.0.0.7')}" if username else ""
    answers: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"cookie", cookies.encode())],
        "http_version": "1.1",
    }
    asyncio.run(Gate(Starlette(routes=ROUTES), SESSIONS)(scope, receive, send))
    headers = {key.decode(): value.decode() for key, value in answers[0]["headers"]}
    return answers[0]["status"], headers, b"".join(answer.get("body", b"") for answer in answers[1:])


def test_a_download_belongs_to_one_person(database: Database) -> None:
    path = issue_ticket("li", lambda: Download("目标 2017.csv", "text/csv", b"a,b\r\n", {"year": 2017}))
    status, headers, content = fetch(path, "li")
    assert (status, content, headers["cache-control"]) == (200, b"a,b\r\n", "no-store")
    assert headers["content-disposition"] == "attachment; filename*=utf-8''%E7%9B%AE%E6%A0%87%202017.csv"
    assert headers["content-type"] == "text/csv; charset=utf-8"
    assert fetch(path, "wang")[0] == 404
    assert fetch(path, None)[0] == 401
    with database.reading() as cursor:
        assert cursor.execute("select username, action, subject, detail, address from audit").fetchall() == [
            ("li", "export", "目标 2017.csv", '{"bytes": 5, "year": 2017}', "10.0.0.7")
        ]
        assert verify_chain(cursor) == []


def test_a_kept_file_that_is_gone_is_said_in_a_sentence(database: Database) -> None:
    def make() -> Download:
        raise KeptFileMissing

    use_language("zh")
    status, _headers, content = fetch(issue_ticket("li", make), "li")
    assert (status, content.decode()) == (404, "存档文件缺失或已被改动，请联系管理员从备份恢复。")


def test_a_file_is_sent_and_a_temporary_one_removed(database: Database, tmp_path: Path) -> None:
    for is_temporary in (False, True):
        file = tmp_path / "a.xlsx"
        file.write_bytes(b"content")
        path = issue_ticket("li", lambda: Download("a.xlsx", "application/octet-stream", file, is_temporary=is_temporary))  # noqa: B023
        assert fetch(path, "li")[::2] == (200, b"content")
        assert file.exists() != is_temporary


def test_a_ticket_expires(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "TICKET_SECONDS", 0)
    assert fetch(issue_ticket("li", lambda: Download("a.csv", "text/csv", b"")), "li")[0] == 404


def test_one_export_keeps_one_address_and_the_newest_filter(database: Database) -> None:
    first = issue_ticket("li", lambda: Download("a.csv", "text/csv", b"old"), key="targets of 2017")
    second = issue_ticket("li", lambda: Download("a.csv", "text/csv", b"new"), key="targets of 2017")
    assert first == second
    assert fetch(first, "li")[2] == b"new"
    assert issue_ticket("wang", lambda: Download("a.csv", "text/csv", b""), key="targets of 2017") != first
    assert issue_ticket("li", lambda: Download("a.csv", "text/csv", b""), key="targets of 2018") != first
