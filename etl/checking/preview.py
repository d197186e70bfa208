"""What an upload would change, in words: compared figures by keys become rows a person can read."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.problems import Problem
from etl.reading.plan_names import PlanNames
from etl.reading.raw_table import RawTable

SETTLED = ("already_approved", "month_locked")
_INDICATOR = {
    "indicator_id": "indicator_id",
    "indicator_zh": "name_zh",
    "indicator_en": "name_en",
    "unit_zh": "unit_zh",
    "unit_en": "unit_en",
}
_REGION = {"region_id": "region_id", "region_zh": "name_zh", "region_en": "name_en"}
_FIGURES = ("period", "old_value", "value", "old_numerator", "numerator", "old_denominator", "denominator", "note", "difference")


def preview(compared: pa.Table, table: RawTable, names: PlanNames, columns: Sequence[str] = _FIGURES) -> pa.Table:
    """One row per figure, in the order of the file: its row there, its names, the figures before and after, and the difference."""
    if not compared.num_rows:
        return pa.table({})
    compared = compared.take(pc.sort_indices(compared, sort_keys=[("position", "ascending")])).combine_chunks()
    return pa.table(
        {
            "row": table.rows.take(compared["position"].combine_chunks()),
            **_named(compared["indicator_key"], names.indicators, _INDICATOR),
            **_named(compared["region_key"], names.regions, _REGION),
            **{name: compared[name] for name in columns},
        }
    )


class Refused(NamedTuple):
    """One row of a file that is not taken: its number, and what is wrong with it."""

    row: int
    problems: tuple[Problem, ...]


def refused(problems: Iterable[Problem]) -> list[Refused]:
    """The rows with an error, in the order of the file.

    What is wrong with the header belongs to no row; what was approved or locked before is no mistake of its row, and stands in the preview.
    """
    by_row: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.severity == "error" and problem.row is not None and problem.cell and problem.code not in SETTLED:
            by_row.setdefault(problem.row, []).append(problem)
    return [Refused(row, tuple(found)) for row, found in sorted(by_row.items())]


def _named(keys: pa.ChunkedArray, things: dict[int, dict[str, Any]], columns: dict[str, str]) -> dict[str, pa.Array]:
    """The texts of each key; every text is held once."""
    known = np.array(sorted(things), dtype=np.int64)
    indices = pa.array(np.searchsorted(known, keys.to_numpy()).astype(np.int32))
    return {
        column: pa.DictionaryArray.from_arrays(indices, pa.array([things[int(key)][name] for key in known], pa.string())).cast(
            pa.string()
        )
        for column, name in columns.items()
    }
