"""Headers: what every answer tells the browser, and what a request may tell us."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Send

from etl.settings import setting

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def _inline_script_hashes() -> str:
    """The hash of each inline script of the installed page shell: the only inline scripts a browser may run."""
    scripts = re.findall(r"<script>(.*?)</script>", INDEX.read_text("utf-8"), re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode() for script in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


_POLICY = (
    "default-src 'self'; "
    f"script-src 'self' {_inline_script_hashes()}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'{sockets}; worker-src 'self' blob:; frame-ancestors 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def _security_headers(host: str) -> dict[str, str]:
    # Not every browser counts the page's own websocket as 'self'.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    headers = {
        "content-security-policy": _POLICY.format(sockets=sockets),
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    if setting("secure_cookie") == "1":
        headers["strict-transport-security"] = "max-age=31536000"
    return headers


def with_security_headers(send: Send, host: str) -> Send:
    """A `send` that adds the security headers to the answer."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer = MutableHeaders(scope=message)
            own_policy = answer.get("content-security-policy")
            answer.update(_security_headers(host))
            if own_policy:  # two policies hold together: an answer's own can only take rights away
                answer.append("content-security-policy", own_policy)
        await send(message)

    return send_with_headers


def is_from_here(headers: Headers) -> bool:
    """Whether a request that changes something comes from our own page: browsers say so, programs say nothing."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")
    return urlsplit(origin).netloc == headers.get("host", "")


def cookie(headers: Headers, name: str) -> str:
    """The first cookie called `name`; empty without one."""
    return next((value for key, value in _cookies(headers) if key == name), "")


def trusted(headers: Headers, hidden_cookie: str, username: str | None) -> list[tuple[bytes, bytes]]:
    """The request's headers as the pages may see them: no claimed identity, no session cookie, our word on who it is."""
    kept = [(key, value) for key, value in headers.raw if not key.startswith(b"x-auth-") and key != b"cookie"]
    cookies = "; ".join(f"{key}={value}" for key, value in _cookies(headers) if key != hidden_cookie)
    if cookies:
        kept.append((b"cookie", cookies.encode("latin-1")))
    if username:
        kept.append((b"x-auth-user", username.encode("ascii")))
    return kept


def _cookies(headers: Headers) -> list[tuple[str, str]]:
    pairs = (pair.partition("=") for line in headers.getlist("cookie") for pair in line.split(";"))
    return [(key.strip(), value.strip()) for key, _, value in pairs]
