"""Parts that are drawn by themselves know whom they serve."""

import pytest
from streamlit.testing.v1 import AppTest

from etl.people.accounts import create_account
from indicators.vocabulary import Role
from pages.server import state
from tests.tiny_city import tiny_database


def page() -> None:
    """A page that is nothing but a part."""
    import streamlit as st

    from indicators.language import _
    from pages.components.by_itself import by_itself

    st.session_state["guarded_page"] = "indicator"
    by_itself(lambda: st.text(_("Indicator")))()


@pytest.mark.parametrize(
    ("username", "said", "refused"),
    [
        ("wang", ["指标"], []),
        ("smith", ["Indicator"], []),
        ("nobody", [], ["当前账号无权查看此页面，请更换账号登录或联系管理员。"]),
    ],
)
def test_a_part_speaks_and_refuses_like_a_page(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, username: str, said: list[str], refused: list[str]
) -> None:
    database = tiny_database(tmp_path_factory.mktemp("city"))
    with database.writing() as cursor:
        create_account(cursor, "wang", "Wang", Role.LEADER, "long-enough-1", language="zh")
        create_account(cursor, "smith", "Smith", Role.LEADER, "long-enough-2", language="en")
    database.close()
    monkeypatch.setenv("DASHBOARD_DB", str(database.path))
    script = AppTest.from_function(page)
    script.user = {"username": username}
    script.run()
    state.close_database()
    assert ([text.value for text in script.text], [box.value for box in script.error]) == (said, refused)
