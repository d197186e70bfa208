"""Streamlit's own scripts and style sheets, sent compressed: Streamlit leaves that to a proxy, and an intranet often has none."""

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.headers import INDEX

MEDIA_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
# The names carry the content's hash, so an address never gets another content.
FOR_EVER = "public, max-age=31536000, immutable"
# Only files listed at start-up are ever compressed: that is the bound of the cache, and no path can lead elsewhere.
FILES = {
    f"/static/{file.parent.name}/{file.name}": file
    for file in (INDEX.parent / "static").glob("*/*")
    if file.suffix in MEDIA_TYPES and file.is_file()
}


class Compressed(NamedTuple):
    """A file as it is sent: its gzip bytes and the mark by which a browser asks whether it still holds."""

    content: bytes
    etag: str


class StaticFiles:
    """ASGI middleware, inside the gate, that answers for a script or style sheet of Streamlit with its compressed form."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; one that takes no gzip, or asks for a part of a file, is left to Streamlit."""
        file = FILES.get(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if file is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "range" in headers or not takes_gzip(headers.get("accept-encoding", "")):
            await self.app(scope, receive, _varying(send))
            return
        answer = _answer(file, await to_thread.run_sync(compressed, file), headers.get("if-none-match", ""))
        await answer(scope, receive, send)


def takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip (or anything) without refusing it by a weight of zero."""
    weights = {}
    for entry in accepted.lower().split(","):
        coding, *parameters = (part.strip() for part in entry.split(";"))
        refused = any(name.strip() == "q" and not value.strip(" 0.") for name, _, value in (p.partition("=") for p in parameters))
        weights[coding] = not refused
    return weights.get("gzip", weights.get("*", False))


@cache
def compressed(file: Path) -> Compressed:
    """The file's gzip form, made when first asked for and kept while the server runs."""
    content = file.read_bytes()
    return Compressed(gzip.compress(content, 9, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:32]}-gzip"')


def _answer(file: Path, form: Compressed, known: str) -> Response:
    headers = {"cache-control": FOR_EVER, "vary": "accept-encoding", "etag": form.etag}
    if form.etag in (mark.strip().removeprefix("W/") for mark in known.split(",")):
        return Response(status_code=304, headers=headers)
    headers |= {"content-encoding": "gzip", "content-type": MEDIA_TYPES[file.suffix]}
    return Response(form.content, headers=headers)


def _varying(send: Send) -> Send:
    """A `send` that tells caches that the answer depends on what the browser takes."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("accept-encoding")
        await send(message)

    return send_varying
