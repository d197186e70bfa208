"""A look at an exportable table before it is taken away."""

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from indicators.language import _
from indicators.selection import Selection, settle
from indicators.tables import TABLES, for_people, table_rows
from pages.components.data import stream_engine
from pages.components.html import empty_state, show
from pages.components.selection import View

SHOWN = 200


def table_preview(table: str, view: View, filters: dict[str, Any]) -> None:
    """The first rows of the table as the file will have them, and whether there are more."""
    engine = stream_engine(view.world)
    settled = settle(engine, replace(Selection(view.plan_id, as_of=view.period, world=view.world), **filters))
    with table_rows(engine, TABLES[table], settled) as rows:
        beginning = next(iter(for_people(rows, TABLES[table])), None)
    if beginning is None or not beginning.num_rows:
        empty_state(_("No row fits these filters."), _("Remove a filter above."))
        return
    with st.container(key="preview"):
        st.dataframe(beginning.slice(0, SHOWN).to_pandas(), hide_index=True)
    if beginning.num_rows > SHOWN:
        show(f'<p class="asof">{escape(_("The first {count} rows; the file holds all of them.", count=SHOWN))}</p>')
