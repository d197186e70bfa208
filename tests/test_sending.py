"""Notices that leave the house: a webhook and a mail server on this machine, up, down and slow to come; and none at all."""

import json
import logging
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from etl.commands import email
from etl.database import Database
from etl.life_cycle.review import ReviewRefused, approve, return_upload
from etl.notifying.outbox import RETRY_AFTER
from etl.notifying.sending import SettingRefused, mail_server, send_due, start_sender
from etl.people.accounts import AccountRefused, Scope, create_account, set_email
from indicators.language import use_language
from indicators.vocabulary import Role
from tests.reported_city import FIGURES, submit
from tests.serving import free_port
from tests.test_data_commands import run
from tests.tiny_city import PLAN, officer, tiny_database

OFFICE = officer(Role.OFFICE)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with a reporter who reads English and has an address."""
    use_language("en")
    database = tiny_database(tmp_path)
    with database.writing() as cursor:
        create_account(cursor, "reporter", "", Role.REPORTER, "long-enough-1", [Scope(PLAN, "tiny", None)], "en")
        set_email(cursor, "reporter", "clerk@example.org", by="admin")
    yield database
    database.close()


class Webhook(HTTPServer):
    """Keeps what it is sent; answers with the status it was told to."""

    def __init__(self, answers: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), _Hook)
        self.answers = answers
        self.received: list[dict[str, Any]] = []
        self.address = f"http://127.0.0.1:{self.server_port}/notices"


class _Hook(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append({"path": self.path, "type": self.headers["Content-Type"], **json.loads(body)})
        self.send_response(self.server.answers)
        self.send_header("Location", self.server.address)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


class Mailbox(socketserver.TCPServer):
    """As much of an SMTP server as it takes to receive a mail."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Smtp)
        self.received: list[tuple[str, str, bytes]] = []


