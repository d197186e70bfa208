"""The bulletin's content and its two files: every number against the question it came from, asked again."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from etl.database import Database
from etl.ledger.worlds import Worlds
from etl.life_cycle.review import return_upload
from etl.life_cycle.undo import undo_upload
from indicators import queries
from indicators.bulletin import pictures
from indicators.bulletin.answers import PlanUnknown
from indicators.bulletin.build import build
from indicators.bulletin.content import (
    Bulletin,
    Figure,
    Issue,
    Light,
    Origin,
    Paragraph,
    StatusBars,
    Table,
    cell_text,
    from_json,
    to_json,
)
from indicators.bulletin.docx_file import write_docx
from indicators.bulletin.words import numeral
from indicators.bulletin.xlsx_file import FIRST_ROW, HEADER_ROW, write_xlsx
from indicators.engine import DuckEngine
from indicators.language import _, current_language, speaking, use_language
from indicators.queries import Rows
from indicators.summary import GOOD, JUDGED
from indicators.vocabulary import STATUS_LABELS, Role, Status
from indicators.world import World
from tests.reported_city import MARCH, report, reported_database, submit
from tests.tiny_city import PLAN, officer

TODAY = date(2020, 4, 20)
LATE = "indicator_id,region_id,period,value,note\nsolar,south,2020-03,9,并网推迟\n"


@pytest.fixture
def kind() -> str:
    return "real"


@pytest.fixture
def database(kind: str, tmp_path: Path) -> Iterator[Database]:
    use_language("zh")
    database = reported_database(tmp_path, kind=kind)
    late = report(database, LATE)
    with database.writing() as cursor:
        cursor.execute("update uploads set committed_at = $moment", {"moment": datetime(2020, 4, 10, 23, 59)})
        cursor.execute(
            "update uploads set committed_at = $moment where upload_id = $late", {"moment": datetime(2020, 4, 11), "late": late}
        )
    yield database
    database.close()


def draft(database: Database, language: str = "zh", period: date = MARCH) -> Bulletin:
    return build(DuckEngine(database.reading), PLAN, period, language, TODAY, "approved")


def ask_again(database: Database, origin: Origin) -> Rows:
    """The answer to the question that a number names as its origin, with the parameters as they stand there."""
    engine, given = DuckEngine(database.reading), dict(origin.parameters)
    plan_id = str(given.pop("plan_id"))
    ((name, value),) = given.items()
    when = tuple(map(date.fromisoformat, value)) if name == "periods" else date.fromisoformat(str(value))
    rows: Rows = getattr(queries, origin.question)(engine, plan_id, when)
    return rows


def table_called(bulletin: Bulletin, label: str) -> Table:
    return next(table for table in bulletin.tables() if table.label == label)


def texts(table: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in table.rows]


def docx_tables(data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(data)).tables]


def test_counts_are_those_of_the_question(database: Database) -> None:
    table = table_called(draft(database), "表1")
    rows = [row for row in ask_again(database, table.origins[0]) if row["region_id"] == "tiny"]
    assert {row["indicator_id"]: row["status"] for row in rows} == {
        "sewers": "behind",
        "treated": "not_due",
        "forest": "not_due",
        "coal": "behind",
    }
    before = [row for row in ask_again(database, table.origins[1]) if row["region_id"] == "tiny"]
    assert sorted(row["status"] for row in before) == ["not_due", "not_reported", "not_reported", "not_reported"]
    assert texts(table) == [
        ["滞后", "2", "50.0", "0", "2"],
        ["未到期", "2", "50.0", "1", "1"],
        ["未报", "0", "0.0", "3", "−3"],
        ["合计", "4", "100.0", "4", "0"],
    ]


def test_planned_against_actual_is_that_of_the_question(database: Database) -> None:
    table = table_called(draft(database), "附表1")
    rows = [row for row in ask_again(database, table.origins[0]) if row["region_id"] == "tiny"]
    numbers = [[cell.value for cell in row if isinstance(cell, Figure)] for row in table.rows]
    fields = ("target", "expected", "actual")
    asked = [[None if row[field] is None else Decimal(str(row[field])) for field in fields] for row in rows]
    assert [row[:3] for row in numbers] == asked
    assert numbers[0] == [Decimal(36), Decimal(9), Decimal("4.5"), Decimal("12.5")]
    assert texts(table)[3] == ["空气", "煤炭消费量", "万吨", "2020", "≤", "120.0", "30.0", "40.25", "8.5", "滞后"]


def test_ranking_is_by_own_judged_targets(database: Database) -> None:
    table = table_called(draft(database), "表3")
    assert texts(table) == [
        ["北镇", "1", "2", "2", "100.0", "0", "0", "0", "0"],
        ["南镇", "2", "2", "0", "0.0", "2", "0", "0", "1"],
        ["西镇", "–", "0", "0", "–", "0", "0", "0", "2"],
    ]
    south = [row["status"] for row in ask_again(database, table.origins[0]) if row["region_id"] == "south"]
    assert sorted(south) == ["behind", "behind", "not_reported"]


def test_who_is_late_and_who_is_missing(database: Database) -> None:
    table = table_called(draft(database), "表5")
    assert texts(table) == [
        ["南镇", "3", "1", "1", "1", "污水处理率"],
        ["西镇", "2", "0", "0", "2", "光伏装机、污水处理率"],
    ]
    reports = ask_again(database, table.origins[0])
    assert {row["due_on"] for row in reports} == {date(2020, 4, 10)}
    assert len(reports) == 9
    assert sorted((row["indicator_id"], row["region_id"]) for row in reports if row["first_reported_at"] is None) == [
        ("solar", "west"),
        ("treated", "south"),
        ("treated", "west"),
    ]
    said = [block.text for section in draft(database).sections for block in section.blocks if isinstance(block, Paragraph)]
    assert "3月应报数据9项，期限为2020年4月10日。截至2020年4月20日，按时报送5项，迟报1项，未报3项。" in said
    assert "按时报全的单位：环保局、北镇。" in said


def test_a_report_that_waits_is_there_one_that_was_returned_or_undone_is_not(database: Database) -> None:
    def missing(bulletin: Bulletin) -> list[list[str]]:
        return [row for row in texts(table_called(bulletin, "表5")) if row[0] == "西镇"]

    waiting = submit(database, "indicator_id,region_id,period,value\nsolar,west,2020-03,4\n")
    bulletin = draft(database)
    assert missing(bulletin) == [["西镇", "2", "0", "1", "1", "污水处理率"]]
    (said,) = [
        block.text
        for section in bulletin.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and "应报数据9项" in block.text
    ]
    assert said.endswith("按时报送5项，迟报2项，未报2项。其中1项待审核，尚未计入。")
    return_upload(database, officer(Role.OFFICE), waiting, "单位不对")
    assert missing(draft(database)) == [["西镇", "2", "0", "0", "2", "光伏装机、污水处理率"]]
    approved = report(database, "indicator_id,region_id,period,value\nsolar,west,2020-03,5\n")
    assert missing(draft(database)) == [["西镇", "2", "0", "1", "1", "污水处理率"]]
    undo_upload(database, officer(Role.OFFICE), approved, "报错镇")
    assert missing(draft(database)) == [["西镇", "2", "0", "0", "2", "光伏装机、污水处理率"]]


def test_submitted_figures_count_where_they_are_asked_for(database: Database) -> None:
    submit(database, "indicator_id,region_id,period,value\nsewers,south,2020-03,9\n")
    worlds = Worlds(database)
    engine = DuckEngine(lambda: worlds.reading(World("submitted")))
    bulletin = build(engine, PLAN, MARCH, "zh", TODAY, "submitted")
    rows = {row[0]: row[2:4] for row in texts(table_called(bulletin, "表3"))}
    assert rows["南镇"] == ["2", "1"]
    assert "计入的报送：已审核和尚未审核的。" in str(bulletin.sections[-1].blocks[0])
    assert table_called(bulletin, "表1").origins[0].address().endswith("&counts=submitted")


def test_what_is_behind_says_why_and_what_reporters_wrote(database: Database) -> None:
    bulletin = draft(database)
    assert texts(table_called(bulletin, "表6")) == [
        [
            "新建管网",
            "滞后",
            "水务局",
            "3月应达9.0公里（目标的25.0%），实际4.5公里（目标的12.5%），差12.5个百分点",
            "北镇：整批说明：as measured；南镇：整批说明：as measured",
        ],
        [
            "煤炭消费量",
            "滞后",
            "环保局",
            "3月应控制在30.0万吨（目标的25.0%）以内，实际40.25万吨（目标的33.5%），超出8.5个百分点",
            "整批说明：as measured",
        ],
    ]
    annex = table_called(bulletin, "附表2")
    assert [(row[0], row[1], row[-1]) for row in texts(annex)] == [
        ("南镇", "新建管网", "整批说明：as measured"),
        ("南镇", "光伏装机", "并网推迟"),
    ]


def test_every_table_and_chart_says_where_its_numbers_come_from(database: Database) -> None:
    bulletin = draft(database)
    annex = bulletin.sections[-1]
    listed = {str(row[0]) for table in annex.blocks if isinstance(table, Table) for row in table.rows}
    blocks = [block for section in bulletin.sections[:-1] for block in section.blocks if isinstance(block, Table | StatusBars)]
    assert {block.label for block in blocks} <= listed
    assert {f"{section.title}（正文）" for section in bulletin.sections if not section.is_annex} <= listed
    origins = {origin.asked(): origin for block in blocks for origin in block.origins}
    assert all(ask_again(database, origin) for origin in origins.values() if origin.question in ("statuses", "month_reports"))
    assert ["表1", "statuses(plan_id=tiny-city, periods=2020-03-01)", "方案总体"] in [
        [str(cell) for cell in row[:3]] for table in annex.blocks if isinstance(table, Table) for row in table.rows
    ]
    assert blocks[0].origins[0].address() == "/programme?plan=tiny-city&month=2020-03&programme=all"


def test_docx_prints_the_content_and_nothing_else(database: Database) -> None:
    bulletin = draft(database)
    data = write_docx(bulletin)
    head = 2 if bulletin.is_simulated else 1
    for printed, table in zip(docx_tables(data), bulletin.tables(), strict=True):
        assert printed[0] == [column.title for column in table.columns]
        assert printed[head:] == texts(table)
    said = [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
    written = [block for section in bulletin.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert [f"{block.lead}。{block.text}" if block.lead else block.text for block in written if block.lead] == [
        text for text in said if any(text.startswith(f"{block.lead}。") for block in written if block.lead)
    ]
    assert all(block.text in said for block in written if not block.lead)
    assert said[0] == "草稿"
    assert said[1].startswith("关于《小城市行动方案》2020年3月实施情况的通报")
    assert [section.title for section in bulletin.sections if not section.is_annex] == [
        "一、总体进展",
        "二、核心指标",
        "三、各区域排名",
        "四、各专项进展",
        "五、报送情况",
        "六、滞后事项及原因",
        "七、下月到期事项",
    ]


def test_docx_is_set_in_the_customary_fonts_and_margins(database: Database) -> None:
    document = Document(io.BytesIO(write_docx(draft(database))))
    page = document.sections[0]
    assert [round(length.mm) for length in (page.page_width, page.page_height, page.top_margin, page.left_margin)] == [
        210,
        297,
        37,
        28,
    ]
    names = {}
    for style in ("Title", "Heading 1", "Bulletin Body"):
        fonts = document.styles[style].element.rPr.rFonts
        names[style] = (
            fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia"),
            document.styles[style].font.size.pt,
        )
    assert names == {"Title": ("方正小标宋简体", 22), "Heading 1": ("黑体", 16), "Bulletin Body": ("仿宋_GB2312", 16)}
    assert len(document.inline_shapes) == 3
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "图1　方案总体目标逐月状态"


def test_xlsx_holds_the_same_tables_as_typed_cells(database: Database) -> None:
    bulletin = draft(database)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(bulletin)))
    tables = list(bulletin.tables())
    assert len(book.sheetnames) == 1 + len(tables)
    for sheet, table in zip(book.worksheets[1:], tables, strict=True):
        assert [cell.value for cell in sheet[HEADER_ROW + 1]] == [column.title for column in table.columns]
        assert sheet.freeze_panes == "A4"
        for line, row in enumerate(table.rows, FIRST_ROW + 1):
            for cell, written in zip(row, sheet[line], strict=True):
                if isinstance(cell, Figure):
                    assert written.value == (None if cell.value is None else float(cell.value))
                elif isinstance(cell, Light):
                    assert written.value == cell_text(cell)
                else:
                    assert (written.value or "") == (cell or "")


def test_the_printed_files_say_what_the_questions_answer(database: Database) -> None:
    bulletin = draft(database)
    all_targets, ranked = (table_called(bulletin, label) for label in ("附表1", "表3"))
    asked = [row for row in ask_again(database, all_targets.origins[0]) if row["region_id"] == "tiny"]
    below = [row for row in ask_again(database, ranked.origins[0]) if row["region_level"] > 0]
    expected = {
        (row["indicator_zh"], _(STATUS_LABELS[Status(row["status"])])): [row[name] for name in ("target", "expected", "actual")]
        for row in asked
    }
    of_regions = {
        (region, *(sum(row["region_zh"] == region and row["status"] in kinds for row in below) for kinds in (JUDGED, GOOD)))
        for region in {row["region_zh"] for row in below}
    }
    places = {table.label: place for place, table in enumerate(bulletin.tables())}
    word = docx_tables(write_docx(bulletin))
    sheets = openpyxl.load_workbook(io.BytesIO(write_xlsx(bulletin))).worksheets[1:]
    for rows in (
        [[None if text == "–" else text for text in row] for row in word[places["附表1"]][1:]],
        [[cell.value for cell in row] for row in sheets[places["附表1"]].iter_rows(min_row=FIRST_ROW + 1)],
    ):
        assert {(row[1], row[-1]): [read_number(text) for text in row[5:8]] for row in rows} == expected
    for rows in (
        word[places["表3"]][1:],
        [[cell.value for cell in row] for row in sheets[places["表3"]].iter_rows(min_row=FIRST_ROW + 1)],
    ):
        assert {(row[0], int(row[2]), int(row[3])) for row in rows} == of_regions


def read_number(text: str | float | None) -> Decimal | None:
    """A number as a reader takes it from a printed cell."""
    return None if text is None else Decimal(str(text).replace(",", "").replace("−", "-"))


@pytest.mark.parametrize("kind", ["real", "trial"])
def test_simulated_data_is_marked_everywhere_and_real_data_nowhere(database: Database) -> None:
    bulletin = draft(database)
    data = write_docx(bulletin)
    document = Document(io.BytesIO(data))
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(bulletin)))
    marked = (
        ["模拟数据" in document.paragraphs[1].text, "模拟数据" in document.sections[0].header.paragraphs[0].text]
        + [table[1] == ["模拟数据"] * len(table[1]) for table in docx_tables(data)]
        + ["模拟数据" in str(sheet["A1"].value) for sheet in book.worksheets]
        + ["模拟数据" in (sheet.oddHeader.center.text or "") for sheet in book.worksheets]
    )
    assert set(marked) == {database.kind == "trial"}


def test_in_english(database: Database) -> None:
    bulletin = draft(database, "en")
    assert current_language() == "zh"
    assert bulletin.title == "Bulletin on the Tiny City Action Plan, March 2020"
    with speaking("en"):
        assert texts(table_called(bulletin, "Table 1"))[0] == ["behind", "2", "50.0", "0", "2"]
    data = write_docx(bulletin)
    assert docx_tables(data)[0][-1] == ["Total", "4", "100.0", "4", "0"]
    assert not [
        text
        for text in (paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
        if any("一" <= letter <= "鿿" for letter in text)
    ]


def test_content_outlives_its_database(database: Database) -> None:
    bulletin = draft(database).issued(Issue(3, TODAY, "办公室", "抓紧\n整改", 2, "数字有误"))
    assert from_json(to_json(bulletin)) == bulletin


def test_an_issue_carries_its_number_correction_requirements_and_signature(database: Database) -> None:
    bulletin = draft(database).issued(Issue(3, date(2020, 4, 20), "小城市 263 办", "抓紧\n整改", 2, "数字有误"))
    said = [paragraph.text for paragraph in Document(io.BytesIO(write_docx(bulletin))).paragraphs]
    assert said[0] == "第3期"
    assert said[2:4] == ["各镇（区、街道、园区），各有关部门：", "本期更正第2期通报：数字有误"]
    end = said.index("八、下一步工作要求")
    assert said[end + 1 : end + 3] == ["抓紧", "整改"]
    assert said[end + 3] == "附件：1. 全部目标计划与实绩对照"
    assert said[said.index("小城市 263 办") + 1] == "2020年4月20日"


def test_the_office_s_own_document_number_stands_at_the_head(database: Database) -> None:
    issue = Issue(3, TODAY, document_number="小263办〔2020〕7号")
    head, *_rest = Document(io.BytesIO(write_docx(draft(database).issued(issue)))).paragraphs
    assert (head.text, head.style.name) == ("小263办〔2020〕7号", "Bulletin Head")


def test_without_a_font_the_chart_is_left_out_and_says_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "installed_fonts", lambda: frozenset({"DejaVu Sans"}))
    pictures.find_font.cache_clear()
    document = Document(io.BytesIO(write_docx(draft(database))))
    pictures.find_font.cache_clear()
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "图1　方案总体目标逐月状态从略：本机没有能显示图中文字的字体，请安装中文字体。" in said
    assert len(document.inline_shapes) == 0


def test_a_chart_has_a_colour_for_every_status_it_shows(database: Database) -> None:
    bars = StatusBars("", (("镇", dict.fromkeys(Status, 1)),), ())
    assert pictures.draw(bars).startswith(b"\x89PNG")


def test_an_unknown_plan_is_named(database: Database) -> None:
    with pytest.raises(PlanUnknown, match="数据库中没有方案 nowhere"):
        build(DuckEngine(database.reading), "nowhere", MARCH, "zh", TODAY, "approved")


def test_chinese_numerals() -> None:
    with speaking("zh"):
        assert [numeral(place) for place in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
