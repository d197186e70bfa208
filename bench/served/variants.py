"""The application with one thing different and all else the same: its own text with some words replaced."""

from pathlib import Path

from pages.server.navigation import SECTIONS
from tests.serving import ROOT

ROUTER = ROOT / "pages" / "router.py"
FRAME = """
from pages.components.frame import open_page
from pages.server.state import guard

guard({name!r})
open_page({name!r})
"""
COMMITTING = """
    from bench.served.committing import committing
    stop = committing(database())
    try:
        yield
    finally:
        stop()
"""


class TextMoved(Exception):
    """The text to be replaced is not there any more."""


def _write(path: Path, text: str, old: str, new: str) -> Path:
    if text.count(old) != 1:
        raise TextMoved(f"{TextMoved.__doc__} ({old})")
    path.write_text(text.replace(old, new), "utf-8")
    return path


def empty_pages(folder: Path) -> Path:
    """The application whose pages hold nothing but their frame; returns its script, written into `folder`."""
    pages = folder / "empty_pages"
    pages.mkdir()
    router = pages / ROUTER.name
    router.write_text(ROUTER.read_text("utf-8"), "utf-8")
    for entry in (entry for entries in SECTIONS.values() for entry in entries):
        (pages / f"{entry.name}.py").write_text(FRAME.format(name=entry.name), "utf-8")
    return _write(folder / "empty_app.py", _application(), '"pages/router.py"', repr(str(router)))


def with_commits(folder: Path) -> Path:
    """The application into which uploads are committed all the time; returns its script, written into `folder`."""
    path = _write(
        folder / "committing_app.py", _application(), "    try:\n        yield\n    finally:\n", COMMITTING.rstrip() + "\n"
    )
    return _write(path, path.read_text("utf-8"), '"pages/router.py"', repr(str(ROUTER)))


def with_decisions(folder: Path) -> Path:
    """The application with addresses that act as if something had been decided or changed; returns its script, written into `folder`."""
    path = _write(folder / "deciding_app.py", _application(), "routes=ROUTES", "routes=[*ROUTES, *deciding_routes()]")
    path.write_text(f"from bench.served.deciding import deciding_routes\n{path.read_text('utf-8')}", "utf-8")
    return _write(path, path.read_text("utf-8"), '"pages/router.py"', repr(str(ROUTER)))


def _application() -> str:
    return (ROOT / "app.py").read_text("utf-8")
