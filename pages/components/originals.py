"""The way back to the file of an upload as it came."""

from html import escape

import streamlit as st

from etl.life_cycle.upload_history import original_file
from etl.people.accounts import Account
from indicators.language import _
from indicators.queries import Row
from pages.server.downloads import Download, issue_ticket
from pages.server.state import database


def original_link(account: Account, upload: Row) -> None:
    """A link to the file as it was sent; its bytes are checked against their hash before they leave."""

    def make() -> Download:
        name, data = original_file(database(), account, upload["upload_id"])
        return Download(name, "application/octet-stream", data, {"original_of": upload["upload_id"]})

    address = issue_ticket(account.username, make, key=f"original {upload['upload_id']}")
    words = _("the file as it was sent")
    st.html(
        f'<p class="exports"><a class="export" href="{escape(address, quote=True)}" download>{escape(words)}</a> '
        f'<span class="number">SHA-256 {escape(upload["sha256"][:16])}…</span></p>'
    )
