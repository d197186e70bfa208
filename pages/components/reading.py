"""How a file was read, shown before anything else, and what a person may choose instead; the choice is remembered."""

from html import escape

import streamlit as st

from etl.accounts import Account
from etl.raw_table import Choices, Detected
from etl.read_text import ENCODINGS
from indicators.language import N_, _
from pages.components.selection import View

DETECT = ""
SEPARATORS = {",": N_("comma"), "\t": N_("tab"), ";": N_("semicolon"), "，": N_("Chinese comma"), "|": N_("vertical bar")}


def choose_reading(account: Account, view: View, file_name: str, data: bytes) -> Choices:
    """What the person chose instead of what was detected."""
    with st.expander(_("Was the file read wrongly? Choose here how to read it")):
        left, middle, right = st.columns(3)
        encoding = left.selectbox(_("Encoding"), [DETECT, *ENCODINGS], format_func=lambda code: ENCODINGS.get(code, _("detect")))
        separator = middle.selectbox(
            _("Separator"), [DETECT, *SEPARATORS], format_func=lambda sign: _(SEPARATORS[sign]) if sign else _("detect")
        )
        sheet = right.text_input(_("Sheet"), placeholder=_("detect"))
    return Choices(encoding=encoding, separator=separator, sheet=sheet.strip())


def detected_facts(detected: Detected) -> str:
    """How the file was read."""
    separators = {",": _("comma"), "\t": _("tab"), ";": _("semicolon"), "，": _("Chinese comma")}
    facts = [
        (_("Format"), detected.format.upper()),
        (_("Encoding"), detected.encoding.upper()),
        (_("Separator"), separators.get(detected.separator, detected.separator)),
        (_("Sheet"), detected.sheet),
        (_("Header in row"), str(detected.header_row)),
        (_("Columns not used"), "、".join(detected.ignored_columns)),
        (_("Text around the table, not read"), "；".join(detected.notes)),
    ]
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
        + "</dl>"
    )
