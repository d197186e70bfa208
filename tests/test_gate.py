"""Nothing but the sign-in page and a health word without a session: asked of a really started server."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from etl.audit import verify_chain
from etl.database import open_database
from tests.serving import Browser, free_port, serving, start, trial_database

PAGES = ["/", "/overview", "/upload", "/nonsense", "/upload?plan=tiny-city&month=2020-09"]
FILES = [
    "/static/js/index.js",
    "/media/abc.csv",
    "/component/x/index.html",
    "/app/static/x",
    "/interface/session.js",
    "/favicon.png",
    "/index.html",
]
INNER = [
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/upload_file/a/b",
    "/auth/login",
    "/session",
    "/downloads/abc",
    "/evidence/1",
    "//login",
    "/login/",
    "/login/../upload",
    "/%2e%2e/login",
    "/health/x",
]
FOREIGN = "https://elsewhere.example"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server over a trial database."""
    with serving(trial_database(tmp_path_factory.mktemp("gate"))) as port:
        yield port


@pytest.fixture
def browser(port: int) -> Browser:
    """Somebody who is not signed in."""
    return Browser(port)


@pytest.fixture
def leader(port: int) -> Browser:
    """Somebody who is."""
    browser = Browser(port)
    assert browser.sign_in("leader").status == 303
    return browser


# ------------------------------------------------------------ without a session


def test_the_health_word(browser: Browser) -> None:
    assert (browser.get("/health").status, browser.get("/health").text) == (200, "ok")


@pytest.mark.parametrize("path", PAGES + FILES + INNER)
def test_programs_are_told_to_sign_in(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert (answer.status, answer.text) == (401, "请先登录。")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize(
    "path", ["/", "/upload", "/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/logout", "/language", "/hints"]
)
def test_no_method_passes(browser: Browser, method: str, path: str) -> None:
    assert browser.get(path, method=method).status == 401


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/", "/login"),
        ("/upload", "/login?next=/upload"),
        ("/upload?plan=a&month=2020-09", "/login?next=/upload%3Fplan%3Da%26month%3D2020-09"),
    ],
)
def test_people_are_led_to_the_sign_in_page(browser: Browser, path: str, target: str) -> None:
    answer = browser.visit(path)
    assert (answer.status, answer.headers["location"]) == (303, target)


def test_a_download_link_never_answers_with_a_page(browser: Browser) -> None:
    assert browser.visit("/downloads/abc").status == 401


def test_the_websocket_stays_shut(browser: Browser) -> None:
    for cookies in ({}, {"dashboard_session": "guess"}):
        browser.cookies = cookies
        with pytest.raises(InvalidStatus) as refused:
            browser.websocket()
        assert refused.value.response.status_code == 403


def test_a_claimed_identity_is_no_session(browser: Browser) -> None:
    assert browser.get("/upload", **{"X-Auth-User": "admin"}).status == 401
    with pytest.raises(InvalidStatus):
        browser.websocket(**{"X-Auth-User": "admin"})


# ------------------------------------------------------------ signing in


def test_the_sign_in_page_offers_the_trial_accounts(browser: Browser) -> None:
    page = browser.visit("/login")
    assert '<html lang="zh-CN">' in page.text
    assert "<h2>模拟数据</h2>" in page.text
    assert re.findall(r"<button type=\"submit\"><strong>(.+?)</strong>.*?<code>(.+?)</code> <code>(.+?)</code>", page.text) == [
        ("领导", "leader", "trial-leader"),
        ("报送员", "reporter", "trial-reporter"),
        ("263 办", "office", "trial-office"),
        ("管理员", "admin", "trial-admin"),
    ]
    assert "<script" not in page.text
    assert "style=" not in page.text
    english = browser.visit("/login?lang=en").text
    assert '<html lang="en">' in english
    assert "263 Indicator Dashboard" in english
    assert "Simulated data" in english


@pytest.mark.parametrize(("username", "first_page"), [("leader", "/"), ("reporter", "/reports"), ("office", "/"), ("admin", "/")])
def test_every_trial_account_signs_in(browser: Browser, username: str, first_page: str) -> None:
    answer = browser.sign_in(username)
    assert (answer.status, answer.headers["location"]) == (303, first_page)
    shell = browser.visit("/")
    assert shell.status == 200
    assert '<html lang="zh-CN">' in shell.text
    assert "<title>263 指标看板</title>" in shell.text
    assert "/interface/words_zh.js" in shell.text
    assert "Streamlit app" not in shell.text


def test_the_session_cookie(browser: Browser) -> None:
    browser.sign_in("leader")
    again = Browser(browser.port).sign_in("leader")
    (cookie,) = [line for line in again.headers.get_all("set-cookie") or [] if line.startswith("dashboard_session=")]
    value, *flags = cookie.split("; ")
    assert len(value) == len("dashboard_session=") + 43
    assert value != f"dashboard_session={browser.cookies['dashboard_session']}"
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=lax"]


def test_the_cookie_is_secure_behind_tls(tmp_path: Path) -> None:
    with serving(trial_database(tmp_path), DASHBOARD_SECURE_COOKIE="1") as port:
        answer = Browser(port).sign_in("leader")
        assert all("Secure" in line for line in answer.headers.get_all("set-cookie") or [] if "Max-Age=0" not in line)
        assert answer.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        ("/upload?plan=a&month=2020-09", "/upload?plan=a&month=2020-09"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("/login", "/"),
        ("", "/"),
    ],
)
def test_only_addresses_of_this_site_are_returned_to(browser: Browser, wanted: str, target: str) -> None:
    assert browser.sign_in("leader", next=wanted).headers["location"] == target


