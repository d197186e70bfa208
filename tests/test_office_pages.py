"""The office's pages without a browser: review, months, completeness, notices."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from etl.life_cycle.evidence import Subject, attach
from etl.life_cycle.review import Cell, return_upload
from etl.life_cycle.review_queue import waiting_cells
from etl.people.accounts import Account, Scope, create_account
from indicators.vocabulary import Role
from tests.busy_city import busy_database
from tests.reported_city import FIGURES, submit
from tests.test_pages import chinese, said, served, visit, wrongs
from tests.tiny_city import PLAN, reporter, tiny_database

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LI = Account("li", "Li", Role.OFFICE, (), "zh", False)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city as the process's database, with five figures of March waiting; `submit` reports as `reporter`."""
    made = tiny_database(tmp_path)
    with made.writing() as cursor:
        create_account(cursor, "reporter", "Wang", Role.REPORTER, "long-enough-1", [Scope(PLAN, "tiny", None)])
        create_account(cursor, "north", "Zhou", Role.REPORTER, "long-enough-1", [Scope(PLAN, "north", None)])
        create_account(cursor, "office", "Zhao", Role.OFFICE, "long-enough-1")
        create_account(cursor, "li", "Li", Role.OFFICE, "long-enough-1")
    submit(made, FIGURES)
    made.close()
    yield from served(made.path)


def review(username: str = "office") -> Any:
    return visit(username, "review", plan=PLAN, month="2020-03")


def button(script: Any, text: str, **values: object) -> Any:
    """The button that says `text`."""
    (found,) = [one for one in script.button if one.label == chinese(text, **values)]
    return found


def choose_rows(script: Any, count: int, *rows: int) -> None:
    """Marks rows of the grid, as a click does."""
    script.session_state[f"cells-1-{count}"] = {"selection": {"rows": list(rows), "columns": [], "cells": []}}
    script.run()


