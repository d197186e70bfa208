"""Turns a wide table, whose columns stand for towns, indicators or months, into the long one: one row per figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from etl.reading.heading import AXES, Meaning
from etl.reading.raw_table import Origin, RawTable


@dataclass(frozen=True)
class Group:
    """The columns that speak of one town, indicator or month: the field of each, by column."""

    key: Meaning  # without a field
    unit: str
    columns: dict[str, int]

    @property
    def first(self) -> int:
        """Where the group begins."""
        return min(self.columns.values())


def groups_of(meanings: Sequence[Meaning], units: Sequence[str]) -> list[Group]:
    """The groups of a wide table, in the order of its columns; a town that comes twice makes two, which a rule then finds."""
    found: list[tuple[Meaning, dict[str, int]]] = []
    for index, meaning in enumerate(meanings):
        if not meaning.axes or not meaning.field:
            continue
        key = replace(meaning, field=None)
        columns = next((columns for known, columns in found if known == key and meaning.field not in columns), None)
        if columns is None:
            found.append((key, {meaning.field: index}))
        else:
            columns[meaning.field] = index
    return [Group(key, units[min(columns.values())], columns) for key, columns in found]


def lengthened(table: RawTable, groups: list[Group], texts: Sequence[str], upper_row: int) -> RawTable:
    """The long table. Row by row of the file, all of a row's groups together, so that problems come in the order of the file."""
    count, turns = len(table.rows), len(groups)
    rows = pa.array(np.repeat(np.arange(count, dtype=np.int64), turns))
    inside = {column for group in groups for column in group.columns.values()}
    in_groups = {name: None for group in groups for name in group.columns}
    result: list[tuple[str | None, pa.Array, Origin]] = [
        (name, table.columns[index].take(rows), Origin((index,), (table.header[index],)))
        for index, name in enumerate(table.fields)
        if index not in inside and name is not None and name not in in_groups and name not in groups[0].key.axes
    ]
    for axis in (axis for axis in AXES if getattr(groups[0].key, axis)):
        origin = Origin(
            tuple(group.first for group in groups), tuple(texts[group.first] for group in groups), (upper_row,) * len(groups)
        )
        result.append((axis, _turns([getattr(group.key, axis) for group in groups], count), origin))
    if any(group.unit for group in groups) and not any(name == "unit" for name, _array, _origin in result):
        columns = tuple(group.first for group in groups)
        origin = Origin(columns, tuple(texts[column] for column in columns), (upper_row,) * turns)
        result.append(("unit", _turns([group.unit for group in groups], count), origin))
    for name in in_groups:
        columns = tuple(group.columns.get(name, group.first) for group in groups)
        origin = Origin(columns, tuple(texts[column] for column in columns))
        result.append((name, _interleaved(table, [group.columns.get(name) for group in groups]), origin))
    names, arrays, origins = zip(*result, strict=True)
    return replace(
        table,
        header=tuple(origin.headings[0] for origin in origins),
        columns=tuple(arrays),
        rows=table.rows.take(rows),
        fields=tuple(names),
        origins=tuple(origins),
    )


def _turns(texts: list[str], count: int) -> pa.Array:
    """The same texts in turns, for each row of the file."""
    places = pa.array(np.tile(np.arange(len(texts), dtype=np.int64), count))
    return pa.array(texts, pa.string()).take(places)


def _interleaved(table: RawTable, columns: list[int | None]) -> pa.Array:
    """The cells of several columns, row by row; empty texts where a group lacks the column."""
    count = len(table.rows)
    blank = pa.repeat(pa.scalar("", pa.string()), count)
    joined = pa.concat_arrays([blank if column is None else table.columns[column] for column in columns])
    places = (np.arange(len(columns), dtype=np.int64) * count)[None, :] + np.arange(count, dtype=np.int64)[:, None]
    return joined.take(pa.array(places.ravel()))
