"""One broken pack per rule: the tiny city with one thing changed, and the sentence that must be said."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.database import create_database
from etl.plans.plan_check import check_pack, errors_in
from etl.plans.plan_load import PackRefused, load_pack
from etl.plans.plan_meaning import MEANING_RULES
from etl.plans.plan_pack import read_pack
from etl.plans.plan_structure import FORM_RULES, STRUCTURE_RULES
from tests.tiny_city import PLAN_TOML, read_rows, write_rows, write_tiny_pack

Change = Callable[[Path], None]


def cells(table: str, row: int, **changes: str) -> Change:
    """Some cells of one row, by its position in the file."""

    def change(pack: Path) -> None:
        rows = read_rows(pack / f"{table}.csv")
        rows[row] |= changes
        write_rows(pack / f"{table}.csv", table, rows)

    return change


def another(table: str, row: int, **changes: str) -> Change:
    """One row once more, with some cells changed."""

    def change(pack: Path) -> None:
        rows = read_rows(pack / f"{table}.csv")
        write_rows(pack / f"{table}.csv", table, [*rows, rows[row] | changes])

    return change


def toml(old: str, new: str) -> Change:
    """One line of plan.toml."""
    return lambda pack: (pack / "plan.toml").write_text(PLAN_TOML.replace(old, new), "utf-8") and None


def shapes(**geometries: object) -> Change:
    """A regions.geojson with these geometries."""

    def change(pack: Path) -> None:
        features = [
            {"type": "Feature", "properties": {"region_id": name}, "geometry": geometry} for name, geometry in geometries.items()
        ]
        (pack / "regions.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")

    return change


def schemes(*rows: dict[str, str]) -> Change:
    """A scoring.csv with these rows, and the one task they may name."""

    def change(pack: Path) -> None:
        write_rows(pack / "scoring.csv", "scoring", list(rows))
        task = {"task_id": "t1", "programme_id": "clean", "title_zh": "外包", "title_en": "Outsource", "repeats": "once"}
        write_rows(pack / "tasks.csv", "tasks", [task])

    return change


SQUARE = {"type": "Polygon", "coordinates": [[[121, 31], [122, 31], [122, 32], [121, 31]]]}
_NAMES = {"name_zh": "办法", "name_en": "Scheme", "source_ids": "s1"}
SHARE = _NAMES | {"scheme_id": "share", "kind": "share", "full_points": "100", "unreported": "left_out"}
STEP = _NAMES | {"scheme_id": "step", "kind": "rank_step", "step_points": "0.5", "based_on_scheme_id": "share"}
FAULTS = _NAMES | {"scheme_id": "faults", "kind": "deduction", "step_points": "5", "frequency": "quarterly"}

BROKEN: dict[str, list[tuple[Change, str]]] = {
    "plan_settings": [
        (toml("due_day = 10\n", ""), "plan.toml: due_day is missing."),
        (
            toml('plan_id = "tiny-city"', 'plan_id = "tiny"'),
            "plan.toml: plan_id is tiny, but the folder is called tiny-city; make them the same.",
        ),
    ],
    "rule_settings": [
        (
            toml("behind_pp = 30\n", "behind_pp = 30\n[rules]\njumps = 3\n"),
            "plan.toml: [rules] has no setting “jumps”; it knows above_hundred, jump_score, jump_steps, jump_months, unchanged_months, "
            "sum_differs, sum_tolerance, equals_target_reports, round_number_reports, done_needs_evidence.",
        ),
        (
            toml("behind_pp = 30\n", "behind_pp = 30\n[rules]\nunchanged_months = 2.5\n"),
            "plan.toml: [rules] unchanged_months is “2.5”; it must be a whole number from 0 to 120.",
        ),
        (
            toml("behind_pp = 30\n", "behind_pp = 30\n[rules]\njump_score = true\n"),
            "plan.toml: [rules] jump_score is true; it must be a number from 0 to 1000.",
        ),
        (
            toml("behind_pp = 30\n", "behind_pp = 30\n[rules]\nsum_differs = 0\n"),
            "plan.toml: [rules] sum_differs is “0”; it must be true or false.",
        ),
        (
            toml("behind_pp = 30\n", 'behind_pp = 30\nrules = "strict"\n'),
            "plan.toml: rules is not a table; write [rules] and one setting per line below it.",
        ),
    ],
    "table_forms": [
        (lambda pack: (pack / "targets.csv").unlink(), "targets.csv is missing."),
        (
            lambda pack: (pack / "regions.csv").write_bytes((pack / "regions.csv").read_bytes().decode().encode("gbk")) and None,
            "regions.csv, line 2: this is not UTF-8 text; save the file as UTF-8 (a spreadsheet says “CSV UTF-8”).",
        ),
    ],
    "cell_kinds": [(cells("targets", 0, value="much"), "targets.csv, line 2, column value: “much” is not a number, empty or /.")],
    "required_cells": [(cells("indicators", 0, unit_zh=""), "indicators.csv, line 2: unit_zh is empty; fill it in.")],
    "known_words": [
        (
            cells("indicators", 0, measure="amount"),
            "indicators.csv, line 2: measure is “amount”; it must be one of flow, stock, rate, level.",
        )
    ],
    "unique_rows": [
        (
            another("targets", 0, value="13"),
            "targets.csv: indicator_id sewers, region_id north, year 2020 is given 2 times (lines 2, 20); leave one.",
        )
    ],
    "plain_ids": [
        (
            cells("indicators", 0, indicator_id="new sewers"),
            "indicators.csv, line 2: indicator_id is “new sewers”; leave out spaces, =, commas and semicolons.",
        )
    ],
    "known_references": [
        (cells("targets", 0, region_id="nrth"), "targets.csv, line 2: region_id “nrth” is not in regions.csv; is it “north”?"),
        (cells("targets", 0, region_id="North"), "targets.csv, line 2: region_id “North” is not in regions.csv; is it “north”?"),
        (
            cells("targets", 0, source_ids="s1;s9"),
            "targets.csv, line 2: source_ids “s9” is not in sources.csv; add it there or correct it.",
        ),
    ],
    "region_tree": [
        (
            cells("regions", 1, parent_id="north"),
            "regions.csv: north is its own ancestor (north → north); give one of them another parent_id.",
        ),
        (cells("regions", 3, parent_id=""), "regions.csv: west does not lie below the root region tiny; give it a parent_id."),
        (toml('root_region_id = "tiny"', 'root_region_id = "big"'), "plan.toml: root_region_id “big” is not in regions.csv."),
    ],
    "known_shapes": [
        (shapes(nrth=SQUARE), "regions.geojson: region_id “nrth” is not in regions.csv."),
        (
            shapes(north=SQUARE | {"type": "Point"}),
            "regions.geojson: north has a geometry of the type Point; it must be Polygon or MultiPolygon.",
        ),
        (shapes(north={"type": "Polygon", "coordinates": []}), "regions.geojson: north has a geometry without a ring."),
        (
            shapes(north={"type": "Polygon", "coordinates": [[[121, 31], [122, 31], [122, 32], [121, 32]]]}),
            "regions.geojson: north has a ring 1 that is not closed: it needs four places or more, the last the same as the first.",
        ),
        (
            shapes(north={"type": "Polygon", "coordinates": [[[31, 121], [31, 122], [32, 122], [31, 121]]]}),
            "regions.geojson: north has in ring 1 something that is no place (longitude −180 to 180, latitude −90 to 90).",
        ),
    ],
    "unique_aliases": [
        (
            cells("regions", 3, aliases="北"),
            "regions.csv: “北” means north and west; a name may mean only one, take it from the others.",
        )
    ],
    "target_shape": [
        (cells("targets", 0, year="2019"), "targets.csv, line 2: the year 2019 lies outside the plan (2020–2021)."),
        (cells("targets", 0, quarter="5"), "targets.csv, line 2: the quarter is 5; it must be 1, 2, 3 or 4, with a year."),
        (
            cells("targets", 16, basis="delegated"),
            "targets.csv, line 18: a delegated target has no value until the higher level gives one.",
        ),
        (cells("targets", 16, value=""), "targets.csv, line 18: the basis maintain needs a value."),
        (cells("targets", 16, comparator=""), "targets.csv, line 18: the value 25 has no comparator."),
    ],
    "shown_decimals": [
        (
            cells("targets", 0, value="12.25"),
            "targets.csv, line 2: 12.25 would be rounded, sewers is shown with 1 decimals; make decimals 2 in indicators.csv.",
        ),
        (cells("indicators", 0, decimals="5"), "indicators.csv, line 2: decimals is 5; it must be 0 to 4."),
    ],
    "comparator_direction": [
        (
            cells("targets", 17, comparator=">="),
            "targets.csv, line 19: >= does not fit coal, where lower is better; one of the two is wrong.",
        )
    ],
    "indicator_kinds": [
        (
            cells("indicators", 2, denominator_zh=""),
            "indicators.csv, line 4: region_rollup is ratio, but the numerator or denominator is not named.",
        ),
        (
            cells("indicators", 0, unit_zh="%"),
            "indicators.csv, line 2: the unit is %, so the measure must be rate or level, not flow.",
        ),
    ],
    "indicator_has_target": [
        (
            another("indicators", 0, indicator_id="pipes"),
            "indicators.csv, line 7: pipes has no target; give it one in targets.csv, or take it out.",
        )
    ],
    "target_has_source": [
        (
            cells("targets", 0, source_ids=""),
            "targets.csv, line 2: the target of sewers has no source; name its places in source_ids.",
        )
    ],
    "parts_make_total": [(cells("targets", 0, value="13"), "sewers, tiny, 2020: the parts make 37, but the total is 36.")],
    "years_make_total": [
        (
            cells("indicators", 1, accumulates_indicator_id="sewers"),
            "solar, north: the yearly targets of sewers make 12, which misses >= 20 in 2020.",
        )
    ],
    "scoring_schemes": [
        (schemes(SHARE | {"full_points": ""}), "scoring.csv, line 2: a scheme of the kind share needs full_points."),
        (schemes(SHARE | {"full_points": "0"}), "scoring.csv, line 2: full_points is 0; it must be more than 0."),
        (
            schemes(SHARE | {"weights": "sewers=2;pipes=1"}),
            "scoring.csv, line 2: weights name “pipes”, which is not in indicators.csv.",
        ),
        (schemes(SHARE | {"weights": "sewers=-2"}), "scoring.csv, line 2: the weight of sewers is -2; it must not be negative."),
        (
            schemes(FAULTS | {"fact_indicator_id": "sewers", "fact_task_ids": "t1"}),
            "scoring.csv, line 2: fact_indicator_id and fact_task_ids both say what is deducted for; leave one empty.",
        ),
        (
            schemes(FAULTS, STEP | {"based_on_scheme_id": "faults"}),
            "scoring.csv, line 3: faults gives no order; based_on_scheme_id must be a share or an attainment.",
        ),
        (schemes(SHARE, STEP | {"source_ids": ""}), "scoring.csv, line 3: a scheme of the kind rank_step needs source_ids."),
    ],
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The tiny city's folder."""
    return write_tiny_pack(tmp_path)


