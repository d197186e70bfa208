"""One indicator: planned against actual over time and by town, why this light, what other methods say, the clause, the revisions."""

from datetime import date

from indicators import queries
from indicators.language import _, pick
from pages.components.charts import choose_image
from pages.components.clauses import clause_table, conflict_flags
from pages.components.data import ask
from pages.components.evidence import figure_evidence
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.history import revision_table
from pages.components.html import heading, show
from pages.components.method_comparison import method_panel
from pages.components.pictures import series_picture, town_pictures
from pages.components.selection import choose, filter_row, options_of
from pages.components.verdict import indicator_facts, verdict
from pages.server.state import guard

account = guard("indicator")
view = open_page(_("Indicator"), _("Planned against actual, and the clause that says so"))
catalogue = ask(queries.indicators, view.plan_id)
words = options_of(catalogue, "indicator_id", lambda row: f"{pick(row, 'programme')} · {pick(row, 'name')}")
default = next((row["indicator_id"] for row in catalogue if row["headline"] == 1), catalogue[0]["indicator_id"])
with filter_row("indicator"):
    chosen = choose("indicator", _("Indicator"), words, default)
    indicator = next(row for row in catalogue if row["indicator_id"] == chosen)
    key = indicator["indicator_key"]
    everywhere = ask(queries.statuses, view.plan_id, (view.period,), None, (key,))
    places = options_of(everywhere, "region_id", lambda row: pick(row, "region"))
    place = choose("region", _("Region"), places, everywhere[0]["region_id"])
    image = choose_image()
now = next(row for row in everywhere if row["region_id"] == place)
region = (now["region_key"],)

heading(f"{pick(indicator, 'name')} · {pick(now, 'region')}")
show(verdict(now))
conflicts = [row for row in ask(queries.conflicts, view.plan_id) if key in row["indicator_keys"]]
show(conflict_flags(conflicts))
series = ask(queries.statuses, view.plan_id, queries.months_of(view.plan["first_year"], view.period), region, (key,))
notes = ask(queries.figure_notes, key, now["region_key"])
file_name, disputed = f"{view.plan_id}_{chosen}_{place}_{view.month}", any(row["severity"] == "hard" for row in conflicts)
draw_unseen = series_picture(series, notes, indicator, is_disputed=disputed, file_name=file_name, image=image)
if towns := [row for row in everywhere if row["region_level"] > 0]:
    town_pictures(towns, view, file_name, image)
figure_evidence(account, view, key, now["region_key"])
export_bar("status", view, indicator_ids=(chosen,))

ends = queries.year_ends(view.plan["first_year"], date(view.plan["last_year"], 12, 1))
starts = [row for row in ask(queries.starting_values, view.plan_id) if (row["indicator_key"], row["region_key"]) == (key, *region)]
method_panel(series, ask(queries.statuses, view.plan_id, ends, region, (key,)), starts)
heading(_("What is counted"))
show(indicator_facts(indicator))
heading(_("What the plan says"))
places_asked = tuple(sorted({view.root_key, *region}))
show(clause_table(ask(queries.targets, view.plan_id, places_asked, (key,))))
heading(_("Revisions"), _("every figure can be walked back to its file and person"))
show(revision_table(ask(queries.revisions, key, now["region_key"]), indicator))
draw_unseen()
