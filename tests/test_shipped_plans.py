"""Every plan pack in the plans folder, whatever its city: readable, and honest about what its text leaves open."""

from pathlib import Path

import pytest

from etl.database import create_database
from etl.plans.plan_check import check_pack
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import find_packs, read_pack
from etl.settings import plans_folder
from indicators import queries
from indicators.engine import DuckEngine
from indicators.feasibility.check import findings, recorded
from indicators.feasibility.sentences import finding_sentence

PACKS = find_packs(plans_folder())


def test_two_plans_are_inside() -> None:
    assert len(PACKS) >= 2


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_nothing_is_wrong_that_its_conflicts_do_not_name(folder: Path) -> None:
    assert [finding.sentence for finding in check_pack(read_pack(folder)) if finding.severity != "known"] == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_whatever_cannot_add_up_has_a_reading_in_force(folder: Path, tmp_path: Path) -> None:
    database = create_database(tmp_path / "plan.duckdb", "real")
    pack = read_pack(folder)
    load_pack(database, pack)
    engine = DuckEngine(database.reading)
    conflicts = queries.conflicts(engine, pack.plan_id)
    unsettled = [finding_sentence(finding) for finding in findings(engine, pack.plan_id) if recorded(finding, conflicts) is None]
    database.close()
    assert unsettled == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_a_conflict_names_both_claims_their_places_the_reading_and_why(folder: Path) -> None:
    needed = [f"{part}_{language}" for part in ("claim_a", "claim_b", "reading", "reason") for language in ("zh", "en")]
    halves = [
        (row["conflict_id"], name)
        for row in read_pack(folder).rows("conflicts")
        for name in [*needed, "source_a", "source_b"]
        if not row[name]
    ]
    assert halves == []


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_what_is_dated_within_a_year_of_the_plan_stays_within_it(folder: Path) -> None:
    pack = read_pack(folder)
    years = range(pack.plan["first_year"], pack.plan["last_year"] + 1)
    dated = [
        (row.get("task_id") or row.get("project_id"), row["deadline"]) for name in ("tasks", "projects") for row in pack.rows(name)
    ]
    assert [(name, day) for name, day in dated if day and day.year not in years] == []
    asked = [(row["task_id"], year) for row in pack.rows("tasks") for year in row["years"]]
    assert [(name, year) for name, year in asked if year not in years] == []
