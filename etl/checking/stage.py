"""Stop 2: the columns of a file find their meaning, texts become keys, months and numbers; the rest is SQL over rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.problems import Problem
from etl.reading.clean import parse_period
from etl.reading.columns import FIGURES, HEADERS, plain
from etl.reading.figures import in_units, read_numbers, without_units
from etl.reading.plan_names import PlanNames
from etl.reading.raw_table import RawTable, column_letters
from indicators.language import _

_MONTH_ALONE = r"^\s*[0-9０-９一二三四五六七八九十]{1,2}\s*(月份?)?\s*$"
_BATCH = 25_000
# several header words may name the indicator or the region; the first column of each is read
_REPEATABLE = ("indicator", "region", "indicator_id", "region_id", "unit", "note", "year")


@dataclass(frozen=True)
class Columns:
    """Which column of the file holds which field."""

    places: dict[str, int]
    ignored: tuple[str, ...]

    def place(self, field: str) -> int | None:
        """The column of `field`; the name's column where there is no code's, and the other way round."""
        other = {"indicator": "indicator_id", "region": "region_id"}.get(field)
        return self.places.get(field, self.places.get(other) if other else None)


def find_columns(table: RawTable, period: date | None, has_region: bool) -> tuple[Columns, list[Problem]]:
    """The meaning of the header, and what it lacks; month and region may come from the person's choice instead."""
    places: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    for index, name in enumerate(table.fields):
        if name is None:
            continue
        if name not in places:
            places[name] = index
        elif name not in _REPEATABLE:
            twice.setdefault(name, [places[name]]).append(index)
    needed = ["indicator"] + ["region"] * (not has_region) + ["period"] * (not (period or table.detected.period))
    columns = Columns(places, (*table.detected.ignored_columns, *_other_months(table, period)))
    row = table.detected.header_row
    problems = [_missing(row, name) for name in needed if columns.place(name) is None]
    if "value" not in places and not ("numerator" in places and "denominator" in places):
        problems.append(_missing(row, "value"))
    for name, indexes in twice.items():
        letters = _(", ").join(map(column_letters, indexes))
        details = {"columns": letters, "name": _(HEADERS.get(name, name))}
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
    """Leaves the tables `candidates`, one row per figure of the file, and `indicator_units`; returns the notes below the table."""
    indicator_keys = _keys(table, columns, "indicator", names.indicator_names.key)
    months, spans = _periods(table, columns, period)
    candidates = {
        "position": pa.array(np.arange(len(table.rows), dtype=np.int32)),
        "indicator_key": indicator_keys,
        "region_key": _keys(table, columns, "region", names.region_names.key, region_key),
        "period": months,
        "period_span": spans,
        "note": _mapped(_texts(table, columns, "note"), lambda text: text.strip() or None, pa.string()),
    }
    for field in FIGURES:
        figures = read_numbers(_texts(table, columns, field))
        if field == "value":
            figures, candidates["unit"] = in_units(figures, _texts(table, columns, "unit"), indicator_keys, names)
        else:
            figures = without_units(figures)
        candidates |= {field: figures.numbers, f"{field}_state": figures.states, f"{field}_has_percent_sign": figures.percents}
    with_rows = pa.table(candidates)
    if _other_months(table, period):
        with_rows = with_rows.filter(pc.fill_null(pc.equal(months, pa.scalar(period, pa.date32())), True))
    # in several batches, so that several threads read it
    cursor.register("candidates", pa.Table.from_batches(with_rows.to_batches(max_chunksize=_BATCH), with_rows.schema))
    cursor.register("indicator_units", _units(names))
    return table.detected.notes


def _periods(table: RawTable, columns: Columns, chosen: date | None) -> tuple[pa.Array, pa.Array]:
    """Each row's month, and of how many months its text speaks."""
    for_all = chosen or table.detected.period
    year = (for_all.year if for_all else None) or table.detected.year
    if "period" not in columns.places and "year" not in columns.places:
        return pa.repeat(pa.scalar(for_all, pa.date32()), len(table.rows)), pa.repeat(pa.scalar(1, pa.int8()), len(table.rows))
    texts = _texts(table, columns, "period" if "period" in columns.places else "year")
    if {"period", "year"} <= columns.places.keys():
        with_year = pc.binary_join_element_wise(pc.utf8_rtrim(_texts(table, columns, "year"), " 年"), texts, "年")
        texts = pc.if_else(pc.match_substring_regex(texts, _MONTH_ALONE), with_year, texts)
    encoded = texts.dictionary_encode()
    periods = [parse_period(text, year) for text in encoded.dictionary.to_pylist()]
    months = pa.array([period and period.month for period in periods], pa.date32())
    spans = pa.array([period.span if period else 1 for period in periods], pa.int8())
    return months.take(encoded.indices), spans.take(encoded.indices)


def _other_months(table: RawTable, period: date | None) -> list[str]:
    """The headers of months that are not read: those beside the chosen one, which were reported before."""
    place = table.place("period")
    if not period or place is None or "period" not in table.detected.wide_by:
        return []
    headings = table.origins[place].headings
    months = [(heading, parse_period(heading, period.year)) for heading in headings]
    others = [heading for heading, found in months if found and found.month != period]
    return others if any(found and found.month == period for _heading, found in months) else []


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


def _units(names: PlanNames) -> pa.Table:
    return pa.table(
        {
            "indicator_key": pa.array(list(names.indicators), pa.int32()),
            "units": pa.array(
                [[plain(row["unit_zh"]), plain(row["unit_en"])] for row in names.indicators.values()], pa.list_(pa.string())
            ),
        }
    )
