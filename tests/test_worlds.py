"""What is seen with what waits for review, and as it stood at a past moment."""

import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from etl.database import Database
from etl.ledger.worlds import KEPT, Worlds
from etl.life_cycle.review import Cell, approve, return_upload
from etl.life_cycle.undo import undo_upload
from indicators import queries
from indicators.engine import DuckEngine
from indicators.export import export_table
from indicators.selection import Selection, settle
from indicators.stream import StreamEngine
from indicators.vocabulary import Role
from indicators.world import NOW, Counts, World, end_of
from tests.reported_city import submit
from tests.tiny_city import PLAN, officer, tiny_database

HEADER = "indicator_id,region_id,period,value\n"
OFFICE = officer(Role.OFFICE)
MARCH = date(2020, 3, 1)
DAY = datetime(2020, 4, 1, 12)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Day 1: 5 submitted; day 2: approved; day 3: 6 submitted and the south with it; day 4: the south returned, 6 approved; day 5: undone."""
    database = tiny_database(tmp_path)
    first = submit(database, HEADER + "sewers,north,2020-03,5\n")
    approve(database, OFFICE, first)
    second = submit(database, HEADER + "sewers,north,2020-03,6\nsewers,south,2020-03,2\n")
    with database.reading() as cursor:
        (south,) = cursor.execute(
            "select indicator_key, region_key from indicators, regions where indicator_id = 'sewers' and region_id = 'south'"
        ).fetchall()
    return_upload(database, OFFICE, second, "no", [Cell(*south, None, MARCH)])
    approve(database, OFFICE, second)
    undo_upload(database, OFFICE, second)
    with database.writing() as cursor:
        for upload, day in ((1, 1), (2, 3), (3, 5)):
            cursor.execute(
                "update uploads set committed_at = $day where upload_id = $upload", {"day": DAY + timedelta(day), "upload": upload}
            )
        for review, day in ((1, 2), (2, 4), (3, 4), (4, 5)):
            cursor.execute(
                "update reviews set reviewed_at = $day where review_id = $review", {"day": DAY + timedelta(day), "review": review}
            )
    yield database
    database.close()


def sewers(worlds: Worlds, world: World) -> dict[str, float]:
    """Every region's figure of the month in a world, the roll-up under the city's name."""
    with worlds.reading(world) as cursor:
        found = cursor.execute(
            """
            select region_id, value::double from actuals join regions using (region_key)
            union all
            select region_id, value::double from rollups join regions using (region_key)
            """
        ).fetchall()
    return dict(found)


@pytest.mark.parametrize(
    ("day", "approved", "submitted"),
    [
        (0, {}, {}),
        (1, {}, {"north": 5, "tiny": 5}),
        (2, {"north": 5, "tiny": 5}, {"north": 5, "tiny": 5}),
        (3, {"north": 5, "tiny": 5}, {"north": 6, "south": 2, "tiny": 8}),
        (4, {"north": 6, "tiny": 6}, {"north": 6, "tiny": 6}),
        (5, {"north": 5, "tiny": 5}, {"north": 5, "tiny": 5}),
    ],
)
def test_every_day_is_seen_again_as_it_was(
    database: Database, day: int, approved: dict[str, float], submitted: dict[str, float]
) -> None:
    worlds = Worlds(database)
    moment = end_of((DAY + timedelta(day)).date())
    assert sewers(worlds, World("approved", moment)) == approved
    assert sewers(worlds, World("submitted", moment)) == submitted


def test_now_is_what_the_file_holds(database: Database) -> None:
    worlds = Worlds(database)
    assert sewers(worlds, NOW) == sewers(worlds, World("submitted")) == {"north": 5, "tiny": 5}
    submit(database, HEADER + "sewers,south,2020-03,2\n")
    assert sewers(worlds, NOW) == {"north": 5, "tiny": 5}
    assert sewers(worlds, World("submitted")) == {"north": 5, "south": 2, "tiny": 7}
    rows = queries.statuses(DuckEngine(lambda: worlds.reading(World("submitted"))), PLAN, (MARCH,))
    assert [row["region_id"] for row in rows if row["is_submitted"]] == ["tiny", "south"]


def test_the_questions_of_the_pages_are_answered_in_a_past_world(database: Database) -> None:
    worlds = Worlds(database)

    def city(world: World) -> dict[str, Any]:
        rows = queries.statuses(DuckEngine(lambda: worlds.reading(world)), PLAN, (MARCH,))
        return next(row for row in rows if (row["indicator_id"], row["region_id"]) == ("sewers", "tiny"))

    past = World(reported_at=end_of((DAY + timedelta(4)).date()))
    assert (city(past)["actual"], city(NOW)["actual"]) == (6, 5)
    waiting = city(World("submitted", end_of((DAY + timedelta(3)).date())))
    assert (waiting["actual"], waiting["is_submitted"], city(past)["is_submitted"]) == (8, True, False)
    before = World(reported_at=end_of(DAY.date()))
    assert (city(before)["actual"], city(before)["status"]) == (None, "not_reported")


@pytest.mark.parametrize("counts", ["approved", "submitted"])
@pytest.mark.parametrize("table", ["actuals", "status"])
def test_what_was_exported_then_is_exported_again(database: Database, table: str, counts: Counts) -> None:
    worlds = Worlds(database)

    def export(world: World) -> bytes:
        engine = StreamEngine(lambda: worlds.reading(world))
        out = BytesIO()
        selection = settle(engine, Selection(PLAN, as_of=MARCH, world=world))
        export_table(engine, table, selection, "csv", out, "somebody", plain=True)
        return out.getvalue()

    submit(database, HEADER + "sewers,south,2020-03,2\n")
    then, moment = export(World(counts)), datetime.now()
    approve(database, OFFICE, 4)
    submit(database, HEADER + "sewers,north,2020-03,9\n")
    assert export(World(counts, moment)) == then
    assert export(World(counts)) != then


def test_past_worlds_are_forgotten_when_nobody_reads_them(database: Database) -> None:
    worlds = Worlds(database)
    for day in range(KEPT + 3):
        sewers(worlds, World(reported_at=DAY + timedelta(day)))
    with database.reading() as cursor:
        (count,) = cursor.execute("select count(*) from duckdb_databases() where database_name like 'past%'").fetchone() or (0,)
    assert count == KEPT


def test_many_may_read_the_same_past_at_once(database: Database) -> None:
    worlds, found = Worlds(database), []

    def look(day: int) -> None:
        found.append(sewers(worlds, World(reported_at=end_of((DAY + timedelta(day % 6)).date())))["north"] if day % 6 > 1 else 5)

    threads = [threading.Thread(target=look, args=(day,)) for day in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [5] * 20 + [6] * 4