def test_a_wrong_password_is_answered_with_a_sentence(browser: Browser) -> None:
    answer = browser.sign_in("stranger", "<b>wrong password")
    assert answer.status == 401
    assert "账号或密码不正确。" in answer.text
    assert "wrong password" not in answer.text
    assert "dashboard_session" not in browser.cookies


def test_five_wrong_passwords_lock_the_account(port: int) -> None:
    answers = [Browser(port).sign_in("locked-out", f"wrong {number}").text for number in range(6)]
    assert ["该账号已锁定" in text for text in answers] == [False] * 4 + [True] * 2


def test_the_form_must_come_from_here(browser: Browser) -> None:
    assert browser.post("/login", username="leader", password="trial-leader").status == 403
    browser.visit("/login")
    assert browser.post("/login", username="leader", password="trial-leader", token="guess").status == 403
    assert browser.post("/login", origin=FOREIGN, username="leader", password="trial-leader").status == 403
    assert "dashboard_session" not in browser.cookies


# ------------------------------------------------------------ with a session


def test_security_headers_everywhere(leader: Browser) -> None:
    for path in ("/", "/login", "/health", "/_stcore/health", "/nothing/here"):
        headers = leader.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self' 'sha256-" in policy
        assert "'unsafe-eval'" not in policy
        assert "script-src 'self' 'unsafe" not in policy
        assert f"connect-src 'self' ws://127.0.0.1:{leader.port} wss://127.0.0.1:{leader.port};" in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_the_websocket_opens_from_here_only(leader: Browser) -> None:
    with leader.websocket(Origin=f"http://127.0.0.1:{leader.port}") as page:
        assert page.response is not None
        assert page.response.status_code == 101
    for origin in (FOREIGN, "null", "http://localhost:3000"):
        with pytest.raises(InvalidStatus):
            leader.websocket(Origin=origin)


def test_forms_from_elsewhere_are_refused(leader: Browser) -> None:
    assert leader.post("/logout", origin=FOREIGN).status == 403
    assert leader.get("/logout", method="POST", **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert leader.get("/session").status == 204


def receive_all(page: ClientConnection) -> None:
    """Reads a websocket until it closes."""
    while True:
        page.recv(timeout=10)


def test_signing_out_ends_every_page_of_the_session(leader: Browser) -> None:
    stolen, other = leader.cookies["dashboard_session"], Browser(leader.port)
    other.sign_in("leader")
    with leader.websocket() as page:
        answer = leader.post("/logout")
        assert (answer.status, answer.headers["location"]) == (303, "/login?lang=zh")
        with pytest.raises(ConnectionClosed) as closed:
            receive_all(page)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    assert leader.get("/session").status == 401
    leader.cookies["dashboard_session"] = stolen
    assert leader.get("/session").status == 401
    assert other.get("/session").status == 204


def test_a_hint_is_closed_on_pages_of_the_role_only(leader: Browser) -> None:
    answers = [leader.post("/hints", page=page).status for page in ("overview", "", "review", "nonsense")]
    assert answers == [204, 204, 400, 400]
    assert leader.post("/hints").status == 400
    assert leader.post("/hints", origin=FOREIGN, page="overview").status == 403


def test_the_language_is_remembered_and_stands_in_the_address(leader: Browser) -> None:
    referer = f"http://127.0.0.1:{leader.port}/upload?plan=a&lang=zh"
    answer = leader._send("POST", "/language", "language=en", {"Referer": referer, "Origin": f"http://127.0.0.1:{leader.port}"})
    assert (answer.status, answer.headers["location"]) == (303, "/upload?plan=a&lang=en")
    assert '<html lang="en">' in leader.visit("/town").text
    assert "words_zh" not in leader.visit("/town").text
    assert '<html lang="zh-CN">' in leader.visit("/town?lang=zh").text
    assert leader.post("/language", language="zh").headers["location"] == "/?lang=zh"
    assert leader.post("/language", language="tlh").status == 400


def test_unknown_addresses(leader: Browser) -> None:
    assert leader.visit("/nonsense").status == 200  # Streamlit shows the first page there
    assert leader.visit("/a/b/c").headers["location"] == "/"
    assert leader.get("/interface/login.html").status == 404
    assert leader.get("/interface/..%2Fgate.py").status == 400
    assert leader.get("/downloads/abc").status == 404


# ------------------------------------------------------------ the process


def test_a_clean_stop_keeps_everything(tmp_path: Path) -> None:
    file = trial_database(tmp_path)
    with serving(file) as port:
        browser = Browser(port)
        browser.sign_in("leader")
    reopened = open_database(file)
    with reopened.reading() as cursor:
        assert cursor.execute("select action, username from audit order by position desc limit 1").fetchone() == (
            "sign_in",
            "leader",
        )
        assert verify_chain(cursor) == []
    reopened.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_by_itself_when_told_to(tmp_path: Path, stop: signal.Signals) -> None:
    process = start(trial_database(tmp_path), free_port())
    assert process.stdout is not None
    while "URL" not in process.stdout.readline():
        assert process.poll() is None
    process.send_signal(stop)
    assert "Traceback" not in process.communicate(timeout=30)[0]


def test_without_a_database_one_sentence_says_so(tmp_path: Path) -> None:
    process: subprocess.Popen[str] = start(tmp_path / "none.duckdb", free_port())
    words = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "Traceback" not in words
    assert f"{tmp_path / 'none.duckdb'}: There is no database at this path; `python -m etl init` makes a real one" in words
