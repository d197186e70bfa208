"""Named questions to the database: one SQL file each, values always bound, an Arrow table back."""

import re
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol, TypeAlias

import duckdb
import pyarrow as pa

SQL = Path(__file__).parent / "sql"
_USES = re.compile(r"^-- uses: (.+)$", re.MULTILINE)
# A relation would spare the copy of the rows that this warns of, and plan every question twice: that costs more.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result makes an extra copy")

Parameter: TypeAlias = str | int | float | date | list[int] | list[str] | list[date] | list[str | None] | pa.Table | None


class Engine(Protocol):
    """Answers named questions."""

    def query(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """The answer to question `name`; parameters the question does not name are left out.

        A table among the parameters is read in place of the question of that name.
        """
        ...

    def kept(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """The same answer for something that many questions lean on: an engine that can keeps it until the data changes."""
        ...


def _needed(name: str, found: list[str], given: frozenset[str]) -> list[str]:
    """`name` and the questions it stands on, deepest first, without those whose answers are `given`."""
    uses = _USES.search(_text(name))
    for other in (word.strip() for word in uses.group(1).split(",")) if uses else ():
        if other not in given:
            _needed(other, found, given)
    if name not in found:
        found.append(name)
    return found


@cache
def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


@cache
def statement(name: str, given: frozenset[str] = frozenset()) -> str:
    """The SQL of question `name`, with the questions it uses as named steps before it.

    A file that says `-- uses: judged` reads `judged` like a table; every step is written once and named by its file. A step that is
    `given` is not written: there is a table of its name.
    """
    *steps, last = _needed(name, [], given)
    named = ",\n".join(f"{step} as (\n{_text(step)}\n)" for step in steps)
    return f"with {named}\nselect * from (\n{_text(last)}\n)" if steps else _text(last)


# the name and the values of a question, and what answers it when no answer is kept
Keep: TypeAlias = Callable[[str, dict[str, Parameter], Callable[[], pa.Table]], pa.Table]


class DuckEngine:
    """The embedded engine: a fresh cursor for every question, each question parsed once. `keep` may remember answers."""

    def __init__(self, reading: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]], keep: Keep | None = None) -> None:
        self._reading = reading
        self._keep = keep
        self._parsed: dict[tuple[str, frozenset[str]], duckdb.Statement] = {}

    def query(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """See Engine.query."""
        tables = {key: value for key, value in parameters.items() if isinstance(value, pa.Table)}
        with self._reading() as cursor:
            for step, table in tables.items():
                cursor.register(step, table)
            question = self._parse(cursor, name, frozenset(tables))
            bound = {key: value for key, value in parameters.items() if key in question.named_parameters}
            return cursor.execute(question, bound).to_arrow_table()

    def kept(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """See Engine.kept."""
        if self._keep is None:
            return self.query(name, parameters)
        return self._keep(name, parameters, lambda: self.query(name, parameters))

    def _parse(self, cursor: duckdb.DuckDBPyConnection, name: str, given: frozenset[str]) -> duckdb.Statement:
        if (name, given) not in self._parsed:
            (self._parsed[name, given],) = cursor.extract_statements(statement(name, given))
        return self._parsed[name, given]
