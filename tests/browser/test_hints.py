"""A closed hint stays closed: after a reload, in another browser of the same account; another account still sees it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from indicators.language import _, use_language
from indicators.vocabulary import Role
from pages.components.hint_words import hint_words
from tests.browser.visitor import SIZES, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

HINT = ".hint:not([hidden])"
# How far down the page the answer of the overview reaches: the lights, what got worse, who is behind, what falls due.
ANSWER_ENDS = "document.querySelector('.glance').getBoundingClientRect().bottom"


def close(visitor: Visitor, words: str) -> None:
    """Presses one of the hint's buttons by keyboard; the keyboard then stands in the content."""
    button = visitor.page.locator(f"{HINT} button", has_text=words)
    button.focus()
    visitor.page.keyboard.press("Enter")
    button.wait_for(state="hidden")
    visitor.page.wait_for_function("document.activeElement.id === 'stMain'")


def test_closed_for_the_account_and_for_nobody_else(window: Window) -> None:
    use_language("zh")
    with window("desk") as visitor, window("desk") as elsewhere, window("desk") as office:
        visitor.sign_in(Role.ADMIN)
        visitor.open("overview")
        assert [text.split("\n")[0] for text in visitor.texts(HINT)] == [hint_words("overview", Role.ADMIN)]
        close(visitor, _("Got it"))
        visitor.page.reload()
        visitor.ready()
        assert visitor.texts(".hint") == []

        elsewhere.sign_in(Role.ADMIN)
        elsewhere.open("overview")
        assert elsewhere.texts(".hint") == []
        elsewhere.open("tasks")
        assert len(elsewhere.texts(HINT)) == 1
        close(elsewhere, _("Hide all hints"))
        for page in ("targets", "notices"):
            elsewhere.open(page)
            assert elsewhere.texts(".hint") == []
        visitor.open("tasks")
        assert visitor.texts(".hint") == []

        office.sign_in(Role.OFFICE)
        office.open("overview")
        assert len(office.texts(HINT)) == 1

        visitor.open("guide")
        visitor.page.get_by_role("button", name=_("Show the hints again")).click()
        visitor.says(_("Each page shows its hint again until you close it there."))
        visitor.open("overview")
        assert len(visitor.texts(HINT)) == 1


def test_a_hint_leads_to_its_chapter(window: Window) -> None:
    use_language("zh")
    with window("phone") as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.open("compare")
        visitor.page.locator(f"{HINT} a").click()
        visitor.arrive("guide")
        assert visitor.texts(".section h2")[0] == _("The page “{page}”", page=_("Compare"))


@pytest.mark.parametrize("size", list(SIZES))
def test_a_hint_does_not_push_the_answer_away(window: Window, size: str) -> None:
    use_language("zh")
    with window(size) as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.open("overview")
        assert len(visitor.texts(HINT)) == 1
        reached = visitor.page.evaluate(ANSWER_ENDS)
        visitor.page.evaluate("document.querySelector('.hint').hidden = true")
        without = visitor.page.evaluate(ANSWER_ENDS)
        if size == "phone":
            assert reached == without
        else:
            assert without < reached <= SIZES[size][1]


def test_paper_has_no_hint(window: Window) -> None:
    with window("desk") as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.open("town")
        assert visitor.page.locator(HINT).is_visible()
        visitor.page.emulate_media(media="print")
        assert visitor.page.locator(HINT).is_hidden()
