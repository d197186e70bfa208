"""What is missing, the words that remind of it, and the due days for people's own calendars."""

from datetime import date, datetime
from html import escape

import streamlit as st

from etl.people.accounts import Account
from indicators import queries
from indicators.completeness import reminders, whom_to_remind
from indicators.export.calendar_file import MEDIA_TYPE, calendar_file
from indicators.language import _, pick
from indicators.queries import Row, Scopes
from indicators.table_rows import TableRows
from pages.components.data import stream_engine
from pages.components.html import show, table
from pages.components.paging import page_of
from pages.components.selection import View, choose, filter_row
from pages.server.downloads import Download, issue_ticket

MANY, LONG = 6, 260
MOST_TOGETHER = 100  # reminders that are still one text to copy


def missing_list(missing: TableRows) -> None:
    """Shows one line per report that is not in, folded, of very many a page at a time."""
    if not missing:
        show(f'<p class="asof">{escape(_("Everything that is due for this month has come."))}</p>')
        return
    cells = [
        (
            escape(pick(row, "region")),
            escape(pick(row, "department") or "–"),
            escape(pick(row, "indicator")),
            escape(_state(row)),
            f'<span class="number">{row["due_on"]:%Y-%m-%d}</span>',
        )
        for row in page_of(missing, "missing")
    ]
    listing = table((_("Region"), _("Department"), _("Indicator"), _("Report"), _("Due")), cells, _("Missing reports"))
    words = _("Show all {count}", count=len(cells)) if len(cells) == len(missing) else _("Show these {count}", count=len(cells))
    show(f'<details class="notes"><summary>{escape(words)}</summary>{listing}</details>')


def _state(row: Row) -> str:
    if row["state"] == "returned":
        return _("returned")
    return _("missing, overdue") if row["timeliness"] == "missing" else _("to come, not due yet")


def reminder_texts(missing: TableRows) -> None:
    """A text to copy for everybody who owes something."""
    with filter_row("remind"):
        by = choose("remind", _("Remind"), {"region": _("towns"), "department": _("departments")}, "region", widget="segments")
    whom = whom_to_remind(missing, by)
    if 1 < len(whom) <= MOST_TOGETHER:
        st.caption(_("All {count} together", count=len(whom)))
        together = "\n".join(reminders(missing, by, whom))
        st.code(together, language=None, wrap_lines=True, height=LONG if len(whom) > MANY else "content")
        st.caption(_("One by one"))
    for text in reminders(missing, by, page_of(whom, "reminders")):
        st.code(text, language=None, wrap_lines=True)


def calendar_link(account: Account, view: View, scopes: Scopes) -> None:
    """A link to the due days of the whole plan as an iCalendar file."""
    months = queries.months_of(view.plan["first_year"], date(view.plan["last_year"], 12, 1))
    engine = stream_engine(view.world)

    def make() -> Download:
        days = queries.due_days(engine, view.plan_id, months, scopes)
        content = calendar_file(view.plan, days, scopes, datetime.now())
        return Download(f"{view.plan_id}_due.ics", MEDIA_TYPE, content, {"calendar": view.plan_id})

    address = issue_ticket(account.username, make, key=f"calendar {view.plan_id} {scopes}")
    words = _("Due days of the plan for a calendar on a computer or phone:")
    st.html(f'<p class="exports">{escape(words)} <a class="export" href="{escape(address, quote=True)}" download>iCalendar</a></p>')
