"""Targets that the office enters: every rule with its bad file, allocation sums, what is judged by them, undo, a pack loaded again."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from etl.checking.change_words import change_words
from etl.checking.target_problems import TARGET_KINDS, WORDINGS
from etl.database import Database
from etl.forms.target_form import entered, filled_form, target_csv, target_slots, target_xlsx
from etl.ledger.kept_files import rows_path
from etl.ledger.worlds import Worlds
from etl.life_cycle.undo import UndoRefused, undo_upload
from etl.life_cycle.upload import CheckedUpload, UploadNotAllowed, UploadRefused, UploadStale, check_any, commit_upload, upload_rows
from etl.people.accounts import Account
from etl.plans.plan_load import PackRefused, load_pack
from etl.plans.plan_pack import read_pack
from etl.safekeeping.verify import verify
from indicators import queries
from indicators.engine import DuckEngine
from indicators.language import use_language
from indicators.vocabulary import Role
from indicators.world import World
from pages.components.clauses import place
from tests.busy_city import busy_database, busy_pack
from tests.reported_city import report
from tests.tiny_city import PLAN, officer, read_rows, reporter, write_rows

FILES = Path(__file__).parent / "target_files"
OFFICE = officer(Role.OFFICE)
HEADER = "indicator_id,region_id,year,target,basis,document_number,note\n"
COAL = HEADER + "coal,north,2020,50,,,\ncoal,south,2020,40,,,\ncoal,west,2020,30,,,\n"
FOUND = {
    "above_hundred": [("above_hundred", "F2")],
    "ambiguous_number": [("ambiguous_number", "F2")],
    "allocation_differs": [("allocation_differs", "F2")],
    "bad_basis": [("bad_basis", "H2")],
    "bad_comparator": [("bad_comparator", "E2")],
    "bad_number": [("bad_number", "F2")],
    "bad_quarter": [("bad_quarter", "D2")],
    "bad_year": [("bad_year", "C2")],
    "duplicate_row": [("duplicate_row", "A3")],
    "empty_table": [("empty_table", None)],
    "missing_column": [("missing_column", None), ("missing_column", None)],
    "missing_document": [("missing_document", "I2"), ("missing_document", "I3"), ("missing_document", "I4")],
    "negative": [("negative", "F2")],
    "no_change_target": [("no_change_target", "A2")],
    "no_target_above": [("no_target_above", "B2")],
    "printed_baseline": [("printed_baseline", "F2")],
    "printed_start": [("printed_start", "F2")],
    "printed_target": [("printed_target", "F2"), ("printed_target", "F3"), ("printed_target", "F4")],
    "start_of_flow": [("start_of_flow", "A2")],
    "unit_mismatch": [("unit_mismatch", "G2"), ("unit_mismatch", "F3")],
    "unknown_indicator": [("unknown_indicator", "A2")],
    "unknown_region": [("unknown_region", "B2")],
    "value_too_big": [("value_too_big", "F2")],
    "year_outside_plan": [("year_outside_plan", "C2")],
    "zero_baseline": [("zero_baseline", "F2")],
}


@pytest.fixture(autouse=True)
def english() -> None:
    """Sentences are compared in English."""
    use_language("en")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The busy city with nothing entered."""
    database = busy_database(tmp_path)
    yield database
    database.close()


def check(database: Database, text: str | bytes, name: str = "targets.csv", account: Account = OFFICE) -> CheckedUpload:
    return check_any(database, account, PLAN, None, name, text.encode() if isinstance(text, str) else text)


def enter(database: Database, text: str, justification: str = "as decided") -> int:
    upload_id = commit_upload(database, OFFICE, check(database, text), justification)
    assert upload_id is not None
    return upload_id


def judged(database: Database, indicator_id: str, region_id: str, period: date) -> tuple[str, str, float | None]:
    """Status, its reason and the target of one indicator and region."""
    rows = DuckEngine(database.reading).query(
        "status_rows", {"plan_id": PLAN, "periods": [period], "region_keys": None, "indicator_keys": None}
    )
    (row,) = [row for row in rows.to_pylist() if (row["indicator_id"], row["region_id"]) == (indicator_id, region_id)]
    return row["status"], row["reason_code"], None if row["target"] is None else float(row["target"])


