"""Stop 3: every rule that a row of a file can break by itself. The rules are SQL (`check_*.sql`); here their findings become problems."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from etl.checking.problems import KINDS, Problem
from etl.checking.stage import Columns
from etl.plans.rule_settings import Value
from etl.reading.clean import likely_number
from etl.reading.plan_names import PlanNames
from etl.reading.raw_table import RawTable
from etl.statements import statement
from indicators.language import _, pick

Finding = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where the findings of one file lie: its cells, its columns, the plan that gives names to keys, and the plan's settings of the rules."""

    table: RawTable
    columns: Columns
    names: PlanNames
    chosen_period: date | None
    chosen_region: int | None
    rules: Mapping[str, Value]


def check_header(table: RawTable) -> list[Problem]:
    """What is wrong with the file as a whole."""
    problems = [Problem("too_many_cells", row=row) for row in table.overlong_rows]
    if table.detected.other_tables:
        sheets = _(", ").join((table.detected.sheet, *table.detected.other_tables))
        problems.append(Problem("several_tables", details={"sheets": sheets}))
    return problems


def check_rows(cursor: duckdb.DuckDBPyConnection, place: Place, this_month: date) -> list[Problem]:
    """Every error of every row. Reads the temporary tables `candidates` and `reportable`; leaves `checked_rows`, `repeats` and `staged`."""
    cursor.execute(
        statement("check_rows"),
        {
            "plan_id": place.names.plan_id,
            "period": place.chosen_period,
            "first_year": place.names.first_year,
            "last_year": place.names.last_year,
            "this_month": this_month,
            "region_keys": _regions_below(cursor, place.chosen_region),
            "above_hundred": place.rules["above_hundred"],
        },
    )
    cursor.execute(statement("check_duplicates"))
    cursor.execute(statement("upload_staged"))
    findings = find_rows(
        cursor, "select *, unnest(string_split(errors, ',')) as finding from checked_rows where errors <> '' order by position"
    )
    repeats = find_rows(cursor, "select checked_rows.*, first_position from repeats join checked_rows using (position)")
    problems = [*_row_problems(place, findings), *(_repeat(place, finding) for finding in repeats), *_title(place)]
    if not problems and not find_rows(cursor, "select 1 from checked_rows limit 1"):
        problems.append(Problem("empty_table"))
    return sorted(problems, key=lambda problem: problem.row or 0)


def check_warnings(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """What is unusual in a row that would change something. Reads `checked_rows` and `differences`."""
    findings = find_rows(
        cursor,
        """
        select checked_rows.*, unnest(string_split(warnings, ',')) as finding
        from checked_rows semi join (from differences where difference <> 'unchanged') as changes using (position)
        where warnings <> ''
        """,
    )
    return list(_row_problems(place, findings))


def find_settled(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> int:
    """How many changed figures were approved already or lie in a locked month. Reads `differences`, compared with submitted figures;
    leaves them in the temporary table `settled`."""
    cursor.execute(statement("check_life_cycle"), {"plan_id": plan_id})
    ((count,),) = cursor.execute("select count(*) from settled").fetchall()
    return int(count)


def settled_problems(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """The figures in `settled` as errors: without a correction they may not change."""
    findings = find_rows(cursor, statement("settled_rows"))
    return [
        problem_at(place, finding["position"], finding["code"], "value", {**finding, "old_value": shown(finding["old_value"])})
        for finding in findings
    ]


def _regions_below(cursor: duckdb.DuckDBPyConnection, region_key: int | None) -> list[int] | None:
    if region_key is None:
        return None
    below = cursor.execute("select descendant_key from region_closure where ancestor_key = $key", {"key": region_key})
    return [key for (key,) in below.fetchall()]


def find_rows(cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None = None) -> list[Finding]:
    """What a rule in SQL finds, as rows by column name."""
    result = cursor.execute(sql, values)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, cells, strict=True)) for cells in result.fetchall()]


