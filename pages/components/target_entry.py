"""Entering targets: a form for one indicator, or a file; what is in hand is checked like every upload before it is written."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import Any

import pyarrow as pa
import streamlit as st

from etl.checking.target_words import BASES
from etl.forms.target_form import entered, filled_form, target_csv, target_slots, target_xlsx
from etl.life_cycle.upload import CheckedUpload, check_any
from etl.people.accounts import Account
from etl.reading.clean import parse_number
from etl.reading.raw_table import Limits
from indicators.export import FORMATS
from indicators.language import N_, _, pick
from indicators.numbers import exact
from indicators.queries import Row
from pages.components.html import empty_state, show
from pages.components.selection import View, choose, filter_row
from pages.server.downloads import Download, issue_ticket
from pages.server.state import database

# what a person comes to enter → the bases it is made of
TASKS = {
    "allocated": (N_("Break down to towns"), ("allocated",)),
    "delegated": (N_("Handed down by the higher level"), ("delegated",)),
    "baseline": (N_("Baselines and starting values"), ("baseline", "start")),
}
WRITERS = {"xlsx": target_xlsx, "csv": target_csv}
File = tuple[str, bytes]


def target_form(account: Account, view: View) -> File | None:
    """The form for one indicator and year; once sent, what was filled in, as a file."""
    slots = target_slots(database(), account, view.plan_id).to_pylist()
    with filter_row("allocation"):
        task = choose("entry", _("What to enter"), {name: _(title) for name, (title, _bases) in TASKS.items()}, "allocated")
        fitting = [slot for slot in slots if slot["basis"] in TASKS[task][1]]
        if not fitting:
            empty_state(_("The plan leaves nothing of this kind to be entered."))
            return None
        names = {slot["indicator_id"]: pick(slot, "indicator") for slot in fitting}
        indicator = choose("indicator", _("Indicator"), names, fitting[0]["indicator_id"])
        fitting = [slot for slot in fitting if slot["indicator_id"] == indicator]
        years = {str(slot["year"]): str(slot["year"] or _("no year stated")) for slot in fitting}
        asked = str(view.period.year)
        year = choose("year", _("Year"), years, asked if asked in years else next(iter(years))) if task == "allocated" else ""
    shown = [slot for slot in fitting if not year or str(slot["year"]) == year]
    above = st.container()
    with st.form(f"targets-{view.plan_id}-{task}-{indicator}-{year}-{st.session_state.get('targets_number', 0)}", border=False):
        rows = st.data_editor(
            _grid(shown),
            height="content",
            hide_index=True,
            column_config=_columns(shown),
            disabled=list(_fixed(shown)),
            width="stretch",
        )
        is_sent = st.form_submit_button(_("Check what was entered"))
    with above:
        show(
            _sum_words(
                shown, [text or exact(slot["simulated_value"]) for slot, text in zip(shown, rows["target"].tolist(), strict=True)]
            )
        )
    filled = [
        slot | {field: str(row[field] or "").strip() for field in _open(shown)}
        for slot, row in zip(shown, rows.to_dict("records"), strict=True)
    ]
    return (_("entered on screen") + ".csv", filled_form(filled)) if is_sent else None


def _fixed(slots: Sequence[Row]) -> dict[str, list[str]]:
    """The cells that only inform, by column."""
    fixed = {"region": [pick(slot, "region") for slot in slots]}
    if any(slot["basis"] != "allocated" for slot in slots):
        fixed["basis"] = [_(BASES[slot["basis"]]) for slot in slots]
    if any(slot["basis"] == "delegated" for slot in slots):
        fixed["year"] = [str(slot["year"] or "") + (f" Q{slot['quarter']}" if slot["quarter"] else "") for slot in slots]
    if any(slot["simulated_value"] is not None for slot in slots):
        fixed["simulated"] = [exact(slot["simulated_value"]) for slot in slots]
    return fixed


def _open(slots: Sequence[Row]) -> dict[str, list[str]]:
    """The cells to fill in, by column, with what stands; only whoever enters a baseline knows its year."""
    years = {"year": [str(slot["year"] or "") for slot in slots]} if slots[0]["basis"] in ("baseline", "start") else {}
    texts = {field: [slot[field] or "" for slot in slots] for field in ("document_number", "note")}
    return {**years, "target": [entered(slot) for slot in slots], **texts}


def _grid(slots: Sequence[Row]) -> Any:
    return pa.table(_fixed(slots) | _open(slots)).to_pandas()


def _columns(slots: Sequence[Row]) -> dict[str, Any]:
    unit, is_target = pick(slots[0], "unit"), slots[0]["kind"] == "target"
    return {
        "region": st.column_config.TextColumn(_("Region"), pinned=True, width="medium"),
        "basis": st.column_config.TextColumn(_("Basis")),
        "year": st.column_config.TextColumn(_("Year")),
        "target": st.column_config.TextColumn(_("Target ({unit})", unit=unit) if is_target else _("Value")),
        "simulated": st.column_config.TextColumn(_("Simulated, until one is entered")),
        "document_number": st.column_config.TextColumn(_("Document number")),
        "note": st.column_config.TextColumn(_("Note")),
    }


def _sum_words(slots: Sequence[Row], texts: Sequence[str]) -> str:
    """For a breakdown: what the parts make together, and how far that is from the whole."""
    whole: Decimal | None = slots[0]["whole"]
    if whole is None or slots[0]["region_rollup"] != "sum":
        return ""
    total = sum((number for text in texts if (number := parse_number(str(text or "")).value) is not None), Decimal(0))
    words = _(
        "{parent} has {whole} {unit}; its parts make {total} {unit}, a difference of {difference}.",
        parent=pick(slots[0], "parent"),
        whole=exact(whole),
        total=exact(total),
        difference=exact(total - whole),
        unit=pick(slots[0], "unit"),
    )
    return f'<p class="asof">{escape(words)}</p>'


def target_file(account: Account, view: View) -> File | None:
    """A file of targets, and the links to the form for it."""

    def make(file_format: str) -> Download:
        content = WRITERS[file_format](target_slots(database(), account, view.plan_id))
        about = {"template": "targets", "plan": view.plan_id}
        return Download(f"{view.plan_id}_targets.{file_format}", FORMATS[file_format], content, about)

    def address(file_format: str) -> str:
        return issue_ticket(account.username, lambda: make(file_format), key=f"targets {view.plan_id} {file_format}")

    links = " ".join(
        f'<a class="export" href="{escape(address(kind), quote=True)}" download>{name}</a>'
        for kind, name in (("xlsx", "Excel"), ("csv", "CSV"))
    )
    show(f'<p class="exports">{escape(_("Download everything that can be entered, with what was entered so far:"))} {links}</p>')
    file = st.file_uploader(
        _("File of targets"),
        type=["xlsx", "xls", "ods", "csv", "tsv", "txt"],
        key=f"targets-file-{st.session_state.get('targets_number', 0)}",
        max_upload_size=Limits().file_bytes // 2**20,
    )
    return (file.name, file.getvalue()) if file else None


def file_in_hand(view: View, filled: File | None, sent: File | None) -> File | None:
    """What was sent last for this plan, the form or the file, until it is written; a file that was removed again is forgotten."""
    known: dict[str, Any] = st.session_state.setdefault("targets_in_hand", {})
    if filled:
        known.update(plan=view.plan_id, file=filled, is_form=True)
    elif sent != known.get("sent"):
        known.update(plan=view.plan_id, file=sent, is_form=False, sent=sent)
    return known.get("file") if known.get("plan") == view.plan_id else None


def forget_targets(upload_id: int | None) -> None:
    """Empties form and file field after a commit and keeps the number for the message."""
    st.session_state.pop("targets_in_hand", None)
    st.session_state["targets_number"] = st.session_state.get("targets_number", 0) + 1
    st.session_state["targets_written"] = upload_id


def checked_targets(account: Account, view: View, file: File) -> CheckedUpload:
    """The file in hand, checked against what stands now. Raises what `check_any` raises."""
    return check_any(database(), account, view.plan_id, None, *file)
