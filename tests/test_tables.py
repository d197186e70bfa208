"""The tables that can be taken away: literal rows of the tiny city, filters, refusals."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import find_packs, read_pack
from etl.settings import plans_folder
from indicators.engine import DuckEngine
from indicators.feasibility.check import findings
from indicators.language import use_language
from indicators.selection import Selection, UnknownSelection, settle
from indicators.stream import StreamEngine
from indicators.tables import TABLES, for_people, table_rows
from tests.compared_city import ATTAINMENT, STEP, compared_database
from tests.reported_city import MARCH, reported_database
from tests.tiny_city import PLAN


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    use_language("en")
    database = reported_database(tmp_path)
    yield database
    database.close()


def rows(database: Database, name: str, **chosen: Any) -> list[dict[str, Any]]:
    engine = StreamEngine(database.reading)
    with table_rows(engine, TABLES[name], settle(engine, Selection(**{"plan_id": PLAN} | chosen))) as reader:
        found: list[dict[str, Any]] = reader.read_all().to_pylist()
        return found


def test_a_target_row(database: Database) -> None:
    assert rows(database, "targets", region_ids=("north",), indicator_ids=("sewers",), years=(2020,)) == [
        {
            "plan_id": "tiny-city",
            "programme_id": "clean", "programme_zh": "清洁", "programme_en": "Clean",
            "indicator_id": "sewers", "indicator_zh": "新建管网", "indicator_en": "New-sewers",
            "unit": "公里", "unit_en": "km",
            "measure": "flow", "direction": "higher", "region_rollup": "sum", "frequency": "monthly", "headline": 1,
            "region_id": "north", "region_zh": "北镇", "region_en": "North",
            "year": 2020, "quarter": None, "comparator": ">=", "value": Decimal("12.0000"), "no_task": False,
            "basis": "absolute", "baseline_year": None, "baseline_value": None, "wording_zh": None,
            "lead_department_id": "water", "lead_department_zh": "水务局", "lead_department_en": "Water-Bureau",
            "origin": "pack",
            "sources": "tiny-city 第一节 第一段", "sources_en": "tiny-city Section-1 Paragraph-1",
            "conflicts": None, "note": None, "note_en": None, "is_simulated": False,
        }
    ]  # fmt: skip


def test_targets_stand_in_the_order_of_the_plan(database: Database) -> None:
    found = [(row["indicator_id"], row["region_id"], row["year"], row["quarter"]) for row in rows(database, "targets")]
    assert found[:4] == [
        ("sewers", "tiny", 2020, None),
        ("sewers", "north", 2020, None),
        ("sewers", "north", 2021, None),
        ("sewers", "south", 2020, None),
    ]
    assert found.count(("solar", "north", 2020, 2)) == 1
    assert len(found) == 18


def test_actuals(database: Database) -> None:
    found = [
        (row["indicator_id"], row["region_id"], row["period"], row["value"], row["numerator"]) for row in rows(database, "actuals")
    ]
    assert found == [
        ("sewers", "north", "2020-03", Decimal("3.5000"), None),
        ("sewers", "south", "2020-03", Decimal("1.0000"), None),
        ("solar", "north", "2020-03", Decimal("10.0000"), None),
        ("treated", "north", "2020-03", Decimal("80.0000"), Decimal("40.0000")),
        ("coal", "tiny", "2020-03", Decimal("40.2500"), None),
    ]
    (first, *_others) = rows(database, "actuals")
    assert (first["upload_id"], first["reported_by"], first["unit"], first["is_simulated"]) == (1, "reporter", "公里", False)


def test_actuals_stop_at_the_as_of_month(database: Database) -> None:
    assert rows(database, "actuals", as_of=date(2020, 2, 1)) == []


def test_status_carries_its_numbers_and_its_reason(database: Database) -> None:
    found = {(row["indicator_id"], row["region_id"]): row for row in rows(database, "status")}
    south = found["sewers", "south"]
    figures = ("period", "target_year", "target", "expected", "actual", "gap_pp", "status")
    assert {name: south[name] for name in figures} == {
        "period": "2020-03",
        "target_year": 2020,
        "target": Decimal("24.0000"),
        "expected": Decimal("6.0000"),
        "actual": Decimal("1.0000"),
        "gap_pp": Decimal("20.8333"),
        "status": "behind",
    }
    assert south["reason"] == (
        "March: at least 6.0 km (25.0 % of the target) expected, actual 1.0 km (4.2 % of the target), 20.8 percentage points short"
    )
    assert found["coal", "tiny"]["reason"] == (
        "March: at most 30.0 10kt (25.0 % of the target) allowed, actual 40.25 10kt (33.5 % of the target), "
        "8.5 percentage points too much"
    )
    assert found["sewers", "west"]["reason"] == "The plan sets no task here (“/”)"


def test_status_of_chosen_years_is_asked_at_their_ends(database: Database) -> None:
    found = rows(
        database, "status", years=(2020, 2021, 2022), as_of=date(2021, 6, 1), indicator_ids=("sewers",), region_ids=("north",)
    )
    assert [(row["period"], row["target_year"]) for row in found] == [("2020-12", 2020), ("2021-06", 2021)]


def test_status_of_years_still_to_come_is_empty(database: Database) -> None:
    assert rows(database, "status", years=(2021,)) == []


def test_status_by_status(database: Database) -> None:
    found = rows(database, "status", statuses=("met",))
    assert [(row["indicator_id"], row["region_id"]) for row in found] == [("solar", "north")]


def test_regions_and_departments_have_their_spellings(database: Database) -> None:
    south = [row for row in rows(database, "regions") if row["region_id"] == "south"]
    assert [(row["name_zh"], row["parent_zh"], row["level"], row["aliases"]) for row in south] == [
        ("南镇", "小城市", 1, "南镇;South;南;南方镇")
    ]
    assert [(row["department_id"], row["aliases"]) for row in rows(database, "departments")] == [
        ("water", "水务局;Water-Bureau;水利局"),
        ("eco", "环保局;Environment-Bureau"),
    ]


def test_without_a_choice_the_month_is_the_latest_reported(database: Database) -> None:
    engine = StreamEngine(database.reading)
    assert settle(engine, Selection(PLAN)).as_of == MARCH


def test_the_sentence_of_a_selection(database: Database) -> None:
    engine = StreamEngine(database.reading)
    selection = settle(engine, Selection(PLAN, ("north", "south"), (2020,), ("air",), ("coal",), ("met",)))
    assert selection.sentence() == (
        "Tiny City Action Plan; Regions: North, South; Years: 2020; Programmes: Air; Indicators: Coal-burned; "
        "Statuses: met; as of March 2020"
    )
    use_language("zh")
    assert selection.sentence() == (
        "小城市行动方案；区域：北镇、南镇；年份：2020；专项：空气；指标：煤炭消费量；状态：已完成；截至 2020 年 3 月"
    )


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"plan_id": "nowhere"}, "There is no plan nowhere; there are: tiny-city."),
        ({"region_ids": ("north", "atlantis")}, "The plan tiny-city has no atlantis."),
        ({"programme_ids": ("peace",)}, "The plan tiny-city has no peace."),
        ({"indicator_ids": ("joy",)}, "The plan tiny-city has no joy."),
        ({"statuses": ("great",)}, "There is no status great."),
    ],
)
def test_what_the_plan_does_not_have_is_refused(database: Database, chosen: dict[str, Any], sentence: str) -> None:
    with pytest.raises(UnknownSelection) as refusal:
        rows(database, "targets", **chosen)
    assert str(refusal.value) == sentence


def test_a_filter_that_does_nothing_is_refused(database: Database) -> None:
    with pytest.raises(UnknownSelection) as refusal:
        rows(database, "departments", region_ids=("north",), years=(2020,))
    assert str(refusal.value) == "The table “Departments” cannot be filtered by: Region, Year."


def test_the_ranking_with_its_rule(tmp_path: Path) -> None:
    use_language("en")
    database = compared_database(tmp_path / "compared", ATTAINMENT, STEP, kind="trial")
    found = rows(database, "ranking", as_of=MARCH)
    figures = ("scheme_id", "rank", "region_id", "points", "full_points", "counted", "good", "missing", "unranked")
    assert [tuple(row[name] for name in figures) for row in found] == [
        ("attainment", 1, "north", Decimal("100.0000"), Decimal("100.0000"), 2, 2, 0, None),
        ("attainment", 2, "south", Decimal("79.1667"), Decimal("100.0000"), 1, 0, 2, None),
        ("attainment", None, "west", None, Decimal("100.0000"), 0, 0, 2, "nothing judged yet: not ranked"),
        ("step", 1, "north", Decimal("0.0000"), None, 2, 2, 0, None),
        ("step", 2, "south", Decimal("-0.5000"), None, 1, 0, 2, None),
        ("step", None, "west", None, None, 0, 0, 2, "nothing judged yet: not ranked"),
    ]
    assert {row["is_simulated"] for row in found} == {True}
    assert found[3]["rule"].startswith(
        "The places are those of “Scheme”: the first gets full marks, every place after it 0.5 points less."
    )
    assert (found[3]["sources"], found[3]["sources_en"]) == ("第一节 第一段", "Section-1 Paragraph-1")
    chosen = rows(database, "ranking", as_of=MARCH, region_ids=("south", "west"))
    assert [(row["scheme_id"], row["rank"], row["region_id"]) for row in chosen][:2] == [
        ("attainment", 1, "south"),
        ("attainment", None, "west"),
    ]
    database.close()


def test_what_the_plan_cannot_satisfy(database: Database) -> None:
    (found,) = rows(database, "findings")
    assert found == {
        "plan_id": PLAN,
        "finding": "shares_miss_whole",
        "explanation": "even if every part just meets its own target, the whole does not meet its",
        "sentence": "Sewage-treated · Tiny-City, 2020: ≥ 85 % for the whole, but at most 80 % for any of its 3 parts",
        "sources": "第一节 第一段;第一节 第一段",
        "sources_en": "Section-1 Paragraph-1;Section-1 Paragraph-1",
        "conflict_id": None,
        "reading_zh": None,
        "reading_en": None,
        "indicator_ids": "treated",
        "task_ids": None,
        "project_ids": None,
        "is_simulated": False,
    }
    use_language("zh")
    engine = StreamEngine(database.reading)
    with table_rows(engine, TABLES["findings"], settle(engine, Selection(PLAN))) as reader:
        (row,) = for_people(reader, TABLES["findings"]).read_all().to_pylist()
    assert row["查出的问题"] == "各部分比率均低于整体要求"


def test_findings_of_a_shipped_plan_name_the_recorded_conflict_and_cannot_be_filtered(database: Database) -> None:
    for folder in find_packs(plans_folder()):
        load_pack(database, read_pack(folder))
    found = rows(database, "findings", plan_id="qidong-263")
    recorded = {row["conflict_id"] for row in rows(database, "conflicts", plan_id="qidong-263")}
    named = [row for row in found if row["conflict_id"]]
    assert len(found) == len(findings(DuckEngine(database.reading), "qidong-263"))
    assert named
    assert {row["conflict_id"] for row in named} <= recorded
    assert all(row["reading_zh"] for row in named)
    with pytest.raises(UnknownSelection):
        rows(database, "findings", years=(2020,))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_people_read_every_column_under_a_title_of_its_own(database: Database, name: str, language: str) -> None:
    use_language(language)
    titles = TABLES[name].headers()
    assert len(set(titles)) == len(TABLES[name].columns)


def test_people_read_words_for_codes(database: Database) -> None:
    use_language("zh")
    engine = StreamEngine(database.reading)
    selection = settle(engine, Selection(PLAN, ("south",), indicator_ids=("sewers",)))
    with table_rows(engine, TABLES["status"], selection) as reader:
        (row,) = for_people(reader, TABLES["status"]).read_all().to_pylist()
    assert (row["指标"], row["状态"], row["比较方式"], row["模拟数据"]) == ("新建管网", "滞后", "≥", "")


def test_every_row_of_a_trial_database_says_so(tmp_path: Path) -> None:
    database = reported_database(tmp_path, kind="trial")
    for name in TABLES:
        assert {row["is_simulated"] for row in rows(database, name)} <= {True}
    database.close()


def test_every_row_of_the_shipped_packs_is_there(database: Database) -> None:
    for folder in find_packs(plans_folder()):
        pack = read_pack(folder)
        load_pack(database, pack)
        for name in set(TABLES) - {"actuals", "status", "ranking", "findings"}:
            assert len(rows(database, name, plan_id=pack.plan_id)) == len(pack.rows(name)), (pack.plan_id, name)