class _Smtp(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        sender = recipient = ""
        while line := self.rfile.readline().decode():
            verb = line[:4].upper()
            if verb == "MAIL":
                sender = line.split("<")[1].split(">")[0]
            elif verb == "RCPT":
                recipient = line.split("<")[1].split(">")[0]
            elif verb == "DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                self.server.received.append((sender, recipient, b"".join(lines)))
            self.wfile.write(b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n")
            if verb == "QUIT":
                return


@contextmanager
def running(server: socketserver.TCPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def outbox(database: Database) -> list[tuple[Any, ...]]:
    """Channel, recipient, attempts, whether it went out, whether it is tried again."""
    with database.reading() as cursor:
        return cursor.execute(
            "select channel, recipient, attempts, sent_at is not null, next_at is not null from outbox order by message_id"
        ).fetchall()


def return_one(database: Database) -> int:
    """Leaves one notice for the reporter."""
    number = submit(database, FIGURES)
    return_upload(database, OFFICE, number, "look again")
    return number


# ---------------------------------------------------------------- nothing is set


def test_without_a_setting_nothing_is_written_and_nothing_is_sent(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    return_one(database)
    assert start_sender(database) is None
    assert send_due(database) == 0
    assert outbox(database) == []


# ---------------------------------------------------------------- webhook


def test_a_notice_is_posted_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Webhook()
    monkeypatch.setenv("DASHBOARD_WEBHOOK", hook.address)
    number = return_one(database)
    with running(hook):
        assert (send_due(database), send_due(database)) == (1, 0)
    (received,) = hook.received
    assert received.pop("created_at").startswith(str(datetime.now().year))
    assert received == {
        "path": "/notices",
        "type": "application/json; charset=utf-8",
        "message_id": 1,
        "notice_id": 1,
        "username": "reporter",
        "plan_id": PLAN,
        "code": "returned",
        "subject": f"upload {number}",
        "details": {"count": 5, "reason": "look again", "by": "Office", "period": None},
        "text": "Tiny: Office returned 5 reports of your upload 1 for several months: look again.",
        "is_trial": False,
    }
    assert outbox(database) == [("webhook", "reporter", 1, True, False)]


def test_what_was_not_committed_is_not_sent(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Webhook()
    monkeypatch.setenv("DASHBOARD_WEBHOOK", hook.address)
    number = submit(database, FIGURES)
    with pytest.raises(ReviewRefused):
        approve(database, OFFICE, number, [])
    with running(hook):
        assert send_due(database) == 0
    assert (hook.received, outbox(database)) == ([], [])


def test_a_redirect_is_a_failure_and_not_followed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Webhook(answers=302)
    monkeypatch.setenv("DASHBOARD_WEBHOOK", hook.address)
    return_one(database)
    with running(hook):
        assert send_due(database) == 0
    assert len(hook.received) == 1
    assert failures(database) == ["OSError: the webhook answered 302"]


def failures(database: Database) -> list[str]:
    with database.reading() as cursor:
        return [failure for (failure,) in cursor.execute("select failure from outbox order by message_id").fetchall()]


def test_a_server_that_is_down_is_tried_again_and_then_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DASHBOARD_WEBHOOK", f"http://127.0.0.1:{free_port()}/")
    return_one(database)
    moment = datetime.now()
    with caplog.at_level(logging.WARNING):
        for attempt, delay in enumerate((*RETRY_AFTER, None), 1):
            assert send_due(database, moment) == 0
            assert outbox(database) == [("webhook", "reporter", attempt, False, delay is not None)]
            if delay:
                assert send_due(database, moment + delay - timedelta(seconds=1)) == 0
                assert outbox(database)[0][2] == attempt
                moment += delay
    assert send_due(database, moment + timedelta(days=30)) == 0
    assert len(caplog.records) == len(RETRY_AFTER) + 1
    assert "refused" in failures(database)[0]
    assert "it will be tried again" in caplog.messages[0]
    assert "given up; it stays in the outbox" in caplog.messages[-1]


def test_what_failed_goes_out_when_the_server_is_back(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Webhook(answers=500)
    monkeypatch.setenv("DASHBOARD_WEBHOOK", hook.address)
    return_one(database)
    with running(hook):
        assert send_due(database) == 0
        hook.answers = 204
        assert send_due(database, datetime.now() + RETRY_AFTER[0]) == 1
    assert outbox(database) == [("webhook", "reporter", 2, True, False)]
    assert failures(database) == [None]


def test_the_thread_sends_after_the_commit_and_stops(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = Webhook()
    monkeypatch.setenv("DASHBOARD_WEBHOOK", hook.address)
    monkeypatch.setattr("etl.notifying.sending.LOOK_SECONDS", 0.05)
    with running(hook):
        sender = start_sender(database)
        assert sender is not None
        return_one(database)
        for _attempt in range(200):
            if hook.received and outbox(database)[0][3]:
                break
            time.sleep(0.05)
        sender.stop()
    assert [received["code"] for received in hook.received] == ["returned"]
    assert [thread.name for thread in threading.enumerate() if thread.name == "sender"] == []


# ---------------------------------------------------------------- mail


def test_a_notice_is_mailed_to_those_who_have_an_address(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Mailbox()
    monkeypatch.setenv("DASHBOARD_SMTP", f"smtp://127.0.0.1:{box.server_address[1]}/?from=263@example.org")
    with database.writing() as cursor:
        cursor.execute("update database_info set kind = 'trial'")
    return_one(database)
    with running(box):
        assert send_due(database) == 1
    ((sender, recipient, content),) = box.received
    mail = message_from_bytes(content, policy=policy.default)
    said = "[simulated data] Tiny: Office returned 5 reports of your upload 1 for several months: look again."
    assert (sender, recipient, mail["To"]) == ("263@example.org", "clerk@example.org", "clerk@example.org")
    assert mail["Subject"] == "[simulated data] Tiny: returned"
    assert mail.get_content().strip() == said
    with database.writing() as cursor:
        set_email(cursor, "reporter", "", by="admin")
    return_one(database)
    assert outbox(database) == [("mail", "clerk@example.org", 1, True, False)]


def test_a_mail_speaks_the_language_of_its_reader(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    box = Mailbox()
    monkeypatch.setenv("DASHBOARD_SMTP", f"smtp://127.0.0.1:{box.server_address[1]}/?from=263@example.org")
    with database.writing() as cursor:
        cursor.execute("update accounts set language = 'zh'")
    return_one(database)
    with running(box):
        assert send_due(database) == 1
    mail = message_from_bytes(box.received[0][2], policy=policy.default)
    assert mail["Subject"] == "小城：已退回"
    assert mail.get_content().strip() == "小城：Office退回了您报送的批次 1（多个月份）中的 5 项：look again。"


def test_a_mail_server_that_is_down_is_noted(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_SMTP", f"smtp://127.0.0.1:{free_port()}/?from=263@example.org")
    return_one(database)
    assert send_due(database) == 0
    assert outbox(database) == [("mail", "clerk@example.org", 1, False, True)]


# ---------------------------------------------------------------- settings and addresses


def test_what_a_mail_setting_says() -> None:
    plain = mail_server("smtp://clerk%40city:pa%2Fss@mail.city/?from=263@city.cn&starttls=1")
    assert (plain.host, plain.port, plain.sender, plain.username, plain.password) == (
        "mail.city",
        25,
        "263@city.cn",
        "clerk@city",
        "pa/ss",
    )
    assert (plain.starts_tls, plain.has_tls) == (True, False)
    secure = mail_server("smtps://mail.city/?from=263@city.cn")
    assert (secure.port, secure.has_tls, secure.username) == (465, True, None)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DASHBOARD_SMTP", "mail.city"),
        ("DASHBOARD_SMTP", "smtp://mail.city/"),
        ("DASHBOARD_WEBHOOK", "hook.city/notices"),
        ("DASHBOARD_WEBHOOK", "file:///etc/passwd"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_refused_at_the_start(
    database: Database, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingRefused, match=variable):
        start_sender(database)


def test_an_address_is_set_by_command(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    database.close()
    assert run(email, database.path, "reporter", "new@example.org") == 0
    assert run(email, database.path, "nobody", "new@example.org") == 1
    assert run(email, database.path, "reporter", "no address") == 1
    assert capsys.readouterr().err.splitlines() == ["There is no account named nobody.", "“no address” is not an e-mail address."]


@pytest.mark.parametrize("wrong", ["clerk", "clerk@", "two@a.org,three@b.org", "a b@c.org", "x@y.org\nBcc: z@w.org"])
def test_an_address_that_is_none_is_refused(database: Database, wrong: str) -> None:
    with database.writing() as cursor, pytest.raises(AccountRefused, match="is not an e-mail address"):
        set_email(cursor, "reporter", wrong, by="admin")
