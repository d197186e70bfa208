"""A file of task or project progress on its way: its texts become states and numbers, every rule is asked, all is compared."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from etl.checking.cells import Finding, findings, meanings, problem_at, unknown_name
from etl.checking.checked_progress import CheckedProgress
from etl.checking.checks import check_header, shown
from etl.checking.items import THINGS, ItemNames, find_items, read_item_names
from etl.checking.problems import Problem
from etl.checking.progress import parse_state
from etl.ledger.commit import Differences
from etl.ledger.standing import submitted_world
from etl.people.accounts import Account
from etl.plans.rule_settings import read_rules
from etl.reading.clean import Number, parse_month, parse_number
from etl.reading.columns import HEADERS, PROGRESS_HEADERS
from etl.reading.plan_names import PlanNames, read_plan_names
from etl.reading.raw_table import RawTable
from etl.reading.table_body import bracketed_unit
from etl.reading.units import settle
from etl.statements import statement
from indicators.language import _, pick
from indicators.vocabulary import TASK_STATE_LABELS, TaskState

PERCENT = pa.decimal128(18, 4)
UNITS = {"percent": ("%",), "invested_wan": ("万元", "万")}
ALL_HEADERS = {**HEADERS, **PROGRESS_HEADERS}
# codes whose sentence speaks of a figure, in the words for progress
_WORDINGS = {"negative": "negative_investment", "already_approved": "approved_item"}


@dataclass(frozen=True)
class _File:
    """One file with what its findings need to become sentences."""

    table: RawTable
    kind: str
    items: ItemNames
    plan: PlanNames
    period: date | None

    def fields(self, field: str) -> tuple[str, ...]:
        """The columns that may hold `field`; the code's before the name's."""
        thing = THINGS[self.kind]
        return (f"{thing}_id", thing) if field == "item" else (field,)


def check_progress(
    cursor: duckdb.DuckDBPyConnection,
    account: Account | None,
    plan_id: str,
    period: date | None,
    table: RawTable,
    this_month: date,
    is_correction: bool,
) -> CheckedProgress:
    """The checked file of kind `tasks` or `projects`, read from one state of the database. Raises PlanUnknown."""
    kind = table.detected.kind
    names = read_plan_names(cursor, plan_id)
    find_items(cursor, account, plan_id)
    items = read_item_names(cursor, plan_id, kind)
    file = _File(table, kind, items, names, period)
    result = functools.partial(
        CheckedProgress, plan_id=plan_id, period=period, detected=table.detected, table=table, names=names, items=items
    )
    problems = [*_missing_columns(file), *check_header(table)]
    if any(problem.code == "missing_column" for problem in problems):
        return result(
            problems=tuple(problems), differences=Differences(0, 0, 0), skipped=0, rejected=0, compared=pa.table({}), fingerprint=""
        )
    _stage(cursor, file)
    with submitted_world(cursor):
        cursor.execute(statement(f"standing_{kind}"), {"plan_id": plan_id})
    problems += _check_rows(cursor, file, plan_id, this_month)
    differences = _compare(cursor)
    problems += _check_changes(cursor, file)
    settled = list(_settled(cursor, file, plan_id))
    filled, staged = _counts(cursor)
    return result(
        problems=tuple(problems if is_correction else [*problems, *settled]),
        differences=differences,
        skipped=len(table.rows) - filled,
        rejected=filled - staged,
        compared=cursor.sql("from differences").to_arrow_table(),
        fingerprint=_fingerprint(cursor),
        corrected=len(settled) if is_correction else 0,
    )


def _compare(cursor: duckdb.DuckDBPyConnection) -> Differences:
    """Reads the temporary tables `staged` and `standing_progress`; leaves `differences` with the word new, changed or unchanged."""
    cursor.execute(statement("progress_differences"))
    counts = dict(cursor.execute("select difference, count(*) from differences group by difference").fetchall())
    return Differences(counts.get("new", 0), counts.get("changed", 0), counts.get("unchanged", 0))


def _fingerprint(cursor: duckdb.DuckDBPyConnection) -> str:
    """What the temporary table `differences` would do, in one word; it is another word as soon as anything differs."""
    (row,) = cursor.execute(
        """
        select bit_xor(hash(
            item_id, period, old_state, old_percent, old_investment_wan, old_note, state, percent, investment_wan, note
        )) from differences
        """
    ).fetchall()
    return str(row[0])


def _missing_columns(file: _File) -> Iterator[Problem]:
    thing = THINGS[file.kind]
    has_period = file.period or file.table.detected.period
    for fields in ((thing, f"{thing}_id"), ("state",), *((("period",),) if not has_period else ())):
        if all(file.table.place(field) is None for field in fields):
            name = _(ALL_HEADERS[fields[0]])
            yield Problem("missing_column", row=file.table.detected.header_row, column=name, details={"name": name})


def _stage(cursor: duckdb.DuckDBPyConnection, file: _File) -> None:
    """Leaves the table `progress_candidates`, one row per row of the file."""
    table, thing = file.table, THINGS[file.kind]
    codes, titles = (meanings(table.texts(field), file.items.names.key) for field in (f"{thing}_id", thing))
    has_code = [bool(text.strip()) for text in table.texts(f"{thing}_id").to_pylist()]
    keys = [code if is_coded else title for code, title, is_coded in zip(codes, titles, has_code, strict=True)]
    period = file.period or table.detected.period
    states = table.texts("state")
    candidates = {
        "position": pa.array(range(len(table.rows)), pa.int32()),
        "item_id": pa.array([None if key is None else file.items.rows[key]["item_id"] for key in keys], pa.string()),
        "period": pa.repeat(pa.scalar(period, pa.date32()), len(table.rows))
        if table.place("period") is None
        else pa.array(
            meanings(table.texts("period"), lambda text: parse_month(text, period.year if period else None)), pa.date32()
        ),
        "state": pa.array(meanings(states, parse_state), pa.string()),
        "has_state": pc.not_equal(pc.utf8_trim_whitespace(states), ""),
        "note": pa.array(meanings(table.texts("note"), lambda text: text.strip() or None), pa.string()),
        "has_evidence": pc.not_equal(pc.utf8_trim_whitespace(table.texts("evidence")), ""),
    }
    for field, column in (("percent", "percent"), ("invested_wan", "invested")):
        numbers = meanings(table.texts(field), _reader(file, field))
        candidates[column] = pa.array([number.value for number in numbers], PERCENT)
        candidates[f"{column}_state"] = pa.array([number.state for number in numbers], pa.string())
        candidates[f"{column}_has_sign"] = pa.array([number.has_percent_sign for number in numbers], pa.bool_())
    cursor.register("progress_candidates", pa.table(candidates))


def _reader(file: _File, field: str) -> Callable[[str], Number]:
    """How the numbers of a column are read: in its unit, into which those with another one behind them, or in its header, are turned."""
    place = file.table.place(field)
    stated = bracketed_unit(file.table.heading(0, place), file.plan) if place is not None and len(file.table.rows) else ""

    def read(text: str) -> Number:
        number = parse_number(text)
        if field == "invested_wan" and number.has_percent_sign:
            return Number("bad")
        if number.state == "number" and not number.unit and stated not in ("", "%"):
            number = replace(number, unit=stated)
        return settle(number, UNITS[field])

    return read


def _check_rows(cursor: duckdb.DuckDBPyConnection, file: _File, plan_id: str, this_month: date) -> list[Problem]:
    """Every error of every row; leaves `checked_progress`, `progress_repeats` and `staged`."""
    first_year, last_year = file.plan.first_year, file.plan.last_year
    parameters = {
        "plan_id": plan_id,
        "kind": file.kind,
        "period": file.period,
        "this_month": this_month,
        "first_year": first_year,
        "last_year": last_year,
        "done_needs_evidence": read_rules(cursor, plan_id)["done_needs_evidence"],
    }
    cursor.execute(statement("check_progress"), parameters)
    cursor.execute(statement("check_progress_repeats"))
    cursor.execute(statement("progress_staged"))
    rows = findings(cursor, "select *, unnest(string_split(errors, ',')) as finding from checked_progress where errors <> ''")
    repeats = findings(
        cursor, "select checked_progress.*, first_position from progress_repeats join checked_progress using (position)"
    )
    problems = [*_row_problems(file, rows), *(_repeat(file, finding) for finding in repeats)]
    if not problems and not findings(cursor, "select 1 as one from checked_progress limit 1"):
        problems.append(Problem("empty_table", wording="empty_progress"))
    return sorted(problems, key=lambda problem: problem.row or 0)


def _check_changes(cursor: duckdb.DuckDBPyConnection, file: _File) -> list[Problem]:
    """What is asked of a report that would change something: the warnings, and evidence where it says done."""
    rows = findings(
        cursor,
        """
        select checked_progress.*, unnest(string_split(about_changes, ',')) as finding
        from checked_progress semi join (from differences where difference <> 'unchanged') as changes using (position)
        where about_changes <> '' order by position
        """,
    )
    return list(_row_problems(file, rows))


def _settled(cursor: duckdb.DuckDBPyConnection, file: _File, plan_id: str) -> Iterator[Problem]:
    """Every changed report that was approved already or lies in a locked month."""
    for finding in findings(cursor, statement("check_progress_life_cycle"), {"plan_id": plan_id}):
        details = {
            **finding,
            "item": pick(file.items.by_id[finding["item_id"]], "title"),
            "old_state": _state(finding["old_state"]),
        }
        code = finding["code"]
        yield problem_at(file.table, finding["position"], ("state",), code, details, _WORDINGS.get(code, ""))


def _row_problems(file: _File, rows: Iterable[Finding]) -> Iterator[Problem]:
    for finding in rows:
        code, field = finding["finding"].split()
        if code == "unknown_item":
            thing, codes = THINGS[file.kind], {key: row["item_id"] for key, row in file.items.rows.items()}
            yield unknown_name(file.table, finding["position"], file.fields(field), f"unknown_{thing}", file.items.names, codes)
        else:
            wording = _WORDINGS.get(code, "")
            yield problem_at(file.table, finding["position"], file.fields(field), code, _details(file, finding), wording)


def _repeat(file: _File, finding: Finding) -> Problem:
    details = {**_details(file, finding), "first_row": file.table.rows[finding["first_position"]].as_py()}
    return problem_at(file.table, finding["position"], file.fields("item"), "duplicate_row", details, "duplicate_item")


def _details(file: _File, finding: Finding) -> dict[str, Any]:
    """Everything a sentence may say about a row."""
    percent: Decimal | None = finding["percent"]
    row = file.items.by_id.get(finding["item_id"], {})
    months = {name: f"{finding[name]:%Y-%m}" if finding[name] else "" for name in ("period", "before_period")}
    numbers = ("percent", "invested", "planned", "before_percent", "before_invested")
    return {
        "item": pick(row, "title"),
        "indicator": pick(row, "title"),
        "unit": "%" if finding.get("finding", "").endswith("percent") else _("10,000 yuan"),
        "leads": pick(row, "leads"),
        "states": _(", ").join(_(label) for label in TASK_STATE_LABELS.values()),
        "chosen": f"{file.period:%Y-%m}" if file.period else "",
        "first_year": file.plan.first_year,
        "last_year": file.plan.last_year,
        "hundredfold": shown(percent * 100 if percent is not None else None),
        "new_state": _state(finding["state"]),
        **months,
        **{name: shown(finding[name]) for name in numbers},
    }


def _state(state: str | None) -> str:
    return _(TASK_STATE_LABELS[TaskState(state)]) if state else ""


def _counts(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many rows say something, and how many of them broke no rule."""
    (row,) = cursor.execute("select (select count(*) from checked_progress), (select count(*) from staged)").fetchall()
    return int(row[0]), int(row[1])
