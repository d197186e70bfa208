"""How many notices a person has not read, on every page."""

from datetime import date
from html import escape

from etl.notifying.inbox import count_unread, due_notices
from etl.people.accounts import Account
from indicators.language import _
from pages.components.data import ask_database
from pages.components.html import address
from pages.server.state import database


def bell(account: Account) -> str:
    """A link to the unread notices with their number; empty when there are none."""
    count = count_unread(database(), account, ask_database(due_notices, account, date.today()))
    words = _("{count} new notices", count=count)
    return (
        f'<a class="bell" href="{address("notices")}" target="_self"><span aria-hidden="true">●</span> {escape(words)}</a>'
        if count
        else ""
    )
