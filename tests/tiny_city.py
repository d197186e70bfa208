"""A third city for tests, built in a temporary folder: small enough that every number can be followed by hand."""

import csv
from pathlib import Path

from etl.database import Database, create_database
from etl.people.accounts import Account, Scope
from etl.plans.pack_format import FILES
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import read_pack
from indicators.vocabulary import Role

PLAN = "tiny-city"
PLAN_TOML = """
plan_id = "tiny-city"
position = 9
name_zh = "小城市行动方案"
name_en = "Tiny City Action Plan"
short_zh = "小城"
short_en = "Tiny"
first_year = 2020
last_year = 2021
issued_on = 2020-01-10
root_region_id = "tiny"
due_day = 10
behind_pp = 30
"""
TABLES = {
    "sources": """
        source_id document section_zh section_en place_zh place_en
        s1 tiny-city 第一节 Section-1 第一段 Paragraph-1
    """,
    "departments": """
        department_id name_zh name_en aliases
        water 水务局 Water-Bureau 水利局
        eco 环保局 Environment-Bureau .
    """,
    "programmes": """
        programme_id position name_zh name_en lead_department_id
        clean 1 清洁 Clean water
        air 2 空气 Air eco
    """,
    "regions": """
        region_id parent_id kind name_zh name_en aliases
        tiny . city 小城市 Tiny-City 全市
        north tiny town 北镇 North 北
        south tiny town 南镇 South 南;南方镇
        west tiny town 西镇 West .
    """,
    # sewers flow · solar stock · treated rate with parts · forest level · coal flow, lower is better
    "indicators": """
        indicator_id programme_id name_zh name_en unit_zh unit_en measure direction region_rollup frequency headline decimals numerator_zh numerator_en denominator_zh denominator_en
        sewers clean 新建管网 New-sewers 公里 km flow higher sum monthly 1 1 . . . .
        solar air 光伏装机 Solar-power 兆瓦 MW stock higher sum monthly . 1 . . . .
        treated clean 污水处理率 Sewage-treated % % rate higher ratio monthly 2 1 处理量 treated 总量 total
        forest clean 林木覆盖率 Forest-cover % % level higher none annual . 1 . . . .
        coal air 煤炭消费量 Coal-burned 万吨 10kt flow lower sum monthly . 1 . . . .
    """,
    "targets": """
        indicator_id region_id year quarter comparator value basis source_ids
        sewers north 2020 . >= 12 absolute s1
        sewers south 2020 . >= 24 absolute s1
        sewers west 2020 . . / absolute s1
        sewers tiny 2020 . >= 36 absolute s1
        sewers north 2021 . >= 12 absolute s1
        sewers south 2021 . >= 24 absolute s1
        solar north 2020 1 >= 2 absolute s1
        solar north 2020 2 >= 4 absolute s1
        solar north 2020 3 >= 6 absolute s1
        solar north 2020 4 >= 10 absolute s1
        solar south 2020 . >= 20 absolute s1
        solar west 2020 . >= 30 absolute s1
        treated north 2020 . >= 80 absolute s1
        treated south 2020 . >= 80 absolute s1
        treated west 2020 . >= 80 absolute s1
        treated tiny 2020 . >= 85 absolute s1
        forest tiny 2020 . >= 25 maintain s1
        coal tiny 2020 . <= 120 absolute s1
    """,
    "starting_values": """
        indicator_id region_id year value source_ids
        solar south 2019 8 s1
    """,
}
# a district between the city and two of its towns
DISTRICT = """
        region_id parent_id kind name_zh name_en aliases
        tiny . city 小城市 Tiny-City 全市
        east tiny district 东区 East-District .
        north east town 北镇 North 北
        south east town 南镇 South 南;南方镇
        west tiny town 西镇 West .
"""


def write_tiny_pack(folder: Path, has_district: bool = False, rules: str = "") -> Path:
    """Writes the pack into `folder`/tiny-city; returns that folder. Cells are parted by spaces, `.` is an empty cell."""
    pack = folder / PLAN
    pack.mkdir(parents=True)
    (pack / "plan.toml").write_text(f"{PLAN_TOML}[rules]\n{rules}\n" if rules else PLAN_TOML, "utf-8")
    for table, text in (TABLES | ({"regions": DISTRICT} if has_district else {})).items():
        header, *rows = [["" if word == "." else word for word in line.split()] for line in text.split("\n") if line.strip()]
        write_rows(pack / f"{table}.csv", table, [dict(zip(header, row, strict=True)) for row in rows])
    return pack


def write_rows(path: Path, table: str, rows: list[dict[str, str]]) -> None:
    """Writes one file of a pack with all of its columns."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [column.name for column in FILES[table]], restval="")
        writer.writeheader()
        writer.writerows(rows)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of one file of a pack, as text."""
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def tiny_database(folder: Path, has_district: bool = False, kind: str = "real", rules: str = "") -> Database:
    """A database in `folder` with the tiny city loaded and nothing reported; close it when done. `rules`: lines of the pack's [rules]."""
    database = create_database(folder / "tiny.duckdb", kind)
    load_pack(database, read_pack(write_tiny_pack(folder / "plans", has_district, rules)))
    return database


def reporter(
    username: str = "reporter", region_id: str | None = "tiny", department_id: str | None = None, plan_id: str = PLAN
) -> Account:
    """An account that reports for a region and all below it, or for a department."""
    return Account(username, username.title(), Role.REPORTER, (Scope(plan_id, region_id, department_id),), "en", False)


def officer(role: Role) -> Account:
    """An account of another role."""
    return Account(str(role), str(role).title(), role, (), "en", False)
