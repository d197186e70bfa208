"""Every page by every role, without a browser: on the trial, on an empty real database, and with a third city."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from etl.database import Database
from etl.life_cycle.review import approve
from etl.people.accounts import Scope, create_account, trial_password
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import _, use_language
from indicators.vocabulary import Role
from pages.server import downloads, state
from pages.server.downloads import Download
from pages.server.gate import DOWNLOADS
from pages.server.navigation import pages_of
from tests.tiny_city import PLAN, officer, tiny_database, write_tiny_pack

ROUTER = Path(__file__).parent.parent / "pages" / "router.py"
PLANLESS = {"notices", "guide", "account", "accounts", "audit", "backup"}  # pages that are not about one plan
EVERYBODY = [(role, entry.name) for role in Role for entries in pages_of(role).values() for entry in entries]
MARCH = """指标代码,区域代码,月份,实绩,分子,分母
sewers,north,2020-03,3.5,,
sewers,south,2020-03,2,,
treated,north,2020-03,,40,50
coal,tiny,2020-03,40.25,,
"""


def served(path: Path) -> Iterator[Database]:
    """The database at `path` as the process's own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DASHBOARD_DB", str(path))
        yield state.database()
        state.close_database()


@pytest.fixture(scope="module")
def trial(trial_database: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The trial, only read."""
    yield from served(trial_database(tmp_path_factory.mktemp("trial")))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A real database with the tiny city and its accounts, nothing reported."""
    folder = tmp_path_factory.mktemp("empty")
    database = tiny_database(folder)
    with database.writing() as cursor:
        for role in Role:
            scopes = [Scope(PLAN, "tiny", None)] if role == Role.REPORTER else []
            create_account(cursor, role, role.title(), role, f"long-enough-{len(role)}", scopes)
    database.close()
    yield from served(database.path)


@pytest.fixture
def third(trial_database: Callable[[Path], Path], tmp_path: Path) -> Iterator[Database]:
    """The trial with the tiny city as its third."""
    for database in served(trial_database(tmp_path / "trial")):
        load_pack(database, read_pack(write_tiny_pack(tmp_path / "plans")))
        with database.writing() as cursor:
            create_account(cursor, "mayor", "Mayor", Role.LEADER, trial_password("mayor"))
            create_account(cursor, "town", "Town", Role.REPORTER, trial_password("town"), [Scope(PLAN, "tiny", None)])
        yield database


def visit(username: str, page: str, **query: str) -> AppTest:
    """A page as Streamlit runs it for somebody."""
    script = AppTest.from_file(str(ROUTER), default_timeout=60)
    script.user = {"username": username}
    script.query_params.update(query)
    script.run()
    if page != "overview":
        script.switch_page(f"{page}.py")
        script.query_params.update(query)
        script.run()
    return script


def chinese(text: str, **values: object) -> str:
    """What a page says for an English text."""
    use_language("zh")
    return _(text, **values)


def said(script: AppTest) -> str:
    """All HTML of the main part of a page."""
    return " ".join([element.value for element in script.markdown] + [element.proto.body for element in script.get("html")])


def offered(script: AppTest) -> list[Download]:
    """What the download links of a page lead to."""
    tokens = re.findall(rf'href="{DOWNLOADS}([^"]+)"', said(script))
    return [downloads._tickets[token].make() for token in tokens]


def wrongs(script: AppTest) -> list[str]:
    """Exceptions and refusals on the page."""
    return [box.value for box in [*script.exception, *script.error]]


def steps(script: AppTest) -> list[Button]:
    """The buttons that lead on, without those of a form."""
    return [button for button in script.button if not button.form_id]


@pytest.mark.parametrize(("role", "page"), EVERYBODY)
def test_on_the_trial(trial: Database, role: Role, page: str) -> None:
    for plan in queries.plans(DuckEngine(trial.reading)):
        script = visit(role, page, plan=plan["plan_id"])
        assert wrongs(script) == []
        assert (f"{plan['name_zh']} · 截至 " in said(script)) == (page not in PLANLESS)
        assert "模拟数据" in said(script)


def test_a_department_stands_on_one_sheet(trial: Database) -> None:
    plan, *_others = queries.plans(DuckEngine(trial.reading))
    lead = queries.departments(DuckEngine(trial.reading), plan["plan_id"])[0]
    script = visit(Role.LEADER, "department", plan=plan["plan_id"], department=lead["department_id"])
    assert lead["name_zh"] in said(script)
    assert chinese("What it owes") in said(script)
    assert chinese("{count} tasks", count=lead["tasks"]) in said(script)


@pytest.mark.parametrize(
    ("page", "shape", "words"),
    [
        ("tasks", "list", '<span class="years"><span><small>17</small>'),
        ("tasks", "board", '<div class="board"><section><h3>'),
        ("tasks", "timeline", "{count} have no day and stand in the list only"),
        ("projects", "groups", '<div class="rows groups">'),
        ("projects", "list", "<small>佐证：<a href="),
    ],
)
def test_works_in_every_shape(trial: Database, page: str, shape: str, words: str) -> None:
    plan, *_others = queries.plans(DuckEngine(trial.reading))
    script = visit(Role.LEADER, page, plan=plan["plan_id"], shape=shape)
    assert wrongs(script) == []
    loose = sum(row["due_on"] is None for row in queries.tasks(DuckEngine(trial.reading), plan["plan_id"], date(2019, 9, 1)))
    assert chinese(words, count=loose) in said(script) if "{" in words else words in said(script)


def test_the_light_chosen_on_a_department_is_the_only_one_in_its_lists(trial: Database) -> None:
    plan, *_others = queries.plans(DuckEngine(trial.reading))
    script = visit(Role.LEADER, "department", plan=plan["plan_id"], status="missed")
    tables = said(script).partition(chinese("Targets it leads"))[2]
    assert 'class="chip light-missed"' in tables
    assert 'class="chip light-met"' not in tables


@pytest.mark.parametrize(("role", "page"), EVERYBODY)
def test_with_nothing_reported(empty: Database, role: Role, page: str) -> None:
    script = visit(role, page)
    assert wrongs(script) == []
    assert ("小城市行动方案 · 截至 2021年12月" in said(script)) == (page not in PLANLESS)
    assert "模拟数据" not in said(script)


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("overview", "No light fell since last month."),
        ("indicator", "Nothing was reported here yet; where parts report, see their pages."),
        ("town", "No task of the plan names this region."),
        ("uploads", "Nothing was uploaded for this plan yet."),
        ("months", "No month was locked yet."),
        ("notices", "There are no notices for you."),
    ],
)
def test_an_empty_page_says_why(empty: Database, page: str, sentence: str) -> None:
    assert chinese(sentence) in said(visit(Role.REPORTER, page))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", sorted({page for role, page in EVERYBODY if role == Role.REPORTER}))
