"""Log, current figures and roll-ups agree after every write, on two levels and on three."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.database import Database
from etl.ledger.commit import Differences, UploadRecord, compare, log_differences, record_upload
from etl.ledger.standing import stand
from etl.life_cycle.review import write_review
from etl.statements import statement
from tests.tiny_city import PLAN, tiny_database

MARCH = date(2020, 3, 1)
Figure = tuple[str, str, date, Decimal | int | None, Decimal | int | None, Decimal | int | None]

AGREEMENT = {
    "the newest revision of each figure is the current one": """
        with newest as (
            select indicator_key, region_key, period, max_by(struct_pack(v := value, n := numerator, d := denominator, u := upload_id), upload_id) as figure
            from revisions group by indicator_key, region_key, period
        ),
        said as (select indicator_key, region_key, period, figure.v, figure.n, figure.d, figure.u from newest where figure.v is not null)
        (from said except all from actuals) union all (from actuals except all from said)
    """,
    "no figure stands twice": """
        select indicator_key, region_key, period from actuals group by all having count(*) > 1
        union all
        select indicator_key, region_key, period from rollups group by all having count(*) > 1
    """,
    "an upload has as many revisions as it counts": """
        select upload_id from uploads left join (select upload_id, count(*) as written from revisions group by upload_id) using (upload_id)
        where new_count + changed_count <> coalesce(written, 0)
    """,
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city: a city and three towns."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with a district between the city and two of its towns."""
    database = tiny_database(tmp_path, has_district=True)
    yield database
    database.close()


def stage(cursor: duckdb.DuckDBPyConnection, figures: list[Figure]) -> None:
    """Leaves the temporary table `staged`."""
    cursor.execute(
        """
        create or replace temp table staged (
            indicator_key integer, region_key integer, period date, value decimal(18,4), numerator decimal(18,4), denominator decimal(18,4), note varchar
        )
        """
    )
    for indicator, region, *rest in figures:
        cursor.execute(
            """
            insert into staged select indicator_key, region_key, ?, ?, ?, ?, null from indicators, regions
            where indicator_id = ? and region_id = ?
            """,
            [*rest, indicator, region],
        )


def write(database: Database, *figures: Figure) -> Differences:
    """Commits figures as one upload."""
    with database.writing() as cursor:
        stage(cursor, list(figures))
        differences = compare(cursor)
        upload = UploadRecord(PLAN, "actuals", None, "someone", "file.csv", "0" * 64, len(figures))
        stand_at_once(cursor, upload, differences)
    return differences


def stand_at_once(cursor: duckdb.DuckDBPyConnection, upload: UploadRecord, differences: Differences) -> None:
    """Logs an upload that is approved as it comes in."""
    upload_id = record_upload(cursor, upload, differences)
    write_review(cursor, upload_id, "approved", True, "", "office")
    log_differences(cursor, upload_id)
    stand(cursor, upload_id)


def undo(database: Database, upload_id: int) -> None:
    """Takes an upload back."""
    with database.writing() as cursor:
        cursor.execute(statement("stage_undo"), {"upload_id": upload_id})
        differences = compare(cursor)
        upload = UploadRecord(PLAN, "undo", None, "someone", "file.csv", "0" * 64, 0, undo_of=upload_id)
        stand_at_once(cursor, upload, differences)


def rollups(database: Database, indicator: str) -> list[tuple[Any, ...]]:
    """region, rolled-up value, reports in it, own value."""
    with database.reading() as cursor:
        return cursor.execute(
            """
            select region_id, value::double, k, own_value::double from rollups
            join indicators using (indicator_key) join regions using (region_key)
            where indicator_id = $indicator order by regions.level, regions.position, period
            """,
            {"indicator": indicator},
        ).fetchall()


def disagreements(database: Database) -> list[str]:
    """What does not agree, with the roll-ups worked out again from the leaves up."""
    with database.reading() as cursor:
        broken = [rule for rule, sql in AGREEMENT.items() if cursor.execute(sql).fetchall()]
        stated = cursor.execute(
            "select indicator_key, region_key, period, value, numerator, denominator, k, own_value, own_numerator, own_denominator from rollups"
        ).fetchall()
        if sorted(stated, key=str) != sorted(reference_rollups(cursor), key=str):
            broken.append("the roll-ups are what the current figures make")
    return broken


