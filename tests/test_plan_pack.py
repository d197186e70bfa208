"""A pack folder as typed rows; what is not a pack is refused, what is wrong in a cell is remembered."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etl.plans.pack_format import NO_TASK
from etl.plans.plan_pack import PackUnreadable, find_packs, read_pack
from tests.tiny_city import read_rows, write_rows, write_tiny_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The tiny city's folder."""
    return write_tiny_pack(tmp_path)


def change(pack: Path, table: str, row: int, **cells: str) -> None:
    """Rewrites some cells of one row of a file."""
    rows = read_rows(pack / f"{table}.csv")
    rows[row] |= cells
    write_rows(pack / f"{table}.csv", table, rows)


def test_rows_are_typed_and_carry_their_line(pack: Path) -> None:
    read = read_pack(pack)
    assert (read.plan_id, read.plan["issued_on"], read.mistakes) == ("tiny-city", date(2020, 1, 10), [])
    north, _south, west = read.rows("targets")[:3]
    assert (north["line"], north["year"], north["quarter"], north["value"]) == (2, 2020, None, Decimal(12))
    assert (west["value"], west["source_ids"]) == (NO_TASK, ["s1"])
    assert read.rows("regions")[2]["aliases"] == ["南", "南方镇"]
    assert read.rows("tasks") == []


def test_wrong_cells_are_all_listed(pack: Path) -> None:
    change(pack, "targets", 0, year="next year", value="much")
    change(pack, "indicators", 0, decimals="1.5")
    assert read_pack(pack).mistakes == [
        "indicators.csv, line 2, column decimals: “1.5” is not a whole number.",
        "targets.csv, line 2, column year: “next year” is not a whole number.",
        "targets.csv, line 2, column value: “much” is not a number, empty or /.",
    ]


@pytest.mark.parametrize("name", ["sources.csv", "plan.toml"])
def test_a_byte_order_mark_is_passed_over(pack: Path, name: str) -> None:
    (pack / name).write_bytes(b"\xef\xbb\xbf" + (pack / name).read_bytes())
    read = read_pack(pack)
    assert (read.plan_id, read.form_mistakes, read.rows("sources")[0]["source_id"]) == ("tiny-city", [], "s1")


def test_what_is_no_pack_is_refused(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(PackUnreadable, match=r"plan\.toml is missing"):
        read_pack(tmp_path)
    (pack / "plan.toml").write_bytes('name_zh = "小城"'.encode("gbk"))
    with pytest.raises(PackUnreadable, match=r"tiny-city/plan\.toml, line 1: this is not UTF-8 text; save the file as UTF-8"):
        read_pack(pack)
    (pack / "plan.toml").write_text("plan_id = ", "utf-8")
    with pytest.raises(PackUnreadable, match="cannot be read"):
        read_pack(pack)


def test_a_file_that_is_no_table_gives_no_rows(pack: Path) -> None:
    (pack / "targets.csv").unlink()
    (pack / "sources.csv").write_text("source_id;document\ns1;tiny\n", "utf-8")
    read = read_pack(pack)
    assert read.form_mistakes == [
        "targets.csv is missing.",
        "sources.csv: the columns are parted by “;”; part them by commas.",
    ]
    assert (read.rows("targets"), read.rows("sources")) == ([], [])


def test_any_change_changes_the_digest(pack: Path) -> None:
    before = read_pack(pack).sha256
    assert read_pack(pack).sha256 == before
    change(pack, "targets", 0, value="13")
    assert read_pack(pack).sha256 != before


def test_weights_are_read_as_numbers(pack: Path) -> None:
    scheme = {"scheme_id": "share", "kind": "share", "weights": "sewers=2; coal=0.5"}
    write_rows(pack / "scoring.csv", "scoring", [scheme, scheme | {"weights": "sewers"}])
    read = read_pack(pack)
    assert read.rows("scoring")[0]["weights"] == {"sewers": Decimal(2), "coal": Decimal("0.5")}
    assert read.mistakes == ["scoring.csv, line 3, column weights: “sewers” is not a list like sewers=2;coal=0.5."]


def test_shapes_are_part_of_the_pack(pack: Path) -> None:
    before = read_pack(pack)
    feature = '{"properties": {"region_id": "north"}, "geometry": {"type": "Polygon", "coordinates": []}}'
    (pack / "regions.geojson").write_text(f'{{"features": [{feature}, {feature}]}}', "utf-8")
    read = read_pack(pack)
    assert (before.shapes, read.shapes) == ({}, {"north": {"type": "Polygon", "coordinates": []}})
    assert read.mistakes == ["regions.geojson: region_id “north” is given twice; put its parts into one MultiPolygon."]
    assert read.sha256 != before.sha256


@pytest.mark.parametrize("text", ["{", "[]", '{"features": [{"geometry": null}]}'])
def test_shapes_that_are_no_geojson_are_a_mistake(pack: Path, text: str) -> None:
    (pack / "regions.geojson").write_text(text, "utf-8")
    (mistake,) = read_pack(pack).mistakes
    assert mistake.startswith("regions.geojson is not a list of GeoJSON features with a property region_id and a geometry (")


def test_packs_are_found_in_name_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.toml").write_text("", "utf-8")
    (tmp_path / "c").mkdir()
    assert [path.name for path in find_packs(tmp_path)] == ["a", "b"]
