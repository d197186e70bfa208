"""Opens the database as one of its worlds: with what waits for review, or as it stood at a past moment."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import duckdb

from etl.database import Database
from etl.ledger.derive import rebuild_derived
from etl.ledger.standing import refresh_rollups, submitted_world
from etl.statements import statement
from indicators.engine import statement as question_text
from indicators.world import NOW, World

# tables of the past that are made from the log
MADE = ("uploads", "actuals", "pending_marks", "task_progress", "project_progress", "target_revisions")
# what a pack states, to which the targets entered by then are added, and what is derived from all of that
COPIED = ("targets", "starting_values")
DERIVED = ("rollups", "target_years", "duties", "expected_reports")
KEPT = 4
_numbers = count(1)


@dataclass
class _Past:
    """A past world in memory: its name there, and how many are reading it."""

    name: str
    readers: int = 0


class Worlds:
    """The worlds of one open database. A past one is made when it is first asked for, and kept while others are not asked for more."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._pasts: OrderedDict[tuple[World, int], _Past] = OrderedDict()

    @contextmanager
    def reading(self, world: World = NOW) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor to which the facts are those of `world`."""
        if world.reported_at is not None:
            with self._past(world) as name, self.database.reading() as cursor:
                _look_at(cursor, name)
                yield cursor
        elif world.counts == "submitted":
            with self.database.reading() as cursor, submitted_world(cursor):
                yield cursor
        else:
            with self.database.reading() as cursor:
                yield cursor

    @contextmanager
    def _past(self, world: World) -> Iterator[str]:
        key = (world, self.database.version)
        with self._making:  # one at a time: the second who asks for the same finds it made
            with self._lock:
                past = self._pasts.get(key)
            if past is None:
                past = self._make(world)
            with self._lock:
                self._pasts[key] = past
                self._pasts.move_to_end(key)
                past.readers += 1
        try:
            yield past.name
        finally:
            with self._lock:
                past.readers -= 1
                self._forget_old()

    def _forget_old(self) -> None:
        idle = [key for key, past in self._pasts.items() if not past.readers]
        for key in idle[: max(len(self._pasts) - KEPT, 0)]:
            with self.database.reading() as cursor:
                cursor.execute(f"detach {self._pasts.pop(key).name}")

    def _make(self, world: World) -> _Past:
        """The world from the log, in memory beside the file."""
        name = f"past_{next(_numbers)}"
        question = {"counts": world.counts, "moment": world.reported_at}

        def make(table: str, text: str) -> None:
            # the names are our own words, never values
            cursor.execute(f"create {table} as {text}", {key: value for key, value in question.items() if f"${key}" in text})

        with self.database.reading() as cursor:
            make("temp table past_reports", question_text("reports_until"))
            make("temp table past_pending", statement("past_pending"))
            cursor.execute(f"attach ':memory:' as {name}")
            for made in MADE:
                make(f"table {name}.{made}", statement(f"past_{made}"))
            for copied in COPIED:
                make(f"table {name}.{copied}", f"from {copied}")
            for derived in DERIVED:
                make(f"table {name}.{derived}", f"from {derived} limit 0")
            _look_at(cursor, name)
            cursor.execute(
                "create temp table differences as select indicator_key, region_key, period, 'new' as difference from actuals"
            )
            refresh_rollups(cursor)
            # a view reads the tables beside it, so the past needs its own
            make(f"table {name}.entered_targets", _definition(cursor, "entered_targets"))
            for (plan_id,) in cursor.execute("select plan_id from plans").fetchall():
                rebuild_derived(cursor, plan_id)
        return _Past(name)


def _definition(cursor: duckdb.DuckDBPyConnection, view: str) -> str:
    """The query behind a view, to be asked of other tables."""
    ((text,),) = cursor.execute("select sql from duckdb_views() where view_name = $view", {"view": view}).fetchall()
    return str(text).split(" AS ", 1)[1].rstrip("; \n")


def _look_at(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    """Lets the cursor find the tables of an attached world before those of the file."""
    (main,) = cursor.execute("select current_database()").fetchone() or ("",)
    quoted = main.replace('"', '""')
    cursor.execute("set search_path = $path", {"path": f'{name}.main,"{quoted}".main'})
