"""A reporter's month by keyboard alone: from the sign-in page to the submitted figures, and always to be seen where the keyboard stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from etl.database import Database
from etl.life_cycle.upload import owed
from etl.people.accounts import get_account, trial_password
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import _, use_language
from indicators.numbers import exact, month_of_year
from indicators.vocabulary import Role
from pages.server.shell import GRID_FIELD
from tests.browser.visitor import IDLE, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

MONTH = date(2020, 6, 1)  # nobody reported it in the trial, and no other journey does
TO_THE_FIGURE = 5  # from the region: indicator, unit, target, figure before, actual
TYPING = 40  # milliseconds between two keys of a quick hand
MOST_STEPS = 60
# The element that has the keyboard: its tag, what it is called, and whether a line or a shadow around it or its frame says so.
# In a grid the keyboard is in a table for those who hear it; the grid draws the cell, its frame has the line.
STANDS = """() => {
    const element = document.activeElement;
    const grid = element.closest("[data-testid=stDataFrameResizable]");
    const around = grid ? [grid] : [element, element.parentElement, element.parentElement?.parentElement];
    const shown = around.filter(Boolean).map(place => getComputedStyle(place)).some(style =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none");
    const box = (grid ?? element).getBoundingClientRect();
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
    const name = element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || "";
    return [element.tagName, name.trim(), shown && inside];
}"""


def stands(visitor: Visitor) -> tuple[str, str]:
    """The tag and the name of the element that has the keyboard; that it has it must be seen."""
    tag, name, is_seen = visitor.page.evaluate(STANDS)
    assert is_seen, f"nothing shows that the keyboard stands on {tag} {name}"
    return tag, name


def press(visitor: Visitor, *keys: str) -> None:
    """Presses one key after the other and waits until the page stands again."""
    for key in keys:
        visitor.page.keyboard.press(key)
        visitor.page.wait_for_timeout(TYPING)
    visitor.page.wait_for_timeout(200)
    visitor.page.locator(IDLE).wait_for()
    visitor.look()


def write(visitor: Visitor, text: str) -> None:
    """Types a text where the keyboard stands."""
    visitor.page.keyboard.type(text, delay=TYPING)


def walk(visitor: Visitor, name: str, tag: str = "") -> int:
    """Tabs on to the element of that name; after how many steps."""
    for step in range(1, MOST_STEPS + 1):
        visitor.page.keyboard.press("Tab")
        visitor.page.wait_for_timeout(TYPING)
        if visitor.page.evaluate("document.activeElement === document.body"):
            continue  # past the last element, on the way to the first
        found_tag, found = stands(visitor)
        if found.startswith(name) and tag in ("", found_tag):
            return step
    raise AssertionError(f"no way by keyboard to {name or tag}")


def sign_in(visitor: Visitor) -> None:
    """Signs in at the sign-in page, where the first field has the keyboard already."""
    visitor.page.goto(f"{visitor.address}/login")
    assert stands(visitor)[0] == "INPUT"
    write(visitor, Role.REPORTER)
    visitor.page.keyboard.press("Tab")
    stands(visitor)
    write(visitor, trial_password(Role.REPORTER))
    visitor.page.keyboard.press("Enter")
    visitor.arrive("reports")


def to_the_content(visitor: Visitor) -> None:
    """Passes over the navigation by the first link of the page."""
    assert walk(visitor, "跳到正文") == 1
    press(visitor, "Enter")
    assert stands(visitor)[0] == "MAIN"


def type_down(visitor: Visitor, figures: list[str]) -> None:
    """Types figures below each other into the grid that the keyboard has just come to."""
    visitor.page.wait_for_function(
        "name => performance.getEntriesByType('resource').some(one => one.name.endsWith(name))", arg=GRID_FIELD
    )
    press(visitor, *["ArrowRight"] * TO_THE_FIGURE)
    for number, figure in enumerate(figures, 1):
        write(visitor, figure)
        press(visitor, "Enter")
        visitor.page.get_by_role("heading", name=_("3 · What was found")).wait_for()
        stands(visitor)
        visitor.page.get_by_role("button", name=_("Submit {count} figures", count=number)).wait_for()


def first_owed(trial: Database, plan_id: str) -> list[dict[str, Any]]:
    """What the reporter owes for the month, in the order of the grid."""
    with trial.reading() as cursor:
        account = get_account(cursor, Role.REPORTER)
    rows: list[dict[str, Any]] = owed(trial, account, plan_id, MONTH).to_pylist()
    return rows


def test_a_month_is_reported_by_keyboard_alone(window: Window, trial: Database) -> None:
    use_language("zh")
    plan = queries.plans(DuckEngine(trial.reading))[0]
    above, below = (row["last_value"] for row in first_owed(trial, plan["plan_id"])[:2])
    figures = [exact(above / 4), exact(below)]  # far below the month before: a reason will be asked for
    with window("desk") as visitor:
        sign_in(visitor)
        to_the_content(visitor)
        walk(visitor, _("Month reported"), "INPUT")
        write(visitor, month_of_year(MONTH).replace(" ", ""))
        press(visitor, "Enter")
        visitor.arrive("reports", plan["name_zh"])
        walk(visitor, _("Report {month}", month=month_of_year(MONTH)), "A")
        press(visitor, "Enter")
        visitor.arrive("upload", plan["name_zh"])
        assert stands(visitor)[0] == "MAIN"

        walk(visitor, _("a file"), "BUTTON")
        press(visitor, "ArrowRight", "Space")
        visitor.page.get_by_role("heading", name=_("2 · Your figures")).wait_for()
        assert stands(visitor) == ("BUTTON", _("type on the screen"))
        walk(visitor, "", "CANVAS")
        type_down(visitor, figures)

        walk(visitor, _("Why the figures with warnings are right"), "TEXTAREA")
        write(visitor, "设备检修，已经核实")
        walk(visitor, _("Submit {count} figures", count=2), "BUTTON")
        press(visitor, "Enter")
        visitor.page.wait_for_function("document.activeElement.matches('.st-key-done')")
        link = visitor.page.get_by_role("link", name=_("See it, or take it back")).get_attribute("href") or ""
        number = parse_qs(urlsplit(link).query)["upload"][0]
        done = _("Submitted as upload {number}. It counts as soon as the office has approved it.", number=number)
        assert done in stands(visitor)[1]
        assert walk(visitor, _("See it, or take it back"), "A") == 1
        press(visitor, "Enter")
        visitor.arrive("uploads", plan["name_zh"])
        (row,) = [text for text in visitor.texts("table.plain tr") if text.startswith(f"{number}\t")]
        assert "设备检修，已经核实" in row
        assert f"grid_{MONTH:%Y-%m}.csv" in row
