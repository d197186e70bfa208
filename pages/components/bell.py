"""How many notices a person has not read, on every page."""

from datetime import date
from functools import lru_cache
from html import escape

from etl.accounts import Account
from etl.inbox import Notice, count_unread, due_notices
from indicators.language import _
from pages.components.html import address
from pages.server.state import database


@lru_cache(maxsize=256)
def _due(account: Account, today: date, path: str, version: int) -> tuple[Notice, ...]:
    # path and version are only part of the key: a committed write makes every earlier answer unreachable
    return tuple(due_notices(database(), account, today))


def bell(account: Account) -> str:
    """A link to the unread notices with their number; empty when there are none."""
    store = database()
    count = count_unread(store, account, _due(account, date.today(), str(store.path), store.version))
    words = _("{count} new notices", count=count)
    return (
        f'<a class="bell" href="{address("notices")}" target="_self"><span aria-hidden="true">●</span> {escape(words)}</a>'
        if count
        else ""
    )
