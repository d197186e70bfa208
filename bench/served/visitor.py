"""A visitor without a screen: signs in, keeps one websocket open and asks for page after page, as Streamlit's front end does."""

import time
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.serving import Browser

PATIENCE = 60


class PageBroken(Exception):
    """The page showed an exception or an error instead of an answer."""


class Run(NamedTuple):
    """One run of a page: from asking to its last message, and how much was sent."""

    seconds: float
    bytes: int


class Visitor:
    """One window of somebody who has signed in with `browser`."""

    def __init__(self, browser: Browser) -> None:
        self._socket = browser.websocket()
        self._hashes: dict[str, str] = {}
        self.run("overview")

    def run(self, page: str, **query: str) -> Run:
        """Opens a page with a query and waits until it is finished. Raises PageBroken."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(query)
        asked.rerun_script.page_script_hash = self._hashes.get(page, "")
        start = time.perf_counter()
        self._socket.send(asked.SerializeToString())
        received = 0
        while True:
            data = self._socket.recv(timeout=PATIENCE)
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            received += len(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self._hashes = {one.url_pathname or "overview": one.page_script_hash for one in message.navigation.app_pages}
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") in ("exception", "alert"):
                raise PageBroken(f"{page} {query}: {message.delta.new_element}")
            elif kind == "script_finished":
                return Run(time.perf_counter() - start, received)

    def close(self) -> None:
        """Leaves."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()
