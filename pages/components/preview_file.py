"""What an upload would change, as a file to take away before anything is submitted."""

import io
from html import escape

import pyarrow as pa
import streamlit as st

from etl.checking.preview import refused
from etl.life_cycle.upload import CheckedUpload
from etl.people.accounts import Account
from indicators.export import FORMATS
from indicators.export.about import About
from indicators.export.csv_file import write_csv
from indicators.export.xlsx_file import write_xlsx
from indicators.language import N_, _, current_language
from indicators.vocabulary import TASK_STATE_LABELS
from pages.components.selection import View
from pages.server.downloads import Download, issue_ticket

TITLES = {
    "row": N_("Row"),
    "indicator_id": N_("Indicator code"),
    "indicator_": N_("Indicator"),
    "region_id": N_("Region code"),
    "region_": N_("Region"),
    "item_id": N_("Code"),
    "item_": N_("Task or project"),
    "period": N_("Month"),
    "year": N_("Year"),
    "quarter": N_("Quarter"),
    "unit_": N_("Unit"),
    "old_value": N_("Before"),
    "value": N_("After"),
    "numerator": N_("Numerator"),
    "denominator": N_("Denominator"),
    "old_state": N_("State before"),
    "state": N_("State"),
    "old_percent": N_("Percent before"),
    "percent": N_("Percent done"),
    "old_investment_wan": N_("Invested before (10,000 yuan)"),
    "investment_wan": N_("Invested to date (10,000 yuan)"),
    "old_document_number": N_("Document number before"),
    "document_number": N_("Document number"),
    "note": N_("Note"),
    "difference": N_("Change"),
}
DIFFERENCES = {"changed": N_("changed"), "new": N_("new"), "unchanged": N_("unchanged")}
STATES = {str(state): words for state, words in TASK_STATE_LABELS.items()}
# columns that hold codes, and the words for them
CODES = {"difference": {**DIFFERENCES, "refused": N_("refused")}, "old_state": STATES, "state": STATES}


def preview_table_of(checked: CheckedUpload) -> pa.Table:
    """Everything the file says under the titles of the current language, with what was reported before; refused rows last."""
    preview, language = _with_refused(checked), current_language()
    places = {(f"{column}{language}" if column.endswith("_") else column): title for column, title in TITLES.items()}
    names = preview.column_names
    return pa.table({_(title): _in_words(place, preview[place]) for place, title in places.items() if place in names})


def _with_refused(checked: CheckedUpload) -> pa.Table:
    """The preview, and below it the rows that are not taken with what is wrong in place of their note."""
    preview = checked.preview
    lines = refused(checked.problems)
    if not lines:
        return preview
    left_out = pa.table(
        {
            "row": pa.array([line.row for line in lines], preview["row"].type if preview.num_rows else pa.int32()),
            "note": pa.array([" ".join(problem.message for problem in line.problems) for line in lines], pa.string()),
            "difference": pa.array(["refused"] * len(lines), pa.string()),
        }
    )
    return pa.concat_tables([preview, left_out], promote_options="permissive") if preview.num_rows else left_out


def _in_words(name: str, column: pa.ChunkedArray) -> pa.Array:
    """A column, its codes as words and its months as a template writes them."""
    if name == "period":
        return pa.array([f"{month:%Y-%m}" if month else None for month in column.to_pylist()], pa.string())
    if words := CODES.get(name):
        return pa.array([_(words[code]) if code else None for code in column.to_pylist()], pa.string())
    return column.combine_chunks()


def preview_links(account: Account, view: View, checked: CheckedUpload) -> None:
    """Links to the whole preview as a file."""

    def make(file_format: str) -> Download:
        table, out = preview_table_of(checked), io.BytesIO()
        rows = pa.RecordBatchReader.from_batches(table.schema, table.to_batches())
        if file_format == "csv":
            write_csv(rows, out)
        else:
            lines = ((_("File"), checked.file_name), ("SHA-256", checked.sha256), (_("Contents"), _("what the file would change")))
            write_xlsx(rows, About(_("Preview"), lines), out)
        name = f"{view.plan_id}_{view.month}_preview.{file_format}"
        return Download(name, FORMATS[file_format], out.getvalue(), {"preview_of": checked.file_name})

    def address(kind: str) -> str:
        return issue_ticket(account.username, lambda: make(kind), key=f"preview {checked.sha256} {checked.fingerprint} {kind}")

    links = " ".join(
        f'<a class="export" href="{escape(address(kind), quote=True)}" download>{name}</a>'
        for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
    )
    st.html(f'<p class="exports">{escape(_("Take the preview away:"))} {links}</p>')
