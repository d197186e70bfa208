"""Who is signed in: opaque tokens, kept hashed and in memory, that end when idle, in the end, or at once."""

import asyncio
import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from etl.settings import setting


@dataclass(eq=False)
class Session:
    """One sign-in of one person in one browser."""

    username: str
    stamp: str
    address: str
    ends_at: float
    idle_seconds: float
    last_seen: float
    pages: set["asyncio.Future[None]"] = field(default_factory=set)
    has_ended: bool = False

    def seconds_left(self, now: float) -> float:
        """How long the session still lasts when nothing more is done in it."""
        return min(self.ends_at, self.last_seen + self.idle_seconds) - now


class Sessions:
    """All sessions of this process; safe from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_hash: dict[bytes, Session] = {}

    def open(self, username: str, stamp: str, address: str) -> str:
        """A new session; returns its token, which is kept nowhere else."""
        token, now = secrets.token_urlsafe(32), self._clock()
        session = Session(
            username,
            stamp,
            address,
            ends_at=now + float(setting("session_hours")) * 3600,
            idle_seconds=float(setting("idle_minutes")) * 60,
            last_seen=now,
        )
        with self._lock:
            self._by_hash[_hash(token)] = session
        return token

    def find(self, token: str) -> Session | None:
        """The live session of `token`, seen just now."""
        with self._lock:
            session = self._by_hash.get(_hash(token))
        return session if session and self.touch(session) else None

    def touch(self, session: Session) -> bool:
        """Whether the session is alive; if so, its idle time starts again."""
        now = self._clock()
        if not session.has_ended and session.seconds_left(now) <= 0:
            self.end(session)
        if not session.has_ended:
            session.last_seen = now
        return not session.has_ended

    def seconds_left(self, session: Session) -> float:
        """How long the session lasts unless somebody uses it."""
        return session.seconds_left(self._clock())

    def end(self, session: Session) -> None:
        """Ends a session and closes the pages that are open in it."""
        with self._lock:
            session.has_ended = True
            self._by_hash = {key: other for key, other in self._by_hash.items() if other is not session}
            pages, session.pages = session.pages, set()
        for page in pages:
            page.get_loop().call_soon_threadsafe(_finish, page)

    def watch(self, session: Session, page: "asyncio.Future[None]") -> None:
        """Has `page` finished when the session ends; at once if it has."""
        with self._lock:
            if not session.has_ended:
                session.pages.add(page)
                return
        _finish(page)

    def end_changed(self, stamps: dict[str, str]) -> None:
        """Ends what ran out, and the sessions of accounts whose stamp differs from the one they signed in with."""
        with self._lock:
            sessions = list(self._by_hash.values())
        for session in sessions:
            if session.seconds_left(self._clock()) <= 0 or stamps.get(session.username) != session.stamp:
                self.end(session)


SESSIONS = Sessions()


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _finish(page: "asyncio.Future[None]") -> None:
    if not page.done():
        page.set_result(None)
