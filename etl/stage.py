"""Stop 2: the columns of a file find their meaning, texts become keys, months and numbers; the rest is SQL over rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.clean import parse_month, parse_number
from etl.columns import FIGURES, HEADERS, field_of, is_returned, plain
from etl.plan_names import PlanNames
from etl.problems import Problem
from etl.raw_table import RawTable, column_letters
from indicators.language import _

_NOTE = re.compile(
    r"\W*(注|备注|说明|填[表报]|审[核签批]|制表|单位负责人|负责人|联系|资料来源|数据来源|note|remark|source)", re.IGNORECASE
)
_PLAIN_NUMBER = r"^-?[0-9]{1,13}(\.[0-9]{1,20})?$"
_STATES = ["number", "not_reported", "not_applicable", "bad", "too_big"]
_BATCH = 25_000
# several header words may name the indicator or the region; the first column of each is read
_REPEATABLE = ("indicator", "region", "indicator_id", "region_id", "unit", "note")


@dataclass(frozen=True)
class Columns:
    """Which column of the file holds which field."""

    places: dict[str, int]
    ignored: tuple[str, ...]

    def place(self, field: str) -> int | None:
        """The column of `field`; the name's column where there is no code's, and the other way round."""
        other = {"indicator": "indicator_id", "region": "region_id"}.get(field)
        return self.places.get(field, self.places.get(other) if other else None)


def find_columns(table: RawTable, has_period: bool, has_region: bool) -> tuple[Columns, list[Problem]]:
    """The meaning of the header, and what it lacks; month and region may come from the person's choice instead."""
    places: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    ignored = []
    for index, text in enumerate(table.header):
        name = field_of(text)
        if name is None:
            if text and not is_returned(text):
                ignored.append(text)
        elif name not in places:
            places[name] = index
        elif name not in _REPEATABLE:
            twice.setdefault(name, [places[name]]).append(index)
    needed = ["indicator"] + ["region"] * (not has_region) + ["period"] * (not has_period)
    columns = Columns(places, tuple(ignored))
    row = table.detected.header_row
    problems = [_missing(row, name) for name in needed if columns.place(name) is None]
    if "value" not in places and not ("numerator" in places and "denominator" in places):
        problems.append(_missing(row, "value"))
    for name, indexes in twice.items():
        letters = ", ".join(map(column_letters, indexes))
        details = {"columns": letters, "name": _(HEADERS[name])}
        problems.append(Problem("duplicate_column", row=row, column=table.header[indexes[-1]], details=details))
    return columns, problems


def _missing(row: int, field: str) -> Problem:
    return Problem("missing_column", row=row, column=_(HEADERS[field]), details={"name": _(HEADERS[field])})


def stage(
    cursor: duckdb.DuckDBPyConnection,
    table: RawTable,
    columns: Columns,
    names: PlanNames,
    period: date | None,
    region_key: int | None,
) -> tuple[str, ...]:
    """Leaves the tables `candidates`, one row per row of the file, and `indicator_units`; returns the notes below the table."""
    indicator_keys = _keys(table, columns, "indicator", names.indicator_names.key)
    kept, notes = _figure_rows(table, columns, indicator_keys)
    candidates = {
        "position": pa.array(np.arange(len(table.rows), dtype=np.int32)),
        "indicator_key": indicator_keys,
        "region_key": _keys(table, columns, "region", names.region_names.key, region_key),
        "period": _mapped(
            _texts(table, columns, "period"), lambda text: parse_month(text, period.year if period else None), pa.date32()
        ),
        "unit": _mapped(_texts(table, columns, "unit"), lambda text: plain(text) or None, pa.string()),
        "note": _mapped(_texts(table, columns, "note"), lambda text: text.strip() or None, pa.string()),
    }
    if "period" not in columns.places:
        candidates["period"] = pa.repeat(pa.scalar(period, pa.date32()), len(table.rows))
    for field in FIGURES:
        numbers, states, percents = read_numbers(_texts(table, columns, field))
        candidates |= {field: numbers, f"{field}_state": states, f"{field}_has_percent_sign": percents}
    with_rows = pa.table(candidates)
    with_rows = with_rows.filter(kept) if kept is not None else with_rows
    # in several batches, so that several threads read it
    cursor.register("candidates", pa.Table.from_batches(with_rows.to_batches(max_chunksize=_BATCH), with_rows.schema))
    cursor.register("indicator_units", _units(names))
    return notes


