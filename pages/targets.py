"""Targets and sources: each target with its clause and reading, and the conflicts of the plan's text."""

import streamlit as st

from indicators import queries, summary
from indicators.language import _, pick
from pages.components.clauses import conflict_list, target_table
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.components.paging import page_of
from pages.components.rows import indicator_flags
from pages.components.selection import choose_many, filter_row, options_of
from pages.server.state import guard

guard("targets")
view = open_page(_("Targets and sources"), _("What the plan commits to, where it says so, and where it contradicts itself"))
targets = ask(queries.targets, view.plan_id)
conflicts = ask(queries.conflicts, view.plan_id)
names = options_of(ask(queries.programmes, view.plan_id), "programme_id", lambda row: pick(row, "name"))
with filter_row("targets"):
    programmes = choose_many("programmes", _("Programmes"), names, placeholder=_("all"))
    years = choose_many(
        "years",
        _("Years"),
        {str(year): str(year) for year in sorted({row["year"] for row in targets if row["year"]})},
        placeholder=_("all"),
    )

shown = [
    row for row in targets if (not programmes or row["programme_id"] in programmes) and (not years or str(row["year"]) in years)
]
hard = [row for row in conflicts if row["severity"] == "hard"]
target_tab, conflict_tab, note_tab = st.tabs(
    [
        _("Targets ({count})", count=len(shown)),
        _("Conflicts ({count})", count=len(hard)),
        _("Notes on the text ({count})", count=len(conflicts) - len(hard)),
    ]
)
with target_tab:
    heading(
        _("{count} of {total} targets", count=len(shown), total=len(targets)),
        _("⚑ the text contradicts itself, ⚐ there is a note on the text"),
    )
    show(target_table(page_of(shown, "targets"), view, indicator_flags(conflicts))) if shown else empty_state(
        _("No target fits these filters.")
    )
    export_bar("targets", view, programme_ids=tuple(programmes), years=tuple(map(int, years)))
touched = {key for rows in summary.group_by(shown, "indicator_key").values() for key in (rows[0]["indicator_key"],)}
for tab, wanted, key in ((conflict_tab, "hard", "conflicts"), (note_tab, "note", "notes")):
    with tab:
        rows = [
            row
            for row in conflicts
            if row["severity"] == wanted and (not programmes or not row["indicator_keys"] or touched & set(row["indicator_keys"]))
        ]
        show(conflict_list(page_of(rows, key))) if rows else empty_state(_("Nothing of this kind was found in the text."))
        export_bar("conflicts", view, key=key)
