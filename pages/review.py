"""Review: what waits for the office's decision, the longest waiting first; approve or return all of an upload, or single cells."""

import streamlit as st

from etl.life_cycle.review_queue import waiting_cells, waiting_uploads
from indicators.language import _
from pages.components.data import judgements_of
from pages.components.decision import decide, said_before
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.paging import page_of
from pages.components.review_cells import cell_list, choose_cells, evidence_of
from pages.components.review_queue import queue_table, upload_facts, upload_words
from pages.components.selection import choose, filter_row
from pages.server.state import database, guard

account = guard("review")
view = open_page(_("Review"), _("Approve what was reported, or send it back with a reason; nobody here changes a value"))
said_before()
queue = waiting_uploads(database(), account, view.plan_id).to_pylist()
if not queue:
    empty_state(_("Nothing waits for a decision."), _("New reports of this plan appear here as soon as they are submitted."))
    st.stop()
heading(_("{count} uploads wait", count=len(queue)), _("the longest waiting first"))
show(queue_table(page_of(queue, "queue"), view))

heading(_("One upload"))
with filter_row("review"):
    names = {str(row["upload_id"]): upload_words(row) for row in queue}
    number = choose("upload", _("Upload batch"), names, str(queue[0]["upload_id"]))
upload = next(row for row in queue if str(row["upload_id"]) == number)
show(upload_facts(upload))

cells = waiting_cells(database(), account, upload["upload_id"]).to_pylist()
judgements = judgements_of(view.plan_id, cells)
evidence = evidence_of(account, view.plan_id, cells)
chosen = choose_cells(upload, cells, judgements, evidence)
show(cell_list(upload, cells, judgements, evidence))
decide(upload["upload_id"], cells, chosen)
