"""The one place that connects. One process, one connection, a cursor per call, one writer at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from etl.settings import setting

SCHEMA = Path(__file__).parent / "schema"
# Readable by the 1.5 line too, whose tools exist offline.
STORAGE = "v1.5.0"
# A smaller log would be folded into the file in the middle of somebody's commit.
LOG_SIZE = "256MB"


class DatabaseMissing(Exception):
    """There is no database at this path; `python -m etl init` makes a real one, `python -m etl trial` a trial one."""


class DatabaseExists(Exception):
    """A database exists at this path already; nothing was changed."""


class DatabaseBusy(Exception):
    """Another program has the database open; stop it, or use the application that is running."""


class Database:
    """An open database file: cursors for reading, one transaction at a time for writing."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._writing = threading.RLock()
        self.version = 0  # grows with every write: a key for caches
        self.standing = 0  # grows only when what stands may have changed: what waits for a decision does not
        self.standing_works = 0  # grows only when that may have changed for plans, tasks or projects: figures do not
        self._changed_from: list[date] = []  # for each of these changes the first month that it may have changed
        self._open_change, self._open_works = date.min, True

    @property
    def files(self) -> Path:
        """The folder of kept files beside the database."""
        return self.path.parent / f"{self.path.stem}-files"

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own; safe from any thread."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self, *, changes_answers: bool = True, changes_standing: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction that commits when the block ends and rolls back when it raises.

        A write that no page shows, such as a line of the audit trail, leaves the version and so the kept answers alone; one that only
        waits for a decision leaves the answers about what stands.
        """
        with self._writing, self.reading() as cursor:
            cursor.execute("begin")
            self._open_change, self._open_works = date.min, True
            try:
                yield cursor
            except BaseException:
                cursor.execute("rollback")
                raise
            cursor.execute("commit")
            self.version += changes_answers
            if changes_answers and changes_standing:
                self._changed_from.append(self._open_change)
                self.standing += 1
                self.standing_works += self._open_works

    def changes_from(self, period: date, *, works: bool) -> None:
        """Says, inside a `writing` block, that figures before `period` stand as they did, and without `works` plans, tasks and projects
        too; else a write may have changed everything."""
        self._open_change, self._open_works = period, works

    def standing_at(self, period: date) -> int:
        """Grows only when what stands at the end of `period` may have changed: a figure counts for its own month and those after it."""
        return sum(first <= period for first in self._changed_from)

    @cached_property
    def kind(self) -> str:
        """`trial` or `real`; written once when the database is made."""
        with self.reading() as cursor:
            row = cursor.execute("select kind from database_info").fetchone()
        assert row is not None, "a database without its kind"
        return str(row[0])

    def checkpoint(self) -> None:
        """Writes everything committed into the one file."""
        with self._writing, self.reading() as cursor:
            cursor.execute("force checkpoint")

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    path.parent.mkdir(parents=True, exist_ok=True)
    files = path.parent / f"{path.stem}-files"
    files.mkdir(exist_ok=True)
    try:
        connection = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE, "checkpoint_threshold": LOG_SIZE})
    except duckdb.IOException as problem:
        if "lock" in str(problem).lower():
            raise DatabaseBusy(f"{path}: {DatabaseBusy.__doc__}") from problem
        raise
    connection.execute("set threads = $threads", {"threads": int(setting("threads"))})
    connection.execute("set memory_limit = $memory", {"memory": setting("memory")})
    connection.execute("set allowed_directories = $folders", {"folders": [str(files)]})
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def migrate(database: Database) -> list[int]:
    """Applies the schema files not applied yet, each with its record in one transaction; returns their numbers."""
    with database.writing() as cursor:
        cursor.execute("create table if not exists schema_versions (version integer not null, applied_at timestamp not null)")
        applied = {row[0] for row in cursor.execute("select version from schema_versions").fetchall()}
    pending = sorted(
        (int(file.name[:3]), file) for file in SCHEMA.glob("[0-9][0-9][0-9]_*.sql") if int(file.name[:3]) not in applied
    )
    for version, file in pending:
        with database.writing() as cursor:
            cursor.execute(file.read_text("utf-8"))
            cursor.execute("insert into schema_versions values ($version, $now)", {"version": version, "now": datetime.now()})
    return [version for version, _ in pending]


def create_database(path: Path, kind: str) -> Database:
    """A new, empty database of `kind` `trial` or `real`. Raises DatabaseExists."""
    if path.exists():
        raise DatabaseExists(f"{path}: {DatabaseExists.__doc__}")
    database = Database(path, _connect(path))
    migrate(database)
    with database.writing() as cursor:
        cursor.execute("insert into database_info values ($kind, $now)", {"kind": kind, "now": datetime.now()})
    return database


def open_database(path: Path) -> Database:
    """The database at `path`, migrated to the current schema. Raises DatabaseMissing, DatabaseBusy."""
    if not path.exists():
        raise DatabaseMissing(f"{path}: {DatabaseMissing.__doc__}")
    database = Database(path, _connect(path))
    migrate(database)
    return database
