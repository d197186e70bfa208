"""Forms for the progress of tasks and projects: what an account owes for a month, a sheet for each kind, states to choose from a list."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.checking.checks import shown
from etl.checking.items import THINGS
from etl.forms.template import Formats, explain_columns
from etl.reading.columns import HEADERS, PROGRESS_HEADERS
from indicators.language import N_, _, pick
from indicators.vocabulary import TASK_STATE_LABELS, TaskState

TITLES = {"tasks": N_("Tasks"), "projects": N_("Projects")}
ALL_HEADERS = {
    **HEADERS,
    **PROGRESS_HEADERS,
    "deadline": N_("Deadline"),
    "last": N_("Progress before"),
    "planned": N_("Investment planned (10,000 yuan)"),
}
INFORMING = ("region", "deadline", "last")
FILLED_IN = ("state", "percent", "invested_wan", "note")
WIDTHS = {"task_id": 20, "project_id": 20, "task": 52, "project": 40, "region": 16, "last": 24, "state": 12, "note": 40}
MEANINGS = {
    "state": N_("How far it is: choose from the list."),
    "percent": N_("The share that is done, 0 to 100. It may be left empty."),
    "invested_wan": N_("For projects: all that was invested so far, not the month's own amount, in 10,000 yuan."),
    "note": N_(
        "What was done and what holds it up. What is reported as done also needs an evidence file, attached on the page Upload or My reports."
    ),
}


def progress_xlsx(owed: Mapping[str, pa.Table]) -> bytes:
    """A workbook for the rows of `owed_items` by kind: a sheet for each kind that has any, then one that explains the columns.

    A file with several filled sheets is read one sheet at a time.
    """
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        formats = Formats(workbook)
        for kind, rows in owed.items():
            if rows.num_rows:
                _write_form(workbook.add_worksheet(_(TITLES[kind])), formats, kind, rows.to_pylist())
        meanings = {ALL_HEADERS[field]: meaning for field, meaning in MEANINGS.items()}
        explain_columns(workbook.add_worksheet(_("Explanation")), formats, meanings, width=26)
    return output.getvalue()


def progress_csv(kind: str, rows: pa.Table) -> bytes:
    """The same form for one kind as CSV, which Excel opens in the right characters."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow([_(ALL_HEADERS[field]) for field in _columns(kind)])
    writer.writerows([_cells(kind, row).get(field, "") for field in _columns(kind)] for row in rows.to_pylist())
    return output.getvalue().encode("utf-8-sig")


def _columns(kind: str) -> tuple[str, ...]:
    thing = THINGS[kind]
    planned = ("planned",) if kind == "projects" else ()
    filled_in = tuple(field for field in FILLED_IN if kind == "projects" or field != "invested_wan")
    return (f"{thing}_id", thing, "period", *INFORMING, *planned, *filled_in)


def _cells(kind: str, row: Mapping[str, Any]) -> dict[str, str]:
    """What stands in a row of the form before anybody fills it in."""
    thing = THINGS[kind]
    return {
        f"{thing}_id": row["item_id"],
        thing: pick(row, "item"),
        "period": f"{row['period']:%Y-%m}",
        "region": pick(row, "region"),
        "deadline": f"{row['deadline']:%Y-%m-%d}" if row["deadline"] else "",
        "last": _last(row),
        "planned": shown(row["planned_wan"]),
    }


def _last(row: Mapping[str, Any]) -> str:
    """The report before, in words: state, percent, month."""
    if row["last_state"] is None:
        return ""
    percent: Decimal | None = row["last_percent"]
    share = f" {shown(percent)} %" if percent is not None else ""
    return f"{_(TASK_STATE_LABELS[TaskState(row['last_state'])])}{share} ({row['last_period']:%Y-%m})"


def _write_form(form: Worksheet, formats: Formats, kind: str, rows: list[dict[str, Any]]) -> None:
    columns = _columns(kind)
    for place, field in enumerate(columns):
        form.write_string(0, place, _(ALL_HEADERS[field]), formats.header)
        form.set_column(place, place, WIDTHS.get(field, 12))
    for number, row in enumerate(rows, start=1):
        cells = _cells(kind, row)
        for place, field in enumerate(columns):
            if field in FILLED_IN:
                form.write_blank(number, place, None, formats.text if field in ("state", "note") else formats.number)
            else:
                form.write_string(number, place, cells[field], formats.fixed)
    for field in ("state", "percent"):
        form.data_validation(1, columns.index(field), max(len(rows), 1), columns.index(field), _validation(field))
    form.freeze_panes(1, 2)
    form.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    form.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _validation(field: str) -> dict[str, Any]:
    if field == "state":
        return {"validate": "list", "source": [_(label) for label in TASK_STATE_LABELS.values()]}
    return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100, "error_type": "warning"}