def _row_problems(place: Place, findings: list[Finding]) -> Iterator[Problem]:
    for finding in findings:
        code, field = finding["finding"].split()
        problem = _problem(place, finding, code, field)
        yield _with_hint(place, problem) if code.startswith("unknown_") else problem


def _title(place: Place) -> list[Problem]:
    """The title names another month than the one reported, in a table whose rows name none."""
    detected, chosen = place.table.detected, place.chosen_period
    if not chosen or not detected.period_cell or detected.period in (None, chosen) or "period" in place.columns.places:
        return []
    details = {"title": f"{detected.period:%Y-%m}", "chosen": f"{chosen:%Y-%m}"}
    row = int(detected.period_cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return [Problem("title_period", row=row, cell=detected.period_cell, details=details)]


def _repeat(place: Place, finding: Finding) -> Problem:
    first_row = place.table.rows[finding["first_position"]].as_py()
    return _problem(place, finding, "duplicate_row", "value" if place.table.origins else "indicator", first_row=first_row)


def _problem(place: Place, finding: Finding, code: str, field: str, **more: object) -> Problem:
    """A problem with everything a sentence may say about its row."""
    names = place.names
    indicator = names.indicators.get(finding["indicator_key"], {})
    value = finding["value"]
    details: dict[str, object] = {
        "indicator": pick(indicator, "name"),
        "unit": pick(indicator, "unit"),
        "region": pick(names.regions.get(finding["region_key"], {}), "name"),
        "period": f"{finding['period']:%Y-%m}" if finding["period"] else "",
        "chosen": _chosen(place, code),
        "first_year": names.first_year,
        "last_year": names.last_year,
        "value": shown(value),
        "hundredfold": shown(value * 100 if value is not None else None),
        **{name: shown(finding[name]) for name in ("numerator", "denominator", "parts_value")},
        **more,
    }
    return problem_at(place, finding["position"], code, field, details)


def _chosen(place: Place, code: str) -> str:
    if code == "period_mismatch" and place.chosen_period:
        return f"{place.chosen_period:%Y-%m}"
    if code == "region_mismatch" and place.chosen_region is not None:
        return pick(place.names.regions[place.chosen_region], "name")
    return ""


def problem_at(place: Place, position: int, code: str, field: str, details: Mapping[str, object], wording: str = "") -> Problem:
    """A problem in the cell of `field`; where the file has no such column, in the row's value."""
    table, row = place.table, place.table.rows[position].as_py()
    column = _filled_column(place, position, field)
    if column is None:
        return Problem(code, row=row, details=details, wording=wording)
    found = table.text(position, column).strip()
    if code == "ambiguous_number":
        details = {**details, "likely": likely_number(found)}
    return Problem(code, row, table.heading(position, column), table.cell(position, column), found, details, wording)


def _filled_column(place: Place, position: int, field: str) -> int | None:
    """Of code and name, the column that was read for this row."""
    code = place.columns.places.get(f"{field}_id")
    if code is not None and place.table.text(position, code).strip():
        return code
    column = place.columns.place(field)
    return column if column is not None else place.columns.places.get("value")


def _with_hint(place: Place, problem: Problem) -> Problem:
    """The problem, worded with the name that was probably meant or with the several that fit."""
    is_indicator = problem.code == "unknown_indicator"
    names = place.names.indicator_names if is_indicator else place.names.region_names
    text = problem.found or ""
    if is_indicator and len(keys := names.keys(text)) > 1:
        codes = _(", ").join(place.names.indicators[key]["indicator_id"] for key in keys)
        return _worded(problem, "ambiguous_indicator", codes=codes)
    if likely := names.likely(text):
        return _worded(problem, f"{problem.code}_like", likely=likely)
    return problem


def _worded(problem: Problem, wording: str, **details: object) -> Problem:
    assert wording in KINDS
    return Problem(problem.code, problem.row, problem.column, problem.cell, problem.found, {**problem.details, **details}, wording)


def shown(number: Decimal | None) -> str:
    """A figure as people write it: without the zeros behind its last decimal."""
    return "" if number is None else f"{number.normalize():f}"
