"""What a person should know without asking: returned, approved, undone, locked, due soon, overdue."""

from datetime import date

import streamlit as st

from etl.notifying.inbox import list_notices, mark_read
from indicators import queries
from indicators.language import _
from pages.components.data import ask
from pages.components.frame import start_page
from pages.components.html import empty_state, show
from pages.components.notice_list import notice_list
from pages.components.paging import page_of
from pages.server.state import database, guard

account = guard("notices")
start_page(_("Notices"), _("What happened to your reports, and what is due"))
notices = list_notices(database(), account, date.today())
if not notices:
    empty_state(_("There are no notices for you."), _("Decisions on your reports, locked months and days due appear here."))
    st.stop()
if any(notice.read_at is None for notice in notices) and st.button(_("Mark all as read"), icon=":material/done_all:"):
    mark_read(database(), account, date.today())
    st.rerun()
show(notice_list(page_of(notices, "notices"), ask(queries.plans), account.role))
