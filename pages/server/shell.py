"""The page shell: Streamlit's index.html with our title, icon and language, and with the scripts that speak Chinese and notice a sign-out."""

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from indicators.language import DEFAULT_LANGUAGE, LANGUAGES, _, use_language
from pages.server.gate import DOWNLOADS, EVIDENCE, SESSION
from pages.server.headers import INDEX
from pages.server.navigation import START_PAGE
from pages.server.sessions import Session
from pages.server.state import find_account
from pages.server.static_files import FILES

STATIC = Path(__file__).parent / "static"
HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}
# The part of Streamlit that a cell is typed into.
GRID_FIELD = next(path for path in FILES if "/data-grid-overlay-editor." in path)
ONE_WORD = re.compile(r"/[A-Za-z0-9_-]*")
OWN_PATHS = ("/login", "/logout", "/language", "/hints", "/session", "/health", f"/{START_PAGE}")


class Shell:
    """ASGI middleware, inside the gate, that answers the address of a page with the shell."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        answer = self._answer(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path in OWN_PATHS:
            return None
        if ONE_WORD.fullmatch(path):
            return HTMLResponse(page_shell(_language(scope)), headers={"cache-control": "no-store"})
        # Below any other address the shell would not find its own files.
        is_navigation = any(key == b"accept" and b"text/html" in value for key, value in scope["headers"])
        is_file = path.startswith((DOWNLOADS, EVIDENCE, "/interface/", "/static/", "/media/", "/component/", "/_stcore/"))
        return RedirectResponse("/", 303) if is_navigation and not is_file and not path.startswith("//") else None


@cache
def page_shell(language: str) -> str:
    """The HTML of every page in `language`, before its content arrives."""
    use_language(language)
    html = INDEX.read_text("utf-8")
    scripts = ["language.js", "session.js", "links.js", "focus.js", "hints.js", *(["words_zh.js"] if language == "zh" else [])]
    head = "".join(f'<script src="{interface_file(name)}"></script>' for name in scripts)
    head += f'<script src="{interface_file("grid.js")}" data-field="{GRID_FIELD}"></script>'
    styles = ("app.css", "look.css", "focus.css", "compare.css", "bulletin.css", "print.css")
    head += "".join(f'<link rel="stylesheet" href="{interface_file(name)}" />' for name in styles)
    for pattern, replacement in (
        (r"<!--.*?-->\s*", ""),
        (r'<html lang="en">', f'<html lang="{HTML_LANGUAGES[language]}">'),
        (r"<title>.*?</title>", f"<title>{_('263 Indicator Dashboard')}</title>"),
        (r'href="./favicon.png"', f'href="{interface_file("icon.png")}"'),
        (r'<link rel="service-desc"[^>]*>\s*', ""),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{_('This site needs JavaScript; please switch it on.')}</p></noscript>"),
        (r"</head>", f"{head}</head>"),
    ):
        html, found = re.subn(pattern, replacement, html, flags=re.DOTALL)
        assert found, f"the installed Streamlit's index.html has no {pattern}"
    return html


@cache
def interface_file(name: str) -> str:
    """The address of one of our own files, different whenever its content is."""
    return f"/interface/{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def _language(scope: Scope) -> str:
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
    session: Session | None = scope.get(SESSION)
    account = find_account(session.username) if session else None
    return next(language for language in (asked, account.language if account else "", DEFAULT_LANGUAGE) if language in LANGUAGES)
