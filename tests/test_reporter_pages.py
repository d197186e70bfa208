"""The reporter's own pages without a browser: what is owed and came back, drafts that go on, the grid, corrections, the preview."""

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from etl.database import Database
from etl.life_cycle.drafts import list_drafts, save_draft
from etl.life_cycle.months import lock_month
from etl.life_cycle.review import Cell, approve, return_upload
from etl.life_cycle.upload import list_uploads
from etl.people.accounts import Scope, create_account
from indicators.language import use_language
from indicators.numbers import month_of_year
from indicators.vocabulary import Role
from pages.components.selection import month_words
from pages.server.downloads import Download
from tests.busy_city import busy_database
from tests.evidence_files import PNG
from tests.reported_city import FIGURES, report, submit
from tests.test_pages import ROUTER, chinese, offered, said, served, visit, wrongs
from tests.tiny_city import PLAN, officer, reporter, tiny_database

MARCH = date(2020, 3, 1)
HERE = {"plan": PLAN, "month": "2020-03"}
TEXT = "indicator_id,region_id,period,value\nsewers,north,2020-03,3.5\nsewers,south,2020-03,2\n"


@pytest.fixture(autouse=True)
def speaks_chinese() -> None:
    """Words are compared in Chinese, whatever a test before spoke."""
    use_language("zh")


@pytest.fixture
def city(tmp_path: Path) -> Iterator[Database]:
    """A real database with the tiny city, nothing reported, and an account that reports for all of it."""
    use_language("zh")
    database = tiny_database(tmp_path)
    with database.writing() as cursor:
        create_account(cursor, "reporter", "小王", Role.REPORTER, "long-enough-8", [Scope(PLAN, "tiny", None)])
    database.close()
    yield from served(database.path)


def keys(database: Database, indicator_id: str, region_id: str) -> Cell:
    """The cell of a figure of March."""
    with database.reading() as cursor:
        rows = cursor.execute(
            "select indicator_key, region_key from indicators, regions where indicator_id = $indicator_id and region_id = $region_id",
            {"indicator_id": indicator_id, "region_id": region_id},
        ).fetchall()
    ((indicator_key, region_key),) = rows
    return Cell(indicator_key, region_key, None, MARCH)