def test_a_wrong_cell_has_one_sentence_and_no_echo(pack: Path) -> None:
    cells("indicators", 0, decimals="one")(pack)
    cells("targets", 0, value="20%")(pack)
    assert [finding.sentence for finding in check_pack(read_pack(pack))] == [
        "indicators.csv, line 2, column decimals: “one” is not a whole number.",
        "targets.csv, line 2, column value: “20%” is not a number, empty or /; write 20.",
    ]


def test_a_wrong_header_is_said_with_what_plan_toml_lacks_and_nothing_else(pack: Path) -> None:
    toml("due_day = 10\n", "")(pack)
    path = pack / "regions.csv"
    path.write_text(path.read_text("utf-8").replace("parent_id", "parent", 1), "utf-8")
    assert [finding.sentence for finding in check_pack(read_pack(pack))] == [
        "plan.toml: due_day is missing.",
        "regions.csv: the column parent_id is missing.",
        "regions.csv: the column parent is not known; is it “parent_id”?",
    ]


def test_the_tiny_city_is_sound(pack: Path) -> None:
    assert check_pack(read_pack(pack)) == []


def test_every_rule_has_a_broken_pack() -> None:
    assert [rule.__name__ for rule in (*FORM_RULES, *STRUCTURE_RULES, *MEANING_RULES)] == list(BROKEN)


