"""What a plain visit does not show: refusals, files with problems, lists and calendars opened, empty pages; every word and rule minded."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from etl.database import Database
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import LANGUAGES, _, pick, use_language
from indicators.vocabulary import Role
from tests.browser.accessible import violations
from tests.browser.test_journey import send
from tests.browser.visitor import IDLE, Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

# months that no journey reports
MONTHS = {"zh": "2020-06", "en": "2020-07"}
# what reporters of either language write: no such indicator and region, no number, no month, less than nothing
HEADS = {"zh": "指标,区域,月份,本年累计", "en": "indicator,region,period,value"}
PROBLEMS = {
    "zh": ("没有这个指标,没有这个镇,2020年6月,12", "{of},2020年6月,四十六", "{of},2020年13月,46", "{of},2020年6月,-5"),
    "en": ("no such thing,nowhere,2020-07,12", "{of},2020-07,forty-six", "{of},2020-13,46", "{of},2020-07,-5"),
}
EMPTY = ("programme", "indicator", "town", "compare", "department", "tasks", "projects", "export", "targets", "completeness")
SHAPES = {"tasks": ("board", "timeline"), "projects": ("board", "groups"), "indicator": ("quarter", "year")}


def opened(visitor: Visitor, selector: str) -> None:
    """Clicks on something that opens."""
    visitor.page.locator(selector).first.click()
    visitor.page.locator("[data-testid=stPopoverBody], [role=dialog], [role=listbox], [role=menu]").first.wait_for()


def sign_in_states(visitor: Visitor) -> Iterator[str]:
    """The sign-in page, and its refusal."""
    visitor.page.goto(f"{visitor.address}/login?lang={visitor.language}")
    yield "sign-in"
    visitor.page.locator("form.sign-in input[name=username]").fill("office")
    visitor.page.locator("form.sign-in input[name=password]").fill("wrong")
    visitor.page.locator("form.sign-in button").click()
    visitor.page.locator(".refusal").wait_for()
    yield "sign-in refused"
    visitor.page.goto(f"{visitor.address}/login?lang={visitor.language}")


def reporter_states(visitor: Visitor, plan: queries.Row, indicator: queries.Row) -> Iterator[str]:
    """Files that cannot be read, with problems, and with nothing but a warning; figures to type."""
    view = {"plan": plan["plan_id"], "month": MONTHS[visitor.language]}
    visitor.open("upload", pick(plan, "name"), **view, way="file")
    send(visitor, "broken.xlsx", b"PK nonsense")
    visitor.page.locator("[data-testid=stAlertContentError]").wait_for()
    yield "file that cannot be read"
    head, of = HEADS[visitor.language], f"{pick(indicator, 'name')},{plan['root_region_id']}"
    lines = (head, *(line.format(of=of) for line in PROBLEMS[visitor.language]))
    send(visitor, "problems.csv", "\n".join(lines).encode("gb18030"))
    visitor.says(_("Nothing can be submitted while there are errors: correct them and check again."))
    yield "file with problems"
    send(visitor, "preview.csv", f"{head}\n{of},{MONTHS[visitor.language]},99999".encode())
    visitor.page.get_by_role("button", name=_("Submit {count} figures", count=1)).wait_for()
    yield "preview with a warning"
    visitor.open("upload", pick(plan, "name"), **view, way="grid")
    yield "grid"


def office_states(visitor: Visitor, plan: queries.Row) -> Iterator[str]:
    """An upload that waits, lists and calendars opened, other shapes, and pages on which nothing stands."""
    name, view = pick(plan, "name"), {"plan": plan["plan_id"]}
    visitor.open("review", name, **view)
    yield "upload that waits"
    visitor.open("bulletin", name, **view, part="template")
    yield "template of the bulletin"
    visitor.open("overview", name, **view)
    opened(visitor, "[data-testid=stPopover] button")
    yield "popover"
    opened(visitor, "[data-testid=stDateInputCalendarButton]")
    yield "calendar"
    visitor.page.keyboard.press("Escape")
    visitor.page.keyboard.press("Escape")
    visitor.open("export", name, **view)
    opened(visitor, "[data-testid=stMultiSelect] input")
    yield "list"
    visitor.open("compare", name, **view)
    score = visitor.page.locator("ol.ranking a.score").last
    score.press("Enter")
    score.and_(visitor.page.locator("[aria-expanded=true]:focus")).wait_for()
    yield "unfolded score"
    for page, shapes in SHAPES.items():
        for shape in shapes:
            visitor.open(page, name, **view, **{"by" if page == "indicator" else "shape": shape})
            yield f"{page} by {shape}"
    for page in EMPTY:
        visitor.open(page, name, **view, month=f"{plan['first_year']}-01", status="met")
        yield f"{page} with nothing"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_state_speaks_its_language_and_shuts_nobody_out(window: Window, trial: Database, language: str) -> None:
    use_language(language)
    plan = queries.plans(DuckEngine(trial.reading))[0]
    indicators = queries.indicators(DuckEngine(trial.reading), plan["plan_id"])
    indicator = next(row for row in indicators if row["headline"] == 1 and not row["has_parts"])
    found = {}

    def mind(visitor: Visitor, states: Iterator[str]) -> None:
        for state in states:
            visitor.page.locator(IDLE).wait_for() if visitor.page.locator("[data-testid=stApp]").count() else None
            if wrong := [f"not in the language: {text}" for text in visitor.strangers()] + violations(visitor):
                found[state] = wrong

    with window("desk") as visitor:
        visitor.language = language
        mind(visitor, sign_in_states(visitor))
        visitor.faults = [fault for fault in visitor.faults if "401" not in fault and "403" not in fault]
        visitor.sign_in(Role.OFFICE)
        visitor.speak(language)
        mind(visitor, office_states(visitor, plan))
    with window("phone") as visitor:
        visitor.sign_in(Role.REPORTER)
        visitor.speak(language)
        mind(visitor, reporter_states(visitor, plan, indicator))
    assert found == {}, "\n".join(f"{place}: {text}" for place, texts in found.items() for text in texts)
