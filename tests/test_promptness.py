"""Small messages do not wait for acknowledgements, on the server as Streamlit starts it."""

import asyncio
import socket
import threading
import urllib.request

import uvicorn
from starlette.types import Receive, Scope, Send

from pages.server.promptness import send_at_once


def test_a_connection_accepted_by_a_socket_without_a_protocol_sends_at_once() -> None:
    found: list[int] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        connection = receive.__self__.transport.get_extra_info("socket")  # type: ignore[attr-defined]
        for _ in range(2):
            found.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            send_at_once(receive)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    listening = socket.socket(socket.AF_INET)  # as Streamlit makes it
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="error"))
    thread = threading.Thread(target=asyncio.run, args=(server.serve(sockets=[listening]),))
    thread.start()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=30) as answer:
            assert answer.read() == b"ok"
    finally:
        server.should_exit = True
        thread.join(30)
    assert (found[0], found[1] != 0) == (0, True)


class Server:
    """What stands behind `receive` in a server: a transport that gives its socket, or none."""

    def __init__(self, connection: socket.socket | None) -> None:
        self.transport = self
        self.connection = connection

    def get_extra_info(self, name: str) -> socket.socket | None:
        return {"socket": self.connection}[name]

    async def receive(self) -> dict[str, str]:
        return {"type": "http.request"}


def test_a_connection_that_is_not_tcp_or_not_shown_is_used_as_it_is() -> None:
    async def bare() -> dict[str, str]:
        return {"type": "http.request"}

    here, there = socket.socketpair()  # knows no TCP: to set its option would raise
    with here, there:
        for receive in (Server(here).receive, Server(None).receive, bare):
            send_at_once(receive)
            assert asyncio.run(receive()) == {"type": "http.request"}
        here.sendall(b"still open")
        assert there.recv(20) == b"still open"
