"""Evidence on a page: what is attached to a figure, task or project, and the way to attach and remove it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from etl.accounts import Account
from etl.evidence import MOST_BYTES, MOST_FILES, Subject, attach, list_evidence, month_evidence, remove_evidence
from etl.evidence_type import MEDIA_TYPES, SHOWN_INLINE, EvidenceRefused
from etl.months import MonthLocked
from etl.upload import UploadNotAllowed
from indicators.language import _
from indicators.numbers import month_of_year
from indicators.queries import Row
from pages.components.data import ask_database
from pages.components.html import heading, show
from pages.components.selection import View
from pages.server.gate import EVIDENCE
from pages.server.state import database

REFUSALS = (EvidenceRefused, UploadNotAllowed, MonthLocked)


def evidence_links(rows: Sequence[Row]) -> str:
    """The attached files as links, each with its size, who attached it and when; pictures and PDF open in a tab of their own."""
    if not rows:
        return f'<p class="asof">{escape(_("No evidence is attached."))}</p>'
    lines = []
    for row in rows:
        manner = 'target="_blank" rel="noopener"' if row["media_type"] in SHOWN_INLINE else "download"
        facts = f"{_size(row['byte_count'])} · {row['display_name']} · {row['attached_at']:%Y-%m-%d %H:%M}"
        lines.append(
            f'<li><a href="{EVIDENCE}{row["evidence_id"]}" {manner}>{escape(row["file_name"])}</a> <small>{escape(facts)}</small></li>'
        )
    return f'<ul class="evidence" aria-label="{escape(_("Evidence"), quote=True)}">{"".join(lines)}</ul>'


def figure_evidence(account: Account, view: View, indicator_key: int, region_key: int) -> None:
    """What proves the figure of the month; nothing where there is none."""
    subject = Subject("actual", view.plan_id, view.period, indicator_key, region_key)
    rows = ask_database(list_evidence, account, subject).to_pylist()
    if rows:
        heading(_("Evidence"))
        show(evidence_links(rows))


def month_evidence_list(account: Account, view: View, names: Mapping[str, str]) -> None:
    """What proves the progress of tasks or projects in the month, under their names; `names` by id are those that are shown."""
    by_item: dict[str, list[Row]] = {}
    for row in ask_database(month_evidence, account, view.plan_id, view.period).to_pylist():
        if row["item_id"] in names:
            by_item.setdefault(row["item_id"], []).append(row)
    if by_item:
        heading(_("Evidence of {month}", month=month_of_year(view.period)))
        for item_id, rows in by_item.items():
            show(f"<p>{escape(names[item_id])}</p>{evidence_links(rows)}")


def evidence_list(account: Account, subject: Subject) -> None:
    """The files attached to `subject`; those that the account may remove have a button for it."""
    rows = list_evidence(database(), account, subject).to_pylist()
    show(evidence_links(rows))
    for row in rows:
        if row["is_removable"] and st.button(
            _("Remove “{name}”", name=row["file_name"]), key=f"remove-evidence-{row['evidence_id']}", type="tertiary"
        ):
            _try(partial(remove_evidence, database(), account, row["evidence_id"]))


def evidence_uploader(account: Account, subject: Subject) -> None:
    """A field for a file and a button that attaches it to `subject`."""
    key = "-".join(str(part) for part in subject)
    with st.form(f"evidence-{key}", clear_on_submit=True, border=False):
        file = st.file_uploader(
            _(
                "Evidence: PDF, picture, Word or Excel, {count} files of {size} MB at most",
                count=MOST_FILES,
                size=MOST_BYTES // 2**20,
            ),
            type=list(MEDIA_TYPES),
            key=f"evidence-file-{key}",
            max_upload_size=MOST_BYTES // 2**20,
        )
        is_asked = st.form_submit_button(_("Attach"))
    if is_asked and file is not None:
        _try(partial(attach, database(), account, subject, file.name, file.getvalue()))


def _try(action: Callable[[], object]) -> None:
    """Does it and shows the page anew, or says why not."""
    try:
        action()
    except REFUSALS as refusal:
        st.error(str(refusal))
        return
    st.rerun()


def _size(count: int) -> str:
    return f"{max(1, round(count / 1024))} KB" if count < 2**20 else f"{count / 2**20:.1f} MB"
