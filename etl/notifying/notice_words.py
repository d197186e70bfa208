"""What notices say: one sentence per code, in the language of the person served."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from indicators.language import N_, _
from indicators.numbers import month_of_year

TITLES = {
    "approved": N_("approved"),
    "returned": N_("returned"),
    "undone": N_("undone"),
    "month_locked": N_("locked"),
    "month_unlocked": N_("opened again"),
    "due_soon": N_("due soon"),
    "overdue": N_("overdue"),
}
SENTENCES = {
    "approved": N_("{by} approved {count} reports of your upload {number} for {month}."),
    "returned": N_("{by} returned {count} reports of your upload {number} for {month}: {reason}"),
    "undone": N_("{by} took back your upload {number} for {month}: {reason}"),
    "month_locked": N_("{by} locked {month}: {reason} What is reported now for it is a correction."),
    "month_unlocked": N_("{by} opened {month} again: {reason}"),
    "due_soon": N_("{count} reports for {month} are still to come; they are due on {day}."),
    "overdue": N_("{count} reports for {month} are missing; they were due on {day}."),
}


def notice_sentence(code: str, subject: str, details: Mapping[str, Any]) -> str:
    """The sentence of a notice. Raises KeyError for a code that has none."""
    period = details.get("period")
    values = {
        "by": details.get("by", ""),
        "count": details.get("count", ""),
        "number": subject.removeprefix("upload "),
        "month": month_of_year(_day(period)) if period else _("several months"),
        "reason": _sentence(str(details.get("reason") or "")),
        "day": f"{_day(details['due_on']):%Y-%m-%d}" if details.get("due_on") else "",
    }
    return _(SENTENCES[code], **values).rstrip(" :：")


def _day(value: object) -> date:
    return value if isinstance(value, date) else datetime.fromisoformat(str(value)).date()


def _sentence(reason: str) -> str:
    """A reason with an end, so that a sentence may follow it."""
    return reason if not reason or reason[-1] in ".。!！?？" else reason + _(".")
