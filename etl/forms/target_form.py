"""Forms for the targets that the office enters: what is left to be entered, as rows for a page, as a workbook, as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import xlsxwriter

from etl.checking.checks import shown
from etl.checking.target_words import BASES, WITHDRAWN
from etl.database import Database
from etl.forms.template import Formats, explain_columns
from etl.people.accounts import Account
from etl.reading.columns import HEADERS, PROGRESS_HEADERS
from etl.reading.plan_names import read_plan_names
from etl.reporting import require_office
from etl.statements import statement
from indicators.language import N_, _, pick

COLUMNS = (
    "indicator_id",
    "indicator",
    "region_id",
    "region",
    "year",
    "quarter",
    "unit",
    "basis",
    "target",
    "document_number",
    "note",
)
FILLED_IN = ("target", "document_number", "note")
WIDTHS = {"indicator_id": 24, "indicator": 34, "region_id": 16, "region": 18, "document_number": 26, "note": 30}
MEANINGS = {
    "basis": N_(
        "What is entered: allocated = a region's part of the target above it; handed down = set by the higher level, with the number of "
        "its document; baseline and starting value = what a target is measured from, with its source."
    ),
    "target": N_("The figure. “/” means that the region has no task. Leave the cell empty where nothing is entered."),
    "document_number": N_("The document the figure comes from; needed for everything but allocations, and shown as its source."),
}


def target_slots(database: Database, account: Account, plan_id: str) -> pa.Table:
    """What the office may enter for a plan, with the entry that stands (`value`, `no_task`, `document_number`, `note`).

    `basis` is allocated (then `whole` and `parent_zh` say what is broken down), delegated, baseline or start.
    Raises UploadNotAllowed, PlanUnknown.
    """
    require_office(account)
    with database.reading() as cursor:
        read_plan_names(cursor, plan_id)
        return cursor.sql(statement("target_slots"), params={"plan_id": plan_id}).to_arrow_table()


def entered(slot: Mapping[str, Any]) -> str:
    """The figure that stands in a slot, as people write it; empty when there is none."""
    return "/" if slot["no_task"] else shown(slot["value"])


def filled_form(slots: Iterable[Mapping[str, Any]]) -> bytes:
    """The file that stands for a form filled in on the screen: each slot with the texts `target`, `document_number` and `note`.

    A slot whose figure was emptied takes back what was entered there.
    """
    rows = [dict(slot) | {"target": WITHDRAWN if entered(slot) and not slot["target"] else slot["target"]} for slot in slots]
    return _csv([_cells(row) | {field: row[field] for field in FILLED_IN} for row in rows if row["target"]])


def target_csv(slots: pa.Table) -> bytes:
    """The slots as CSV, with what stands, which Excel opens in the right characters."""
    return _csv([_cells(slot) | _standing(slot) for slot in slots.to_pylist()])


def target_xlsx(slots: pa.Table) -> bytes:
    """The slots as a workbook, with what stands: only the cells to fill in are unlocked; a second sheet explains the columns."""
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        formats, form = Formats(workbook), workbook.add_worksheet(_("Targets"))
        for place, field in enumerate(COLUMNS):
            form.write_string(0, place, _(_header(field)), formats.header)
            form.set_column(place, place, WIDTHS.get(field, 12))
        for number, slot in enumerate(slots.to_pylist(), start=1):
            cells = _cells(slot) | _standing(slot)
            for place, field in enumerate(COLUMNS):
                form.write_string(number, place, cells[field], formats.text if field in FILLED_IN else formats.fixed)
        form.freeze_panes(1, 2)
        form.autofilter(0, 0, max(slots.num_rows, 1), len(COLUMNS) - 1)
        form.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
        meanings = {_header(field): meaning for field, meaning in MEANINGS.items()}
        explain_columns(workbook.add_worksheet(_("Explanation")), formats, meanings)
    return output.getvalue()


def _header(field: str) -> str:
    return HEADERS.get(field) or PROGRESS_HEADERS[field]


def _csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow([_(_header(field)) for field in COLUMNS])
    writer.writerows([row[field] for field in COLUMNS] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def _cells(slot: Mapping[str, Any]) -> dict[str, str]:
    """What a slot says of itself."""
    return {
        "indicator_id": slot["indicator_id"],
        "indicator": pick(slot, "indicator"),
        "region_id": slot["region_id"],
        "region": pick(slot, "region"),
        "year": str(slot["year"] or ""),
        "quarter": str(slot["quarter"] or ""),
        "unit": "" if slot["kind"] == "baseline" else pick(slot, "unit"),  # of what the change is measured in, which nobody states
        "basis": _(BASES[slot["basis"]]) if slot["basis"] in BASES else "",
    }


def _standing(slot: Mapping[str, Any]) -> dict[str, str]:
    return {"target": entered(slot), "document_number": slot["document_number"] or "", "note": slot["note"] or ""}
