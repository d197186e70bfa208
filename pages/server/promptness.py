"""Messages leave as soon as they are written, not when the browser has acknowledged the one before."""

import socket
from typing import Any

from starlette.types import Receive


def send_at_once(receive: Receive) -> None:
    """Switches Nagle's algorithm off for the connection behind `receive`; a server that shows no connection is left alone.

    asyncio does so itself for every socket that names TCP as its protocol. Streamlit's listening socket names none, so that of the
    many small messages of a page the later ones would wait for the browser's delayed acknowledgement: 40 ms on Linux, more elsewhere.
    """
    transport: Any = getattr(getattr(receive, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport else None
    if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
