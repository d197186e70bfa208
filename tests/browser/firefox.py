"""Firefox without a screen. It speaks WebDriver BiDi, the W3C's protocol, by itself: no driver and no patched build stands in between."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PATIENCE = 60  # seconds
LISTENING = "WebDriver BiDi listening on "
# of its own accord it asks nobody anything
PREFERENCES = """
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("intl.accept_languages", "zh-CN");
"""
# asks again until the answer is yes
UNTIL = """new Promise((resolve, reject) => {{
    const started = Date.now();
    const look = () => {{
        if (({question})) resolve(true);
        else if (Date.now() - started > {patience}) reject(new Error("not within the time: " + document.title));
        else setTimeout(look, 50);
    }};
    look();
}})"""


class Firefox:
    """One window; `events` are what happened in it: requests it sent and what it wrote into its console."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._numbers = socket, count(1)
        self.events: list[dict[str, Any]] = []
        self.tell("session.new", capabilities={})
        self.tell("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._context = self.tell("browsingContext.getTree")["contexts"][0]["context"]

    def tell(self, method: str, **parameters: object) -> dict[str, Any]:
        """The answer to a command. Raises RuntimeError with what Firefox says is wrong with it."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (message := json.loads(self._socket.recv(PATIENCE))).get("id") != number:
            self.events.append(message)
        if message["type"] == "error":
            raise RuntimeError(f"{method}: {message['message']}")
        result: dict[str, Any] = message["result"]
        return result

    def resize(self, width: int, height: int) -> None:
        """Gives the window another size."""
        self.tell("browsingContext.setViewport", context=self._context, viewport={"width": width, "height": height})

    def go(self, address: str) -> None:
        """Loads an address."""
        self.tell("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        """What an expression of JavaScript gives in the page. Raises RuntimeError with the page's own error."""
        answer = self.tell(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then(JSON.stringify)",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def wait(self, question: str) -> None:
        """Waits until a question of JavaScript is answered by yes."""
        self.ask(UNTIL.format(question=question, patience=PATIENCE * 500))

    def requests(self) -> list[str]:
        """The addresses that were asked for."""
        return [event["params"]["request"]["url"] for event in self.events if event["method"] == "network.beforeRequestSent"]

    def complaints(self) -> list[str]:
        """The errors in the console."""
        entries = [event["params"] for event in self.events if event["method"] == "log.entryAdded"]
        return [entry["text"] for entry in entries if entry["level"] == "error"]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """The system's Firefox with a fresh profile in an empty folder, until the block ends."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    assert program, "Firefox is missing; `sh .ci/install-browser` installs it"
    (profile / "user.js").write_text(PREFERENCES, "utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        assert process.stderr is not None
        line = next((line for line in process.stderr if line.startswith(LISTENING)), None)
        assert line, "Firefox ended before it listened"
        with connect(f"{line.removeprefix(LISTENING).strip()}/session", proxy=None, max_size=None) as socket:
            yield Firefox(socket)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
