"""The way to take the file back with its problems in it."""

from html import escape

import streamlit as st

from etl.checking.checked_upload import CheckedUpload
from etl.forms.returned_workbook import returned_name, returned_workbook
from etl.people.accounts import Account
from indicators.export import FORMATS
from indicators.language import _
from pages.server.downloads import Download, issue_ticket


def returned_link(account: Account, checked: CheckedUpload) -> None:
    """A link to the returned workbook, made when it is asked for; nothing where no problem was found."""
    if not checked.problems:
        return

    def make() -> Download:
        content = returned_workbook(checked.data, checked.table, checked.problems)
        about = {"returned": checked.file_name, "sha256": checked.sha256}
        return Download(returned_name(checked.file_name), FORMATS["xlsx"], content, about)

    key = f"returned {checked.plan_id} {checked.period} {checked.sha256} {checked.database_version}"
    address = escape(issue_ticket(account.username, make, key=key), quote=True)
    st.html(
        f'<p class="exports">{escape(_("Your file with every problem marked in its cell, to correct and upload again:"))} '
        f'<a class="export" href="{address}" download>Excel</a></p>'
    )
