"""Report a month: a file or figures typed on the screen, how it was read, what is wrong or would change, submit."""

import streamlit as st

from etl.life_cycle.drafts import DraftRefused
from etl.life_cycle.upload import FileRefused, UploadNotAllowed
from etl.reading.raw_table import DETECT
from indicators.language import _
from indicators.queries import Row
from pages.components import upload_steps as steps
from pages.components.desk import Desk
from pages.components.frame import open_page
from pages.components.grid import typed_file
from pages.components.html import heading, show
from pages.components.reading import choose_reading, detected_facts
from pages.components.selection import choose
from pages.components.templates import template_links
from pages.components.upload_view import difference_tiles, preview_table
from pages.server.state import guard

account = guard("upload")
lead = _("Template or screen, check, preview, submit: nothing is written before you say so")
view = open_page(_("Upload"), lead, is_reporting=True)
steps.done_message(view)

due = steps.owed_step(account, view)
way = choose("way", _("How you report"), {"file": _("a file"), "grid": _("type on the screen")}, "file", widget="segments")
desk = Desk(account, view, way)

typed: list[Row] = []  # the rows of the grid
try:
    if way == "file":
        template_links(account, view, due)
        heading(
            _("2 · Your file"),
            _("Excel, OpenDocument or CSV in any Chinese encoding; titles and notes around the table do no harm"),
        )
        file = steps.chosen_file(desk)
    else:
        heading(_("2 · Your figures"), _("type them, or paste a block from a spreadsheet; “/” where there is nothing to report"))
        file, typed = typed_file(desk, due)
    if file is None:
        st.stop()
    choices = choose_reading(account, view, *file) if way == "file" else DETECT
    checked = steps.checked_file(desk, *file, choices)
except (DraftRefused, FileRefused, UploadNotAllowed) as refusal:
    st.error(str(refusal))
    st.stop()
if way == "file":
    show(detected_facts(checked.detected))

steps.found_step(desk, checked, typed)
heading(_("4 · What would change"))
show(difference_tiles(checked))
preview_table(account, view, checked, typed)

heading(_("5 · Submit"))
steps.submit_step(desk, checked)
