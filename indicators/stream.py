"""Answers too large to hold at once: the rows of a named question, a batch at a time."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import pyarrow as pa

from indicators.engine import DuckEngine, Engine, Parameter, statement

BATCH_ROWS = 20_000


class RowEngine(Engine, Protocol):
    """An engine that can also hand out an answer piece by piece."""

    def rows(self, name: str, parameters: dict[str, Parameter]) -> AbstractContextManager[pa.RecordBatchReader]:
        """The answer to question `name`, to be read while the context is open."""
        ...


class StreamEngine(DuckEngine):
    """The embedded engine, with answers that need not fit into memory."""

    @contextmanager
    def rows(self, name: str, parameters: dict[str, Parameter]) -> Iterator[pa.RecordBatchReader]:
        """See RowEngine.rows."""
        sql = statement(name)
        wanted = set(re.findall(r"\$([a-z_]+)", sql))
        with self._reading() as cursor:
            answer = cursor.sql(sql, params={key: value for key, value in parameters.items() if key in wanted})
            yield answer.to_arrow_reader(BATCH_ROWS)
