"""Downloads: a page issues a ticket, the link that carries it works for that person only and not for long."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from anyio import to_thread
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from etl.audit import Action, record
from etl.ledger.kept_files import KeptFileMissing
from indicators.language import _, current_language, use_language
from pages.server.gate import DOWNLOADS, SESSION
from pages.server.sessions import Session
from pages.server.state import database

TICKET_SECONDS, SWEEP_SECONDS = 60 * 60, 60


@dataclass(frozen=True)
class Download:
    """A finished file: its name, media type, content, and what the audit trail says about it (the filters, say)."""

    file_name: str
    media_type: str
    content: Path | bytes
    about: Mapping[str, object] = field(default_factory=dict)
    is_temporary: bool = False  # a file that is deleted once it was sent


@dataclass(frozen=True)
class _Ticket:
    username: str
    make: Callable[[], Download]
    language: str
    expires_at: float


_lock = threading.Lock()
_tickets: dict[str, _Ticket] = {}
_tokens: dict[tuple[str, str], str] = {}
_swept_at = 0.0


def issue_ticket(username: str, make: Callable[[], Download], key: str | None = None) -> str:
    """The address at which `username`, and nobody else, gets what `make` makes, within the hour.

    A `key` that names the export and its filters keeps one address for it over the reruns of a page.
    """
    now = time.monotonic()
    with _lock:
        _sweep(now)
        token = secrets.token_urlsafe(32)
        if key is not None:
            token = _tokens.setdefault((username, f"{current_language()} {key}"), token)
        _tickets[token] = _Ticket(username, make, current_language(), now + TICKET_SECONDS)
    return f"{DOWNLOADS}{token}"


def _sweep(now: float) -> None:
    global _swept_at, _tickets, _tokens
    if now - _swept_at < SWEEP_SECONDS:
        return
    _swept_at = now
    _tickets = {token: ticket for token, ticket in _tickets.items() if ticket.expires_at > now}
    _tokens = {name: token for name, token in _tokens.items() if token in _tickets}


async def send_download(request: Request) -> Response:
    """The route of the tickets: makes the file off the event loop, notes the export, sends it."""
    session: Session = request.scope[SESSION]
    with _lock:
        ticket = _tickets.get(request.path_params["token"])
    if ticket is None or ticket.username != session.username or ticket.expires_at <= time.monotonic():
        return PlainTextResponse(_("This download has expired or belongs to somebody else; open the page again."), 404)
    use_language(ticket.language)
    try:
        download = await to_thread.run_sync(_make_and_note, ticket, session.address)
    except KeptFileMissing:
        return PlainTextResponse(_("The kept file is gone or was changed; the administrator can restore it from a backup."), 404)
    return _response(download)


def _make_and_note(ticket: _Ticket, address: str) -> Download:
    download = ticket.make()
    size = len(download.content) if isinstance(download.content, bytes) else download.content.stat().st_size
    with database().writing(changes_answers=False) as cursor:
        record(cursor, ticket.username, Action.EXPORT, download.file_name, {**download.about, "bytes": size}, address)
    return download


def _response(download: Download) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=utf-8''{quote(download.file_name, safe='')}",
        "cache-control": "no-store",
    }
    if isinstance(download.content, bytes):
        return Response(download.content, media_type=download.media_type, headers=headers)
    after = BackgroundTask(download.content.unlink, missing_ok=True) if download.is_temporary else None
    return FileResponse(download.content, media_type=download.media_type, headers=headers, background=after)
