"""Targets that the office enters: what a file says of them is read, held against the plan and its sums, and compared with the log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.cells import Finding, findings, meanings, problem_at, unknown_name
from etl.checking.checked_upload import CheckedUpload
from etl.checking.checks import check_header, shown
from etl.checking.preview import preview
from etl.checking.problems import Problem
from etl.checking.target_words import BASES, parse_basis, parse_comparator, parse_quarter, parse_target, parse_year
from etl.ledger.commit import Differences
from etl.reading.clean import Number
from etl.reading.columns import HEADERS, PROGRESS_HEADERS, plain
from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.raw_table import RawTable
from etl.reading.units import settle
from etl.statements import statement
from indicators.language import _, pick
from indicators.vocabulary import COMPARATOR_SIGNS

ALL_HEADERS = {**HEADERS, **PROGRESS_HEADERS}
NEEDED = ("indicator", "region", "target")
FIELDS = {"indicator": ("indicator_id", "indicator"), "region": ("region_id", "region")}
SHOWN = (
    *("kind", "year", "quarter", "old_comparator", "comparator", "old_value", "value", "old_no_task", "no_task"),
    *("old_basis", "basis", "old_document_number", "document_number", "note", "difference"),
)
_WORDINGS = {"negative": "negative_target"}


@dataclass(frozen=True)
class CheckedTargets(CheckedUpload):
    """A file of targets that was read, checked and compared, with nothing written yet."""

    @property
    def preview(self) -> pa.Table:
        """Every entry of the file with its row, its names, what stands now (`old_value` …), what would stand, and the `difference`."""
        return preview(self.compared, self.table, self.names, SHOWN)


def check_targets(cursor: duckdb.DuckDBPyConnection, plan_id: str, table: RawTable) -> CheckedTargets:
    """The checked file, read from one state of the database. Raises PlanUnknown."""
    names = read_plan_names(cursor, plan_id)
    problems = [*_missing_columns(table), *check_header(table)]
    differences, compared, mark, filled = Differences(0, 0, 0), pa.table({}), "", 0
    if not any(problem.code == "missing_column" for problem in problems):
        _stage(cursor, table, names)
        problems += _check_rows(cursor, table, names)
        cursor.execute(statement("target_differences"), {"plan_id": plan_id})
        problems += _check_changes(cursor, table, names)
        differences, mark = _count(cursor), _fingerprint(cursor)
        compared = cursor.sql("from differences").to_arrow_table()
        ((filled,),) = cursor.execute("select count(*) from checked_targets").fetchall()
    return CheckedTargets(
        plan_id=plan_id,
        period=None,
        detected=table.detected,
        problems=tuple(problems),
        differences=differences,
        skipped=len(table.rows) - filled,
        rejected=filled - compared.num_rows,
        compared=compared,
        table=table,
        names=names,
        fingerprint=mark,
    )


def _missing_columns(table: RawTable) -> Iterator[Problem]:
    needed = (*NEEDED, *(("year",) if table.detected.year is None else ()))
    for field in needed:
        if all(table.place(name) is None for name in FIELDS.get(field, (field,))):
            name = _(ALL_HEADERS[field])
            yield Problem("missing_column", row=table.detected.header_row, column=name, details={"name": name})


def _stage(cursor: duckdb.DuckDBPyConnection, table: RawTable, names: PlanNames) -> None:
    """Leaves the table `target_candidates`, one row per row of the file."""
    indicators = _keys(table, "indicator", names.indicator_names.key)
    years = (
        meanings(table.texts("year"), parse_year) if table.place("year") is not None else [table.detected.year] * len(table.rows)
    )
    bases = meanings(table.texts("basis"), parse_basis)
    numbers = [
        _in_units(names, number, key, basis)
        for number, key, basis in zip(meanings(table.texts("target"), parse_target), indicators, bases, strict=True)
    ]
    units = meanings(table.texts("unit"), plain)
    comparators = meanings(table.texts("comparator"), parse_comparator)
    quarters = meanings(table.texts("quarter"), parse_quarter)
    candidates = {
        "position": pa.array(range(len(table.rows)), pa.int32()),
        "indicator_key": pa.array(indicators, pa.int32()),
        "region_key": pa.array(_keys(table, "region", names.region_names.key), pa.int32()),
        "year": pa.array(years, pa.int32()),
        "quarter": pa.array(quarters, pa.int32()),
        "comparator": pa.array(comparators, pa.string()),
        "is_comparator": pa.array([word is not None for word in comparators], pa.bool_()),
        "basis": pa.array(bases, pa.string()),
        "is_basis": pa.array([word is not None for word in bases], pa.bool_()),
        "value": pa.array([number.value for number in numbers], pa.decimal128(18, 4)),
        "value_state": pa.array([number.state for number in numbers], pa.string()),
        "has_percent_sign": pa.array([number.has_percent_sign for number in numbers], pa.bool_()),
        "unit_fits": pa.array([_fits(names, key, unit) for key, unit in zip(indicators, units, strict=True)], pa.bool_()),
        **{
            field: pa.array(meanings(table.texts(field), lambda text: text.strip() or None), pa.string())
            for field in ("document_number", "note")
        },
        **{
            f"has_{field}": pc.not_equal(pc.utf8_trim_whitespace(table.texts(field)), "")
            for field in ("year", "quarter", "comparator", "basis")
        },
    }
    cursor.register("target_candidates", pa.table(candidates))


def _keys(table: RawTable, field: str, key: Any) -> list[int | None]:
    """Keys by code where there is one, else by name."""
    by_code, by_name = meanings(table.texts(f"{field}_id"), key), meanings(table.texts(field), key)
    codes = table.texts(f"{field}_id").to_pylist()
    return [coded if code.strip() else named for code, coded, named in zip(codes, by_code, by_name, strict=True)]


def _in_units(names: PlanNames, number: Number, indicator_key: int | None, basis: str | None) -> Number:
    """The number in the unit of its indicator; a baseline is in a unit of its own."""
    if indicator_key is None or basis == "baseline" or number.state != "number":
        return number
    row = names.indicators[indicator_key]
    return settle(number, (row["unit_zh"], row["unit_en"]), names.units)


def _fits(names: PlanNames, indicator_key: int | None, unit: str) -> bool:
    row = names.indicators.get(indicator_key, {}) if indicator_key is not None else {}
    return not unit or not row or unit in (plain(row["unit_zh"]), plain(row["unit_en"]))


def _check_rows(cursor: duckdb.DuckDBPyConnection, table: RawTable, names: PlanNames) -> list[Problem]:
    """Every error of every row; leaves `checked_targets` and `target_repeats`."""
    cursor.execute(statement("check_targets"), {"plan_id": names.plan_id})
    cursor.execute(statement("check_target_rows"), {"first_year": names.first_year, "last_year": names.last_year})
    cursor.execute(statement("target_repeats"))
    rows = findings(
        cursor,
        """
        select checked_targets.*, unnest(string_split(errors, ',')) as finding
        from checked_targets where errors <> '' order by position
        """,
    )
    problems = list(_row_problems(table, names, rows))
    for repeat in findings(
        cursor, "select checked_targets.*, first_position from target_repeats join checked_targets using (position)"
    ):
        details = {**_details(names, repeat), "first_row": table.rows[repeat["first_position"]].as_py()}
        problems.append(problem_at(table, repeat["position"], FIELDS["indicator"], "duplicate_row", details, "duplicate_target"))
    if not problems and not findings(cursor, "select 1 as one from checked_targets limit 1"):
        problems.append(Problem("empty_table", wording="empty_targets"))
    return sorted(problems, key=lambda problem: problem.row or 0)


def _row_problems(table: RawTable, names: PlanNames, rows: Iterable[Finding]) -> Iterator[Problem]:
    indicator_codes = {key: row["indicator_id"] for key, row in names.indicators.items()}
    region_codes = {key: row["region_id"] for key, row in names.regions.items()}
    for finding in rows:
        code, field = finding["finding"].split()
        position, fields = finding["position"], FIELDS.get(field, (field,))
        if code == "unknown_indicator":
            yield unknown_name(table, position, fields, code, names.indicator_names, indicator_codes)
        elif code == "unknown_region":
            yield unknown_name(table, position, fields, code, names.region_names, region_codes)
        else:
            yield problem_at(table, position, fields, code, _details(names, finding), _WORDINGS.get(code, ""))


def _check_changes(cursor: duckdb.DuckDBPyConnection, table: RawTable, names: PlanNames) -> Iterator[Problem]:
    """The warnings about what would change, and one for every target whose parts, after this file, do not add up to it."""
    rows = findings(
        cursor,
        """
        select checked_targets.*, warnings as finding
        from checked_targets semi join (from differences where difference <> 'unchanged') as changes using (position)
        where warnings <> '' order by position
        """,
    )
    yield from _row_problems(table, names, rows)
    for finding in findings(cursor, statement("check_allocations"), {"plan_id": names.plan_id}):
        indicator = names.indicators[finding["indicator_key"]]
        details = {
            "indicator": pick(indicator, "name"),
            "unit": pick(indicator, "unit"),
            "when": str(finding["year"]),
            "parent": pick(names.regions[finding["parent_key"]], "name"),
            "sum": shown(finding["total"]),
            "whole": shown(finding["whole"]),
            "difference": shown(finding["total"] - finding["whole"]),
        }
        yield problem_at(table, finding["position"], ("target",), "allocation_differs", details)


def _details(names: PlanNames, finding: Finding) -> dict[str, Any]:
    """Everything a sentence may say about a row."""
    indicator = names.indicators.get(finding["indicator_key"], {})
    printed = {"target": finding["printed_value"], "baseline": finding["printed_baseline"], "start": finding["printed_start"]}[
        finding["kind"]
    ]
    sign = COMPARATOR_SIGNS.get(finding["printed_comparator"] or "", "") if finding["kind"] == "target" else ""
    year, quarter = finding["year"], finding["quarter"]
    return {
        "indicator": pick(indicator, "name"),
        "unit": pick(indicator, "unit"),
        "region": pick(names.regions.get(finding["region_key"], {}), "name"),
        "year": year,
        "when": _when(year, quarter),
        "printed": "/" if finding["is_printed_slash"] else f"{sign} {shown(printed)}".strip(),
        "first_year": names.first_year,
        "last_year": names.last_year,
        "value": shown(finding["value"]),
        "words": _(", ").join(_(word) for word in BASES.values()),
        "delegated": _(BASES["delegated"]),
    }


def _when(year: int | None, quarter: int | None) -> str:
    if year is None:
        return _("no year stated")
    return str(year) if quarter is None else _("{year} quarter {quarter}", year=year, quarter=quarter)


def _count(cursor: duckdb.DuckDBPyConnection) -> Differences:
    counts = dict(cursor.execute("select difference, count(*) from differences group by difference").fetchall())
    return Differences(counts.get("new", 0), counts.get("changed", 0), counts.get("unchanged", 0))


def _fingerprint(cursor: duckdb.DuckDBPyConnection) -> str:
    """What the temporary table `differences` would do, in one word; it is another word as soon as anything differs."""
    ((mark,),) = cursor.execute("select bit_xor(hash(differences)) from differences").fetchall()
    return str(mark)