def test_in_a_third_city(third: Database, page: str, language: str) -> None:
    script = visit("town", page, plan=PLAN, month="2020-03", lang=language)
    assert wrongs(script) == []
    title = {"zh": "小城市行动方案 · 截至 2020年3月", "en": "Tiny City Action Plan · as of Mar 2020"}[language]
    assert (title in said(script)) == (page not in PLANLESS)


def test_what_does_not_fit_together_is_said_with_its_place(empty: Database) -> None:
    words = said(visit(Role.LEADER, "feasibility"))
    assert chinese("{count} findings by {rules} of {all} rules", count=1, rules=1, all=13) in words
    assert "污水处理率 · 小城市，2020 年：整体要求 ≥ 85 %，而 3 个部分中最严的只要求 80 %" in words
    assert "<small>① 第一节 第一段</small>" in words
    assert chinese("Not among the recorded conflicts; no reading has been settled.") in words


def test_a_third_city_reports_and_takes_back(third: Database) -> None:
    upload = visit("town", "upload", plan=PLAN, month="2020-03")
    upload.file_uploader[0].upload("三月.csv", MARCH.encode("gbk"), "text/csv").run()
    assert wrongs(upload) == []
    assert [button.label for button in steps(upload)] == [chinese("Submit {count} figures", count=4)]
    steps(upload)[0].click().run()
    assert [box.value for box in upload.success] == [
        chinese("Submitted as upload {number}. It counts as soon as the office has approved it.", number=newest(third))
    ]

    figures = "select indicator_id, region_id, period, value from {} join indicators using (indicator_key) join regions using (region_key)"

    def stored(table: str) -> list[tuple[object, ...]]:
        with third.reading() as cursor:
            return cursor.execute(
                f"{figures.format(table)} where indicators.plan_id = $plan order by all", {"plan": PLAN}
            ).fetchall()

    assert [(indicator, region, float(str(value))) for indicator, region, _month, value in stored("pending_actuals")] == [
        ("coal", "tiny", 40.25),
        ("sewers", "north", 3.5),
        ("sewers", "south", 2.0),
        ("treated", "north", 80.0),
    ]
    assert stored("actuals") == []
    city = '<span class="number">5.5</span>'
    assert city not in said(visit("mayor", "overview", plan=PLAN, month="2020-03"))
    waiting = said(visit("mayor", "overview", plan=PLAN, month="2020-03", counts="submitted"))
    assert city in waiting
    assert f'<span class="unreviewed" title="{chinese("not reviewed yet")}">' in waiting

    uploads = visit("town", "uploads", plan=PLAN)
    uploads.text_input[0].input("三月报错了")
    uploads.button[0].click().run()
    assert wrongs(uploads) == []
    assert (stored("pending_actuals"), stored("actuals")) == ([], [])


