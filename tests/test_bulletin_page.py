"""The bulletin's page without a browser: the office issues and chooses a template, leaders read what was issued, reporters see nothing."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from etl.bulletins import list_bulletins
from etl.database import Database
from etl.people.accounts import Scope, create_account
from indicators.bulletin.build import build
from indicators.bulletin.content import Table
from indicators.engine import DuckEngine
from indicators.language import use_language
from indicators.vocabulary import Role
from pages.components.bulletin_view import bulletin_html
from pages.server.navigation import SECTIONS
from tests.reported_city import MARCH, report, reported_database
from tests.test_pages import chinese, offered, said, served, visit, wrongs
from tests.tiny_city import PLAN, officer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    use_language("zh")
    made = reported_database(tmp_path)
    with made.writing() as cursor:
        for role in Role:
            scopes = [Scope(PLAN, "tiny", None)] if role == Role.REPORTER else []
            create_account(cursor, role, role.title(), role, f"long-enough-{len(role)}", scopes)
    made.close()
    yield from served(made.path)


def downloaded(page: AppTest, ending: str) -> bytes:
    """What the page's links to a file with this ending lead to: all to the same."""
    (found,) = {download.content for download in offered(page) if download.file_name.endswith(ending)}
    assert isinstance(found, bytes)
    return found


def test_the_office_issues_what_it_sees_and_the_leader_reads_it(database: Database) -> None:
    page = visit("office", "bulletin", plan=PLAN, month="2020-03")
    assert wrongs(page) == []
    assert "关于《小城市行动方案》2020年3月实施情况的通报" in said(page)
    page.text_input[0].input("小城市 263 办")
    page.text_area[0].input("抓紧整改")
    page.button[0].click().run()
    assert wrongs(page) == []
    assert [box.value for box in page.success] == [chinese("Issued as No. {number}.", number=1)]
    # the next one starts with the same signature and asks what it corrects
    assert page.text_input[0].value == "小城市 263 办"
    assert len(page.text_area) == 2
    page.button[0].click().run()
    assert [box.value for box in page.error] == [
        chinese("This month was issued as No. {number} already. Write what the new issue corrects.", number=1)
    ]

    leader = visit("leader", "bulletin", plan=PLAN, month="2020-03")
    assert wrongs(leader) == []
    assert "第1期" in said(leader)
    assert "抓紧整改" in said(leader)
    assert leader.button == []
    text = [paragraph.text for paragraph in Document(io.BytesIO(downloaded(leader, "bulletin_1.docx"))).paragraphs]
    assert "小城市 263 办" in text


def test_the_page_shows_the_same_content_as_the_files(database: Database) -> None:
    draft = build(DuckEngine(database.reading), PLAN, MARCH, "zh", MARCH, "approved")
    html = bulletin_html(draft)
    for section in draft.sections:
        assert f">{section.title}</" in html
        for block in section.blocks:
            assert (f"<caption>{block.label}　{block.title}</caption>" if isinstance(block, Table) else "") in html
    assert html.count("<tbody>") == len(list(draft.tables()))
    assert '<div class="bar" style="width:100.0%" role="img" aria-label="3月：滞后 2 项、未到期 2 项">' in html


def test_figures_that_changed_meanwhile_are_shown_before_they_are_issued(database: Database) -> None:
    page = visit("office", "bulletin", plan=PLAN, month="2020-03")
    report(database, "indicator_id,region_id,period,value\nsewers,north,2020-03,3\n")
    page.button[0].click().run()
    assert [box.value for box in page.error] == [
        chinese("Figures have changed since the draft was shown. Look at the draft again, then issue it.")
    ]
    assert list_bulletins(database, officer(Role.OFFICE), PLAN) == []
    page.button[0].click().run()
    assert [box.value for box in page.success] == [chinese("Issued as No. {number}.", number=1)]


def test_the_office_chooses_its_template_and_goes_back(database: Database) -> None:
    page = visit("office", "bulletin", plan=PLAN, month="2020-03", part="template")
    assert chinese("In use: the built-in form") in said(page)
    template = Document()
    template.add_paragraph("红头文件")
    template.add_paragraph("{{content}}")
    out = io.BytesIO()
    template.save(out)
    page.file_uploader[0].upload("本办.docx", out.getvalue(), "application/octet-stream").run()
    page.button[0].click().run()
    assert wrongs(page) == []
    assert chinese("In use: {name}", name="本办.docx") in said(page)
    draft = visit("office", "bulletin", plan=PLAN, month="2020-03", part="draft")
    assert Document(io.BytesIO(downloaded(draft, "draft.docx"))).paragraphs[0].text == "红头文件"
    page.button[-1].click().run()
    assert chinese("In use: the built-in form") in said(page)


def test_a_file_that_is_no_template_is_refused_in_a_sentence(database: Database) -> None:
    page = visit("office", "bulletin", plan=PLAN, month="2020-03", part="template")
    page.file_uploader[0].upload("本办.docx", b"PK no", "application/octet-stream").run()
    page.button[0].click().run()
    assert [box.value for box in page.error] == [
        chinese("This is not a DOCX file. Save the template as DOCX (Word document without macros).")
    ]


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN])
def test_others_find_no_way_to_issue(database: Database, role: Role) -> None:
    for part in ("draft", "template", "issued"):
        page = visit(role, "bulletin", plan=PLAN, month="2020-03", part=part)
        assert wrongs(page) == []
        assert page.button == []
        assert page.file_uploader == []
    assert list_bulletins(database, officer(Role.ADMIN), PLAN) == []


def test_every_page_that_an_origin_names_is_there(database: Database) -> None:
    draft = build(DuckEngine(database.reading), PLAN, MARCH, "zh", MARCH, "approved")
    origins = {origin.page for section in draft.sections for block in section.blocks for origin in block.origins}
    assert origins == {"overview", "programme", "tasks", "projects", "export"}
    assert origins <= {entry.name for entries in SECTIONS.values() for entry in entries}
