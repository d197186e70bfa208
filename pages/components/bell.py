"""How many notices a person has not read, on every page."""

from datetime import date
from functools import lru_cache
from html import escape

from etl.accounts import Account
from etl.inbox import Notice, count_unread, due_notices
from indicators.language import _
from pages.components.html import address
from pages.server.state import database

BELL = (
    '<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true"><path fill="currentColor" '
    'd="M8 1.2a4.2 4.2 0 0 0-4.2 4.2v3L2.4 11v1h11.2v-1l-1.4-2.6v-3A4.2 4.2 0 0 0 8 1.2zM6.4 13a1.6 1.6 0 0 0 3.2 0z"/></svg>'
)


@lru_cache(maxsize=256)
def _due(account: Account, today: date, path: str, version: int) -> tuple[Notice, ...]:
    # path and version are only part of the key: a committed write makes every earlier answer unreachable
    return tuple(due_notices(database(), account, today))


def bell(account: Account) -> str:
    """A link to the unread notices with their number; empty when there are none."""
    store = database()
    count = count_unread(store, account, _due(account, date.today(), str(store.path), store.version))
    words = _("{count} new notices", count=count)
    return f'<a class="bell" href="{address("notices")}" target="_self">{BELL} {escape(words)}</a>' if count else ""
