"""Figures typed or pasted on the screen: they outlive a reload, are there in another browser, and are submitted from there."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from playwright.sync_api import Locator, TimeoutError

from etl.database import Database
from etl.life_cycle.upload import owed
from etl.people.accounts import get_account
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import _, use_language
from indicators.numbers import exact
from indicators.vocabulary import Role
from tests.browser.test_journey import submit
from tests.browser.visitor import IDLE, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

MONTH = date(2020, 5, 1)  # nobody reported it in the trial, and no other journey does
PASTED = date(2020, 8, 1)
TURNS, SOON = 5, 5_000
TO_THE_FIGURE = 5  # from the region: indicator, unit, target, figure before, actual
GRID = "[data-testid=stDataFrame]"


def go_to_first(visitor: Visitor) -> None:
    """Goes to the figure of the grid's first row; only the first cell is clicked."""
    visitor.page.locator(GRID).wait_for()
    box = visitor.page.locator(GRID).bounding_box()
    assert box is not None
    visitor.page.mouse.click(box["x"] + 40, box["y"] + 52)
    for _step in range(TO_THE_FIGURE):
        visitor.page.keyboard.press("ArrowRight")


def opened(field: Locator) -> bool:
    """Whether a field to type in opens soon."""
    try:
        field.wait_for(timeout=SOON)
    except TimeoutError:
        return False
    return True


def type_first(visitor: Visitor, text: str) -> None:
    """Types into the figure of the grid's first row."""
    field = visitor.page.locator("#portal textarea")
    for _turn in range(TURNS):  # a grid that is only just drawn may not hear the first click
        go_to_first(visitor)
        visitor.page.keyboard.press(text[0])
        if opened(field):
            break
    field.fill(text)
    field.press("Enter")
    visitor.page.get_by_text(_("Saved on the server at {moment}.", moment="").partition(" ")[0]).wait_for()
    visitor.page.get_by_role("button", name=_("Submit {count} figures", count=1)).wait_for()
    visitor.page.locator(IDLE).wait_for()


def holds(visitor: Visitor, text: str) -> None:
    """Waits until the grid holds a text, as it is told to who does not see it."""
    visitor.page.locator(f"{GRID} [role=gridcell]", has_text=re.compile(f"^{re.escape(text)}$")).first.wait_for(state="attached")


def test_typed_figures_outlive_a_reload_and_another_browser(window: Window, trial: Database) -> None:
    use_language("zh")
    plan = queries.plans(DuckEngine(trial.reading))[0]
    with trial.reading() as cursor:
        account = get_account(cursor, Role.REPORTER)
    first: dict[str, Any] = owed(trial, account, plan["plan_id"], MONTH).to_pylist()[0]
    text = exact(first["last_value"] + 1)
    view = {"plan": plan["plan_id"], "month": f"{MONTH:%Y-%m}"}
    with window("desk") as desk, window("desk") as home:
        desk.sign_in(Role.REPORTER)
        desk.open("upload", plan["name_zh"], **view, way="grid")
        type_first(desk, text)

        desk.page.reload()
        desk.arrive("upload", plan["name_zh"])
        holds(desk, text)
        for way in ("file", "grid"):  # left and opened again, it has not lost anything
            desk.open("upload", plan["name_zh"], **view, way=way)
        holds(desk, text)

        home.sign_in(Role.REPORTER)
        home.open("reports", plan["name_zh"], **view)
        home.page.locator("ul.list a[href*='way=grid']").click()
        home.arrive("upload", plan["name_zh"])
        holds(home, text)
        submit(home, 1)
        home.open("reports", plan["name_zh"], **view, owed="submitted")
        assert home.texts("span.state-submitted") == [f"◐ {_('submitted, not reviewed yet')}"]
        assert home.texts("ul.list a[href*='way=grid']") == []
        assert list(home.texts("td")).count(f"grid_{MONTH:%Y-%m}.csv") == 1


FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def test_a_block_copied_from_a_spreadsheet_is_pasted(window: Window, trial: Database) -> None:
    use_language("zh")
    plan = queries.plans(DuckEngine(trial.reading))[0]
    with trial.reading() as cursor:
        account = get_account(cursor, Role.REPORTER)
    rows: list[dict[str, Any]] = owed(trial, account, plan["plan_id"], PASTED).to_pylist()[:2]
    first, second = (exact(row["last_value"] + 1) for row in rows)
    view = {"plan": plan["plan_id"], "month": f"{PASTED:%Y-%m}"}
    with window("desk") as desk:
        desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
        desk.sign_in(Role.REPORTER)
        desk.open("upload", plan["name_zh"], **view, way="grid")
        desk.drawn()
        go_to_first(desk)
        # as a spreadsheet copies two lines: the figure in full-width digits, then nothing, nothing and a note; a plain figure
        block = f"{first.translate(FULL_WIDTH)}\t\t\t经现场核实\r\n{second}\t\t\t\r\n"
        desk.page.evaluate("text => navigator.clipboard.writeText(text)", block)
        desk.page.keyboard.press("Control+v")
        desk.page.get_by_role("button", name=_("Submit {count} figures", count=2)).wait_for()
        holds(desk, second)
        holds(desk, "经现场核实")
        sent = submit(desk, 2)
        desk.open("uploads", plan["name_zh"], **view, upload=sent)
        shown = desk.page.locator("table.plain").last.locator("tbody tr").all_inner_texts()
    assert [
        [word in line for word in (row["indicator_zh"], after)]
        for row, after, line in zip(rows, (first, second), shown, strict=True)
    ] == [
        [True, True],
        [True, True],
    ]
    assert "经现场核实" in shown[0]
