"""Notices as a list: what happened, when, and the way to where something can be done about it."""

from collections.abc import Sequence
from html import escape

from etl.notifying.inbox import Notice
from etl.notifying.notice_words import TITLES, notice_sentence
from indicators.language import N_, _, pick
from indicators.queries import Row
from indicators.vocabulary import Role
from pages.components.html import link
from pages.server.navigation import may_see

# the page that a notice leads to, and what its link says
PLACES = {
    "approved": ("uploads", N_("See the upload")),
    "returned": ("reports", N_("See it, and report again")),
    "undone": ("uploads", N_("See the upload")),
    "month_locked": ("months", N_("See the months")),
    "month_unlocked": ("months", N_("See the months")),
    "due_soon": ("reports", N_("See what is due")),
    "overdue": ("reports", N_("See what is due")),
}


def notice_list(notices: Sequence[Notice], plans: Sequence[Row], role: Role) -> str:
    """One line per notice; those not read yet are marked by a dot and a word."""
    names = {plan["plan_id"]: pick(plan, "short") for plan in plans}
    items = "".join(_item(notice, names.get(notice.plan_id, notice.plan_id), role) for notice in notices)
    return f'<ul class="list notices">{items}</ul>'


def _item(notice: Notice, plan: str, role: Role) -> str:
    dot = "" if notice.read_at else f'<span class="unread" role="img" aria-label="{escape(_("new"))}">●</span> '
    page, label = PLACES[notice.code]
    period = str(notice.details.get("period") or "")[:7] or None
    upload = {"upload": notice.subject.removeprefix("upload ")} if page == "uploads" else {}
    way = link(_(label), page, plan=notice.plan_id, month=period, **upload) if may_see(role, page) else ""
    return (
        f"<li>{dot}<b>{escape(_(TITLES[notice.code]))}</b> · {escape(notice_sentence(notice.code, notice.subject, notice.details))} {way}"
        f'<span class="why">{escape(plan)} · <span class="number">{notice.created_at:%Y-%m-%d}</span></span></li>'
    )
