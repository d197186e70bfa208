"""How a file was read, shown before anything else, and what a person may choose instead; the choice is remembered."""

from dataclasses import replace
from html import escape

import streamlit as st

from etl.checking.check_any import read_upload
from etl.people.accounts import Account
from etl.reading.choices import ChoiceUnknown, column_letters
from etl.reading.columns import HEADERS, KINDS, PROGRESS_HEADERS
from etl.reading.raw_table import DETECT, Choices, Detected, RawTable
from etl.reading.read_text import ENCODINGS
from etl.reading.reading_choices import remember_choices, remembered_choices
from indicators.language import N_, _
from indicators.numbers import month_of_year
from pages.components.selection import View
from pages.server.state import database

SEPARATORS = {",": N_("comma"), "\t": N_("tab"), ";": N_("semicolon"), "，": N_("Chinese comma"), "|": N_("vertical bar")}
KIND_WORDS = {
    "actuals": N_("figures"),
    "tasks": N_("task progress"),
    "projects": N_("project progress"),
    "targets": N_("targets"),
}
WIDE_WORDS = {"indicator": N_("indicators"), "region": N_("regions"), "period": N_("months")}
ALL_HEADERS = {**PROGRESS_HEADERS, **HEADERS}


def choose_reading(account: Account, view: View, file_name: str, data: bytes) -> Choices:
    """What the person chose instead of what was detected, now or for an earlier file of the same shape. Raises FileRefused."""
    mark = (file_name, hash(data), view.plan_id)
    if st.session_state.get("chosen_reading", ("",))[0] != mark:
        signature = read_upload(database(), view.plan_id, file_name, data).detected.signature
        kept = remembered_choices(database(), account, view.plan_id, signature)
        try:
            choices = Choices.from_json(kept) if kept else DETECT
        except ChoiceUnknown:  # remembered by a version that knew other choices
            choices = DETECT
        st.session_state["chosen_reading"] = (mark, choices)
    chosen: Choices = st.session_state["chosen_reading"][1]
    with st.expander(_("Was the file read wrongly? Choose here how to read it"), expanded=chosen != DETECT):
        table = read_upload(database(), view.plan_id, file_name, data, chosen)
        with st.form("reading", border=False):
            made = _form(table, chosen)
            left, right, _rest = st.columns([1, 1, 3])
            is_asked = left.form_submit_button(_("Read it like this"), width="stretch")
            is_reset = right.form_submit_button(_("Detect again"), width="stretch")
    if is_asked or is_reset:
        made = DETECT if is_reset or replace(made, signature="") == DETECT else made
        remember_choices(database(), account, view.plan_id, table.detected.signature, made.as_json())
        st.session_state["chosen_reading"] = (mark, made)
        st.rerun()
    return chosen


def _form(table: RawTable, chosen: Choices) -> Choices:
    """The fields of the form, filled with what was chosen; the choice they make."""
    detected, automatic = table.detected, _("detect")
    first, second, third, fourth = st.columns(4)
    encoding = separator = sheet = ""
    if detected.format == "csv":
        encoding = first.selectbox(
            _("Encoding"), ["", *ENCODINGS], _place(["", *ENCODINGS], chosen.encoding), lambda code: ENCODINGS.get(code, automatic)
        )
        separator = second.selectbox(
            _("Separator"),
            ["", *SEPARATORS],
            _place(["", *SEPARATORS], chosen.separator),
            lambda sign: _(SEPARATORS[sign]) if sign else automatic,
        )
    else:
        sheet = first.selectbox(
            _("Sheet"), ["", *detected.sheets], _place(["", *detected.sheets], chosen.sheet), lambda name: name or automatic
        )
    header_row = third.number_input(_("Header in row (0: detect)"), 0, 50, chosen.header_row)
    kind = fourth.selectbox(
        _("What the file reports"),
        ["", *KIND_WORDS],
        _place(["", *KIND_WORDS], chosen.kind),
        lambda name: _(KIND_WORDS[name]) if name else automatic,
    )
    period = st.text_input(_("Month of the file, where its rows name none"), chosen.period, placeholder=_("like 2017-09"))
    letters = {column_letters(index): text for index, text in enumerate(table.header)}
    options = ["", *letters]
    columns: dict[str, str] = {}
    if not detected.wide_by:
        places = st.columns(4)
        for number, name in enumerate(KINDS[detected.kind]):
            label = _(ALL_HEADERS[name])
            choice = places[number % 4].selectbox(
                label,
                options,
                _place(options, chosen.columns.get(name, "")),
                lambda column: f"{column} · {letters[column]}" if column else automatic,
                key=f"reading-{name}",
            )
            if choice:
                columns[name] = choice
    return Choices(
        encoding=encoding,
        separator=separator,
        sheet=sheet,
        header_row=int(header_row),
        columns=columns,
        period=period.strip(),
        kind=kind,
        signature=detected.signature,
    )


def _place(options: list[str], value: str) -> int:
    return options.index(value) if value in options else 0


def detected_facts(detected: Detected) -> str:
    """How the file was read: everything that was detected or chosen, and what was found but not read."""
    mapping = _("; ").join(
        f"{column.letters} {column.header} → {_(ALL_HEADERS.get(column.field, column.field))}" for column in detected.columns
    )
    separator = _(SEPARATORS[detected.separator]) if detected.separator in SEPARATORS else detected.separator
    header = str(detected.header_row) + (f"–{detected.header_row + detected.header_lines - 1}" if detected.header_lines > 1 else "")
    facts = [
        (_("Read by your choice"), _("yes") if detected.uses_choices else ""),
        (_("What the file reports"), _(KIND_WORDS[detected.kind])),
        (_("Format"), detected.format.upper()),
        (_("Encoding"), detected.encoding.upper()),
        (_("Separator"), separator),
        (_("Sheet"), detected.sheet),
        (_("Header in row"), header),
        (_("Its columns stand for"), _(", ").join(_(WIDE_WORDS[name]) for name in detected.wide_by)),
        (_("Month named by the file"), month_of_year(detected.period) if detected.period else ""),
        (_("Columns read"), mapping),
        (_("Columns not used"), _(", ").join(detected.ignored_columns)),
        (_("Hidden rows, read all the same"), _(", ").join(detected.hidden_rows)),
        (_("Hidden columns, read all the same"), _(", ").join(detected.hidden_columns)),
        (_("Hidden sheets, not read"), _(", ").join(detected.hidden_sheets)),
        (_("Further sheets with a table"), _(", ").join(detected.other_tables)),
        (_("Text around the table, not read"), _("; ").join(detected.notes)),
    ]
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    return f'<dl class="facts">{shown}</dl>'
