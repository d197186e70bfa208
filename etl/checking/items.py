"""Tasks and projects as things to report: who leads which, and what texts name them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import duckdb
import pyarrow as pa

from etl.checking.cells import findings
from etl.database import Database
from etl.ledger.standing import submitted_world
from etl.people.accounts import Account
from etl.reading.plan_names import Names, read_plan_names
from etl.reporting import scope_parameters
from etl.statements import statement

# kind of upload → the word for one thing of it in tables, columns and files
THINGS = {"tasks": "task", "projects": "project"}


@dataclass(frozen=True)
class ItemNames:
    """The tasks or the projects of a plan by number, and the texts that name them."""

    rows: dict[int, dict[str, Any]]
    names: Names

    @cached_property
    def by_id(self) -> dict[str, dict[str, Any]]:
        """The same rows by their codes."""
        return {row["item_id"]: row for row in self.rows.values()}


def find_items(cursor: duckdb.DuckDBPyConnection, account: Account | None, plan_id: str) -> None:
    """Leaves the temporary table `items`, where `is_mine` marks what the account leads; without an account, everything."""
    cursor.execute(statement("items"), scope_parameters(account, plan_id))


def read_item_names(cursor: duckdb.DuckDBPyConnection, plan_id: str, kind: str) -> ItemNames:
    """The names of the `tasks` or `projects` in the temporary table `items`, and of who leads each."""
    rows = {row["item_key"]: row for row in findings(cursor, statement("item_names"), {"plan_id": plan_id, "kind": kind})}
    names = Names((key, row[name]) for key, row in rows.items() for name in ("item_id", "title_zh", "title_en"))
    return ItemNames(rows, names)


def owed_items(database: Database, account: Account | None, plan_id: str, period: date, kind: str) -> pa.Table:
    """The `tasks` or `projects` whose progress the account owes for a month; for the other roles, what everybody owes.

    Due is what is open: at the end of each quarter and in the month of its deadline, a monthly task every month. `state` is `missing`,
    `submitted`, `returned` (then with `returned_reason`) or `approved`; `last_state` … is the report before. Raises PlanUnknown.
    """
    with database.reading() as cursor:
        return _owed(cursor, account, plan_id, period, kind)


def owed_by_lead(database: Database, account: Account | None, plan_id: str, period: date, today: date) -> pa.Table:
    """What `owed_items` of both kinds names, once for each of its leads: a row has `lead_zh`, `lead_kind` (department or region) and `kind`.

    `timeliness` is `in`, `missing` (its day is over on `today`) or `open`. Raises PlanUnknown.
    """
    with database.reading() as cursor:
        owed = [_owed(cursor, account, plan_id, period, kind) for kind in THINGS]
        places = [rows.append_column("kind", pa.repeat(kind, rows.num_rows)) for kind, rows in zip(THINGS, owed, strict=True)]
        together = pa.concat_tables(places)
        cursor.register("owed", together.append_column("place", pa.array(range(together.num_rows), pa.int32())))
        return cursor.sql(statement("owed_by_lead"), params={"plan_id": plan_id, "today": today}).to_arrow_table()


def _owed(cursor: duckdb.DuckDBPyConnection, account: Account | None, plan_id: str, period: date, kind: str) -> pa.Table:
    read_plan_names(cursor, plan_id)
    find_items(cursor, account, plan_id)
    with submitted_world(cursor):
        cursor.execute(statement(f"standing_{kind}"), {"plan_id": plan_id})
    parameters = {"plan_id": plan_id, "period": period.replace(day=1), "kind": kind}
    return cursor.sql(statement("owed_items"), params=parameters).to_arrow_table()
