"""Ranking the towns of the tiny city by every kind of scheme, with literal points, ranks and reasons."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from indicators import queries
from indicators.comparison import UnknownScheme, parts, schemes, scores
from indicators.engine import DuckEngine
from indicators.language import DEFAULT_LANGUAGE, use_language
from indicators.scoring import Score, ends_of
from indicators.scoring_words import points_words, rule_sentences, scheme_name
from indicators.vocabulary import Frequency
from tests.compared_city import ATTAINMENT, FAULTS, SHARE, STEP, compared_database
from tests.reported_city import MARCH
from tests.tiny_city import PLAN

JUNE = date(2020, 6, 1)
City = Callable[..., Database]
Told = list[tuple[str, int | None, str | None, str | None]]


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """Makes the one database of a test from the schemes and what else its pack says."""
    with ExitStack() as made:

        def make(*schemes: Mapping[str, str], **more: Any) -> Database:
            database = compared_database(tmp_path, *schemes, **more)
            made.callback(database.close)
            return database

        yield make
    use_language(DEFAULT_LANGUAGE)


def towns(database: Database) -> dict[int, str]:
    """The towns' ids by their keys."""
    rows = queries.regions(DuckEngine(database.reading), PLAN)
    return {row["region_key"]: row["region_id"] for row in rows if row["parent_key"] is not None}


def ranked(database: Database, scheme_id: str, period: date = MARCH) -> tuple[Score, ...]:
    """The ranking of all towns."""
    return scores(DuckEngine(database.reading), PLAN, period, scheme_id, tuple(towns(database)))


def told(database: Database, scheme_id: str, period: date = MARCH) -> Told:
    """Town, rank, points to four places and why there is no rank."""
    names = towns(database)
    return [
        (names[score.region_key], score.rank, None if score.points is None else str(round(score.points, 4)), score.unranked)
        for score in ranked(database, scheme_id, period)
    ]


def test_a_share_counts_judged_targets_only(city: City) -> None:
    database = city(SHARE)
    assert told(database, "share") == [
        ("north", 1, "100.0000", None),
        ("south", 2, "0.0000", None),
        ("west", None, None, "nothing_judged"),
    ]
    totals = [(score.totals.good, score.totals.counted, score.totals.missing) for score in ranked(database, "share")]
    assert totals == [(2, 2, 0), (0, 1, 2), (0, 0, 2)]


def test_an_attainment_loses_the_gap(city: City) -> None:
    database = city(ATTAINMENT)
    # sewers south: 6 of 24 expected, 1 done, 20.8333 percentage points short
    assert told(database, "attainment")[1] == ("south", 2, "79.1667", None)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"unreported": "zero"}, [("north", 1, "100.0000", None), ("south", 2, "26.3889", None), ("west", 3, "0.0000", None)]),
        (
            {"unreported": "zero", "weights": "sewers=3"},
            [("north", 1, "100.0000", None), ("south", 2, "47.5000", None), ("west", 3, "0.0000", None)],
        ),
        (
            {"unreported": "zero", "weights": "sewers=0", "full_points": "40"},
            [("north", 1, "40.0000", None), ("south", 2, "0.0000", None), ("west", 2, "0.0000", None)],
        ),
        (
            {"programme_ids": "air"},
            [("north", 1, "100.0000", None), ("south", None, None, "nothing_judged"), ("west", None, None, "nothing_judged")],
        ),
        (
            {"indicator_ids": "sewers"},
            [("north", 1, "100.0000", None), ("south", 2, "79.1667", None), ("west", None, None, "no_task")],
        ),
    ],
)
def test_missing_reports_weights_and_scope(city: City, cells: Mapping[str, str], expected: Told) -> None:
    database = city(ATTAINMENT | cells)
    assert told(database, "attainment") == expected


def test_a_place_costs_a_step_and_open_full_marks_stay_open(city: City) -> None:
    use_language("en")
    database = city(ATTAINMENT | {"unreported": "zero", "indicator_ids": "solar"}, STEP)
    # south and west tie behind north; the third place is skipped
    assert told(database, "step") == [("north", 1, "0.0000", None), ("south", 2, "-0.5000", None), ("west", 2, "-0.5000", None)]
    scheme = schemes(DuckEngine(database.reading), PLAN)[1]
    words = [points_words(scheme, score) for score in ranked(database, "step")]
    assert words == ["full marks", "full marks − 0.5", "full marks − 0.5"]


def test_a_place_with_stated_full_marks(city: City) -> None:
    database = city(ATTAINMENT, STEP | {"full_points": "10"})
    assert told(database, "step")[:2] == [("north", 1, "10.0000", None), ("south", 2, "9.5000", None)]


