"""Forms to fill in: what an account owes for a month, as a workbook or as CSV, ready to be uploaded once the figures are in."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl.checking.checks import shown
from etl.reading.columns import FIGURES, HEADERS
from indicators.language import N_, _, pick
from indicators.vocabulary import COMPARATOR_SIGNS

# field → header; the two that only inform stand before those to be filled in
COLUMNS = {
    **{field: HEADERS[field] for field in ("indicator_id", "indicator", "region_id", "region", "period", "unit")},
    "target": N_("Target of the year"),
    "last": N_("Figure before"),
    **{field: HEADERS[field] for field in (*FIGURES, "note")},
}
WIDTHS = {"indicator_id": 24, "indicator": 32, "region_id": 14, "region": 16, "note": 30}
MEANINGS = {
    "indicator_id": N_("Which indicator. Do not change it; the name may stand in its place."),
    "region_id": N_("Which town, district or city. Do not change it; the name may stand in its place."),
    "period": N_("The month the figure speaks of, like 2017-09."),
    "unit": N_("The unit of the figure. Convert figures that you have in another unit."),
    "target": N_("What the plan asks for by the end of the year; for information."),
    "last": N_("The figure last reported and its month; for information."),
    "value": N_(
        "The figure. Amounts done within a year are totals since 1 January, not the month's own amount. "
        "Leave the cell empty if nothing is reported, write “/” where there is nothing to report. Four decimals are kept."
    ),
    "numerator": N_(
        "For percentages made of two amounts: the part. With both amounts the percentage is worked out and may be left empty."
    ),
    "denominator": N_("For percentages made of two amounts: the whole."),
    "note": N_("Anything a reader of the figure should know."),
}


def xlsx_template(rows: pa.Table) -> bytes:
    """A workbook for the rows of `owed`: only the cells to fill in are unlocked; a second sheet explains the columns."""
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as workbook:
        form = workbook.add_worksheet(_("Report"))
        _write_form(form, Formats(workbook), rows.to_pylist())
        meanings = {COLUMNS[field]: meaning for field, meaning in MEANINGS.items()}
        explain_columns(workbook.add_worksheet(_("Explanation")), Formats(workbook), meanings)
    return output.getvalue()


def csv_template(rows: pa.Table) -> bytes:
    """The same form as CSV, which Excel opens in the right characters."""
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    writer.writerow([_(header) for header in COLUMNS.values()])
    writer.writerows([_cells(row)[field] for field in COLUMNS] for row in rows.to_pylist())
    return output.getvalue().encode("utf-8-sig")


def _cells(row: dict[str, Any]) -> dict[str, str]:
    """What stands in a row of the form before anybody fills it in."""
    last = f"{shown(row['last_value'])} ({row['last_period']:%Y-%m})" if row["last_period"] else ""
    return {
        "indicator_id": row["indicator_id"],
        "indicator": pick(row, "indicator"),
        "region_id": row["region_id"],
        "region": pick(row, "region"),
        "period": f"{row['period']:%Y-%m}",
        "unit": pick(row, "unit"),
        "target": f"{COMPARATOR_SIGNS.get(row['comparator'], '')} {shown(row['target'])}".strip()
        if row["target"] is not None
        else "",
        "last": last,
        **dict.fromkeys((*FIGURES, "note"), ""),
    }


class Formats:
    """The few cell formats of a form."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.header: Format = workbook.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.fixed: Format = workbook.add_format({"font_color": "#595959"})
        self.closed: Format = workbook.add_format({"bg_color": "#EDEDED"})
        self.number: Format = workbook.add_format(
            {"locked": False, "num_format": "General", "border": 1, "border_color": "#A6A6A6"}
        )
        self.text: Format = workbook.add_format({"locked": False, "num_format": "@", "border": 1, "border_color": "#A6A6A6"})
        self.wrapped: Format = workbook.add_format({"text_wrap": True, "valign": "top"})


def _write_form(form: Worksheet, formats: Formats, rows: list[dict[str, Any]]) -> None:
    places = {field: index for index, field in enumerate(COLUMNS)}
    for field, place in places.items():
        form.write_string(0, place, _(COLUMNS[field]), formats.header)
        form.set_column(place, place, WIDTHS.get(field, 12))
    for number, row in enumerate(rows, start=1):
        for field, text in _cells(row).items():
            if field in ("numerator", "denominator") and not row["has_parts"]:
                form.write_blank(number, places[field], None, formats.closed)
            elif field in FIGURES:
                form.write_blank(number, places[field], None, formats.number)
                form.data_validation(number, places[field], number, places[field], _validation(row, field))
            elif field == "note":
                form.write_blank(number, places[field], None, formats.text)
            else:
                form.write_string(number, places[field], text, formats.fixed)
    form.freeze_panes(1, places["period"])
    form.autofilter(0, 0, max(len(rows), 1), len(places) - 1)
    form.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})


def _validation(row: dict[str, Any], field: str) -> dict[str, Any]:
    """Asks again about what is no number; a slash for “nothing to report” can still be kept."""
    named = pick(row, field) if field != "value" else pick(row, "indicator")
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -99_999_999_999_999,
        "maximum": 99_999_999_999_999,
        "error_type": "warning",
        "error_message": _("This is not a number."),
        "input_title": _(COLUMNS[field])[:32],
        "input_message": f"{named} ({pick(row, 'unit')})"[:255] if field == "value" else named[:255],
    }


def explain_columns(sheet: Worksheet, formats: Formats, meanings: Mapping[str, str], width: int = 22) -> None:
    """The second sheet of a form: each column's header (English text), `width` characters wide, beside what to write there."""
    sheet.set_column(0, 0, width)
    sheet.set_column(1, 1, 90)
    for number, (header, meaning) in enumerate(meanings.items()):
        sheet.write_string(number, 0, _(header), formats.header)
        sheet.write_string(number, 1, _(meaning), formats.wrapped)
    sheet.protect()


def template_name(plan_id: str, period: date, ending: str) -> str:
    """A file name for the form of one plan and month."""
    return f"{plan_id}_{period:%Y-%m}.{ending}"
