"""Sign-in and sign-out: the only HTML that is served without a session."""

import re
import secrets
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, quote

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from etl.audit import Action, record
from etl.people.accounts import SignInRefused, authenticate, list_accounts, sign_in_stamps, trial_password
from etl.settings import setting
from indicators.language import LANGUAGES, _, current_language, use_language
from indicators.vocabulary import ROLE_LABELS, Role
from pages.server.gate import COOKIE, SESSION
from pages.server.navigation import first_page
from pages.server.sessions import SESSIONS, Session
from pages.server.shell import HTML_LANGUAGES, interface_file
from pages.server.state import database, find_account, is_trial

FORM_COOKIE = "dashboard_form"  # must come back as the form's hidden field: another site can send the form but not read it
FORM_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
LONGEST_FORM = 4096
# Checking a password takes a core for a moment on purpose; a flood of them must not take all.
_password_checks = CapacityLimiter(1)


def safe_page(wanted: str) -> str:
    """`wanted` if it is an address of this site, else the first page."""
    is_local = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/login", "/logout")) and wanted.isprintable()
    return wanted if is_local and "\\" not in wanted else "/"


async def show_login(request: Request) -> Response:
    """The sign-in page; whoever is signed in already goes on."""
    wanted = safe_page(request.query_params.get("next", "/"))
    if request.scope[SESSION]:
        return RedirectResponse(wanted, 303)
    return await _page(request, request.query_params.get("lang", ""), wanted)


async def sign_in(request: Request) -> Response:
    """Opens a session for the right name and password; says in a sentence why not otherwise."""
    form = await read_form(request)
    asked, wanted = form.get("lang", ""), safe_page(form.get("next", "/"))
    use_language(asked)
    form_token = request.cookies.get(FORM_COOKIE, "")
    if not form_token or not secrets.compare_digest(form_token.encode(), form.get("token", "").encode()):
        return await _page(request, asked, wanted, _("This page lay open for too long; please sign in again."), 403)
    address = _address(request)
    username, password = form.get("username", ""), form.get("password", "")
    try:
        account = await to_thread.run_sync(authenticate, database(), username, password, address, limiter=_password_checks)
    except SignInRefused as refusal:
        return await _page(request, asked, wanted, str(refusal), 401, username)
    if request.scope[SESSION]:
        SESSIONS.end(request.scope[SESSION])
    with database().reading() as cursor:
        stamp = sign_in_stamps(cursor).get(account.username, "")
    token = SESSIONS.open(account.username, stamp, address)
    if wanted == "/":
        wanted = first_page(account.role)
    if asked in LANGUAGES and asked != account.language:
        wanted += ("&" if "?" in wanted else "?") + f"lang={asked}"
    answer = RedirectResponse(wanted, 303, {"cache-control": "no-store"})
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=setting("secure_cookie") == "1")
    answer.delete_cookie(FORM_COOKIE, path="/login")
    return answer


async def sign_out(request: Request) -> Response:
    """Ends the session everywhere it is open."""
    session: Session = request.scope[SESSION]
    account = find_account(session.username)
    SESSIONS.end(session)
    await to_thread.run_sync(_note_sign_out, session)
    answer = RedirectResponse(f"/login?lang={account.language}" if account else "/login", 303, {"cache-control": "no-store"})
    answer.delete_cookie(COOKIE)
    return answer


def _note_sign_out(session: Session) -> None:
    with database().writing(changes_answers=False) as cursor:
        record(cursor, session.username, Action.SIGN_OUT, session.username, {}, session.address)


# ------------------------------------------------------------ the page


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "login.html").read_text("utf-8"))


async def _page(request: Request, asked: str, wanted: str, refusal: str = "", status: int = 200, username: str = "") -> Response:
    use_language(asked)
    language = current_language()
    # A second tab shares the first one's token, or the first one's form would be refused.
    token = request.cookies.get(FORM_COOKIE, "")
    if not FORM_TOKEN.fullmatch(token):
        token = secrets.token_urlsafe(32)
    hidden = _hidden(token=token, next=wanted, lang=asked if asked in LANGUAGES else "")
    others = [
        f'<a href="/login?lang={code}&amp;next={quote(wanted, safe="/")}" lang="{HTML_LANGUAGES[code]}">{name}</a>'
        for code, name in LANGUAGES.items()
        if code != language
    ]
    html = _template().substitute(
        language=HTML_LANGUAGES[language],
        title=escape(_("263 Indicator Dashboard")),
        subtitle=escape(_("What was planned, what is done, and who is behind: month by month, town by town.")),
        heading=escape(_("Sign in")),
        name_label=escape(_("Account name")),
        password_label=escape(_("Password")),
        button=escape(_("Sign in")),
        footnote=escape(_("For staff of the local government and its 263 office. Every sign-in is recorded.")),
        refusal=f'<p class="refusal" role="alert">{escape(refusal)}</p>' if refusal else "",
        username=escape(username, quote=True),
        hidden=hidden,
        trial=_trial_accounts(hidden) if is_trial() else "",
        languages="".join(others),
        stylesheet=interface_file("login.css"),
        icon=interface_file("icon.png"),
    )
    answer = HTMLResponse(html, status, {"cache-control": "no-store"})
    answer.set_cookie(FORM_COOKIE, token, path="/login", httponly=True, samesite="strict", secure=setting("secure_cookie") == "1")
    return answer


def _trial_accounts(hidden: str) -> str:
    """One button per account of a trial database; its password is no secret."""
    with database().reading() as cursor:
        accounts = [account for account in list_accounts(cursor) if not account.is_disabled]
    buttons = "".join(
        f'<form method="post" action="/login">{hidden}{_hidden(username=account.username, password=trial_password(account.username))}'
        f'<button type="submit"><strong>{escape(_(ROLE_LABELS[account.role]))}</strong>'
        f"<span>{escape(account.display_name)}</span>"
        f"<code>{escape(account.username)}</code> <code>{escape(trial_password(account.username))}</code></button></form>"
        for account in sorted(accounts, key=lambda account: list(Role).index(account.role))
    )
    heading, hint = (
        _("Simulated data"),
        _("This is a trial: the plans are real, every reported figure is invented. Sign in with one click as:"),
    )
    return f'<section class="trial"><h2>{escape(heading)}</h2><p>{escape(hint)}</p><div class="accounts">{buttons}</div></section>'


def _hidden(**fields: str) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{escape(value, quote=True)}" />' for name, value in fields.items())


# ------------------------------------------------------------ the request


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a small form; empty when there is more than a form of ours can hold."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return {}
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()}


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
