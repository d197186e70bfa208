"""What follows from the targets of a plan, rebuilt whenever one of them changes."""

import duckdb

from etl.statements import statement


def rebuild_derived(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> None:
    """Lets the entered targets stand as their log says, and rebuilds what follows from all: target years, duties, expected report counts."""
    plan = {"plan_id": plan_id}
    for table in ("targets", "starting_values"):
        cursor.execute(f"delete from {table} where plan_id = $plan_id and origin = 'entered'", plan)
        cursor.execute(statement(f"stand_{table}"), plan)
    for table in ("target_years", "duties", "expected_reports"):
        cursor.execute(f"delete from {table} where plan_id = $plan_id", plan)
        cursor.execute(statement(f"derive_{table}"), plan)
