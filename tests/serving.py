"""A really started server for tests, and a small browser without a screen."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from websockets.sync.client import ClientConnection, connect

from etl.people.accounts import create_account, trial_password
from indicators.vocabulary import Role
from tests.tiny_city import tiny_database

ROOT = Path(__file__).parent.parent


def trial_database(folder: Path) -> Path:
    """A trial database of the tiny city with one account per role; returns its file."""
    database = tiny_database(folder, kind="trial")
    with database.writing() as cursor:
        for role in Role:
            create_account(cursor, str(role), f"Name of {role}", role, trial_password(str(role)))
    database.close()
    return database.path


def start(database: Path, port: int, *, script: str = "app.py", **environment: str) -> "subprocess.Popen[str]":
    """The server's process, just started."""
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_DB": str(database), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def serving(database: Path, *, script: str = "app.py", **environment: str) -> Iterator[int]:
    """The port at which the application, or another `script`, serves `database`, until the block ends."""
    port = free_port()
    process = start(database, port, script=script, **environment)
    try:
        for _ in range(240):
            if process.poll() is not None:
                raise AssertionError(f"the server ended: {process.communicate()[0]}")
            try:
                if Browser(port).get("/health").status == 200:
                    break
            except OSError:
                time.sleep(0.25)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=90)


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Answer:
    """What the server answered: status, headers (repeated ones joined) and text."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.content = response.read()
        self.text = self.content.decode("utf-8", "replace")


class Browser:
    """Keeps cookies, follows nothing."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def get(self, path: str, accept: str = "*/*", method: str = "GET", **headers: str) -> Answer:
        """The answer to a request without a body."""
        return self._send(method, path, None, {"Accept": accept, **headers})

    def visit(self, path: str) -> Answer:
        """The answer to somebody who opens an address."""
        return self.get(path, accept="text/html,application/xhtml+xml")

    def post(self, path: str, origin: str | None = None, **fields: str) -> Answer:
        """The answer to a form sent from the site itself, or from `origin`."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin or f"http://127.0.0.1:{self.port}"}
        return self._send("POST", path, urlencode(fields), headers)

    def sign_in(self, username: str, password: str | None = None, **fields: str) -> Answer:
        """The answer to the filled-in sign-in form."""
        found = re.search(r'name="token" value="([^"]+)"', self.visit("/login").text)
        token = found.group(1) if found else ""
        return self.post(
            "/login", **{"token": token, "username": username, "password": password or trial_password(username), **fields}
        )

    def websocket(self, **headers: str) -> ClientConnection:
        """The websocket of a page, opened with the cookies kept."""
        cookies = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
        return connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream", additional_headers={**cookies, **headers}, proxy=None, max_size=None
        )

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if self.cookies:
            headers = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection.request(method, path, body, headers)
        answer = Answer(connection.getresponse())
        connection.close()
        for line in answer.headers.get_all("set-cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies.pop(name, None) if "Max-Age=0" in line else self.cookies.update({name: value})
        return answer