def states(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as cursor:
        return cursor.execute(
            """
            select indicator_id, region_id, state from revision_states join indicators using (indicator_key) join regions using (region_key)
            order by revision_states.upload_id, 1, 2
            """
        ).fetchall()


def test_the_queue_and_the_cells_of_the_oldest(database: Database) -> None:
    script = review()
    assert wrongs(script) == []
    assert chinese("Upload {number}", number=1) in said(script)
    assert "as measured" in said(script)
    (grid,) = script.dataframe
    lines = grid.value.to_dict("records")
    assert [(line[chinese("Indicator")], line[chinese("Region")], line[chinese("Reported now")]) for line in lines] == [
        ("煤炭消费量", "小城市", "40.25 万吨"),
        ("新建管网", "北镇", "3.5 公里"),
        ("光伏装机", "北镇", "10 兆瓦"),
        ("污水处理率", "北镇", "80 (40 / 50) %"),
        ("新建管网", "南镇", "1 公里"),
    ]
    south = next(line for line in lines if line[chinese("Region")] == "南镇")
    assert (south[chinese("Expected")], south[chinese("Target")]) == ("6.0", "≥ 24.0")
    assert south[chinese("Status it would give")] == f"▲ {chinese('behind')}"


def test_evidence_stands_beside_its_cell(database: Database) -> None:
    cell = next(row for row in waiting_cells(database, LI, 1).to_pylist() if row["region_id"] == "south")
    wang = reporter("reporter", "tiny")
    attach(database, wang, Subject("actual", PLAN, cell["period"], cell["indicator_key"], cell["region_key"]), "照片.pdf", PDF)
    script = review()
    assert wrongs(script) == []
    assert '<a href="/evidence/1" target="_blank" rel="noopener">照片.pdf</a>' in said(script)
    evidence = script.dataframe[0].value[chinese("Evidence")].to_list()
    assert sorted(evidence) == ["1", "–", "–", "–", "–"]


def test_some_are_returned_and_the_rest_approved(database: Database) -> None:
    script = review()
    assert button(script, "Approve chosen ({count})", count=0).disabled
    choose_rows(script, 5, 0)
    button(script, "Return chosen ({count})", count=1).click().run()
    assert [box.value for box in script.error] == [chinese("Write the reason: the reporter sees it at the cell.")]
    script.text_area[0].input("重报")
    button(script, "Return chosen ({count})", count=1).click().run()
    assert wrongs(script) == []
    assert [box.value for box in script.success] == [
        chinese("Returned: {count} reports of upload {number}; the reporter sees the reason.", count=1, number=1)
    ]
    button(script, "Approve all ({count})", count=4).click().run()
    assert chinese("Nothing waits for a decision.") in said(script)
    assert [state for *_cell, state in states(database)] == ["returned", "approved", "approved", "approved", "approved"]


def test_a_colleague_was_quicker(database: Database) -> None:
    script = review()
    first = waiting_cells(database, LI, 1).to_pylist()[0]
    return_upload(database, LI, 1, "again", [Cell(*(first[name] for name in Cell._fields))])
    before = states(database)
    # the click of somebody who still sees five cells
    button(script, "Approve all ({count})", count=5).click().run()
    (refusal,) = [box.value for box in script.error]
    assert refusal.startswith("所选 5 项中只有 4 项仍待审核。Li已于 ")
    assert refusal.endswith(" 退回其全部或部分内容。请重新查看该批次。")
    assert states(database) == before
    button(script, "Approve all ({count})", count=4).click().run()
    assert wrongs(script) == []
    assert [state for *_cell, state in states(database)].count("approved") == 4


def test_a_colleague_decided_on_everything(database: Database) -> None:
    script = review()
    return_upload(database, LI, 1, "again")
    button(script, "Approve all ({count})", count=5).click().run()
    (refusal,) = [box.value for box in script.error]
    assert refusal.startswith(chinese("Nothing of upload {upload_id} waits for a decision.", upload_id=1))
    assert "Li已于 " in refusal
    assert chinese("Nothing waits for a decision.") in said(script)


def test_a_month_is_locked_when_nothing_waits(database: Database) -> None:
    months = visit("office", "months", plan=PLAN, month="2020-03")
    months.text_input[0].input("通报已印发")
    button(months, "Lock {month}", month="2020年3月").click().run()
    assert [box.value for box in months.error] == [
        chinese("{count} reports of {month} wait for a decision; approve or return them first.", count=5, month="2020-03")
    ]
    button(review(), "Approve all ({count})", count=5).click().run()
    months = visit("office", "months", plan=PLAN, month="2020-03")
    months.text_input[0].input("通报已印发")
    button(months, "Lock {month}", month="2020年3月").click().run()
    assert wrongs(months) == []
    assert "Zhao · " in said(months)
    assert "通报已印发" in said(months)
    button(months, "Open {month} again", month="2020年3月")
    reader = visit("reporter", "months", plan=PLAN, month="2020-03")
    assert "通报已印发" in said(reader)
    assert (wrongs(reader), list(reader.button)) == ([], [])


def test_completeness_of_everything_and_of_the_own_scope(database: Database) -> None:
    everything = visit("office", "completeness", plan=PLAN, month="2020-03")
    assert wrongs(everything) == []
    assert [int(part.split("<")[0]) for part in said(everything).split('class="count">')[1:]] == [9, 0, 5, 4, 0, 5, 0]
    assert any("西镇：2020 年 3 月缺报 2 项：光伏装机、污水处理率" in block.value for block in everything.code)
    assert ">iCalendar</a>" in said(everything)
    own = visit("north", "completeness", plan=PLAN, month="2020-03")
    assert [int(part.split("<")[0]) for part in said(own).split('class="count">')[1:]] == [3, 0, 3, 0, 0, 3, 0]
    assert "西镇" not in said(own)
    assert chinese("Everything that is due for this month has come.") in said(own)


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Database]:
    """The busy city as the process's database, with nothing reported."""
    made = busy_database(tmp_path)
    with made.writing() as cursor:
        create_account(cursor, "office", "Zhao", Role.OFFICE, "long-enough-1")
    made.close()
    yield from served(made.path)


def test_completeness_names_the_works_that_are_not_reported(busy: Database) -> None:
    page = visit("office", "completeness", plan=PLAN, month="2020-03")
    assert wrongs(page) == []
    words = said(page).split(chinese("Tasks and projects"))[-1]
    assert [int(part.split("<")[0]) for part in words.split('class="count">')[1:]] == [10, 0, 10, 0, 0, 0]
    assert f"<summary>{chinese('{count} not in', count=5)}</summary><ul><li>管网改造</li>" in words


def test_notices_ring_until_they_are_read(database: Database) -> None:
    bell = chinese("{count} new notices", count=1)
    assert bell not in said(visit("reporter", "overview"))
    button(review(), "Approve all ({count})", count=5).click().run()
    assert bell in said(visit("reporter", "overview"))
    assert bell not in said(visit("north", "overview"))
    inbox = visit("reporter", "notices")
    sentence = chinese(
        "{by} approved {count} reports of your upload {number} for {month}.", by="Zhao", count=5, number=1, month="多个月份"
    )
    assert sentence in said(inbox)
    assert "●</span> <b>" in said(inbox)
    button(inbox, "Mark all as read").click().run()
    assert bell not in said(inbox)
    assert "●</span> <b>" not in said(inbox)
    assert sentence in said(inbox)
    assert chinese("There are no notices for you.") in said(visit("north", "notices"))
