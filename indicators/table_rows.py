"""Rows of a table that become rows only where somebody looks: a province's list has tens of thousands, a page shows thirty."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from indicators.queries import Row


@dataclass(frozen=True)
class TableRows(Sequence[Row]):
    """The rows of `table`, in its order."""

    table: pa.Table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        places = range(len(self))[place]
        if isinstance(places, range):
            return list(self.table.take(pa.array(places, pa.int64())).to_pylist())
        (row,) = self.table.slice(places, 1).to_pylist()
        return dict(row)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.table.to_pylist())

    def having(self, column: str, values: Iterable[str]) -> "TableRows":
        """The rows whose `column` is one of `values`."""
        return TableRows(self.table.filter(pc.is_in(self.table[column], pa.array(list(values), pa.string()))))

    def different(self, column: str) -> tuple[str, ...]:
        """The values of `column`, each once, in the order they come."""
        return tuple(self.table[column].unique().to_pylist())

    def counted(self, column: str) -> dict[str, int]:
        """How many rows have each value of `column`."""
        return {one["values"]: one["counts"] for one in self.table[column].value_counts().to_pylist()}
