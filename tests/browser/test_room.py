"""Every page in a small room: magnified to 200 % and on a phone, nothing is cut off, covered or out of reach."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from indicators.vocabulary import Role
from pages.server.navigation import pages_of
from tests.browser.shots import SEEN_BY
from tests.browser.test_every_page import WIDER
from tests.browser.visitor import Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

# Everything with words on it that a person presses or reads in a box: its words stay inside it, and it inside what clips it; only tables scroll.
CUT_OFF = """() => {
    const named = element => `${element.tagName.toLowerCase()} “${element.innerText.trim().slice(0, 30)}”`;
    const scrolls = ".table-frame, .heat-frame, .matrix, [role=tablist]";
    const cut = [];
    for (const element of document.querySelectorAll(
        "[data-testid=stMain] :is(button, summary, [role=tab], a.export, a.action, .tile, .chip, .card, .flagged, .state, h1, h2, h3)")) {
        const box = element.getBoundingClientRect();
        if (!element.checkVisibility() || !box.width || !element.innerText?.trim()) continue;
        if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline") cut.push(`${named(element)} overflows`);
        for (let around = element.parentElement; around && around.dataset.testid !== "stMain"; around = around.parentElement) {
            if (around.matches(scrolls)) break;
            const frame = around.getBoundingClientRect();
            const leaves = box.right > frame.right + 1 || box.left < frame.left - 1;
            if (leaves && getComputedStyle(around).overflowX !== "visible") cut.push(`${named(element)} is cut off`);
        }
    }
    // on a phone a row is a card, whose lines begin with the words of their column
    for (const cell of document.querySelectorAll("[data-testid=stMain] td[data-label]"))
        if (cell.checkVisibility() && parseFloat(getComputedStyle(cell, "::before").height) > cell.clientHeight + 1)
            cut.push(`the words “${cell.dataset.label}” lie over the next line`);
    for (const legend of document.querySelectorAll("[data-testid=stMain] .js-plotly-plot .legend")) {
        const box = legend.getBoundingClientRect(), frame = legend.closest(".js-plotly-plot").getBoundingClientRect();
        if (legend.checkVisibility() && (box.top < frame.top - 1 || box.right > frame.right + 1)) cut.push("a legend is cut off");
    }
    return [...new Set(cut)];
}"""
# The bar above the page must not lie over its first line.
COVERED = """() => {
    const bar = document.querySelector("[data-testid=stHeader]").getBoundingClientRect();
    const first = document.querySelector(".trial-mark").getBoundingClientRect();
    return first.top < bar.bottom && bar.height > 0 && document.querySelector("[data-testid=stExpandSidebarButton]") !== null;
}"""


# No control lies over a text; boxes count, so that a line may come as close as its own height allows.
OVERLAID = """() => {
    const seen = selector => [...document.querySelectorAll(`[data-testid=stMain] :is(${selector})`)].filter(element => element.checkVisibility());
    const texts = seen("h1, h2, h3, p, li, .asof, .tile").filter(element => !element.closest("[data-testid=stWidgetLabel], .hint")).map(element => [element, element.getBoundingClientRect()]);
    const over = [];
    for (const control of seen("button, input, [role=combobox], [data-testid=stSelectbox], [data-testid=stButtonGroup]")) {
        const box = control.getBoundingClientRect();
        // the tools of a grid come only when it is pointed at; a hint lies at the foot of a phone's window until it is closed
        if (box.width < 3 || box.height < 3 || control.closest("[data-testid=stElementToolbar], .hint")) continue;
        for (const [text, place] of texts) {
            const wide = Math.min(box.right, place.right) - Math.max(box.left, place.left);
            const high = Math.min(box.bottom, place.bottom) - Math.max(box.top, place.top);
            if (wide > 2 && high > 2 && place.width > 2 && !text.contains(control) && !control.contains(text))
                over.push(`a control lies over “${text.innerText.trim().slice(0, 30)}”`);
        }
    }
    return over;
}"""


def crowded(visitor: Visitor) -> Iterator[str]:
    """What does not fit on the page as it stands."""
    page = visitor.page
    visitor.drawn()
    if page.evaluate(WIDER):
        yield "scrolls sideways"
    if page.evaluate(COVERED):
        yield "the bar covers the first line"
    yield from page.evaluate(CUT_OFF)
    yield from page.evaluate(OVERLAID)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("size", "zoom"), [("desk", 2), ("phone", 1)])
@pytest.mark.parametrize("role", list(dict.fromkeys(SEEN_BY.values())))
def test_every_page_fits(window: Window, role: Role, size: str, zoom: int, language: str) -> None:
    found = {}
    with window(size, zoom=zoom) as visitor:
        visitor.sign_in(role)
        visitor.speak(language)
        for name in [name for name, seen_by in SEEN_BY.items() if seen_by == role]:
            visitor.open(name)
            if wrong := list(crowded(visitor)):
                found[name] = wrong
    assert found == {}


def test_the_navigation_is_within_reach_at_twice_the_size(window: Window) -> None:
    with window("desk", zoom=2) as visitor:
        visitor.sign_in(Role.OFFICE)
        links = visitor.page.locator("[data-testid=stSidebarNavLink]")
        links.last.wait_for(state="attached")
        assert links.count() == sum(map(len, pages_of(Role.OFFICE).values()))
        last = links.nth(links.count() - 1)
        visitor.page.locator("[data-testid=stExpandSidebarButton]").click()
        last.scroll_into_view_if_needed()
        last.click()
        visitor.page.wait_for_url(lambda address: address.partition("?")[0] != f"{visitor.address}/")
        visitor.ready()


# What a leader asks, in this order: counts, what got worse, who is behind, what falls due.
ANSWERS = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const parts = [document.querySelector(".tiles:not(.headlines)"), ...document.querySelectorAll(".glance section")];
    return parts.map(part => [part.querySelector("h2")?.innerText ?? "", Math.round(part.getBoundingClientRect().bottom + main.scrollTop)]);
}"""


@pytest.mark.parametrize(("size", "reach"), [("desk", 900), ("phone", 2 * 844)])
@pytest.mark.parametrize("month", ["2018-12", "2019-09"])
def test_the_overview_answers_within_reach(window: Window, size: str, reach: int, month: str) -> None:
    with window(size) as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.open("overview", plan="qidong-263", month=month)
        answers = visitor.page.evaluate(ANSWERS)
    assert [words for words, _bottom in answers] == ["", "比上月变差", "滞后最多的镇区", "近期到期"]
    assert max(bottom for _words, bottom in answers) <= reach
