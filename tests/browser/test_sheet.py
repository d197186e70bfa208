"""On paper: the largest programme, town and department of both plans print on one sheet of A4 each."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from etl.database import Database
from indicators import judged, queries
from indicators.engine import DuckEngine
from indicators.language import LANGUAGES, _, pick, use_language
from indicators.vocabulary import Role
from tests.browser.visitor import Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

PAGE = re.compile(rb"/Type\s*/Page\b")


def led(trial: Database, plan: queries.Row, department: str) -> int:
    """How many targets a department leads."""
    engine, plan_id = DuckEngine(trial.reading), plan["plan_id"]
    return len(judged.led_cells(engine, plan_id, queries.default_period(engine, plan_id), department, plan["root_region_key"]))


def largest(trial: Database, plan: queries.Row) -> Iterator[tuple[str, dict[str, str]]]:
    """The page and the query of the programme, the town and the department with the most targets of their own."""
    engine = DuckEngine(trial.reading)
    rows = queries.statuses(engine, plan["plan_id"], (queries.default_period(engine, plan["plan_id"]),))
    whole = plan["root_region_key"]
    programmes = Counter(row["programme_id"] for row in rows if row["region_key"] == whole)
    towns = Counter(row["region_id"] for row in rows if row["region_key"] != whole)
    departments = [row["department_id"] for row in queries.departments(engine, plan["plan_id"])]
    leads = Counter({name: led(trial, plan, name) for name in departments})
    for page, field, counts in (
        ("programme", "programme", programmes),
        ("town", "region", towns),
        ("department", "department", leads),
    ):
        if counts:
            yield page, {field: counts.most_common(1)[0][0]}


def sheets(visitor: Visitor) -> int:
    """How many sheets of A4 the page as it stands is printed on."""
    for chart in visitor.page.locator("[data-testid=stPlotlyChart]").all():
        chart.locator(".main-svg").first.wait_for()
    return len(PAGE.findall(visitor.page.pdf(format="A4", print_background=True)))


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_largest_of_each_kind_prints_on_one_sheet(window: Window, trial: Database, language: str) -> None:
    use_language(language)
    counts = {}
    with window("desk") as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.speak(language)
        for plan in queries.plans(DuckEngine(trial.reading)):
            for page, query in largest(trial, plan):
                visitor.open(page, pick(plan, "name"), plan=plan["plan_id"], **query)
                counts[plan["plan_id"], page] = sheets(visitor)
    assert counts == {
        ("qidong-263", "programme"): 1,
        ("qidong-263", "town"): 1,
        ("qidong-263", "department"): 1,
        ("gushan-2017", "programme"): 1,
        ("gushan-2017", "department"): 1,
    }


def test_a_sheet_says_what_it_leaves_out_and_has_nothing_to_click(window: Window, trial: Database) -> None:
    use_language("zh")
    plan = queries.plans(DuckEngine(trial.reading))[0]
    ((page, query),) = [one for one in largest(trial, plan) if one[0] == "department"]
    with window("desk") as visitor:
        visitor.sign_in(Role.LEADER)
        visitor.open(page, plan["name_zh"], plan=plan["plan_id"], **query)
        assert visitor.page.locator(".sheet-note").first.is_hidden()
        on_screen = visitor.page.locator("table.plain tbody tr").count()
        visitor.page.emulate_media(media="print")
        printed = visitor.page.locator("table.plain tbody tr:visible").count()
        words = _(
            "Printed are {shown} of {count} targets, the most urgent of those on screen; this page of the dashboard has all.",
            shown=printed,
            count=led(trial, plan, query["department"]),
        )
        assert printed < on_screen
        assert visitor.page.locator(".sheet-note").first.inner_text() == words
        for control in ("stSidebar", "stSelectbox", "stMultiSelect", "stButtonGroup"):
            assert visitor.page.locator(f"[data-testid={control}]:visible").count() == 0