def test_an_area_is_shown_not_ranked(city: City) -> None:
    database = city(SHARE, kinds={"north": "area"})
    assert told(database, "share") == [
        ("south", 1, "0.0000", None),
        ("north", None, "100.0000", "area"),
        ("west", None, None, "nothing_judged"),
    ]


def test_a_deduction_read_from_an_indicator(city: City) -> None:
    database = city(FAULTS | {"fact_indicator_id": "sewers"})
    assert told(database, "faults") == [
        ("north", 1, "0.0000", None),
        ("south", 2, "-5.0000", None),
        ("west", None, None, "no_task"),
    ]
    # nobody reported for the second quarter: its points stay open, and so do the places
    assert told(database, "faults", JUNE) == [
        ("north", None, "0.0000", "no_facts"),
        ("south", None, "-5.0000", "no_facts"),
        ("west", None, None, "no_task"),
    ]


def test_a_deduction_read_from_a_task(city: City) -> None:
    task = {"programme_id": "clean", "title_zh": "外包", "title_en": "Outsource", "years": "2020", "repeats": "once"}
    database = city(
        FAULTS | {"fact_task_ids": "t1;t2", "full_points": "100"},
        tasks=(task | {"task_id": "t1", "lead_region_ids": "north;south"}, task | {"task_id": "t2", "region_id": "west"}),
    )
    report_task = "insert into task_progress (plan_id, task_id, period, state, upload_id) values ($plan, $task, $period, $state, 1)"
    with database.writing() as cursor:
        for name, period, state in (("t1", MARCH, "under_way"), ("t1", JUNE, "done")):
            cursor.execute(report_task, {"plan": PLAN, "task": name, "period": period, "state": state})
    assert told(database, "faults", JUNE) == [
        ("north", 1, "95.0000", None),
        ("south", 1, "95.0000", None),
        ("west", None, None, "no_facts"),
    ]
    made_of = parts(DuckEngine(database.reading), PLAN, JUNE, "faults", tuple(towns(database)))
    names = towns(database)
    assert {names[key]: [(part.period.month, part.points) for part in found] for key, found in made_of.items()} == {
        "north": [(3, Decimal(-5)), (6, Decimal(0))],
        "south": [(3, Decimal(-5)), (6, Decimal(0))],
        "west": [(3, None), (6, None)],
    }


def test_without_a_stated_fact_points_stay_open(city: City) -> None:
    use_language("en")
    database = city(FAULTS)
    assert told(database, "faults") == [(name, None, None, "no_facts") for name in ("north", "south", "west")]
    (scheme,) = schemes(DuckEngine(database.reading), PLAN)
    assert rule_sentences(scheme)[:2] == [
        "From full marks, 5 points are taken off for every quarter with the fault.",
        "The pack names no indicator or task that would tell: no facts are reported, and all points stay open.",
    ]


def test_the_parts_of_a_score_make_its_points(city: City) -> None:
    database = city(ATTAINMENT | {"weights": "sewers=3"}, STEP)
    engine = DuckEngine(database.reading)
    (south,) = (key for key, name in towns(database).items() if name == "south")
    names = {row["indicator_key"]: row["indicator_id"] for row in queries.indicators(engine, PLAN)}
    for scheme_id in ("attainment", "step"):
        (found,) = parts(engine, PLAN, MARCH, scheme_id, (south,)).values()
        assert [(names[part.indicator_key or 0], part.status, part.points, part.weight) for part in found] == [
            ("sewers", "behind", Decimal("79.1667"), Decimal(3)),
            ("treated", "not_reported", None, Decimal(1)),
            ("solar", "not_reported", None, Decimal(1)),
        ]


def test_a_pack_without_schemes_is_ranked_by_share(city: City) -> None:
    database = city()
    (scheme,) = schemes(DuckEngine(database.reading), PLAN)
    use_language("zh")
    assert scheme_name(scheme) == "序时达标率"
    assert [rank for _name, rank, *_rest in told(database, scheme.scheme_id)] == [1, 2, None]


def test_a_scheme_nobody_stated_is_refused(city: City) -> None:
    database = city(SHARE)
    with pytest.raises(UnknownScheme, match="tiny-city, nowhere"):
        ranked(database, "nowhere")


@pytest.mark.parametrize(
    ("frequency", "period", "months"),
    [
        (Frequency.QUARTERLY, date(2020, 2, 1), []),
        (Frequency.QUARTERLY, date(2020, 9, 1), [3, 6, 9]),
        (Frequency.MONTHLY, date(2020, 3, 1), [1, 2, 3]),
        (Frequency.ANNUAL, date(2020, 11, 1), []),
        (Frequency.ANNUAL, date(2020, 12, 1), [12]),
    ],
)
def test_ends_of_months_quarters_and_years(frequency: Frequency, period: date, months: list[int]) -> None:
    assert [end.month for end in ends_of(frequency, period)] == months
