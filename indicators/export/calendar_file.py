"""Writes the due days of a plan as an iCalendar file: one whole-day event for each month in which something is owed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from indicators.language import _, pick
from indicators.numbers import month_of_year
from indicators.queries import Row, Scopes

MEDIA_TYPE = "text/calendar; charset=utf-8"
AHEAD = timedelta(days=3)


def calendar_file(plan: Row, days: Iterable[Row], scopes: Scopes, made_at: datetime) -> bytes:
    """The events of `queries.due_days`; the same plan, month and scopes always carry the same UID, so that a calendar replaces them."""
    calendar = Calendar()
    calendar.add("prodid", "-//263 indicator dashboard//due days//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("{plan}: reports due", plan=pick(plan, "short")))
    for row in days:
        calendar.add_component(_event(plan, row, scopes, made_at))
    return bytes(calendar.to_ical())


def _event(plan: Row, row: Row, scopes: Scopes, made_at: datetime) -> Event:
    words = {"plan": pick(plan, "short"), "month": month_of_year(row["period"]), "count": row["expected"]}
    reach = " ".join(sorted(f"{region or ''}/{department or ''}" for region, department in scopes)) if scopes is not None else "*"
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"263:due:{plan['plan_id']}:{row['period']:%Y-%m}:{reach}")))
    event.add("dtstamp", made_at)
    event.add("dtstart", row["due_on"])
    event.add("dtend", row["due_on"] + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", _("{plan}: reports for {month} are due ({count})", **words))
    event.add("description", _("The last day for {count} reports for {month}.", **words))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", event["summary"])
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    return event
