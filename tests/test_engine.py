"""Questions as SQL files that lean on each other, and their answers."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl.database import create_database
from indicators import engine
from indicators.engine import DuckEngine, Parameter, statement
from indicators.stream import StreamEngine

FILES = {
    "towns": "-- Grain: town.\nselect unnest($towns) as town",
    "long_towns": "-- Grain: town with a long name.\n-- uses: towns\nselect town from towns where length(town) > $letters",
    "both": "-- Grain: one row.\n-- uses: long_towns, towns\nselect (select count(*) from towns) as towns, count(*) as long_towns from long_towns",
    "greeting": "-- Grain: one row.\nselect 'good morning' as word",
}


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of small questions in place of the product's."""
    for name, text in FILES.items():
        (tmp_path / f"{name}.sql").write_text(text, "utf-8")
    monkeypatch.setattr(engine, "SQL", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    """Files are read once; other files stand at their place now."""
    engine._text.cache_clear()
    engine.statement.cache_clear()


def test_a_question_alone_is_its_file(questions: Path) -> None:
    assert statement("greeting") == FILES["greeting"]


def test_questions_used_become_named_steps_written_once_and_in_order(questions: Path) -> None:
    assert statement("both") == (
        f"with towns as (\n{FILES['towns']}\n),\nlong_towns as (\n{FILES['long_towns']}\n)\nselect * from (\n{FILES['both']}\n)"
    )


def test_values_are_bound_and_those_not_named_are_left_out(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    asked = DuckEngine(database.reading)
    values = {"towns": ["north", "far north'; drop table actuals; --"], "letters": 5, "nobody_asks": date(2020, 1, 1)}
    assert asked.query("both", values).to_pylist() == [{"towns": 2, "long_towns": 1}]
    assert asked.query("long_towns", values).to_pylist() == [{"town": "far north'; drop table actuals; --"}]
    assert asked.query("greeting", values).to_pylist() == [{"word": "good morning"}]
    database.close()


def test_the_same_question_with_other_values(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    asked = DuckEngine(database.reading)
    answers = [asked.query("towns", {"towns": towns}).to_pylist() for towns in (["north"], ["south", "west"], [])]
    assert answers == [[{"town": "north"}], [{"town": "south"}, {"town": "west"}], []]
    database.close()


def test_a_missing_value_is_refused(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    with pytest.raises(duckdb.InvalidInputException, match="towns"):
        DuckEngine(database.reading).query("towns", {})
    database.close()


def test_a_table_stands_for_the_question_of_its_name(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    asked = DuckEngine(database.reading)
    assert statement("long_towns", frozenset({"towns"})) == FILES["long_towns"]
    at_hand = pa.table({"town": ["a", "Northampton"]})
    assert asked.query("long_towns", {"towns": at_hand, "letters": 5}).to_pylist() == [{"town": "Northampton"}]
    # and only for this once
    assert asked.query("long_towns", {"towns": ["Southampton"], "letters": 5}).to_pylist() == [{"town": "Southampton"}]
    database.close()


def test_an_engine_keeps_what_it_is_told_to_keep(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    kept: dict[str, pa.Table] = {}
    values: dict[str, Parameter] = {"towns": ["north"]}
    asked = DuckEngine(database.reading, lambda name, parameters, make: kept.setdefault(f"{name} {parameters}", make()))
    assert asked.kept("towns", values) is asked.kept("towns", values)
    assert list(kept) == ["towns {'towns': ['north']}"]
    assert asked.query("towns", values) is not kept["towns {'towns': ['north']}"]
    assert DuckEngine(database.reading).kept("towns", values).to_pylist() == [{"town": "north"}]
    database.close()


def test_an_answer_in_pieces_is_the_same_answer(questions: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    asked = StreamEngine(database.reading)
    towns = [str(number) for number in range(50_000)]
    with asked.rows("towns", {"towns": towns}) as pieces:
        batches = list(pieces)
    assert len(batches) > 1
    assert pa.Table.from_batches(batches)["town"].to_pylist() == towns
    database.close()


def every_question() -> list[str]:
    """The names of the product's questions."""
    return sorted(file.stem for file in engine.SQL.glob("*.sql"))


@pytest.mark.parametrize("name", every_question())
def test_every_question_of_the_product_composes_and_can_be_read(name: str, tmp_path: Path) -> None:
    database = create_database(tmp_path / "engine.duckdb", "real")
    with database.reading() as cursor:
        (parsed,) = cursor.extract_statements(statement(name))
    assert parsed.type == duckdb.StatementType.SELECT
    database.close()
