"""Streamlit's own files: compressed for whoever takes it, the same bytes for everybody, for nobody without a session."""

import gzip
from collections.abc import Iterator

import pytest

from pages.server.static_files import FILES, takes_gzip
from tests.serving import Browser, serving, trial_database

SCRIPT = max((path for path in FILES if path.endswith(".js")), key=lambda path: FILES[path].stat().st_size)
STYLE = min(path for path in FILES if path.endswith(".css"))


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server over a trial database."""
    with serving(trial_database(tmp_path_factory.mktemp("static"))) as port:
        yield port


@pytest.fixture
def leader(port: int) -> Browser:
    """Somebody who is signed in."""
    browser = Browser(port)
    assert browser.sign_in("leader").status == 303
    return browser


@pytest.mark.parametrize(("path", "kind"), [(SCRIPT, "text/javascript"), (STYLE, "text/css")])
def test_compressed_when_asked(leader: Browser, path: str, kind: str) -> None:
    answer = leader.get(path, **{"Accept-Encoding": "gzip, deflate, br"})
    assert (answer.status, answer.headers["content-encoding"], answer.headers["vary"]) == (200, "gzip", "accept-encoding")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert int(answer.headers["content-length"]) == len(answer.content) < FILES[path].stat().st_size
    assert gzip.decompress(answer.content) == FILES[path].read_bytes()


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
def test_as_it_is_when_not(leader: Browser, accepted: str) -> None:
    answer = leader.get(SCRIPT, **{"Accept-Encoding": accepted})
    assert (answer.status, answer.headers["content-encoding"]) == (200, None)
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert answer.content == FILES[SCRIPT].read_bytes()


def test_a_part_is_a_part_of_the_file_itself(leader: Browser) -> None:
    answer = leader.get(SCRIPT, Range="bytes=0-9", **{"Accept-Encoding": "gzip"})
    assert (answer.status, answer.content) == (206, FILES[SCRIPT].read_bytes()[:10])


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_what_the_browser_still_has_is_not_sent_again(leader: Browser, accepted: str) -> None:
    mark = leader.get(SCRIPT, **{"Accept-Encoding": accepted}).headers["etag"]
    again = leader.get(SCRIPT, **{"Accept-Encoding": accepted, "If-None-Match": mark})
    assert (again.status, again.content, again.headers["etag"]) == (304, b"", mark)
    other = leader.get(SCRIPT, **{"Accept-Encoding": accepted, "If-None-Match": '"another"'})
    assert other.status == 200


def test_head_has_the_headers_only(leader: Browser) -> None:
    answer = leader.get(SCRIPT, method="HEAD", **{"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["content-encoding"], answer.content) == (200, "gzip", b"")


def test_nothing_without_a_session(port: int, leader: Browser) -> None:
    assert leader.get(SCRIPT, **{"Accept-Encoding": "gzip"}).status == 200  # now it is in the cache
    stranger = Browser(port)
    assert stranger.get(SCRIPT, **{"Accept-Encoding": "gzip"}).status == 401
    assert stranger.get(SCRIPT, accept="text/html", **{"Accept-Encoding": "gzip"}).status == 303


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("*", True),
        ("*, gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br", False),
        ("", False),
    ],
)
def test_who_takes_gzip(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes
