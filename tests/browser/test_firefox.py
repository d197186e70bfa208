"""The same pages in another browser: Firefox opens every page of the office, at a desk and on a phone."""

import json
from pathlib import Path

from indicators.language import _, use_language
from indicators.vocabulary import Role
from pages.server.navigation import START_PAGE, pages_of
from tests.browser.firefox import Firefox, firefox
from tests.browser.test_every_page import WIDER
from tests.browser.visitor import ARRIVED, DRAWN, FOLLOW, SIZES, TITLES
from tests.browser.wording import WORDS, Dictionary

# the protocol's library would count long numbers by WebAssembly; refused it, it does without, and only Firefox says so
REFUSED = "settings blocked WebAssembly (script-src) from being executed"
BOXES = (
    """[...document.querySelectorAll("[data-testid=stException], [data-testid=stAlertContentError]")].map(box => box.innerText)"""
)


def opens(window: Firefox, page: str) -> None:
    """Follows a link to a page and waits until it stands complete, charts and grids too."""
    address = "/" if page == START_PAGE else f"/{page}"
    window.ask(f"({FOLLOW})({json.dumps(address)})")
    window.wait(f"({ARRIVED})({json.dumps([_(TITLES[page]), ''])}) && ({DRAWN})()")


def wrongs(window: Firefox, dictionary: Dictionary) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [f"box: {text}" for text in window.ask(BOXES)]
    found += [f"not in Chinese: {text}" for text in dictionary.strangers(window.ask(f"({WORDS})()"), "zh")]
    for size, (width, height) in SIZES.items():
        window.resize(width, height)
        if window.ask(f"({WIDER})()"):
            found.append(f"scrolls sideways at a {size}")
    return found


def test_every_page_of_the_office_stands_in_firefox(served: str, dictionary: Dictionary, tmp_path: Path) -> None:
    use_language("zh")
    entries = [entry for section in pages_of(Role.OFFICE).values() for entry in section]
    titles, found = {}, {}
    with firefox(tmp_path) as window:
        window.resize(*SIZES["desk"])
        window.go(f"{served}/login")
        window.ask(f"document.querySelector('input[name=username][value={Role.OFFICE}]').form.requestSubmit()")
        window.wait(f"location.pathname === '/' && ({ARRIVED})({json.dumps([_('Overview'), ''])})")
        for entry in entries:
            window.resize(*SIZES["desk"])
            opens(window, entry.name)
            titles[entry.name] = window.ask("document.title")
            if wrong := wrongs(window, dictionary):
                found[entry.name] = wrong
        assert {address for address in window.requests() if not address.startswith((served, "data:", "blob:"))} == set()
        assert [text for text in window.complaints() if REFUSED not in text] == []
    assert titles == {entry.name: f"{_(entry.title)} · 263 指标看板" for entry in entries}
    assert found == {}
