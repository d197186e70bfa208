"""Databases of a stated size in the product's own schema: one plan, a tree of regions, all reported up to one September."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.database import Database, create_database
from etl.ledger.derive import rebuild_derived

PLAN = "scale"
FIRST_YEAR = 2017
LAST_MONTH = 9
ROOT_KEY = 1
SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True)
class Size:
    """How many children each level of the tree has, and how many indicators and years are reported."""

    children: tuple[int, ...]
    indicators: int
    years: int

    @property
    def last_period(self) -> date:
        """The last month that is reported."""
        return date(FIRST_YEAR + self.years - 1, LAST_MONTH, 1)


# today's city; a city of 140 towns; a province of 1,300 towns: 0.11 M, 5 M and 46 M figures
SIZES = {"s": Size((16,), 150, 4), "m": Size((14, 10), 300, 10), "l": Size((13, 10, 10), 300, 10)}


def scale_database(name: str, folder: Path) -> Database:
    """A new database of size `name` in `folder`; close it when done."""
    database = create_database(folder / f"{name}.duckdb", "trial")
    with database.writing() as cursor:
        _fill(cursor, SIZES[name])
    database.checkpoint()
    return database


def leaf_keys(database: Database) -> list[int]:
    """The keys of the towns, in order."""
    with database.reading() as cursor:
        return [row[0] for row in cursor.execute("select region_key from regions where is_leaf order by region_key").fetchall()]


def _tree(children: tuple[int, ...]) -> pa.Table:
    """Regions numbered level by level from the root."""
    keys: list[int] = [ROOT_KEY]
    parents: list[int | None] = [None]
    levels = [0]
    above = [ROOT_KEY]
    for level, count in enumerate(children, 1):
        first = keys[-1] + 1
        parents += [parent for parent in above for _ in range(count)]
        above = list(range(first, first + len(above) * count))
        keys += above
        levels += [level] * len(above)
    return pa.table(
        {
            "region_key": pa.array(keys, pa.int32()),
            "parent_key": pa.array(parents, pa.int32()),
            "level": pa.array(levels, pa.int32()),
            "is_leaf": [level == len(children) for level in levels],
        }
    )


def _fill(cursor: duckdb.DuckDBPyConnection, size: Size) -> None:
    cursor.register("tree", _tree(size.children))
    _run(cursor, "scale_plan", years=size.years, indicators=size.indicators)
    _run(cursor, "scale_targets", years=size.years)
    rebuild_derived(cursor, PLAN)
    cursor.execute(
        "insert into uploads select 1, $plan_id, 'actuals', null, 'bench', 'scale', '', 0, 0, 0, 0, null, null, true, now()::timestamp, false",
        {"plan_id": PLAN},
    )
    cursor.execute("insert into reviews values (1, 1, 'approved', true, null, 'bench', now()::timestamp)")
    last = size.last_period
    for year in range(FIRST_YEAR, last.year + 1):
        _run(cursor, "scale_figures", year=year, months=last.month if year == last.year else 12)
        cursor.execute(
            """
            insert into actuals
            select indicator_key, region_key, period, value, numerator, denominator, upload_id
            from revisions where year(period) = $year
            """,
            {"year": year},
        )
        _run(cursor, "scale_rollups", year=year)


def _run(cursor: duckdb.DuckDBPyConnection, name: str, **parameters: int) -> None:
    """Runs the statements of one SQL file, each with the parameters it names."""
    for statement in cursor.extract_statements((SQL / f"{name}.sql").read_text("utf-8")):
        cursor.execute(statement, {key: value for key, value in parameters.items() if key in statement.named_parameters})
