"""The tiny city with work to do: tasks, projects, a target to be handed down and one against a baseline nobody knows."""

from pathlib import Path

from etl.database import Database, create_database
from etl.plans.plan_load import load_pack
from etl.plans.plan_pack import PlanPack, read_pack
from tests.tiny_city import PLAN, read_rows, write_rows, write_tiny_pack

TASKS = """
    task_id programme_id title_zh title_en years deadline repeats region_id lead_department_ids lead_region_ids
    pipes clean 管网改造 Renew-the-pipes 2020 2020-08-31 once tiny water .
    drains clean 改造 Renew-drains 2020 . once tiny water .
    roads air 改造 Renew-roads 2020 . once tiny water .
    pumps clean 泵站改造 Renew-the-pumps 2020;2021 . once tiny water north
    dredge clean 北镇清淤 Dredge-North 2020 . once north . north
    patrol clean 每月巡河 Patrol-the-rivers 2020;2021 . monthly tiny . south
    boilers air 锅炉淘汰 Scrap-boilers 2021 . yearly tiny eco .
    meeting air 协调会议 Hold-meetings . . standing tiny . .
"""
PROJECTS = """
    project_id programme_id name_zh name_en region_id deadline investment_wan lead_department_ids lead_region_ids
    plant clean 污水处理厂 Sewage-works tiny 2020-12-31 900 water .
    pond clean 北镇湿地 North-wetland north . 120 . .
    stove air 清洁炉灶 Clean-stoves south . . . south
"""
TARGETS = """
    indicator_id region_id year value comparator basis source_ids baseline_year baseline_value
    buses tiny 2020 . . delegated s1 . .
    fumes tiny 2020 20 >= change_vs_baseline s1 . .
    noise tiny 2020 10 >= change_vs_baseline s1 2016 68
"""
INDICATORS = """
    indicator_id programme_id name_zh name_en unit_zh unit_en measure direction region_rollup frequency decimals
    buses air 新能源公交 Electric-buses 辆 buses flow higher sum monthly 0
    fumes air 废气削减率 Cut-in-fumes % % rate higher none quarterly 0
    noise air 噪声削减率 Cut-in-noise % % rate higher none quarterly 0
"""


def parsed(text: str) -> list[dict[str, str]]:
    """Rows of cells parted by spaces; `.` is an empty cell."""
    header, *rows = [["" if word == "." else word for word in line.split()] for line in text.splitlines() if line.strip()]
    return [dict(zip(header, row, strict=True)) for row in rows]


def busy_pack(folder: Path, rules: str = "") -> PlanPack:
    """The pack, written into `folder` and read again; `rules`: lines of its [rules]."""
    path = write_tiny_pack(folder, rules=rules)
    for table, text in (("tasks", TASKS), ("projects", PROJECTS)):
        write_rows(path / f"{table}.csv", table, parsed(text))
    for table, text in (("targets", TARGETS), ("indicators", INDICATORS)):
        write_rows(path / f"{table}.csv", table, read_rows(path / f"{table}.csv") + parsed(text))
    return read_pack(path)


def busy_database(folder: Path, kind: str = "real", rules: str = "") -> Database:
    """A database in `folder` with the busy city loaded and nothing reported; close it when done. `rules`: lines of the pack's [rules]."""
    database = create_database(folder / "busy.duckdb", kind)
    load_pack(database, busy_pack(folder / "plans", rules))
    return database


__all__ = ["PLAN", "busy_database", "busy_pack"]
