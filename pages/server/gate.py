"""The gate: outermost, in front of every HTTP path and the websocket. Without a session only the sign-in page and a health word pass."""

import asyncio
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.language import _
from pages.server.headers import cookie, is_from_here, trusted, with_security_headers
from pages.server.promptness import send_at_once
from pages.server.sessions import Session, Sessions

COOKIE = "dashboard_session"
SESSION = "dashboard.session"  # where our own routes find the session in the scope
PUBLIC = frozenset({"/health", "/login", "/interface/login.css", "/interface/icon.png"})
DOWNLOADS = "/downloads/"
EVIDENCE = "/evidence/"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
SESSION_ENDED, POLICY_VIOLATION = 4401, 1008


class Gate:
    """ASGI middleware that lets a request pass with a session and denies it without."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request or carries one websocket."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        send_at_once(receive)
        headers = Headers(scope=scope)
        is_http = scope["type"] == "http"
        if is_http:
            send = with_security_headers(send, headers.get("host", ""))
        session = self.sessions.find(cookie(headers, COOKIE))
        inner = {**scope, "headers": trusted(headers, COOKIE, session.username if session else None), SESSION: session}
        if not (is_http and scope["method"] in READING) and not is_from_here(headers):
            await _refuse(scope, receive, send, PlainTextResponse(_("This request does not come from this site."), 403))
        elif session is None and not (is_http and scope["path"] in PUBLIC):
            await _refuse(scope, receive, send, _sign_in_first(scope, headers))
        elif is_http or session is None:
            await self.app(inner, receive, send)
        else:
            await self._carry(inner, receive, send, session)

    async def _carry(self, scope: Scope, receive: Receive, send: Send, session: Session) -> None:
        """Carries a websocket until its session ends."""
        ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sessions.watch(session, ended)

        async def receive_in_session() -> Message:
            message = await self._next(receive, session, ended)
            if message is None:
                if not ended.done():
                    ended.set_result(None)
                await send({"type": "websocket.close", "code": SESSION_ENDED})
                return {"type": "websocket.disconnect", "code": SESSION_ENDED}
            return message

        async def send_in_session(message: Message) -> None:
            if not ended.done():
                await send(message)

        try:
            await self.app(scope, receive_in_session, send_in_session)
        finally:
            session.pages.discard(ended)

    async def _next(self, receive: Receive, session: Session, ended: "asyncio.Future[None]") -> Message | None:
        """The next message from the browser; None when the session ended first."""
        inbound = asyncio.ensure_future(receive())
        while not inbound.done() and not ended.done() and (left := self.sessions.seconds_left(session)) > 0:
            await asyncio.wait((inbound, ended), return_when=asyncio.FIRST_COMPLETED, timeout=left)
        if inbound.done() and self.sessions.touch(session):
            return inbound.result()
        inbound.cancel()
        self.sessions.end(session)
        return None


def _sign_in_first(scope: Scope, headers: Headers) -> Response:
    is_navigation = scope.get("method") in ("GET", "HEAD") and "text/html" in headers.get("accept", "")
    # A download link that led to the sign-in page would save that page as the file.
    if not is_navigation or scope["path"].startswith((DOWNLOADS, EVIDENCE)):
        return PlainTextResponse(_("Please sign in first."), 401, {"cache-control": "no-store"})
    query = scope.get("query_string", b"").decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    target = "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='/')}"
    return RedirectResponse(target, 303, {"cache-control": "no-store"})


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
    else:
        await answer(scope, receive, send)
