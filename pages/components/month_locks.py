"""Locked months: the list, the form that locks and opens, the history."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import streamlit as st

from etl.life_cycle.months import LONGEST_REASON, Lock, LockRefused, lock_month, unlock_month
from etl.life_cycle.upload import UploadNotAllowed
from etl.people.accounts import Account
from indicators.completeness import Counts
from indicators.language import _
from indicators.queries import Row
from pages.components.frame import say_done
from pages.components.html import table
from pages.components.selection import View, month_words
from pages.server.state import database

_SAID = "month_set"


def said_before() -> None:
    """Says once what was locked or opened."""
    if words := st.session_state.pop(_SAID, None):
        say_done(words)


def month_form(account: Account, view: View, locked: Mapping[date, Lock]) -> None:
    """Locks the month of the page, or opens it when it is locked."""
    is_locked = view.period in locked
    month = month_words(view.period)
    reason = st.text_input(
        _("Why {month} is opened again", month=month) if is_locked else _("Why {month} is locked", month=month),
        key=f"lock-{view.plan_id}-{view.month}-{is_locked}",
        max_chars=LONGEST_REASON,
        placeholder=_("For example: a town was late") if is_locked else _("For example: the bulletin was issued"),
    )
    label = _("Open {month} again", month=month) if is_locked else _("Lock {month}", month=month)
    if not st.button(label, type="primary", icon=":material/lock_open:" if is_locked else ":material/lock:"):
        return
    try:
        (unlock_month if is_locked else lock_month)(database(), account, view.plan_id, view.period, reason)
    except (LockRefused, UploadNotAllowed) as refusal:
        st.error(str(refusal))
        return
    st.session_state[_SAID] = _("{month} is open again.", month=month) if is_locked else _("{month} is locked.", month=month)
    st.rerun()


def month_table(
    months: Sequence[date], counts: Mapping[date, Counts], locked: Mapping[date, Lock], waiting: Mapping[date, int]
) -> str:
    """One line per month: how complete it is, whether it is locked, by whom, when and why."""
    cells = []
    for month in months:
        count, lock = counts.get(month, Counts()), locked.get(month)
        why = f"{lock.display_name} · {lock.locked_at:%Y-%m-%d} · {lock.reason}" if lock else ""
        numbers = (count.expected, count.reported, count.approved, waiting.get(month, 0), count.missing)
        cells.append(
            (
                escape(month_words(month)),
                f"<b>■ {escape(_('locked'))}</b>" if lock else f"□ {escape(_('open'))}",
                *(f'<span class="number">{number}</span>' for number in numbers),
                escape(why) or "–",
            )
        )
    headers = (
        _("Month"),
        _("Open or locked"),
        _("Reports due"),
        _("Reports in"),
        _("Approved"),
        _("Waiting"),
        _("Missing"),
        _("Locked by, since, why"),
    )
    return table(headers, cells, _("Months of the plan"))


def history_table(rows: Sequence[Row]) -> str:
    """Every locking and opening, the newest first."""
    if not rows:
        return f'<p class="asof">{escape(_("No month was locked yet."))}</p>'
    cells = [
        (
            escape(month_words(row["period"])),
            escape(_("locked") if row["is_locked"] else _("opened again")),
            escape(row["display_name"]),
            f'<span class="number">{row["locked_at"]:%Y-%m-%d %H:%M}</span>',
            escape(row["reason"]),
        )
        for row in rows
    ]
    return table((_("Month"), _("What"), _("By"), _("At"), _("Why")), cells, _("History of locked months"))
