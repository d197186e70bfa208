"""Named questions to the database: one SQL file each, values always bound, an Arrow table back."""

import re
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

SQL = Path(__file__).parent / "sql"
_USES = re.compile(r"^-- uses: (.+)$", re.MULTILINE)
# A relation would spare the copy of the rows that this warns of, and plan every question twice: that costs more.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result makes an extra copy")

Parameter = str | int | float | date | list[int] | list[str] | list[date] | list[str | None] | None


class Engine(Protocol):
    """Answers named questions."""

    def query(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """The answer to question `name`; parameters the question does not name are left out."""
        ...


def _needed(name: str, found: list[str]) -> list[str]:
    """`name` and the questions it stands on, deepest first."""
    uses = _USES.search(_text(name))
    for other in (word.strip() for word in uses.group(1).split(",")) if uses else ():
        _needed(other, found)
    if name not in found:
        found.append(name)
    return found


@cache
def _text(name: str) -> str:
    return (SQL / f"{name}.sql").read_text("utf-8")


@cache
def statement(name: str) -> str:
    """The SQL of question `name`, with the questions it uses as named steps before it.

    A file that says `-- uses: judged` reads `judged` like a table; every step is written once and named by its file.
    """
    *steps, last = _needed(name, [])
    named = ",\n".join(f"{step} as (\n{_text(step)}\n)" for step in steps)
    return f"with {named}\nselect * from (\n{_text(last)}\n)" if steps else _text(last)


class DuckEngine:
    """The embedded engine: a fresh cursor for every question, each question parsed once."""

    def __init__(self, reading: Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]) -> None:
        self._reading = reading
        self._parsed: dict[str, duckdb.Statement] = {}

    def query(self, name: str, parameters: dict[str, Parameter]) -> pa.Table:
        """See Engine.query."""
        with self._reading() as cursor:
            if name not in self._parsed:
                (self._parsed[name],) = cursor.extract_statements(statement(name))
            wanted = self._parsed[name].named_parameters
            bound = {key: value for key, value in parameters.items() if key in wanted}
            return cursor.execute(self._parsed[name], bound).to_arrow_table()