def reference_rollups(cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Every roll-up, slowly and by itself: a region's own report before the sum of its children."""
    regions = cursor.execute("select region_key, parent_key, is_leaf, level from regions order by level desc").fetchall()
    rules = cursor.execute("select indicator_key, region_rollup from indicators").fetchall()
    actuals = {tuple(row[:3]): row[3:] for row in cursor.execute("select * exclude (upload_id) from actuals").fetchall()}
    rows = []
    for period in {key[2] for key in actuals}:
        for indicator, rule in rules:
            # what each region passes on: value, numerator, denominator, reports
            passed: dict[int, tuple[Any, Any, Any, int]] = {}
            for region, _parent, is_leaf, _level in regions:
                own = actuals.get((indicator, region, period))
                children = [passed[key] for key, parent, _leaf, _depth in regions if parent == region and key in passed]
                value, numerator, denominator, k = _roll(rule, children)
                if is_leaf:
                    if own:
                        passed[region] = (*own, 1)
                    continue
                if value is None and own is None:
                    continue
                rows.append((indicator, region, period, value, numerator, denominator, k, *(own or (None, None, None))))
                passed[region] = (*own, max(k, 1)) if own else (value, numerator, denominator, k)
    return rows


def _roll(rule: str, children: list[tuple[Any, Any, Any, int]]) -> tuple[Any, Any, Any, int]:
    if rule == "none" or not children:
        return None, None, None, 0
    value, numerator, denominator = (
        sum(numbers) if (numbers := [child[place] for child in children if child[place] is not None]) else None
        for place in range(3)
    )
    if rule == "ratio":
        value = (numerator * 100 / denominator).quantize(Decimal("0.0001")) if numerator is not None and denominator else None
    return value, numerator, denominator, sum(child[3] for child in children)


def test_new_changed_and_unchanged(database: Database) -> None:
    assert write(database, ("sewers", "north", MARCH, 3, None, None), ("sewers", "south", MARCH, 4, None, None)) == Differences(
        2, 0, 0
    )
    again = write(database, ("sewers", "north", MARCH, 3, None, None), ("sewers", "south", MARCH, 5, None, None))
    assert again == Differences(0, 1, 1)
    assert rollups(database, "sewers") == [("tiny", 8, 2, None)]
    assert disagreements(database) == []


def test_a_ratio_is_the_ratio_of_the_sums(database: Database) -> None:
    write(database, ("treated", "north", MARCH, 50, 1, 2), ("treated", "south", MARCH, 100, 8, 8))
    assert rollups(database, "treated") == [("tiny", 90, 2, None)]


def test_a_level_is_not_added_up(database: Database) -> None:
    write(database, ("forest", "north", MARCH, 20, None, None), ("forest", "south", MARCH, 30, None, None))
    assert rollups(database, "forest") == []
    write(database, ("forest", "tiny", MARCH, 26, None, None))
    assert rollups(database, "forest") == [("tiny", None, 0, 26)]


def test_an_own_report_of_the_middle_stands_before_its_towns(deep: Database) -> None:
    write(
        deep,
        ("sewers", "north", MARCH, 3, None, None),
        ("sewers", "south", MARCH, 4, None, None),
        ("sewers", "west", MARCH, 1, None, None),
    )
    assert rollups(deep, "sewers") == [("tiny", 8, 3, None), ("east", 7, 2, None)]
    write(deep, ("sewers", "east", MARCH, 10, None, None))
    assert rollups(deep, "sewers") == [("tiny", 11, 3, None), ("east", 7, 2, 10)]
    assert disagreements(deep) == []
    undo(deep, 2)
    assert rollups(deep, "sewers") == [("tiny", 8, 3, None), ("east", 7, 2, None)]
    assert disagreements(deep) == []


def test_the_middle_alone_counts_as_one_report(deep: Database) -> None:
    write(deep, ("sewers", "east", MARCH, 10, None, None))
    assert rollups(deep, "sewers") == [("tiny", 10, 1, None), ("east", None, 0, 10)]


def test_undo_leaves_what_stood_before_and_never_deletes(deep: Database) -> None:
    write(deep, ("sewers", "north", MARCH, 3, None, None))
    write(deep, ("sewers", "north", MARCH, 4, None, None), ("sewers", "south", MARCH, 5, None, None))
    undo(deep, 2)
    assert rollups(deep, "sewers") == [("tiny", 3, 1, None), ("east", 3, 1, None)]
    undo(deep, 1)
    assert rollups(deep, "sewers") == []
    with deep.reading() as cursor:
        assert cursor.execute("select value::double, upload_id from revisions order by upload_id, value").fetchall() == [
            (3, 1),
            (4, 2),
            (5, 2),
            (3, 3),
            (None, 3),
            (None, 4),
        ]
    assert disagreements(deep) == []


def test_an_undo_undone_and_done_again(database: Database) -> None:
    write(database, ("sewers", "north", MARCH, 3, None, None))
    write(database, ("sewers", "north", MARCH, 4, None, None))
    stood = []
    for upload_id in (2, 3, 2, 4, 1):
        undo(database, upload_id)
        stood.append(rollups(database, "sewers"))
    # undone, redone, undone; upload 4 has nothing left; at last the first upload goes too
    assert stood == [[("tiny", value, 1, None)] for value in (3, 4, 3, 3)] + [[]]
    assert disagreements(database) == []


def test_undo_spares_what_later_uploads_stand_on(database: Database) -> None:
    write(database, ("sewers", "north", MARCH, 3, None, None), ("sewers", "south", MARCH, 4, None, None))
    write(database, ("sewers", "north", MARCH, 5, None, None))
    undo(database, 1)
    assert rollups(database, "sewers") == [("tiny", 5, 1, None)]
    assert disagreements(database) == []


def test_what_fails_is_not_half_written(database: Database) -> None:
    def fail_after_writing() -> None:
        with database.writing() as cursor:
            stage(cursor, [("sewers", "north", MARCH, 3, None, None)])
            differences = compare(cursor)
            stand_at_once(cursor, UploadRecord(PLAN, "actuals", None, "a", "f", "0", 1), differences)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_writing()
    with database.reading() as cursor:
        counts = [
            cursor.execute(f"select count(*) from {table}").fetchall() for table in ("uploads", "revisions", "actuals", "rollups")
        ]
    assert counts == [[(0,)]] * 4


STEPS = st.lists(
    st.one_of(
        st.integers(1, 6),  # undo of this upload
        st.dictionaries(
            st.tuples(
                st.sampled_from(["sewers", "treated", "forest"]),
                st.sampled_from(["north", "south", "west", "east", "tiny"]),
                st.sampled_from([MARCH, date(2020, 4, 1)]),
            ),
            st.integers(1, 9),
            min_size=1,
            max_size=4,
        ),
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_is_written_and_undone_everything_agrees(
    deep: Database, steps: list[int | dict[tuple[str, str, date], int]]
) -> None:
    for step in steps:
        if isinstance(step, int):
            undo(deep, step)
        else:
            write(deep, *((*key, value * 10 if key[0] == "treated" else value, value, 10) for key, value in step.items()))
    assert disagreements(deep) == []