def entries(database: Database) -> list[tuple[Any, ...]]:
    """What stands of the entered targets."""
    with database.reading() as cursor:
        return cursor.execute(
            """
            select indicator_id, region_id, year, value::double, no_task, basis, document_number from targets
            join indicators using (indicator_key) join regions using (region_key) where origin = 'entered' order by 1, 2, 3
            """
        ).fetchall()


def test_what_an_upload_of_targets_wrote_is_kept_as_parquet(database: Database) -> None:
    rows = pq.read_table(rows_path(database.files, enter(database, COAL))).to_pylist()
    assert [(row["indicator_id"], row["region_id"], row["year"], row["value"]) for row in rows] == [
        ("coal", "north", 2020, 50),
        ("coal", "south", 2020, 40),
        ("coal", "west", 2020, 30),
    ]


# ------------------------------------------------------------ rules


def test_every_code_has_a_bad_file() -> None:
    assert set(TARGET_KINDS) - WORDINGS <= set(FOUND)
    assert {path.stem for path in FILES.iterdir()} == set(FOUND)


@pytest.mark.parametrize("code", sorted(FOUND))
def test_each_bad_file_has_its_problem_in_its_cell(database: Database, code: str) -> None:
    checked = check(database, (FILES / f"{code}.csv").read_text("utf-8"))
    assert [(problem.code, problem.cell) for problem in checked.problems] == FOUND[code]


