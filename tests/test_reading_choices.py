"""What a reporter chose for files of one shape is there again for the next of them, and for nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.checking.check_any import read_upload
from etl.database import Database
from etl.reading.choices import Choices, ChoiceUnknown
from etl.reading.reading_choices import remember_choices, remembered_choices
from tests.tiny_city import PLAN, reporter, tiny_database

CLERK = reporter("clerk")
CHOSEN = Choices(encoding="gb18030", header_row=2, columns={"value": "D"}, signature="abc")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = tiny_database(tmp_path)
    yield database
    database.close()


def test_a_choice_is_remembered_by_person_plan_and_shape(database: Database) -> None:
    assert remembered_choices(database, CLERK, PLAN, "abc") == {}
    remember_choices(database, CLERK, PLAN, "abc", CHOSEN.as_json())
    kept = remembered_choices(database, CLERK, PLAN, "abc")
    assert kept == {"encoding": "gb18030", "header_row": 2, "columns": {"value": "D"}, "signature": "abc"}
    assert Choices.from_json(kept) == CHOSEN
    assert remembered_choices(database, reporter("colleague"), PLAN, "abc") == {}
    assert remembered_choices(database, CLERK, "elsewhere", "abc") == {}
    assert remembered_choices(database, CLERK, PLAN, "abd") == {}


def test_the_last_choice_holds_and_an_empty_one_is_forgotten(database: Database) -> None:
    remember_choices(database, CLERK, PLAN, "abc", CHOSEN.as_json())
    remember_choices(database, CLERK, PLAN, "other", {"sheet": "二月"})
    remember_choices(database, CLERK, PLAN, "abc", {"sheet": "三月"})
    assert remembered_choices(database, CLERK, PLAN, "abc") == {"sheet": "三月"}
    remember_choices(database, CLERK, PLAN, "abc", Choices().as_json())
    assert remembered_choices(database, CLERK, PLAN, "abc") == {}
    assert remembered_choices(database, CLERK, PLAN, "other") == {"sheet": "二月"}
    with database.reading() as cursor:
        assert cursor.execute("select shape from reading_choices").fetchall() == [("other",)]


def test_the_next_file_of_the_same_shape_is_read_by_the_choice(database: Database) -> None:
    march = b"indicator_id,region_id,period,value,recount\nsewers,north,2020-03,1,6.5\n"
    april = b"indicator_id,region_id,period,value,recount\nsewers,north,2020-04,2,7\nsewers,south,2020-04,2,9\n"
    shape = read_upload(database, PLAN, "march.csv", march).detected.signature
    remember_choices(database, CLERK, PLAN, shape, Choices(columns={"value": "E"}, signature=shape).as_json())

    assert read_upload(database, PLAN, "april.csv", april).detected.signature == shape
    choices = Choices.from_json(remembered_choices(database, CLERK, PLAN, shape))
    table = read_upload(database, PLAN, "april.csv", april, choices)
    assert table.detected.uses_choices
    assert [column.letters for column in table.detected.columns if column.field == "value"] == ["E"]


def test_a_choice_that_cannot_be_made_is_named() -> None:
    with pytest.raises(ChoiceUnknown, match=r"^font: "):
        Choices.from_json({"font": "宋体"})
    with pytest.raises(ChoiceUnknown, match=r"^header_row: "):
        Choices.from_json({"header_row": "2"})
