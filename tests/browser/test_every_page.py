"""Every page, opened by every role that may see it: both plans, both languages, at a desk and on a phone."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from etl.database import Database
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import LANGUAGES, pick, use_language
from indicators.vocabulary import Role
from pages.server.navigation import pages_of
from tests.browser.visitor import PLANLESS, SIZES, TITLES, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

SIMULATED = {"zh": "模拟数据", "en": "simulated data"}
WIDER = """() => [document.scrollingElement, document.querySelector("[data-testid=stMain]")]
    .some(element => element.scrollWidth > element.clientWidth) || document.scrollingElement.scrollWidth > innerWidth"""


@pytest.fixture(scope="session")
def plans(trial: Database) -> list[queries.Row]:
    """The plans of the served database."""
    return list(queries.plans(DuckEngine(trial.reading)))


def names_of(role: Role) -> list[str]:
    """The pages a role may see."""
    return [entry.name for entries in pages_of(role).values() for entry in entries]


def wrongs(visitor: Visitor) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [f"error: {text}" for text in visitor.texts("[data-testid=stAlertContentError]")]
    if visitor.page.evaluate(WIDER):
        found.append("scrolls sideways")
    if SIMULATED[visitor.language] not in visitor.page.inner_text("body").lower():
        found.append("does not say that its figures are simulated")
    if visitor.page.locator(".st-key-view").count():
        plan, month = (
            visitor.texts(".st-key-view [aria-checked=true]"),
            visitor.page.locator(".st-key-view input").last.input_value(),
        )
        if len(plan) != 1 or month not in visitor.texts(".asof")[0]:
            found.append(f"the controls say {plan} and {month}, the page says {visitor.texts('.asof')[0]}")
    return found


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("size", list(SIZES))
@pytest.mark.parametrize("role", list(Role))
def test_page(window: Window, plans: list[queries.Row], role: Role, size: str, language: str) -> None:
    use_language(language)
    wrong = {}
    with window(size) as visitor:
        visitor.sign_in(role)
        visitor.speak(language)
        for plan in plans:
            for name in names_of(role):
                visitor.open(name, pick(plan, "name"), plan=plan["plan_id"])
                if found := wrongs(visitor):
                    wrong[plan["plan_id"], name] = found
    assert wrong == {}


@pytest.mark.parametrize("role", [role for role in Role if set(TITLES) - set(names_of(role))])
def test_a_page_of_others_leads_to_the_start_page(window: Window, role: Role) -> None:
    with window("desk") as visitor:
        visitor.sign_in(role)
        for name in sorted(set(TITLES) - set(names_of(role))):
            visitor.page.goto(f"{visitor.address}/{name}")
            visitor.ready()
            assert visitor.texts("header.page h1") == ["总览"]
            visitor.page.get_by_text("您访问的页面不存在").first.wait_for()
        visitor.faults = [fault for fault in visitor.faults if "does not seem to exist" not in fault]


def test_without_signing_in_every_page_leads_to_the_sign_in_page(window: Window) -> None:
    with window("phone") as visitor:
        for name in TITLES:
            visitor.page.goto(f"{visitor.address}/{name}")
            assert visitor.page.url == f"{visitor.address}/login?next=/{name}"
        assert visitor.texts("h1") == ["263 指标看板"]


def test_lists_speak_chinese(window: Window) -> None:
    with window("desk") as visitor:
        visitor.sign_in(Role.REPORTER)
        visitor.open("export")
        visitor.page.get_by_role("combobox", name="专项").click()
        visitor.says("全选")
        assert wrongs(visitor) == []
        visitor.page.keyboard.type("没有这样的专项")
        visitor.says("没有匹配项")
        assert wrongs(visitor) == []


# who reports begins at the month that is due, whichever month was looked at before
OWN_MONTH = ("reports", "upload")


def test_plan_and_month_stay_from_page_to_page(window: Window, plans: list[queries.Row]) -> None:
    wanted = f"{plans[-1]['first_year']}年3月"
    with window("desk") as visitor:
        visitor.sign_in(Role.REPORTER)
        visitor.open("overview", plans[-1]["name_zh"], plan=plans[-1]["plan_id"], month=f"{plans[-1]['first_year']}-03")
        for number, name in enumerate(names_of(Role.REPORTER)):
            visitor.page.locator("[data-testid=stSidebarNavLink]").nth(number).click()
            visitor.arrive(name, plans[-1]["name_zh"])
            if name in OWN_MONTH:
                assert visitor.texts(".asof")[0].startswith(f"{plans[-1]['name_zh']} · 截至 ")
            elif name not in PLANLESS:
                assert visitor.texts(".asof")[0] == f"{plans[-1]['name_zh']} · 截至 {wanted} · 模拟数据"
            assert wrongs(visitor) == []
