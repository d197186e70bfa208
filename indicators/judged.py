"""What a month's judgements add up to. The month is judged once and kept by the engine; every question here leans on it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from indicators.engine import Engine, Parameter
from indicators.queries import Row, Rows
from indicators.summary import SEVERITY, URGENCY, Standing, rank_counted
from indicators.table_rows import TableRows
from indicators.vocabulary import Status

Counts = dict[Status, int]
CellKey = tuple[int, int]  # of an indicator and a region


class Fallen(NamedTuple):
    """A light that fell: how it stood before, and the judgement now."""

    was: Status
    row: Row


def judged_month(engine: Engine, plan_id: str, *periods: date) -> pa.Table:
    """Every judgement of a plan at the months without its numbers; each month is kept by itself."""
    months = [
        engine.kept("judged_month", {"plan_id": plan_id, "periods": [period], "region_keys": None, "indicator_keys": None})
        for period in periods
    ]
    return pa.concat_tables(months)


def _rows(engine: Engine, name: str, month: pa.Table, **parameters: Parameter) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = engine.query(name, {"judged_month": month, **parameters}).to_pylist()
    return answer


def counts_of(row: Row) -> Counts:
    """The counts of a row of `region_counts` or `status_counts`, every status named."""
    found = dict(row["counts"])
    return {status: int(found.get(status, 0)) for status in Status}


def region_counts(engine: Engine, plan_id: str, period: date) -> tuple[tuple[Row, Counts], ...]:
    """The regions below the plan's own that have targets, in the order of the pack, each with its lights counted."""
    rows = _rows(engine, "region_counts", judged_month(engine, plan_id, period))
    return tuple((row, counts_of(row)) for row in rows)


def status_counts(engine: Engine, plan_id: str, periods: tuple[date, ...], region_keys: tuple[int, ...]) -> dict[date, Counts]:
    """For each month the lights of some regions counted; these few are judged by themselves."""
    answer = engine.query(
        "status_counts",
        {"plan_id": plan_id, "periods": list(periods), "region_keys": list(region_keys), "indicator_keys": None},
    ).to_pylist()
    found = {row["period"]: counts_of(row) for row in answer}
    return {period: found.get(period) or dict.fromkeys(Status, 0) for period in periods}


def cells(engine: Engine, plan_id: str, period: date, keys: Sequence[CellKey]) -> Rows:
    """The judgements on some cells with names, in the order of `keys`."""
    if not keys:
        return ()
    indicators, regions = (list(some) for some in zip(*keys, strict=True))
    asked: dict[str, Parameter] = {"plan_id": plan_id, "periods": [period], "indicator_keys": indicators, "region_keys": regions}
    # of a hundred cells nearly every indicator × region would be judged, were they not named one by one
    named = pa.table({"indicator_key": indicators, "region_key": regions})
    chosen = engine.query("chosen_cells", {"cells": named, **asked})
    rows: Rows = tuple(engine.query("status_rows", {"chosen_targets": chosen, **asked}).to_pylist())
    found = {(row["indicator_key"], row["region_key"]): row for row in rows}
    return tuple(found[key] for key in keys)


def headline_rows(engine: Engine, plan_id: str, period: date) -> Rows:
    """The judgements on headline indicators: of the whole plan, and of the highest regions below it that have targets of their own."""
    keys = _rows(engine, "headline_cells", judged_month(engine, plan_id, period))
    return cells(engine, plan_id, period, [(row["indicator_key"], row["region_key"]) for row in keys])


def fallen_lights(engine: Engine, plan_id: str, period: date, before: date, shown: int) -> tuple[tuple[Fallen, ...], int]:
    """The `shown` lights that fell most since the month `before`, worst first, and how many fell in all."""
    found = _rows(
        engine,
        "fallen",
        judged_month(engine, plan_id, before, period),
        period=period,
        before=before,
        worsening=[str(status) for status in SEVERITY],
        shown=shown,
    )
    rows = cells(engine, plan_id, period, [(row["indicator_key"], row["region_key"]) for row in found])
    return tuple(map(Fallen, (Status(row["was"]) for row in found), rows)), found[0]["fallen"] if found else 0


def led_cells(engine: Engine, plan_id: str, period: date, department_id: str, root_key: int) -> TableRows:
    """The cells a department answers for, with names, status and gap: the indicators it leads in the whole plan, and in its parts only
    where the whole has no target. The most urgent first, as `summary.by_urgency` orders them."""
    named: dict[str, Parameter] = {
        "department_id": department_id,
        "root_key": root_key,
        "urgency": [str(status) for status in URGENCY],
    }
    return TableRows(engine.query("led_cells", {"judged_month": judged_month(engine, plan_id, period), **named}))


def standings(engine: Engine, plan_id: str, period: date) -> tuple[Standing, ...]:
    """The ranking of the regions below the plan's own that have targets, see `summary.rank_counted`."""
    return tuple(rank_counted(region_counts(engine, plan_id, period)))