def read_numbers(texts: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Each text's number, its state (see `Number`) and whether it has a percent sign."""
    texts = pc.utf8_trim_whitespace(texts)
    is_blank = pc.equal(texts, "")
    try:  # most files hold plain digits, which Arrow reads at once
        numbers = pc.cast(pc.if_else(is_blank, None, texts), pa.decimal128(18, 4))
    except pa.ArrowInvalid:
        return _read_odd_numbers(texts)
    codes = pc.cast(is_blank, pa.int8())
    return numbers, pa.DictionaryArray.from_arrays(codes, _STATES), pa.repeat(False, len(texts))


def _read_odd_numbers(texts: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The same, for texts of which some are not plain digits: those go through `parse_number`, once per different text."""
    is_plain = pc.match_substring_regex(texts, _PLAIN_NUMBER)
    rounded = pc.round(pc.cast(pc.if_else(is_plain, texts, None), pa.decimal128(38, 20)), 4, round_mode="half_towards_infinity")
    odd_texts = pc.if_else(is_plain, None, texts).dictionary_encode()
    odd = [parse_number(text) for text in odd_texts.dictionary.to_pylist()]
    odd_numbers = pa.array([number.value for number in odd], pa.decimal128(18, 4)).take(odd_texts.indices)
    codes = pa.array([_STATES.index(number.state) for number in odd], pa.int8()).take(odd_texts.indices)
    percents = pa.array([number.has_percent_sign for number in odd], pa.bool_()).take(odd_texts.indices)
    return (
        pc.coalesce(pc.cast(rounded, pa.decimal128(18, 4)), odd_numbers),
        pa.DictionaryArray.from_arrays(pc.fill_null(codes, _STATES.index("number")), _STATES),
        pc.fill_null(percents, False),
    )


def _texts(table: RawTable, columns: Columns, field: str) -> pa.Array:
    place = columns.places.get(field)
    return pa.repeat("", len(table.rows)) if place is None else table.columns[place]


def _mapped(texts: pa.Array, meaning: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """The meaning of each text, worked out once per different text."""
    encoded = texts.dictionary_encode()
    return pa.array([meaning(text) for text in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


def _keys(
    table: RawTable, columns: Columns, field: str, meaning: Callable[[str], int | None], without_column: int | None = None
) -> pa.Array:
    """Keys by code where there is one, else by name."""
    if columns.place(field) is None:
        return pa.repeat(pa.scalar(without_column, pa.int32()), len(table.rows))
    by_code = _mapped(_texts(table, columns, f"{field}_id"), meaning, pa.int32())
    by_name = _mapped(_texts(table, columns, field), meaning, pa.int32())
    has_code = pc.not_equal(pc.utf8_trim_whitespace(_texts(table, columns, f"{field}_id")), "")
    return pc.if_else(has_code, by_code, by_name)


def _figure_rows(table: RawTable, columns: Columns, indicator_keys: pa.Array) -> tuple[pa.Array | None, tuple[str, ...]]:
    """Which rows are rows of the table: not a header repeated on the next page, not a note below the last row."""
    left_out = _repeated_headers(table, columns)
    notes: list[str] = []
    for position in range(len(table.rows) - 1, -1, -1):
        cells = [text for column in table.columns if (text := (column[position].as_py() or "").strip())]
        if cells and (indicator_keys[position].is_valid or not _NOTE.match(cells[0])):
            break
        left_out.add(position)
        notes[:0] = [" ".join(cells)] if cells else []
    if not left_out:
        return None, ()
    return pa.array([position not in left_out for position in range(len(table.rows))]), tuple(notes)


def _repeated_headers(table: RawTable, columns: Columns) -> set[int]:
    place = columns.place("indicator")
    if place is None or not len(table.rows):
        return set()
    same = pc.indices_nonzero(pc.equal(table.columns[place], table.header[place])).to_pylist()
    return {position for position in same if tuple(column[position].as_py().strip() for column in table.columns) == table.header}


def _units(names: PlanNames) -> pa.Table:
    return pa.table(
        {
            "indicator_key": pa.array(list(names.indicators), pa.int32()),
            "units": pa.array(
                [[plain(row["unit_zh"]), plain(row["unit_en"])] for row in names.indicators.values()], pa.list_(pa.string())
            ),
        }
    )
