"""The user guide: the reader's own role first, every step in both languages, every picture there and small."""

import struct
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from indicators.language import LANGUAGES, _, use_language
from indicators.vocabulary import ROLE_LABELS, Role
from pages.components.guide import PICTURES, STEPS, guide_picture
from pages.components.hint_words import hint_words
from pages.server import state
from pages.server.navigation import may_see, pages_of
from pages.server.shell import STATIC, interface_file
from tests.messages import catalogue
from tests.serving import Browser, serving, trial_database
from tests.test_router import ROUTER

NAMES = sorted(picture.name for pictures in PICTURES.values() for picture in pictures)
MOST_BYTES = 120_000


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The process's database, only read."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DASHBOARD_DB", str(trial_database(tmp_path_factory.mktemp("guide"))))
        yield
        state.close_database()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_ones_own_role_comes_first(database: None, role: Role, language: str) -> None:
    script = AppTest.from_file(str(ROUTER), default_timeout=30)
    script.user = {"username": str(role)}
    script.query_params["lang"] = language
    script.run().switch_page("guide.py")
    script.query_params["lang"] = language
    script.run()
    assert not script.exception
    use_language(language)
    assert {fold.label for fold in script.expander} == {_(ROLE_LABELS[other]) for other in Role if other != role}
    lists = [block.value for block in script.markdown if 'class="steps"' in block.value]
    assert len(lists) == len(Role)
    assert _(STEPS[role][0].words) in lists[0]
    assert all(any(_(step.words) in block for block in lists) for steps in STEPS.values() for step in steps)
    assert lists[0].count('<img src="/interface/guide/') == len(PICTURES[role])


@pytest.mark.parametrize(
    ("role", "asked", "first", "pictures"),
    [
        (Role.REPORTER, "upload", "“上报数据”页面", 2),
        (Role.REPORTER, "months", "“月份锁定”页面", 0),
        (Role.REPORTER, "review", "您的角色：报送员", 3),
        (Role.LEADER, "nonsense", "您的角色：领导", 2),
    ],
)
def test_the_page_asked_about_comes_first(database: None, role: Role, asked: str, first: str, pictures: int) -> None:
    script = AppTest.from_file(str(ROUTER), default_timeout=30)
    script.user = {"username": str(role)}
    script.run().switch_page("guide.py")
    script.query_params["about"] = asked
    script.run()
    assert not script.exception
    blocks = [block.value for block in script.markdown]
    place = next(number for number, block in enumerate(blocks) if 'class="section"' in block)
    assert f"<h2>{first}</h2>" in blocks[place]
    assert blocks[place + 1].count("<img ") == pictures


def test_every_page_is_explained_in_a_sentence(database: None) -> None:
    script = AppTest.from_file(str(ROUTER), default_timeout=30)
    script.user = {"username": "reporter"}
    script.run().switch_page("guide.py").run()
    (listing,) = [block.value for block in script.markdown if '<dl class="facts">' in block.value]
    pages = [entry.name for entries in pages_of(Role.REPORTER).values() for entry in entries if entry.name != "guide"]
    use_language("zh")
    assert [page for page in pages if hint_words(page, Role.REPORTER) not in listing] == []
    assert listing.count("<dt>") == len(pages)


def test_every_step_is_translated() -> None:
    known = catalogue()
    assert [step.words for steps in STEPS.values() for step in steps if not known[step.words].string] == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_only_sent_where_it_may_go(role: Role) -> None:
    pages = {step.page for step in STEPS[role] if step.page} | {picture.page for picture in PICTURES[role]}
    assert {page for page in pages if not may_see(role, page)} == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small(name: str) -> None:
    content = (STATIC / guide_picture(name)).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (1200, 800)
    assert len(content) < MOST_BYTES


def test_no_picture_is_left_over() -> None:
    assert sorted(file.stem for file in (STATIC / "guide").iterdir()) == NAMES
    assert len(NAMES) <= 8


def test_pictures_are_served_behind_the_gate(tmp_path_factory: pytest.TempPathFactory) -> None:
    address = interface_file(guide_picture("overview"))
    with serving(trial_database(tmp_path_factory.mktemp("pictures"))) as port:
        leader = Browser(port)
        leader.sign_in("leader")
        answer = leader.get(address)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
        assert answer.content == (STATIC / "guide" / "overview.png").read_bytes()
        assert [leader.get(f"/interface/{name}").status for name in ("guide", "guide/", "guide/none.png")] == [404, 404, 404]
        assert leader.get("/interface/guide/../../gate.py").status in (400, 404)
        assert Browser(port).get(address).status == 401