def test_what_was_approved_is_on_every_page(third: Database) -> None:
    upload = visit("town", "upload", plan=PLAN, month="2020-03")
    upload.file_uploader[0].upload("三月.csv", MARCH.encode("gbk"), "text/csv").run()
    steps(upload)[0].click().run()
    approve(third, officer(Role.OFFICE), newest(third))
    assert '<span class="number">5.5</span>' in said(visit("mayor", "overview", plan=PLAN, month="2020-03"))
    assert '<b class="number">3.5</b>' in said(
        visit("mayor", "indicator", plan=PLAN, month="2020-03", indicator="sewers", region="north")
    )
    assert '<span class="number">3.5</span>' in said(visit("mayor", "town", plan=PLAN, month="2020-03", region="north"))
    past = said(visit("mayor", "town", plan=PLAN, month="2020-03", region="north", reported="2020-06-30"))
    assert '<span class="number">3.5</span>' not in past
    assert chinese("You are looking at the plan {words}.", words="以 2020-06-30 时的报送为准") in past


def test_a_wrong_file_says_every_cell(third: Database) -> None:
    upload = visit("town", "upload", plan=PLAN, month="2020-03")
    wrong = MARCH.replace("3.5", "三点五").replace("coal,tiny", "coal,nowhere")
    upload.file_uploader[0].upload("三月.csv", wrong.encode("gbk"), "text/csv").run()
    assert [box.value for box in upload.error] == [
        chinese("Nothing can be submitted while there are errors: correct them and check again.")
    ]
    assert ">D2</td>" in said(upload)
    assert ">B5</td>" in said(upload)
    assert [button.label for button in steps(upload)] == []
    (returned,) = [download for download in offered(upload) if "问题" in download.file_name]
    assert returned.file_name == "三月（问题）.xlsx"
    marked = openpyxl.load_workbook(io.BytesIO(bytes(returned.content)))  # type: ignore[arg-type]
    assert marked.worksheets[0]["G1"].value == "发现的问题"
    assert "“三点五”不是数字" in marked.worksheets[0]["G2"].value


def test_a_file_that_is_none_is_refused_in_a_sentence(third: Database) -> None:
    upload = visit("town", "upload", plan=PLAN, month="2020-03")
    upload.file_uploader[0].upload("三月.xlsx", b"PK\x03\x04 not a workbook", "application/octet-stream").run()
    assert not upload.exception
    assert len(upload.error) == 1


def newest(database: Database) -> int:
    """The number of the newest upload."""
    with database.reading() as cursor:
        (number,) = cursor.execute("select max(upload_id) from uploads").fetchone() or (0,)
    return int(number)
