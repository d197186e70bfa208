"""Other months of which something is still to be reported, asked once per data version."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from etl.people.accounts import Account
from etl.reporting import MonthCount, open_months
from indicators.queries import Row, month_before
from pages.components.selection import View
from pages.server.state import database

LOOKED_BACK = 3  # months before the one of the page; what was sent back is found however old it is


@lru_cache(maxsize=256)
def _open_months(account: Account, plan_id: str, periods: tuple[date, ...], path: str, version: int) -> tuple[MonthCount, ...]:
    # path and version are only part of the key: a committed write makes every earlier answer unreachable
    return tuple(open_months(database(), account, plan_id, periods))


def open_months_of(account: Account, view: View, uploads: Sequence[Row]) -> Sequence[MonthCount]:
    """The open months before the page's one, and those of uploads of which something was sent back; the newest first."""
    wanted = {row["period"] for row in uploads if row["period"] and row["returned_count"]}
    month = view.period
    for _step in range(LOOKED_BACK):
        month = month_before(month)
        wanted.add(month)
    store = database()
    periods = tuple(sorted((period for period in wanted if period != view.period), reverse=True))
    return _open_months(account, view.plan_id, periods, str(store.path), store.version)
