"""Any table of a plan, filtered, as a file."""

from typing import Any

import streamlit as st

from indicators import queries
from indicators.language import _, pick
from indicators.tables import TABLES
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import heading
from pages.components.preview import table_preview
from pages.components.selection import choose, choose_many, options_of
from pages.server.state import guard

guard("export")
view = open_page(_("Export"), _("Any table, with your filters, as a file that opens anywhere and can be uploaded again"))
table = choose("table", _("Table"), {name: _(known.title) for name, known in TABLES.items()}, "status")
everything = _("all")
left, right = st.columns(2)
with left:
    regions = options_of(ask(queries.regions, view.plan_id), "region_id", lambda row: pick(row, "name"))
    region_ids = choose_many("regions", _("Regions"), regions, placeholder=everything)
    years = choose_many(
        "years",
        _("Years"),
        {str(year): str(year) for year in range(view.plan["first_year"], view.plan["last_year"] + 1)},
        placeholder=everything,
    )
with right:
    programmes = options_of(ask(queries.programmes, view.plan_id), "programme_id", lambda row: pick(row, "name"))
    programme_ids = choose_many("programmes", _("Programmes"), programmes, placeholder=everything)
    indicators = options_of(ask(queries.indicators, view.plan_id), "indicator_id", lambda row: pick(row, "name"))
    indicator_ids = choose_many("indicators", _("Indicators"), indicators, placeholder=everything)

filters: dict[str, Any] = {
    "region_ids": tuple(region_ids),
    "years": tuple(map(int, years)),
    "programme_ids": tuple(programme_ids),
    "indicator_ids": tuple(indicator_ids),
}
heading(_(TABLES[table].title), _("a look at the beginning; the file holds everything"))
table_preview(table, view, filters)
export_bar(table, view, **filters)
