"""The addresses that are ours and not Streamlit's."""

import asyncio
from urllib.parse import parse_qsl, urlencode, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from etl.people.accounts import set_language, sign_in_stamps
from etl.people.hints import close_hint
from indicators.language import LANGUAGES, _
from pages.server.downloads import send_download
from pages.server.evidence_route import send_evidence
from pages.server.gate import DOWNLOADS, EVIDENCE, SESSION
from pages.server.login import read_form, safe_page, show_login, sign_in, sign_out
from pages.server.navigation import START_PAGE, may_see
from pages.server.sessions import SESSIONS
from pages.server.shell import STATIC
from pages.server.state import database, find_account

WATCH_SECONDS = 1.0


async def health(request: Request) -> Response:
    """A word for whoever watches the service."""
    return PlainTextResponse("ok")


async def session_alive(request: Request) -> Response:
    """Empty; the gate answers 401 instead when the session is gone. Asked by a page that lost its websocket."""
    return Response(status_code=204)


async def choose_language(request: Request) -> Response:
    """Remembers the language chosen and shows the page it was chosen on again."""
    language = (await read_form(request)).get("language", "")
    if language not in LANGUAGES:
        return PlainTextResponse(_("There is no such language here."), 400)
    await to_thread.run_sync(_remember_language, request.scope[SESSION].username, language)
    page = urlsplit(request.headers.get("referer", "/"))
    query = [(name, value) for name, value in parse_qsl(page.query) if name != "lang"]
    return RedirectResponse(f"{safe_page(page.path)}?{urlencode([*query, ('lang', language)])}", 303)


def _remember_language(username: str, language: str) -> None:
    with database().writing(changes_standing=False) as cursor:
        set_language(cursor, username, language)


async def close_page_hint(request: Request) -> Response:
    """Closes the hint of one page, or without a page of all, for whoever is signed in; the page hides it when this is answered."""
    account = find_account(request.scope[SESSION].username)
    page = (await read_form(request)).get("page")
    if account is None or page is None or (page and not may_see(account.role, page)):
        return PlainTextResponse(_("There is no such page here."), 400)
    await to_thread.run_sync(close_hint, database(), account, page or None)
    return Response(status_code=204)


async def start_page(request: Request) -> Response:
    """The start page has no address of its own in Streamlit; a link to it by name is led to the root, filters kept."""
    return RedirectResponse(f"/?{request.url.query}", 303)


async def interface_file(request: Request) -> Response:
    """One of our own scripts, style sheets or pictures."""
    file = STATIC / request.path_params["name"]
    if file not in STATIC.rglob("*") or not file.is_file():
        return PlainTextResponse(_("There is no such file."), 404)
    # The address carries the content's hash.
    return FileResponse(file, headers={"cache-control": "private, max-age=31536000, immutable"})


async def watch_accounts() -> None:
    """For ever: ends sessions that ran out, and those of accounts whose role or password changed or that were closed."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        SESSIONS.end_changed(await to_thread.run_sync(_stamps))


def _stamps() -> dict[str, str]:
    with database().reading() as cursor:
        return sign_in_stamps(cursor)


ROUTES = [
    Route("/health", health),
    Route("/login", show_login, methods=["GET"]),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["POST"]),
    Route("/language", choose_language, methods=["POST"]),
    Route("/hints", close_page_hint, methods=["POST"]),
    Route("/session", session_alive),
    Route(f"/{START_PAGE}", start_page),
    Route("/interface/{name:path}", interface_file),
    Route(DOWNLOADS + "{token}", send_download, methods=["GET"]),
    Route(EVIDENCE + "{number:int}", send_evidence, methods=["GET"]),
]