SENTENCES = {
    "allocation_differs": (
        "F2: the targets of “Coal-burned” for 2020 below Tiny-City add up to 100 10kt; Tiny-City has 120 10kt, a difference of -20."
    ),
    "missing_document": "I2: write the number of the document that this figure of “Electric-buses” comes from; it is shown as its source.",
    "no_target_above": (
        "B2: no region above North has a target of “Forest-cover” for 2021 that could be broken down. "
        "For a figure that was handed down write “handed down” as basis, with the document number."
    ),
    "printed_target": (
        "F2: the plan itself says ≥ 12 for “New-sewers”, North, 2020. What a plan prints is not overwritten here; "
        "only targets that it leaves to be handed down or broken down, or states without a number, are entered."
    ),
    "unknown_indicator": "A2: the indicator “cole” is not in this plan. Do you mean “coal”?",
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_problem_says_what_where_and_what_to_do(database: Database, code: str) -> None:
    assert check(database, (FILES / f"{code}.csv").read_text("utf-8")).problems[0].message == SENTENCES[code]


@pytest.mark.parametrize("account", [reporter(), officer(Role.LEADER), officer(Role.ADMIN)])
def test_only_the_office_enters_targets(database: Database, account: Account) -> None:
    with pytest.raises(UploadNotAllowed, match="Targets are entered by the 263 office only"):
        check(database, COAL, account=account)
    with pytest.raises(UploadNotAllowed):
        commit_upload(database, account, check(database, COAL), "so it is")
    with pytest.raises(UploadNotAllowed):
        target_slots(database, account, PLAN)


# ------------------------------------------------------------ allocation


def test_parts_that_make_the_whole_need_no_word(database: Database) -> None:
    checked = check(database, COAL)
    assert (checked.kind, checked.problems, checked.differences.new) == ("targets", (), 3)
    assert commit_upload(database, OFFICE, checked) == 1
    assert entries(database) == [
        ("coal", "north", 2020, 50.0, False, "allocated", None),
        ("coal", "south", 2020, 40.0, False, "allocated", None),
        ("coal", "west", 2020, 30.0, False, "allocated", None),
    ]
    assert check(database, COAL).changes_nothing


def test_a_town_is_judged_by_its_part(database: Database) -> None:
    enter(database, COAL)
    report(database, "indicator_id,region_id,period,value\ncoal,north,2020-06,20\ncoal,south,2020-06,40\n")
    assert judged(database, "coal", "north", date(2020, 6, 1)) == ("on_pace", "on_line", 50)
    assert judged(database, "coal", "south", date(2020, 6, 1)) == ("far_behind", "far_below_line", 40)
    assert judged(database, "coal", "west", date(2020, 6, 1)) == ("not_reported", "missing", 30)


def test_what_stands_counts_with_what_is_in_the_file(database: Database) -> None:
    enter(database, COAL)
    (problem,) = check(database, HEADER + "coal,west,2020,31,,,\n").problems
    assert problem.message.startswith("D2: the targets of “Coal-burned” for 2020 below Tiny-City add up to 121 10kt;")
    with pytest.raises(UploadRefused, match="Warnings in the file: 1"):
        commit_upload(database, OFFICE, check(database, HEADER + "coal,west,2020,31,,,\n"))
    assert check(database, HEADER + "coal,west,2020,31,,,\ncoal,south,2020,39,,,\n").problems == ()
    assert check(database, HEADER + "coal,west,2020,/,,,\ncoal,south,2020,70,,,\n").problems == ()


def test_percentages_are_not_added_up(database: Database) -> None:
    assert check(database, HEADER + "fumes,north,2020,25,,,\nfumes,south,2020,15,,,\n").problems == ()


def test_no_task_and_taken_back(database: Database) -> None:
    enter(database, COAL)
    enter(database, HEADER + "coal,west,2020,/,,,\ncoal,south,2020,撤销,,,\n")
    assert entries(database) == [
        ("coal", "north", 2020, 50.0, False, "allocated", None),
        ("coal", "west", 2020, None, True, "allocated", None),
    ]
    assert judged(database, "coal", "west", date(2020, 6, 1))[0] == "no_task"


# ------------------------------------------------------------ handed down, baselines, starting values


def test_a_target_that_was_handed_down_is_judged_and_names_its_document(database: Database) -> None:
    assert judged(database, "buses", "tiny", date(2020, 6, 1))[:2] == ("no_target", "delegated")
    enter(database, HEADER + "buses,tiny,2020,30,,通政办发〔2020〕8号,\n")
    report(database, "indicator_id,region_id,period,value\nbuses,tiny,2020-06,15\n")
    assert judged(database, "buses", "tiny", date(2020, 6, 1)) == ("on_pace", "on_line", 30)
    (row,) = [row for row in queries.targets(DuckEngine(database.reading), PLAN) if row["origin"] == "entered"]
    assert (row["places_en"], row["document_number"], row["source_ids"]) == (
        "通政办发〔2020〕8号; Section-1 Paragraph-1",
        "通政办发〔2020〕8号",
        ["s1"],
    )


def test_a_past_day_knows_the_targets_of_then(database: Database) -> None:
    worlds = Worlds(database)

    def aimed_at(moment: datetime) -> float | None:
        engine = DuckEngine(lambda: worlds.reading(World(reported_at=moment)))
        rows = queries.statuses(engine, PLAN, (date(2020, 6, 1),))
        (row,) = [row for row in rows if (row["indicator_id"], row["region_id"]) == ("buses", "tiny")]
        return None if row["target"] is None else float(row["target"])

    before = datetime.now()
    enter(database, HEADER + "buses,tiny,2020,30,,文1,\n")
    between = datetime.now()
    second = enter(database, HEADER + "buses,tiny,2020,40,,文2,\n")
    later = datetime.now()
    undo_upload(database, OFFICE, second, "withdrawn by the higher level")
    assert [aimed_at(moment) for moment in (before, between, later, datetime.now())] == [None, 30, 40, 30]


def test_a_baseline_makes_a_change_computable(database: Database) -> None:
    report(database, "indicator_id,region_id,period,value\nfumes,tiny,2020-12,21\n")
    assert judged(database, "fumes", "tiny", date(2020, 12, 1))[:2] == ("not_computable", "no_baseline")
    upload_id = enter(database, HEADER + "fumes,tiny,2015,900,基准值,环统〔2015〕1号,\n")
    assert judged(database, "fumes", "tiny", date(2020, 12, 1)) == ("met", "over_reached", 20)
    with database.reading() as cursor:
        question = "select baseline_year, baseline_value::integer from target_years where basis = 'change_vs_baseline' order by 1"
        assert cursor.execute(question).fetchall() == [(2015, 900), (2016, 68)]
    (row,) = [row for row in queries.targets(DuckEngine(database.reading), PLAN) if row["indicator_id"] == "fumes"]
    assert place(row) == "Section-1 Paragraph-1 · baseline 900 (2015), entered by the office from 环统〔2015〕1号"
    undo_upload(database, OFFICE, upload_id, "wrong year")
    assert judged(database, "fumes", "tiny", date(2020, 12, 1))[0] == "not_computable"


def test_a_starting_value_gives_a_line(database: Database) -> None:
    report(database, "indicator_id,region_id,period,value,numerator,denominator\ntreated,north,2020-06,,70,100\n")
    assert judged(database, "treated", "north", date(2020, 6, 1))[:2] == ("not_due", "no_start")
    enter(database, HEADER + "treated,north,2019,60,起始值,年鉴2019,\n")
    assert judged(database, "treated", "north", date(2020, 6, 1))[:2] == ("on_pace", "on_line")


# ------------------------------------------------------------ undo, reload, staleness


def test_undo_restores_the_entry_before_exactly(database: Database) -> None:
    first = enter(database, HEADER + "buses,tiny,2020,30,,文1,\n")
    second = enter(database, HEADER + "buses,tiny,2020,40,,文2,\ncoal,north,2020,120,,,\n")
    assert entries(database) == [
        ("buses", "tiny", 2020, 40.0, False, "delegated", "文2"),
        ("coal", "north", 2020, 120.0, False, "allocated", None),
    ]
    result = undo_upload(database, OFFICE, second, "not signed yet")
    assert (result.restored, result.withdrawn, result.left.num_rows) == (2, 0, 0)
    assert entries(database) == [("buses", "tiny", 2020, 30.0, False, "delegated", "文1")]
    with pytest.raises(UndoRefused):
        undo_upload(database, OFFICE, second)
    assert not any(verify(database).values())
    undo_upload(database, OFFICE, first)
    assert entries(database) == []


def test_undo_leaves_what_later_entries_stand_on(database: Database) -> None:
    first = enter(database, HEADER + "buses,tiny,2020,30,,文1,\ncoal,north,2020,120,,,\n")
    enter(database, HEADER + "buses,tiny,2020,40,,文2,\n")
    result = undo_upload(database, OFFICE, first)
    assert (result.restored, result.left.select(["indicator_id", "standing_upload_id"]).to_pylist()) == (
        1,
        [{"indicator_id": "buses", "standing_upload_id": 2}],
    )
    assert entries(database) == [("buses", "tiny", 2020, 40.0, False, "delegated", "文2")]


def test_reporters_undo_no_targets(database: Database) -> None:
    upload_id = enter(database, COAL)
    for account in (reporter(), officer(Role.LEADER)):
        with pytest.raises(UploadNotAllowed):
            undo_upload(database, account, upload_id)


def test_a_pack_loaded_again_keeps_what_was_entered(database: Database, tmp_path: Path) -> None:
    enter(database, COAL)
    enter(database, HEADER + "fumes,tiny,2015,900,基准值,文1,\ntreated,north,2019,60,起始值,文2,\n")
    before = entries(database)
    load_pack(database, busy_pack(tmp_path / "again"))
    assert entries(database) == before
    assert not any(verify(database).values())


def test_what_a_later_pack_prints_holds_before_an_entry(database: Database, tmp_path: Path) -> None:
    enter(database, COAL)
    busy_pack(tmp_path / "later")
    path = tmp_path / "later" / PLAN / "targets.csv"
    row = {"indicator_id": "coal", "region_id": "north", "year": "2020", "comparator": "<=", "value": "55", "basis": "absolute"}
    row["source_ids"] = "s1"
    write_rows(path, "targets", [*read_rows(path), row])
    load_pack(database, read_pack(path.parent))
    assert [entry[1] for entry in entries(database)] == ["south", "west"]
    assert judged(database, "coal", "north", date(2020, 6, 1))[2] == 55


def test_an_indicator_with_entries_stays_in_the_pack(database: Database, tmp_path: Path) -> None:
    enter(database, HEADER + "buses,tiny,2020,30,,文1,\n")
    busy_pack(tmp_path / "less")
    for table in ("indicators", "targets"):
        path = tmp_path / "less" / PLAN / f"{table}.csv"
        write_rows(path, table, [row for row in read_rows(path) if row["indicator_id"] != "buses"])
    with pytest.raises(PackRefused, match="indicator buses has 1 entered targets but is no longer in the pack; put it back"):
        load_pack(database, read_pack(tmp_path / "less" / PLAN))


def test_the_ground_moved_since_the_check(database: Database) -> None:
    checked = check(database, HEADER + "buses,tiny,2020,30,,文1,\n")
    enter(database, HEADER + "buses,tiny,2020,40,,文2,\n")
    with pytest.raises(UploadStale):
        commit_upload(database, OFFICE, checked)
    assert entries(database) == [("buses", "tiny", 2020, 40.0, False, "delegated", "文2")]


# ------------------------------------------------------------ forms


def slot_ids(database: Database) -> list[tuple[Any, ...]]:
    return [
        (slot["basis"], slot["indicator_id"], slot["region_id"], slot["year"])
        for slot in target_slots(database, OFFICE, PLAN).to_pylist()
    ]


def test_what_can_be_entered(database: Database) -> None:
    assert [slot for slot in slot_ids(database) if slot[0] != "start"] == [
        ("allocated", "forest", "north", 2020),
        ("allocated", "forest", "south", 2020),
        ("allocated", "forest", "west", 2020),
        ("allocated", "coal", "north", 2020),
        ("allocated", "coal", "south", 2020),
        ("allocated", "coal", "west", 2020),
        ("delegated", "buses", "tiny", 2020),
        ("baseline", "fumes", "tiny", None),
        ("allocated", "fumes", "north", 2020),
        ("allocated", "fumes", "south", 2020),
        ("allocated", "fumes", "west", 2020),
        ("allocated", "noise", "north", 2020),
        ("allocated", "noise", "south", 2020),
        ("allocated", "noise", "west", 2020),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_form_comes_back_as_it_went_out(database: Database, language: str) -> None:
    enter(database, COAL)
    enter(database, HEADER + "fumes,tiny,2015,900,基准值,文1,\ncoal,west,2020,/,,,\nbuses,tiny,2020,30,,文2,note\n")
    use_language(language)
    slots = target_slots(database, OFFICE, PLAN)
    for name, content in (("a.csv", target_csv(slots)), ("a.xlsx", target_xlsx(slots))):
        checked = check(database, content, name)
        assert [problem.code for problem in checked.problems] == []
        assert checked.differences.__dict__ == {"new": 0, "changed": 0, "unchanged": 5}


def test_a_form_filled_in_on_the_screen(database: Database) -> None:
    enter(database, COAL)
    slots = [slot for slot in target_slots(database, OFFICE, PLAN).to_pylist() if slot["indicator_id"] == "coal"]
    texts = {"north": "60", "south": "60", "west": ""}  # emptied: what was entered is taken back
    filled = [slot | {"target": texts[slot["region_id"]], "document_number": "", "note": ""} for slot in slots]
    enter(database, filled_form(filled).decode("utf-8-sig"))
    assert [(entry[1], entry[3]) for entry in entries(database)] == [("north", 60.0), ("south", 60.0)]
    assert [entered(slot) for slot in target_slots(database, OFFICE, PLAN).to_pylist() if slot["indicator_id"] == "coal"] == [
        "60",
        "60",
        "",
    ]


def test_what_an_upload_of_targets_said(database: Database) -> None:
    enter(database, HEADER + "buses,tiny,2020,30,,文1,\n")
    second = enter(database, HEADER + "buses,tiny,2020,40,,文2,\nfumes,tiny,2015,900,基准值,文3,\n")
    rows = upload_rows(database, OFFICE, second).to_pylist()
    assert [(row["indicator_id"], row["kind"], row["is_standing"], row["verdict"]) for row in rows] == [
        ("buses", "target", True, "entered"),
        ("fumes", "baseline", True, "entered"),
    ]
    assert change_words("targets", rows[0])[3:] == ("2020", "≥ 30 buses · 文1", "≥ 40 buses · 文2")
    enter(database, HEADER + "buses,tiny,2020,50,,文4,\n")
    assert [row["is_standing"] for row in upload_rows(database, OFFICE, second).to_pylist()] == [False, True]