def type_in(script: AppTest, **cells: str) -> AppTest:
    """Types values into the first column of figures, by `indicator_region`, as the grid itself tells of them."""
    editor = script.data_editor[0]
    names = [key.replace("|", "_") for key in editor.value["key"]]
    edits = {names.index(name): {"value": text} for name, text in cells.items()}
    script.session_state[editor.key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    return script.run()


def submits(script: AppTest) -> list[str]:
    """The buttons that submit."""
    return [button.label for button in script.button if button.label.startswith("提交")]


def press(script: AppTest, label: str) -> None:
    """Presses a button by its words."""
    next(button for button in script.button if button.label == label).click().run()


def bytes_of(download: Download) -> bytes:
    """The whole content of a download."""
    assert isinstance(download.content, bytes)
    return download.content


def drafts(database: Database) -> list[tuple[str, object]]:
    return [(draft.kind, draft.content) for draft in list_drafts(database, reporter())]


# ---------------------------------------------------------------- my reports


def test_my_reports_with_nothing_reported(city: Database) -> None:
    script = visit("reporter", "reports", **HERE)
    words = said(script)
    assert wrongs(script) == []
    assert chinese("{done} of {count} figures for {month} are reported.", done=0, count=9, month=month_of_year(MARCH)) in words
    assert chinese("{count} figures are missing: fill in the template, or type them on the screen.", count=9) in words
    assert words.count('<span class="state state-missing">') == 9
    assert chinese("You have not reported anything for this plan yet.") in words
    assert chinese("Drafts") not in words


def test_my_reports_show_the_reason_at_the_returned_cell(city: Database) -> None:
    submit(city, FIGURES)
    return_upload(city, officer(Role.OFFICE), 1, "与水务局台账不符", [keys(city, "sewers", "north")])
    approve(city, officer(Role.OFFICE), 1, [keys(city, "coal", "tiny")])
    script = visit("reporter", "reports", owed="all", **HERE)
    words = said(script)
    assert wrongs(script) == []
    assert [words.count(f'<span class="state state-{state}">') for state in ("returned", "missing", "submitted", "approved")] == [
        *(1, 4, 3, 1)
    ]
    first_row = words.partition(f"{chinese('Figure before')}</th>")[2].partition("</tr>")[2].partition("</tr>")[0]
    assert '新建管网<span class="why returned">与水务局台账不符（' in first_row
    assert "北镇" in first_row
    assert words.count("与水务局台账不符（") == 1
    assert chinese("{done} of {count} figures for {month} are reported.", done=4, count=9, month=month_of_year(MARCH)) in words


def test_my_reports_lead_back_to_a_draft(city: Database) -> None:
    save_draft(city, reporter(), PLAN, MARCH, "grid", {"cells": {"sewers|north": {"value": "3.5"}}})
    words = said(visit("reporter", "reports", **HERE))
    assert "month=2020-03&amp;way=grid" in words
    assert f"{month_of_year(MARCH)} · {chinese('typed on the screen')}" in words


def test_my_reports_begin_at_the_month_that_is_due(city: Database) -> None:
    report(city, FIGURES)  # of a plan that is over, the month after the last with figures
    alone = AppTest.from_file(str(ROUTER.parent / "reports.py"), default_timeout=60)
    alone.user = {"username": "reporter"}
    assert f"截至 {month_words(date(2020, 4, 1))}" in said(alone.run())
    assert f"截至 {month_words(MARCH)}" in said(visit("reporter", "overview", plan=PLAN))


def test_my_reports_tell_of_drafts_locks_and_other_months(city: Database) -> None:
    save_draft(city, reporter(), PLAN, MARCH, "grid", {"cells": {"sewers|north": {"value": "3.5"}}})
    lock_month(city, officer(Role.OFFICE), PLAN, MARCH, "通报已发")
    words = said(visit("reporter", "reports", **HERE))
    assert words.count('<span class="state state-draft">') == 1
    assert words.count('<span class="state state-missing">') == 8
    assert chinese("{count} figures are typed and not submitted yet; {missing} are missing.", count=1, missing=8) in words
    assert chinese("Go on with the draft") in words
    assert "锁定（通报已发）" in words
    others = words.partition(chinese("Still open in other months:"))[2].partition("</p>")[0]
    assert [month for month in ("2020-02", "2020-01", "2019-12", "2020-03") if f"month={month}" in others] == ["2020-02", "2020-01"]


def test_my_reports_show_what_there_is_to_do_and_every_region(city: Database) -> None:
    submit(city, FIGURES)
    script = visit("reporter", "reports", **HERE)
    assert list(script.segmented_control[-1].options) == ["待报（4）", "待审核（5）", "全部（9）"]
    words = said(script)
    assert words.count('<span class="state state-missing">') == 4
    assert '<span class="state state-submitted">' not in words
    assert re.findall(r"region=(\w+)\"[^>]*>[^<]+</a></td><td [^>]*><span class=\"number\">(\d / \d)", words) == [
        ("tiny", "1 / 1"),
        ("north", "3 / 3"),
        ("south", "1 / 3"),
        ("west", "0 / 2"),
    ]
    script.segmented_control[-1].set_value("submitted").run()
    assert said(script).count('<span class="state state-submitted">') == 5


# ---------------------------------------------------------------- the grid


def test_what_is_typed_is_kept_and_submitted(city: Database) -> None:
    script = visit("reporter", "upload", way="grid", **HERE)
    assert wrongs(script) == []
    assert not script.button
    type_in(script, sewers_north="３．５", coal_tiny="40.25")
    assert wrongs(script) == []
    assert drafts(city) == [("grid", {"cells": {"coal|tiny": {"value": "40.25"}, "sewers|north": {"value": "３．５"}}})]
    assert [button.label for button in script.button] == [chinese("Submit {count} figures", count=2)]
    script.button[0].click().run()
    assert wrongs(script) == []
    assert [box.value for box in script.success][:1] == [
        chinese("Submitted as upload {number}. It counts as soon as the office has approved it.", number=1)
    ]
    assert drafts(city) == []
    (upload,) = list_uploads(city, reporter()).to_pylist()
    assert (upload["file_name"], upload["submitted_count"]) == ("grid_2020-03.csv", 2)


def test_a_grid_goes_on_in_a_second_session(city: Database) -> None:
    type_in(visit("reporter", "upload", way="grid", **HERE), sewers_north="3.5")
    second = visit("reporter", "upload", way="grid", **HERE)
    table = second.data_editor[0].value
    assert list(table.loc[table["key"] == "sewers|north", "value"]) == ["3.5"]
    assert [button.label for button in second.button] == [chinese("Submit {count} figures", count=1)]


def test_a_grid_that_was_left_comes_back_as_it_was_left(city: Database) -> None:
    script = type_in(visit("reporter", "upload", way="grid", **HERE), sewers_north="3.5")
    editor = script.data_editor[0].key
    script.segmented_control[0].set_value("file").run()
    del script.session_state[editor]  # as Streamlit forgets what an editor held that is not on the page any more
    script.segmented_control[0].set_value("grid").run()
    assert wrongs(script) == []
    assert drafts(city) == [("grid", {"cells": {"sewers|north": {"value": "3.5"}}})]
    table = script.data_editor[0].value
    assert list(table.loc[table["key"] == "sewers|north", "value"]) == ["3.5"]


def test_two_windows_lose_nothing_to_each_other(city: Database) -> None:
    one, other = (visit("reporter", "upload", way="grid", **HERE) for _window in range(2))
    type_in(one, sewers_north="3.5")
    type_in(other, coal_tiny="40.25")
    assert drafts(city) == [("grid", {"cells": {"sewers|north": {"value": "3.5"}, "coal|tiny": {"value": "40.25"}}})]
    assert submits(other) == [chinese("Submit {count} figures", count=2)]
    assert [box.value for box in other.info] == [
        chinese("{count} figures were changed in another window; what is kept is what is checked and submitted.", count=1)
    ]
    press(other, chinese("Show what is kept"))
    assert not other.info
    table = other.data_editor[0].value
    assert list(table.loc[table["value"] != "", "key"]) == ["coal|tiny", "sewers|north"]
    press(other, chinese("Submit {count} figures", count=2))
    assert wrongs(one.run()) == []
    assert drafts(city) == []
    assert submits(one) == []


def test_the_grid_shows_why_a_figure_came_back_and_only_what_is_to_report(city: Database) -> None:
    submit(city, FIGURES)
    return_upload(city, officer(Role.OFFICE), 1, "与水务局台账不符", [keys(city, "sewers", "north")])
    script = visit("reporter", "upload", way="grid", **HERE)
    table = script.data_editor[0].value
    assert list(table["returned"]) == ["与水务局台账不符", "", "", "", ""]
    assert next(iter(table["key"])) == "sewers|north"
    whole = visit("reporter", "upload", way="grid", grid_rows="all", **HERE).data_editor[0].value
    assert dict(zip(whole["key"], whole["reported"], strict=True))["coal|tiny"] == "40.25 ◐"
    assert len(whole) == 9
    southern = visit("reporter", "upload", way="grid", grid_region="south", **HERE).data_editor[0].value
    assert list(southern["key"]) == ["solar|south", "treated|south"]


def test_an_emptied_grid_is_no_draft(city: Database) -> None:
    script = type_in(visit("reporter", "upload", way="grid", **HERE), sewers_north="3.5")
    type_in(script, sewers_north=" ")
    assert drafts(city) == []
    assert not script.button


def test_a_mistake_in_the_grid_is_named_by_its_figure(city: Database) -> None:
    script = visit("reporter", "upload", way="grid", **HERE)
    type_in(script, sewers_south="两公里")
    problems = said(script).partition(chinese("3 · What was found"))[2]
    assert ">实绩</span></td>" in problems.partition("</table>")[0]
    assert ">南镇 · 新建管网</td>" in problems.partition("</table>")[0]
    assert ">南镇 · 新建管网：“两公里”不是数字。" in problems.partition("</table>")[0]
    assert [box.value for box in script.error] == [
        chinese("Nothing can be submitted while there are errors: correct them and check again.")
    ]


# ---------------------------------------------------------------- a file


def test_a_file_goes_on_in_a_second_session_until_it_is_forgotten(city: Database) -> None:
    first = visit("reporter", "upload", **HERE)
    first.file_uploader[0].upload("三月.csv", TEXT.encode("gbk"), "text/csv").run()
    assert [kind for kind, _content in drafts(city)] == ["file"]
    second = visit("reporter", "upload", **HERE)
    assert wrongs(second) == []
    assert "“三月.csv”" in second.info[0].value
    assert submits(second) == [chinese("Submit {count} figures", count=2)]
    press(second, chinese("Forget it"))
    assert drafts(city) == []
    assert not second.button


def test_who_does_not_report_for_the_plan_is_told(city: Database) -> None:
    with city.writing() as cursor:
        create_account(cursor, "guest", "客人", Role.REPORTER, "long-enough-8", [Scope("elsewhere", "tiny", None)])
    script = visit("guest", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", TEXT.encode(), "text/csv").run()
    assert wrongs(script) == [
        chinese("The account {username} does not report for this plan. Ask the administrator for a scope.", username="guest")
    ]


def test_a_correction_needs_its_switch_and_its_reason(city: Database) -> None:
    report(city, FIGURES)
    script = visit("reporter", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", TEXT.encode(), "text/csv").run()
    assert [box.label for box in script.checkbox] == [
        chinese("This is a correction of approved or locked figures; the office will see the reason")
    ]
    assert submits(script) == []
    script.checkbox[0].check().run()
    assert [area.label for area in script.text_area] == [chinese("Why approved or locked figures are corrected")]
    (label,) = submits(script)
    press(script, label)
    assert len(wrongs(script)) == 1
    assert list_uploads(city, reporter()).num_rows == 1

    script.text_area[0].input("复核后更正").run()
    again = visit("reporter", "upload", **HERE)  # another browser: file and reason are there
    assert again.checkbox[0].value
    assert again.text_area[0].value == "复核后更正"
    press(script, label)
    assert wrongs(script) == []
    newest = list_uploads(city, reporter()).to_pylist()[0]
    assert (newest["is_correction"], newest["justification"], newest["submitted_count"]) == (True, "复核后更正", 1)
    assert list_drafts(city, reporter()) == []


def test_the_preview_is_filtered_by_what_would_happen(city: Database) -> None:
    submit(city, TEXT.replace(",2\n", ",1\n"))
    script = visit("reporter", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", f"{TEXT}coal,tiny,2020-03,40\n".encode(), "text/csv").run()

    def rows() -> list[str]:
        preview = said(script).partition(f'aria-label="{chinese("Preview")}"')[2].partition("</table>")[0]
        return re.findall(r"<tr><td [^>]*>(\d+)</td>", preview)

    shown = script.segmented_control[-1]
    assert list(shown.options) == ["全部数据（3）", "变更（1）", "新增（1）", "未变（1）"]
    assert rows() == ["3", "4", "2"]
    shown.set_value("changed").run()
    assert rows() == ["3"]
    script.segmented_control[-1].set_value("unchanged").run()
    assert rows() == ["2"]


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Database]:
    """The same with the busy city, which has tasks and projects."""
    database = busy_database(tmp_path)
    with database.writing() as cursor:
        create_account(cursor, "reporter", "小王", Role.REPORTER, "long-enough-8", [Scope(PLAN, "tiny", None)])
    database.close()
    yield from served(database.path)


def test_one_file_proves_all_that_is_reported_as_done(busy: Database) -> None:
    done = "task_id,period,state,percent,note\npipes,2020-03,已完成,100,已验收\ndrains,2020-03,已完成,100,\n"
    script = visit("reporter", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", done.encode(), "text/csv").run()
    assert wrongs(script) == [chinese("Nothing can be submitted while there are errors: correct them and check again.")]
    assert chinese("{count} are reported as done without an evidence file", count=2) in said(script)
    (subjects,) = script.multiselect
    assert (subjects.options, subjects.value) == (
        ["管网改造 · 小城市 · 2020-03", "改造 · 小城市 · 2020-03"],
        ["管网改造 · 小城市 · 2020-03"],
    )
    subjects.select("改造 · 小城市 · 2020-03")
    script.file_uploader[1].upload("验收.png", PNG, "image/png")
    press(script, chinese("Attach and check again"))
    assert wrongs(script) == []
    assert chinese("Submit {count} figures", count=2) in submits(script)
    with busy.reading() as cursor:
        assert cursor.execute("select item_id, file_name from evidence order by item_id").fetchall() == [
            ("drains", "验收.png"),
            ("pipes", "验收.png"),
        ]


def test_refused_rows_stand_in_the_preview_and_in_its_file(city: Database) -> None:
    script = visit("reporter", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", f"{TEXT}coal,tiny,2020-03,四十\n".encode(), "text/csv").run()
    assert list(script.segmented_control[-1].options) == ["全部数据（2）", "新增（2）", "拒收（1）"]
    script.segmented_control[-1].set_value("refused").run()
    listing = said(script).partition(f'aria-label="{chinese("Refused rows")}"')[2].partition("</table>")[0]
    assert re.findall(r"<tr><td [^>]*>(\d+)</td><td [^>]*>(D4[^<]*)</td>", listing) == [
        ("4", "D4：“四十”不是数字。请只填数字；没有数据时留空。")
    ]
    (preview,) = [download for download in offered(script) if download.file_name == "tiny-city_2020-03_preview.csv"]
    assert bytes_of(preview).decode("utf-8-sig").splitlines()[-1].split(",")[0] == "4"


def test_the_preview_and_the_file_of_an_upload_are_taken_away(city: Database) -> None:
    submit(city, TEXT.replace(",2\n", ",1\n"))
    script = visit("reporter", "upload", **HERE)
    script.file_uploader[0].upload("三月.csv", TEXT.encode(), "text/csv").run()
    previews = {download.file_name: download for download in offered(script) if "preview" in download.file_name}
    assert list(previews) == ["tiny-city_2020-03_preview.xlsx", "tiny-city_2020-03_preview.csv"]
    assert bytes_of(previews["tiny-city_2020-03_preview.csv"]).decode("utf-8-sig").splitlines() == [
        "行,指标代码,指标,区域代码,区域,月份,单位,原值,提交后,分子,分母,备注,变化",
        "2,sewers,新建管网,north,北镇,2020-03,公里,3.5,3.5,,,,未变",
        "3,sewers,新建管网,south,南镇,2020-03,公里,1,2,,,,变更",
    ]
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(previews["tiny-city_2020-03_preview.xlsx"])))
    assert book.sheetnames == ["预览", "说明"]
    assert [cell.value for cell in book["预览"][3]] == [
        3,
        "sewers",
        "新建管网",
        "south",
        "南镇",
        "2020-03",
        "公里",
        1,
        2,
        *[None] * 3,
        "变更",
    ]

    (original,) = [download for download in offered(visit("reporter", "uploads", **HERE)) if download.file_name == "figures.csv"]
    assert bytes_of(original) == TEXT.replace(",2\n", ",1\n").encode()
