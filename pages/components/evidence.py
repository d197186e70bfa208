"""Evidence on a page: what is attached to a figure, task or project, and the way to attach and remove it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from etl.life_cycle.evidence import MOST_BYTES, MOST_FILES, Subject, attach, find_evidence, list_evidence, remove_evidence
from etl.life_cycle.evidence_type import MEDIA_TYPES, SHOWN_INLINE, EvidenceRefused
from etl.life_cycle.months import MonthLocked
from etl.life_cycle.upload import UploadNotAllowed
from etl.people.accounts import Account
from indicators.language import _
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
        facts = f"{_size(row['byte_count'])} · {row['display_name']} · {row['attached_at']:%Y-%m-%d %H:%M}"
        lines.append(f"<li>{file_link(row)} <small>{escape(facts)}</small></li>")
    return f'<ul class="evidence" aria-label="{escape(_("Evidence"), quote=True)}">{"".join(lines)}</ul>'


def file_link(row: Row) -> str:
    """An evidence file by its name, as a link that shows or downloads it."""
    manner = 'target="_blank" rel="noopener"' if row["media_type"] in SHOWN_INLINE else "download"
    return f'<a href="{EVIDENCE}{row["evidence_id"]}" {manner}>{escape(row["file_name"])}</a>'


def figure_evidence(account: Account, view: View, indicator_key: int, region_key: int) -> None:
    """What proves the figure of the month; nothing where there is none."""
    subject = Subject("actual", view.plan_id, view.period, indicator_key, region_key)
    rows = ask_database(list_evidence, account, subject).to_pylist()
    if rows:
        heading(_("Evidence"))
        show(evidence_links(rows))


def files_of(account: Account, view: View, works: Iterable[Row]) -> dict[int, Row]:
    """The evidence of tasks or projects by its number, as far as the account may see it."""
    numbers = tuple(number for work in works for number in work["evidence_ids"] or ())
    rows = ask_database(find_evidence, account, view.plan_id, numbers).to_pylist() if numbers else []
    return {row["evidence_id"]: row for row in rows}


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
        file = _file_field(key)
        is_asked = st.form_submit_button(_("Attach"))
    if is_asked and file is not None:
        _try(partial(attach, database(), account, subject, file.name, file.getvalue()))


def shared_evidence_uploader(account: Account, subjects: Mapping[str, Subject]) -> None:
    """A field for a file that proves one or several of `subjects`, which are named by their keys, and a button that attaches it."""
    names = list(subjects)
    with st.form("evidence-shared", clear_on_submit=True):
        chosen = st.multiselect(_("The file proves"), names, default=names[:1], placeholder=_("choose what the file proves"))
        file = _file_field("shared")
        is_asked = st.form_submit_button(_("Attach and check again"), type="primary")
    if is_asked and file is not None and chosen:
        _try(lambda: [attach(database(), account, subjects[name], file.name, file.getvalue()) for name in chosen])


def _file_field(key: str) -> UploadedFile | None:
    words = _(
        "Evidence: PDF, picture, Word or Excel, {count} files of {size} MB at most", count=MOST_FILES, size=MOST_BYTES // 2**20
    )
    return st.file_uploader(words, type=list(MEDIA_TYPES), key=f"evidence-file-{key}", max_upload_size=MOST_BYTES // 2**20)


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
