"""Nobody is shut out of any page: both languages, light and dark, at a desk and on a phone, whoever opens it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from indicators.language import LANGUAGES
from indicators.vocabulary import Role
from pages.server.navigation import SECTIONS
from tests.browser.accessible import violations
from tests.browser.visitor import SIZES, Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

PAGES = [entry for entries in SECTIONS.values() for entry in entries]
RUNS = [(language, size) for language in LANGUAGES for size in SIZES]


def pages_seen_by(role: Role, run: int) -> list[str]:
    """The pages that somebody of `role` opens in one of the runs: each page by everybody who may see it in turn."""
    seers = {entry.name: sorted(entry.roles, key=list(Role).index) for entry in PAGES}
    return [page for place, (page, roles) in enumerate(seers.items()) if roles[(place + run) % len(roles)] == role]


@pytest.mark.parametrize("run", range(len(RUNS)), ids=[" ".join(run) for run in RUNS])
def test_every_page_is_accessible(window: Window, run: int) -> None:
    (language, size), found = RUNS[run], {}
    for role in Role:
        with window(size) as visitor:
            visitor.sign_in(role)
            visitor.speak(language)
            for page in pages_seen_by(role, run):
                visitor.open(page)
                if wrong := violations(visitor):
                    found[role.value, page] = wrong
    assert found == {}, "\n".join(f"{place}: {text}" for place, texts in found.items() for text in texts)


def test_everybody_opens_every_page_they_may_see_in_some_run() -> None:
    opened = {(role, page) for run in range(len(RUNS)) for role in Role for page in pages_seen_by(role, run)}
    assert opened == {(role, entry.name) for entry in PAGES for role in entry.roles}
