"""What a month's judgements add up to, on the tiny city: every number can be followed by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.database import Database
from indicators import judged, queries
from indicators.engine import DuckEngine
from indicators.summary import by_urgency, count_statuses, got_worse, rank_counted, rank_regions
from indicators.vocabulary import Status
from tests.reported_city import MARCH, report, reported_database
from tests.tiny_city import PLAN, tiny_database

APRIL = date(2020, 4, 1)
# sewers: north fell from 0.5 above its line to 0.5 below; south stays behind; solar was taken down; coal burns too fast
APRIL_FIGURES = """indicator_id,region_id,period,value,numerator,denominator,note
sewers,north,2020-04,3.5,,,
sewers,south,2020-04,2,,,
solar,north,2020-04,1,,,
coal,tiny,2020-04,80,,,
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The tiny city with March and April reported."""
    database = reported_database(tmp_path_factory.mktemp("judged"))
    report(database, APRIL_FIGURES)
    yield database
    database.close()


@pytest.fixture
def engine(city: Database) -> DuckEngine:
    """Asks the tiny city."""
    return DuckEngine(city.reading)


def few(counts: judged.Counts) -> dict[str, int]:
    """Counts without the lights nobody has."""
    return {str(status): count for status, count in counts.items() if count}


def test_the_lights_of_every_region_below_the_whole(engine: DuckEngine) -> None:
    found = judged.region_counts(engine, PLAN, MARCH)
    assert [(region["region_id"], few(counts)) for region, counts in found] == [
        ("north", {"met": 1, "on_pace": 1, "not_due": 1}),
        ("south", {"behind": 1, "not_reported": 2}),
        ("west", {"not_reported": 2, "no_task": 1}),
    ]
    assert [list(counts) for _region, counts in found] == [list(Status)] * 3
    places = [(standing.rank, standing.region["region_id"], standing.score) for standing in rank_counted(found)]
    assert places == [(1, "north", 1), (2, "south", 0), (None, "west", None)]


def test_the_lights_of_the_whole_by_month(engine: DuckEngine) -> None:
    (plan,) = queries.plans(engine)
    found = judged.status_counts(engine, PLAN, (date(2020, 2, 1), MARCH), (plan["root_region_key"],))
    assert {month: few(counts) for month, counts in found.items()} == {
        date(2020, 2, 1): {"not_reported": 3, "not_due": 1},
        MARCH: {"behind": 2, "not_due": 2},
    }
    assert judged.status_counts(engine, PLAN, (MARCH,), ()) == {MARCH: dict.fromkeys(Status, 0)}


def test_what_fell_comes_worst_first_with_how_many_fell_in_all(engine: DuckEngine) -> None:
    fallen, count = judged.fallen_lights(engine, PLAN, APRIL, MARCH, 3)
    assert [(str(was), row["status"], row["indicator_id"], row["region_id"], row["gap_pp"]) for was, row in fallen] == [
        ("behind", "far_behind", "coal", "tiny", pytest.approx(33.333333)),
        ("met", "behind", "solar", "north", pytest.approx(16.666667)),
        ("on_pace", "behind", "sewers", "north", pytest.approx(4.166667)),
    ]
    assert count == 3
    assert [row["indicator_id"] for _was, row in judged.fallen_lights(engine, PLAN, APRIL, MARCH, 1)[0]] == ["coal"]
    # in February nobody had reported: nothing fell from there
    assert judged.fallen_lights(engine, PLAN, MARCH, date(2020, 2, 1), 3) == ((), 0)


def test_headline_numbers_stand_with_the_parts_that_have_targets(engine: DuckEngine) -> None:
    rows = judged.headline_rows(engine, PLAN, MARCH)
    assert [(row["headline"], row["indicator_id"], row["region_id"], row["status"]) for row in rows] == [
        (1, "sewers", "tiny", "behind"),
        (1, "sewers", "north", "on_pace"),
        (1, "sewers", "south", "behind"),
        (1, "sewers", "west", "no_task"),
        (2, "treated", "tiny", "not_due"),
        (2, "treated", "north", "not_due"),
        (2, "treated", "south", "not_reported"),
        (2, "treated", "west", "not_reported"),
    ]


def test_parts_of_parts_are_left_to_the_part_above_them(tmp_path: Path) -> None:
    database = tiny_database(tmp_path, has_district=True)
    engine = DuckEngine(database.reading)

    def shown() -> list[str]:
        return [row["region_id"] for row in judged.headline_rows(engine, PLAN, MARCH) if row["indicator_id"] == "sewers"]

    # the district has no target of its own: its towns stand for themselves
    assert shown() == ["tiny", "north", "south", "west"]
    with database.writing() as cursor:
        cursor.execute(
            """
            insert into target_years
            select target_years.* replace (regions.region_key as region_key)
            from target_years
            join regions on regions.region_id = 'east'
            join indicators on indicators.indicator_key = target_years.indicator_key and indicators.indicator_id = 'sewers'
            where target_years.region_key = (select region_key from regions where region_id = 'north')
            """
        )
    assert shown() == ["tiny", "east", "west"]
    database.close()


def test_a_department_answers_for_the_whole_and_for_parts_only_where_the_whole_has_no_target(engine: DuckEngine) -> None:
    (plan,) = queries.plans(engine)
    found = {
        department: [
            (row["indicator_id"], row["region_id"], row["status"])
            for row in judged.led_cells(engine, PLAN, MARCH, department, plan["root_region_key"])
        ]
        for department in ("water", "eco", "nobody")
    }
    assert found == {
        "water": [("sewers", "tiny", "behind"), ("treated", "tiny", "not_due"), ("forest", "tiny", "not_due")],
        "eco": [
            ("coal", "tiny", "behind"),
            ("solar", "south", "not_reported"),
            ("solar", "west", "not_reported"),
            ("solar", "north", "met"),
        ],
        "nobody": [],
    }


def test_a_departments_cells_stand_in_the_order_of_urgency(engine: DuckEngine) -> None:
    (plan,) = queries.plans(engine)
    led = judged.led_cells(engine, PLAN, MARCH, "eco", plan["root_region_key"])
    assert by_urgency(led) == list(range(len(led)))
    assert [row["region_id"] for row in led.having("status", ["not_reported", "met"])] == ["south", "west", "north"]
    assert led.counted("status") == {"behind": 1, "not_reported": 2, "met": 1}
    assert led.different("indicator_id") == ("coal", "solar")
    assert (led[0]["indicator_id"], led[-1]["region_id"], [row["region_id"] for row in led[1:3]]) == (
        "coal",
        "north",
        ["south", "west"],
    )
    assert count_statuses([{"status": "met"}], led.counted("status"))[Status.MET] == 2
    with pytest.raises(IndexError):
        led[4]


def test_cells_come_in_the_order_they_are_asked_for(engine: DuckEngine) -> None:
    keys = {(row["indicator_id"], row["region_id"]): (row["indicator_key"], row["region_key"]) for row in statuses(engine, MARCH)}
    asked = [keys["solar", "north"], keys["coal", "tiny"], keys["sewers", "south"]]
    rows = judged.cells(engine, PLAN, MARCH, asked)
    assert [(row["indicator_zh"], row["region_zh"], row["status"]) for row in rows] == [
        ("光伏装机", "北镇", "met"),
        ("煤炭消费量", "小城市", "behind"),
        ("新建管网", "南镇", "behind"),
    ]
    assert judged.cells(engine, PLAN, MARCH, []) == ()


def statuses(engine: DuckEngine, *periods: date) -> queries.Rows:
    """Every judgement, one by one."""
    return queries.statuses(engine, PLAN, periods)


@pytest.mark.parametrize("month", [MARCH, APRIL, date(2020, 12, 1), date(2021, 6, 1)])
def test_the_sums_say_what_the_judgements_say_one_by_one(engine: DuckEngine, month: date) -> None:
    before = queries.month_before(month)
    rows, earlier = statuses(engine, month), statuses(engine, before)
    one_by_one = [(place.rank, place.counts) for place in rank_regions(row for row in rows if row["region_level"] > 0)]
    assert [(place.rank, place.counts) for place in rank_counted(judged.region_counts(engine, PLAN, month))] == one_by_one
    pairs = got_worse(earlier, rows)
    assert judged.fallen_lights(engine, PLAN, month, before, 99) == (
        tuple(judged.Fallen(was["status"], row) for was, row in pairs),
        len(pairs),
    )
    whole = [row for row in rows if row["region_level"] == 0]
    (counts,) = judged.status_counts(engine, PLAN, (month,), (whole[0]["region_key"],)).values()
    assert counts == count_statuses(whole)


def test_a_month_is_judged_once_for_all_its_questions(city: Database) -> None:
    asked: list[tuple[object, ...]] = []
    kept: dict[str, object] = {}

    def keep(name, parameters, make):  # type: ignore[no-untyped-def]
        asked.append((name, *parameters["periods"]))
        return kept.setdefault(str(parameters), make())

    engine = DuckEngine(city.reading, keep)
    judged.fallen_lights(engine, PLAN, APRIL, MARCH, 3)
    judged.region_counts(engine, PLAN, APRIL)
    assert asked == [("judged_month", MARCH), ("judged_month", APRIL), ("judged_month", APRIL)]
    assert len(kept) == 2


def test_what_is_kept_is_the_month_without_its_numbers(engine: DuckEngine) -> None:
    month = judged.judged_month(engine, PLAN, MARCH)
    assert month.column_names == ["indicator_key", "region_key", "period", "status", "gap_pp"]
    assert month.num_rows == len(statuses(engine, MARCH)) == 13
