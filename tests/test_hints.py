"""A hint stands on a page until its reader closes it, for that account and no other; the guide brings all of them back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from etl.database import Database
from etl.people.accounts import Account, get_account
from etl.people.hints import close_hint, closed_hints, show_hints_again
from indicators.language import LANGUAGES, _, use_language
from indicators.vocabulary import Role
from pages.components.hint_words import EVERYBODY, HINTS, hint_words
from pages.server import state
from pages.server.navigation import may_see, pages_of
from tests.messages import catalogue
from tests.serving import trial_database
from tests.tiny_city import reporter, tiny_database

ROUTER = Path(__file__).parent.parent / "pages" / "router.py"
CLERK, COLLEAGUE = reporter("clerk"), reporter("colleague")
LONGEST = {"zh": 60, "en": 140}  # characters: two lines on a phone, one at a desk


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Database]:
    database = tiny_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The process's own database: a trial with one account per role."""
    monkeypatch.setenv("DASHBOARD_DB", str(trial_database(tmp_path)))
    yield state.database()
    state.close_database()


def visit(username: str, page: str = "overview", **query: str) -> AppTest:
    """A page as Streamlit runs it for somebody."""
    script = AppTest.from_file(str(ROUTER), default_timeout=60)
    script.user = {"username": username}
    script.run()
    if page != "overview":
        script.switch_page(f"{page}.py")
        script.query_params.update(query)
        script.run()
    assert not script.exception
    return script


def hints(script: AppTest) -> list[str]:
    """The hints on the page."""
    return [element.proto.body for element in script.get("html") if 'class="hint"' in element.proto.body]


def chinese(page: str, role: Role) -> str:
    """What the hint of a page says to a role."""
    use_language("zh")
    return hint_words(page, role)


def account_of(database: Database, username: str) -> Account:
    """The account as it stands."""
    with database.reading() as cursor:
        account = get_account(cursor, username)
    assert account is not None
    return account


# ------------------------------------------------------------ what is kept


def test_a_hint_is_closed_for_one_account(tiny: Database) -> None:
    close_hint(tiny, CLERK, "reports")
    close_hint(tiny, CLERK, "upload")
    assert (closed_hints(tiny, CLERK), closed_hints(tiny, COLLEAGUE)) == ({"reports", "upload"}, set())


def test_closed_twice_it_is_kept_once(tiny: Database) -> None:
    for page in ("reports", "reports", None, None):
        close_hint(tiny, CLERK, page)
    with tiny.reading() as cursor:
        assert cursor.execute("select username, page from closed_hints order by all").fetchall() == [
            ("clerk", "reports"),
            ("clerk", None),
        ]


def test_shown_again_for_one_account(tiny: Database) -> None:
    for account in (CLERK, COLLEAGUE):
        close_hint(tiny, account, None)
        close_hint(tiny, account, "upload")
    show_hints_again(tiny, CLERK)
    assert (closed_hints(tiny, CLERK), closed_hints(tiny, COLLEAGUE)) == (set(), {None, "upload"})


def test_no_kept_answer_is_thrown_away_for_a_hint(tiny: Database) -> None:
    version = tiny.version
    close_hint(tiny, CLERK, "reports")
    show_hints_again(tiny, CLERK)
    assert tiny.version == version


# ------------------------------------------------------------ what is said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_every_page_but_the_guide_tells_something_short(role: Role, language: str) -> None:
    use_language(language)
    words = {entry.name: hint_words(entry.name, role) for entries in pages_of(role).values() for entry in entries}
    assert words.pop("guide") == ""
    assert {page: text for page, text in words.items() if not 0 < len(text) <= LONGEST[language]} == {}


def test_nothing_is_told_to_who_may_not_see_the_page() -> None:
    told = [(page, role) for page, by_role in HINTS.items() for role in by_role if role is not EVERYBODY]
    assert [pair for pair in told if not may_see(pair[1], pair[0])] == []


def test_every_hint_is_translated() -> None:
    known = catalogue()
    assert [text for by_role in HINTS.values() for text in by_role.values() if not known[text].string] == []


# ------------------------------------------------------------ on the page


def test_one_hint_that_leads_to_its_chapter(served: Database) -> None:
    (hint,) = hints(visit("leader"))
    assert hint.startswith('<div class="hint" role="note" aria-label="本页提示">')
    assert chinese("overview", Role.LEADER) in hint
    assert 'href="./guide?about=overview"' in hint
    assert '<button type="button" data-close-hint="overview">知道了</button>' in hint
    assert '<button type="button" data-close-hint="">关闭全部提示</button>' in hint


def test_a_role_is_told_what_concerns_it(served: Database) -> None:
    for role in (Role.LEADER, Role.REPORTER):
        (hint,) = hints(visit(role))
        assert chinese("overview", role) in hint
    assert chinese("overview", Role.LEADER) != chinese("overview", Role.REPORTER)


def test_pages_without_a_plan_have_theirs(served: Database) -> None:
    (hint,) = hints(visit("leader", "notices"))
    assert chinese("notices", Role.LEADER) in hint
    assert hints(visit("leader", "guide")) == []


def test_a_closed_hint_is_gone_and_the_other_pages_keep_theirs(served: Database) -> None:
    close_hint(served, account_of(served, "leader"), "overview")
    script = visit("leader")
    assert hints(script) == []
    assert len(hints(script.switch_page("methods.py").run())) == 1
    assert len(hints(visit("office"))) == 1


def test_all_hints_closed_are_gone_from_every_page(served: Database) -> None:
    close_hint(served, account_of(served, "reporter"), None)
    assert [hints(visit("reporter", page)) for page in ("overview", "reports", "upload", "notices")] == [[]] * 4


def test_the_guide_brings_them_back(served: Database) -> None:
    use_language("zh")
    script = visit("reporter", "guide")
    assert [button.label for button in script.button] == []
    close_hint(served, account_of(served, "reporter"), None)
    script.run()
    (again,) = script.button
    assert again.label == _("Show the hints again")
    again.click().run()
    assert [box.value for box in script.success] == [_("Each page shows its hint again until you close it there.")]
    assert closed_hints(served, account_of(served, "reporter")) == set()
    assert len(hints(visit("reporter"))) == 1
