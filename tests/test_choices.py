"""What a person may choose instead of what was detected, what is told of the reading, and both as plain JSON."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.database import Database
from etl.life_cycle.upload import check_any
from etl.reading.choices import Choices, ChoiceUnknown, column_index, column_letters, ranges
from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.read_file import read_file
from tests.tiny_city import PLAN, reporter, tiny_database

TWO_COLUMNS = b"indicator_id,region_id,value,amount\nsewers,north,1,2\n"
SHAPE = "指标,区域,甲,乙\n新建管网,北镇,1,2\n".encode()


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanNames]:
    """The names of the tiny city."""
    database = tiny_database(tmp_path_factory.mktemp("choices"))
    with database.reading() as cursor:
        yield read_plan_names(cursor, PLAN)
    database.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The tiny city with nothing reported."""
    database = tiny_database(tmp_path)
    yield database
    database.close()


def test_choices_as_json_and_back() -> None:
    choices = Choices("gbk", ";", "三月", 3, 2, {"value": "D", "note": ""}, "2020-03", "actuals", "abc")
    assert Choices.from_json(json.loads(json.dumps(choices.as_json()))) == choices
    assert Choices().as_json() == {}
    assert Choices.from_json({}) == Choices()


@pytest.mark.parametrize("kept", [{"colour": "red"}, {"header_row": "3"}, {"columns": ["A"]}])
def test_a_choice_that_cannot_be_made_is_refused(kept: dict[str, object]) -> None:
    with pytest.raises(ChoiceUnknown, match="A remembered choice is not one that can be made"):
        Choices.from_json(kept)


def test_letters_and_ranges() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_index(column_letters(index)) for index in (0, 25, 26, 701, 702)] == [0, 25, 26, 701, 702]
    assert [column_index(text) for text in ("", "1", " b ")] == [-1, -1, 1]
    assert ranges([2, 4, 5, 6, 9]) == ("2", "4–6", "9")


def test_another_column_holds_the_value() -> None:
    table = read_file(TWO_COLUMNS, "a.csv", Choices(columns={"value": "D"}))
    assert (table.texts("value").to_pylist(), table.detected.ignored_columns) == (["2"], ("value",))
    assert read_file(TWO_COLUMNS, "a.csv", Choices(columns={"value": ""})).place("value") is None


def test_another_row_is_the_header() -> None:
    data = "指标,区域,实绩\n指标,区域,完成值\n新建管网,北镇,1\n".encode()
    table = read_file(data, "a.csv", Choices(header_row=2))
    assert (table.detected.header_row, table.header, table.rows.to_pylist()) == (2, ("指标", "区域", "完成值"), [3])
    two = read_file("指标,区域,实绩\n,,公里\n新建管网,北镇,1\n".encode(), "a.csv", Choices(header_row=1, header_lines=2))
    assert (two.header, two.rows.to_pylist()) == (("指标", "区域", "实绩 公里"), [3])


def test_the_kind_is_chosen() -> None:
    data = "指标,单位,北镇,南镇\n新建管网,公里,12,24\n".encode()
    assert read_file(data, "a.csv").detected.kind == "actuals"
    assert read_file(data, "a.csv", Choices(kind="targets")).detected.kind == "targets"


def test_a_month_is_chosen_for_a_file_without_one(database: Database) -> None:
    data = b"indicator_id,region_id,value\nsewers,north,1\n"
    asked = check_any(database, reporter(), PLAN, None, "a.csv", data)
    assert [problem.code for problem in asked.problems] == ["missing_column"]
    checked = check_any(database, reporter(), PLAN, None, "a.csv", data, choices=Choices(period="2020年3月"))
    assert [f"{row['period']:%Y-%m}" for row in checked.preview.to_pylist()] == ["2020-03"]


def test_a_remembered_choice_holds_only_for_files_of_its_shape(names: PlanNames) -> None:
    first = read_file(SHAPE, "a.csv", names=names)
    assert first.place("value") is None
    kept = Choices(columns={"value": "D"}, signature=first.detected.signature)
    again = read_file(SHAPE.replace(b"1,2", b"3,4"), "b.csv", kept, names=names)
    assert (again.texts("value").to_pylist(), again.detected.uses_choices) == (["4"], True)
    other = read_file("区域,指标,乙,实绩\n北镇,新建管网,5,6\n".encode(), "b.csv", kept, names=names)
    assert (other.texts("value").to_pylist(), other.detected.uses_choices) == (["6"], False)


def test_a_remembered_encoding_is_used_again() -> None:
    data = "指標,indicator_id,region_id,value\n,sewers,北鎮,1\n".encode("big5")
    chosen = read_file(data, "a.csv", Choices(encoding="big5"))
    kept = Choices(encoding="big5", signature=chosen.detected.signature)
    assert read_file(data, "a.csv", kept).texts("region_id").to_pylist() == ["北鎮"]
    other = read_file("indicator_id,region_id,value\nsewers,北镇,1\n".encode(), "a.csv", kept)
    assert (other.texts("region_id").to_pylist(), other.detected.encoding) == (["北镇"], "UTF-8")


def test_what_was_detected_as_json(names: PlanNames) -> None:
    data = "2020年3月报送表\n指标,北镇,南镇\n新建管网,1,2\n注：x\n".encode()
    told = json.loads(json.dumps(read_file(data, "a.csv", names=names).detected.as_json()))
    assert told["columns"] == [
        {"field": "indicator", "letters": "A", "header": "指标"},
        {"field": "value", "letters": "B", "header": "北镇"},
        {"field": "value", "letters": "C", "header": "南镇"},
    ]
    assert (told["period"], told["period_cell"], told["wide_by"], told["notes"]) == ("2020-03", "A1", ["region"], ["注：x"])
