"""What stands: approved figures with their roll-ups, and beside them the submitted ones that nobody has decided on yet."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.statements import statement


@contextmanager
def submitted_world(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within the block the cursor reads `actuals`, `rollups` and progress with what is still to be reviewed."""
    cursor.execute("set search_path = 'submitted,main'")
    yield
    # not after an error: then the transaction is over, and the cursor with it
    cursor.execute("set search_path = 'main'")


def stand(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> None:
    """Makes the figures of the temporary table `differences` the current ones and refreshes the roll-ups they touch.

    What waits for a decision is left to the caller: `settle_pending` or `refresh_pending_rollups`.
    """
    cursor.execute(
        """
        delete from actuals using (from differences where difference = 'changed') as before
        where actuals.indicator_key = before.indicator_key and actuals.region_key = before.region_key and actuals.period = before.period
        """
    )
    cursor.execute(
        """
        insert into actuals
        select indicator_key, region_key, period, value, numerator, denominator, $upload_id
        from differences where difference <> 'unchanged' and value is not null
        order by year(period), indicator_key, region_key, period
        """,
        {"upload_id": upload_id},
    )
    refresh_rollups(cursor)


def await_review(cursor: duckdb.DuckDBPyConnection, upload_id: int) -> None:
    """Makes the figures of the temporary table `differences` those that wait for a decision."""
    cursor.execute(
        """
        delete from pending_actuals using differences
        where pending_actuals.indicator_key = differences.indicator_key and pending_actuals.region_key = differences.region_key
            and pending_actuals.period = differences.period and differences.difference <> 'unchanged'
        """
    )
    cursor.execute(
        """
        insert into pending_actuals
        select indicator_key, region_key, period, value, numerator, denominator, $upload_id
        from differences where difference <> 'unchanged'
        order by year(period), indicator_key, region_key, period
        """,
        {"upload_id": upload_id},
    )
    cursor.execute(statement("rollup_touched"))
    refresh_pending_rollups(cursor)


def settle_pending(cursor: duckdb.DuckDBPyConnection) -> None:
    """Finds anew what waits for a decision at the keys of the temporary table `decided`, after a decision was written."""
    cursor.execute(statement("pending_again"))
    cursor.execute(
        """
        delete from pending_actuals using decided
        where pending_actuals.indicator_key = decided.indicator_key and pending_actuals.region_key = decided.region_key
            and pending_actuals.period = decided.period
        """
    )
    cursor.execute("insert into pending_actuals from pending_again")
    cursor.execute("create or replace temp table differences as select *, 'changed' as difference from decided")
    cursor.execute(statement("rollup_touched"))
    refresh_pending_rollups(cursor)


def refresh_rollups(cursor: duckdb.DuckDBPyConnection) -> None:
    """Recomputes the roll-up cells above the temporary table `differences`; leaves them in `touched`."""
    cursor.execute(statement("rollup_touched"))
    _roll_up(cursor)


def refresh_pending_rollups(cursor: duckdb.DuckDBPyConnection) -> None:
    """Recomputes what the cells in `touched` would be if all that waits for a decision were approved."""
    cursor.execute(
        """
        delete from pending_rollups using touched
        where pending_rollups.indicator_key = touched.indicator_key and pending_rollups.region_key = touched.region_key
            and pending_rollups.period = touched.period
        """
    )
    cursor.execute(statement("pending_touched"))
    if not cursor.execute("select 1 from touched limit 1").fetchall():
        return
    with submitted_world(cursor):
        cursor.execute(statement("pending_rollup_base"))
        # the table just made stands before the real one
        _roll_up(cursor)
        cursor.execute(
            "create or replace temp table rolled as from rollups semi join touched using (indicator_key, region_key, period)"
        )
        cursor.execute("drop table temp.rollups")
    cursor.execute(statement("pending_rolled"))


def _roll_up(cursor: duckdb.DuckDBPyConnection) -> None:
    """Recomputes the cells of `touched` in `rollups`, the deepest level first."""
    cursor.execute(
        """
        delete from rollups using touched
        where rollups.indicator_key = touched.indicator_key and rollups.region_key = touched.region_key and rollups.period = touched.period
        """
    )
    for (level,) in cursor.execute("select distinct level from touched order by level desc").fetchall():
        cursor.execute(statement("rollup_level"), {"level": level})
