"""Which pages a role sees, in which language, run as Streamlit runs them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.database import Database
from etl.people.accounts import create_account, set_disabled, set_language, set_role, trial_password
from indicators.vocabulary import Role
from pages.server import state
from pages.server.navigation import SECTIONS, may_see, pages_of
from tests.serving import trial_database

ROUTER = Path(__file__).parent.parent / "pages" / "router.py"
EVERYWHERE = {
    "overview",
    "programme",
    "indicator",
    "town",
    "compare",
    "department",
    "tasks",
    "projects",
    "export",
    "targets",
    "feasibility",
    "methods",
    "guide",
    "completeness",
    "notices",
    "account",
}
SEEN = {
    Role.LEADER: EVERYWHERE | {"bulletin"},
    Role.REPORTER: EVERYWHERE | {"reports", "upload", "uploads", "months"},
    Role.OFFICE: EVERYWHERE | {"uploads", "review", "months", "allocation", "bulletin"},
    Role.ADMIN: EVERYWHERE | {"uploads", "months", "bulletin", "accounts", "audit", "backup"},
}
ALL_PAGES = sorted(set().union(*SEEN.values()))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trial database with an account per role, to be copied."""
    return trial_database(tmp_path_factory.mktemp("router"))


@pytest.fixture
def database(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The process's database: a copy for one test."""
    monkeypatch.setenv("DASHBOARD_DB", str(shutil.copy(made, tmp_path)))
    yield state.database()
    state.close_database()


@pytest.fixture
def visit(database: Database) -> Callable[..., AppTest]:
    """Opens the first page as somebody."""

    def opened(username: str | None, **query: str) -> AppTest:
        script = AppTest.from_file(str(ROUTER), default_timeout=30)
        if username:
            script.user = {"username": username}
        for name, value in query.items():
            script.query_params[name] = value
        return script.run()

    return opened


def html(script: AppTest) -> str:
    """Every piece of HTML on the page and in the sidebar."""
    return " ".join(element.proto.body for element in script.get("html"))


def test_the_table_of_roles_and_pages() -> None:
    assert {role: {entry.name for entries in pages_of(role).values() for entry in entries} for role in Role} == SEEN
    assert not may_see(Role.ADMIN, "router")
    assert not may_see(Role.LEADER, "")


def test_every_registered_page_has_its_file() -> None:
    files = {path.stem for path in ROUTER.parent.glob("*.py")} - {"__init__", "router"}
    assert files == {entry.name for entries in SECTIONS.values() for entry in entries}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", ALL_PAGES)
def test_a_role_reaches_its_pages_only(visit: Callable[..., AppTest], role: Role, page: str) -> None:
    script = visit(str(role))
    if page in SEEN[role]:
        assert not script.switch_page(f"{page}.py").run().exception
    else:
        with pytest.raises(ValueError, match=page):
            script.switch_page(f"{page}.py")


@pytest.mark.parametrize("role", list(Role))
def test_a_page_run_on_its_own_asks_for_the_role_too(database: Database, role: Role) -> None:
    script = AppTest.from_file(str(ROUTER.parent / "upload.py"), default_timeout=30)
    script.user = {"username": str(role)}
    refused = [element.value for element in script.run().error]
    assert bool(refused) == ("upload" not in SEEN[role])


def test_nobody_sees_nothing(visit: Callable[..., AppTest], database: Database) -> None:
    with database.writing() as cursor:
        set_disabled(cursor, "leader", True, by="admin")
    for username in (None, "stranger", "leader"):
        script = visit(username)
        assert [element.value for element in script.error] == ["请先登录。"]
        assert len(script.main.children) == 1
        assert "sign" not in html(script)


def test_a_new_role_shows_at_the_next_run(visit: Callable[..., AppTest], database: Database) -> None:
    script = visit("leader")
    with pytest.raises(ValueError, match="upload"):
        script.switch_page("upload.py")
    with database.writing() as cursor:
        set_role(cursor, "leader", Role.REPORTER, by="admin")
    assert not script.run().switch_page("upload.py").run().exception


def test_the_sidebar_says_who_and_offers_the_way_out(visit: Callable[..., AppTest]) -> None:
    sidebar = html(visit("office"))
    assert "<strong>Name of office</strong><span>263 办</span>" in sidebar
    assert '<form method="post" action="/logout" class="leave"><button>退出登录</button></form>' in sidebar


def test_a_name_is_text(visit: Callable[..., AppTest], database: Database) -> None:
    with database.writing() as cursor:
        create_account(cursor, "mallory", "<img src=x>", Role.LEADER, trial_password("mallory"))
    assert "<strong>&lt;img src=x&gt;</strong>" in html(visit("mallory"))


def test_a_trial_says_so_and_a_real_database_does_not(visit: Callable[..., AppTest], database: Database) -> None:
    assert "<strong>模拟数据</strong>" in html(visit("leader"))
    with database.writing() as cursor:
        cursor.execute("update database_info set kind = 'real'")
    state.close_database()  # the kind never changes while a database is open
    assert "模拟数据" not in html(visit("leader"))


@pytest.mark.parametrize(
    ("account_language", "asked", "way_out"),
    [
        ("zh", None, "退出登录"),
        ("en", None, "Sign out"),
        ("zh", "en", "Sign out"),
        ("en", "zh", "退出登录"),
        ("zh", "fr", "退出登录"),
    ],
)
def test_language_of_account_and_address(
    visit: Callable[..., AppTest], database: Database, account_language: str, asked: str | None, way_out: str
) -> None:
    with database.writing() as cursor:
        set_language(cursor, "leader", account_language)
    script = visit("leader", **({"lang": asked} if asked else {}))
    assert f"<button>{way_out}</button>" in html(script)
    script.query_params.clear()  # the next page's address says nothing; the choice stays
    assert f"<button>{way_out}</button>" in html(script.run())
