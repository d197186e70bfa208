"""Findings of a question in SQL become problems in the cells of a file: for every kind of file whose columns the reading has named."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.problems import KINDS, Problem
from etl.reading.clean import likely_number
from etl.reading.plan_names import Names
from etl.reading.raw_table import RawTable
from indicators.language import _

Finding = dict[str, Any]
T = TypeVar("T")


def findings(cursor: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None) -> list[Finding]:
    """The rows that a question gives, by column."""
    result = cursor.execute(sql, parameters) if parameters else cursor.execute(sql)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, cells, strict=True)) for cells in result.fetchall()]


def problem_at(
    table: RawTable, position: int, fields: Sequence[str], code: str, details: Mapping[str, object], wording: str = ""
) -> Problem:
    """A problem in the row's cell of the first of `fields` that is filled in, else of the first that the file has; else in the row."""
    assert (wording or code) in KINDS
    row = table.rows[position].as_py()
    columns = [column for field in fields if (column := table.place(field)) is not None]
    if not columns:
        return Problem(code, row=row, details=details, wording=wording)
    column = next((column for column in columns if table.text(position, column).strip()), columns[0])
    found = table.text(position, column).strip()
    if code == "ambiguous_number":
        details = {**details, "likely": likely_number(found)}
    return Problem(code, row, table.heading(position, column), table.cell(position, column), found, details, wording)


def unknown_name(
    table: RawTable, position: int, fields: Sequence[str], code: str, names: Names, codes: Mapping[int, str]
) -> Problem:
    """A name that the plan does not have, worded with the one that was probably meant or with the codes of the several that fit."""
    problem = problem_at(table, position, fields, code, {})
    text = problem.found or ""
    if len(keys := names.keys(text)) > 1:
        return problem_at(table, position, fields, code, {"codes": _(", ").join(codes[key] for key in keys)}, "ambiguous_name")
    if likely := names.likely(text):
        return problem_at(table, position, fields, code, {"likely": likely}, f"{code}_like")
    return problem


def meanings(texts: pa.Array, meaning: Callable[[str], T]) -> list[T]:
    """The meaning of each text, worked out once per different text."""
    known = {text: meaning(text) for text in pc.unique(texts).to_pylist()}
    return [known[text] for text in texts.to_pylist()]
