"""The files of a bulletin: the draft's are made when they are asked for, an issued one's are those kept."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from etl.bulletin_templates import template_in_use
from etl.bulletins import FileKind, read_bulletin_file
from etl.people.accounts import Account
from indicators.bulletin.content import Bulletin
from indicators.bulletin.docx_file import MEDIA_TYPE, starting_template, write_docx
from indicators.bulletin.xlsx_file import write_xlsx
from indicators.export import FORMATS
from indicators.language import _
from indicators.queries import Row
from pages.components.html import table
from pages.components.selection import View, month_words
from pages.server.downloads import Download, issue_ticket
from pages.server.state import database

KINDS: dict[FileKind, tuple[str, str]] = {"docx": ("Word", MEDIA_TYPE), "xlsx": ("Excel", FORMATS["xlsx"])}


def draft_links(account: Account, draft: Bulletin) -> None:
    """Links to the draft as Word and Excel file."""

    def content(kind: FileKind) -> bytes:
        if kind == "xlsx":
            return write_xlsx(draft)
        template = template_in_use(database(), draft.plan_id)
        return write_docx(draft, template.data if template else None)

    name = f"{draft.plan_id}_{draft.period:%Y-%m}_draft"
    st.html(f'<p class="exports">{escape(_("Download the draft:"))} {_links(account, name, content)}</p>')


def template_link(account: Account) -> str:
    """A link to the built-in form as a template to begin with, as HTML."""

    def make() -> Download:
        return Download("bulletin_template.docx", MEDIA_TYPE, starting_template(), {"bulletin": "template"})

    address = escape(issue_ticket(account.username, make, key="bulletin template"), quote=True)
    words = escape(_("Begin with the built-in form:"))
    return f'<p class="exports">{words} <a class="export" href="{address}" download>Word</a></p>'


def issued_links(account: Account, plan_id: str, number: int) -> str:
    """Links to the kept files of an issued bulletin, as HTML."""
    name = f"{plan_id}_bulletin_{number}"
    return _links(account, name, lambda kind: read_bulletin_file(database(), account, plan_id, number, kind))


def _links(account: Account, name: str, content: Callable[[FileKind], bytes]) -> str:
    def address(kind: FileKind) -> str:
        def make() -> Download:
            return Download(f"{name}.{kind}", KINDS[kind][1], content(kind), {"bulletin": name})

        return issue_ticket(account.username, make, key=f"{name} {kind}")

    return " ".join(
        f'<a class="export" href="{escape(address(kind), quote=True)}" download>{escape(words)}</a>'
        for kind, (words, _type) in KINDS.items()
    )


def issued_table(account: Account, view: View, rows: Sequence[Row]) -> str:
    """Every issued bulletin of the plan with its files, the newest first."""
    cells = [
        (
            f'<span class="number">{escape(_("No. {number}", number=row["number"]))}</span>',
            f'<span class="number">{escape(month_words(row["period"]))}</span>',
            escape(row["title"]),
            f'<span class="number">{row["issued_at"]:%Y-%m-%d %H:%M}</span>',
            escape(row["display_name"]),
            escape(_correction(row)),
            f"<span>{issued_links(account, view.plan_id, row['number'])}</span>",
            f'<span class="number" title="{row["docx_sha256"]}">{row["docx_sha256"][:12]}</span>',
        )
        for row in rows
    ]
    headers = (
        _("Issue number"),
        _("Month"),
        _("Title"),
        _("Issued at"),
        _("Issued by"),
        _("Correction"),
        _("Files"),
        _("SHA-256 of the Word file"),
    )
    return table(headers, cells, _("Issued bulletins"))


def _correction(row: Row) -> str:
    parts = []
    if row["corrects"] is not None:
        parts.append(_("corrects No. {number}: {reason}", number=row["corrects"], reason=row["reason"]))
    if row["corrected_by"] is not None:
        parts.append(_("corrected by No. {number}", number=row["corrected_by"]))
    return _("; ").join(parts) or "–"