@pytest.mark.parametrize(("change", "sentence"), [case for cases in BROKEN.values() for case in cases])
def test_each_broken_pack_is_explained(pack: Path, change: Change, sentence: str) -> None:
    change(pack)
    if "solar, north" in sentence:
        another("targets", 10, region_id="north", quarter="")(pack)
    assert sentence in [finding.sentence for finding in check_pack(read_pack(pack))]


def test_schemes_and_shapes_that_say_everything_are_sound(pack: Path) -> None:
    schemes(SHARE | {"weights": "sewers=2"}, STEP, FAULTS | {"fact_task_ids": "t1"})(pack)
    shapes(north=SQUARE, south={"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]})(pack)
    assert check_pack(read_pack(pack)) == []


def test_what_the_pack_admits_as_a_conflict_is_known(pack: Path) -> None:
    cells("targets", 0, value="13")(pack)
    conflict = {
        "conflict_id": "c1",
        "class": "sum",
        "severity": "hard",
        "title_zh": "合计",
        "title_en": "Sum",
        "indicator_ids": "sewers",
    }
    write_rows(pack / "conflicts.csv", "conflicts", [conflict])
    assert [finding.severity for finding in check_pack(read_pack(pack))] == ["known"]
    assert errors_in(read_pack(pack)) == []


def test_a_broken_pack_is_not_loaded(pack: Path, tmp_path: Path) -> None:
    cells("targets", 0, source_ids="")(pack)
    database = create_database(tmp_path / "new.duckdb", "real")
    with pytest.raises(
        PackRefused, match=r"^tiny-city/targets\.csv, line 2: the target of sewers has no source; name its places in source_ids\.$"
    ):
        load_pack(database, read_pack(pack))
    with database.reading() as cursor:
        assert cursor.execute("select count(*) from plans").fetchall() == [(0,)]
    database.close()


def test_the_command_explains_in_sentences(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-plan", str(pack)]) == 0
    cells("targets", 0, value="13")(pack)
    assert main(["check-plan", str(pack)]) == 1
    assert "warning: sewers, tiny, 2020: the parts make 37, but the total is 36." in capsys.readouterr().out
    assert main(["check-plan", str(tmp_path / "nothing")]) == 2
