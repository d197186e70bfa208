"""What the office does with a bulletin: issue the draft it sees, choose its own Word template."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from etl.bulletin_templates import LIMITS, TemplateRefused, reset_template, set_template, template_in_use
from etl.bulletins import BulletinRefused, OfficeWords, issue_bulletin, read_bulletin
from etl.ledger.kept_files import KeptFileMissing
from etl.people.accounts import Account
from indicators.bulletin.content import Bulletin
from indicators.bulletin.docx_template import TemplateUnusable
from indicators.language import N_, _
from indicators.queries import Row
from pages.components.bulletin_files import template_link
from pages.components.frame import say_done
from pages.components.html import heading, show, table
from pages.components.selection import View
from pages.server.state import database

MEANINGS = {
    "content": N_("a paragraph of its own: the bulletin comes here; without it, at the end"),
    "title": N_("the title; without it, the bulletin begins with its title"),
    "period": N_("the month"),
    "number": N_("the number of the issue, or the word “draft”"),
    "document_number": N_("the office's own document number"),
    "issued_on": N_("the day of issue"),
    "signature": N_("who issues it"),
}
_DONE, _SHOWN = "bulletin-done", "bulletin-shown"


def done_message() -> None:
    """Says once what was done by the click before."""
    if words := st.session_state.pop(_DONE, None):
        say_done(words)


def issue_form(account: Account, draft: Bulletin, issued: Sequence[Row]) -> None:
    """The office's own words and the button that issues what is shown."""
    earlier = next((row["number"] for row in issued if row["period"] == draft.period), None)
    signature = ""
    if issued and (last := read_bulletin(database(), account, draft.plan_id, issued[0]["number"]).issue):
        signature = last.signature
    heading(_("Issue"), _("A snapshot is kept and never changed; a correction is a new issue with its own number."))
    with st.form("issue", border=False):
        left, right = st.columns(2)
        signature = left.text_input(_("Who issues it (signature)"), signature, max_chars=200)
        document_number = right.text_input(
            _("Document number (may stay empty)"),
            placeholder=_("as on your letters; without it the number of the issue"),
            max_chars=60,
        )
        requirements = st.text_area(_("Requirements for the next step (each line a paragraph, may stay empty)"), max_chars=5000)
        reason = ""
        if earlier is not None:
            reason = st.text_area(
                _("This month was issued as No. {number}: what does the new issue correct?", number=earlier), max_chars=500
            )
        asked = st.form_submit_button(_("Issue this bulletin"), type="primary")
    # the click runs the page again, perhaps with newer figures: what counts is what stood there when the person clicked
    seen = st.session_state.get(_SHOWN, draft)
    st.session_state[_SHOWN] = draft
    if not asked:
        return
    try:
        with st.spinner(_("Writing …")):
            number = issue_bulletin(database(), account, seen, OfficeWords(signature, requirements, reason, document_number))
    except (BulletinRefused, TemplateUnusable, KeptFileMissing) as refusal:
        st.error(str(refusal))
        return
    st.session_state[_DONE] = _("Issued as No. {number}.", number=number)
    st.rerun()


def template_choice(account: Account, view: View) -> None:
    """Which template is in use, how to make one, and the ways to replace it or to go back to the built-in form."""
    current = template_in_use(database(), view.plan_id)
    words = _("In use: {name}", name=current.file_name) if current else _("In use: the built-in form")
    show(f"<p>{escape(words)}</p>")
    cells = [(f"<code>{{{{{name}}}}}</code>", escape(_(meaning))) for name, meaning in MEANINGS.items()]
    show(table((_("Write in the template"), _("It becomes")), cells, _("Placeholders of a template")))
    show(template_link(account))
    file = st.file_uploader(_("Your own template (DOCX)"), type=["docx"], max_upload_size=LIMITS.file_bytes // 2**20)
    if file is not None and st.button(_("Use this template"), type="primary"):
        try:
            found = set_template(database(), account, view.plan_id, file.name, file.getvalue())
        except TemplateRefused as refusal:
            st.error(str(refusal))
            return
        _say(_("The template is in use. Placeholders found: {list}.", list=_(", ").join(sorted(found)) or "–"))
    if current and st.button(_("Back to the built-in form")):
        reset_template(database(), account, view.plan_id)
        _say(_("The built-in form is in use again."))


def _say(words: str) -> None:
    st.session_state[_DONE] = words
    st.rerun()
