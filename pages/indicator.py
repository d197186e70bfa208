"""One indicator: planned against actual over months, years and towns, why this light, the clause, the revisions."""

from indicators import queries
from indicators.language import _, pick
from pages.components.charts import choose_image
from pages.components.clauses import clause_table, conflict_flags
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.history import revision_table
from pages.components.html import heading, show
from pages.components.pictures import month_picture, region_picture, year_picture
from pages.components.selection import choose, filter_row, options_of
from pages.components.verdict import indicator_facts, verdict
from pages.server.state import guard

guard("indicator")
view = open_page(_("Indicator"), _("Planned against actual, and the clause that says so"))
catalogue = ask(queries.indicators, view.plan_id)
words = options_of(catalogue, "indicator_id", lambda row: f"{pick(row, 'programme')} · {pick(row, 'name')}")
default = next((row["indicator_id"] for row in catalogue if row["headline"] == 1), catalogue[0]["indicator_id"])
with filter_row("indicator"):
    chosen = choose("indicator", _("Indicator"), words, default)
    indicator = next(row for row in catalogue if row["indicator_id"] == chosen)
    everywhere = ask(queries.statuses, view.plan_id, (view.period,), None, (indicator["indicator_key"],))
    places = options_of(everywhere, "region_id", lambda row: pick(row, "region"))
    place = choose("region", _("Region"), places, everywhere[0]["region_id"])
    image = choose_image()
now = next(row for row in everywhere if row["region_id"] == place)

heading(f"{pick(indicator, 'name')} · {pick(now, 'region')}")
show(verdict(now))
show(conflict_flags([row for row in ask(queries.conflicts, view.plan_id) if indicator["indicator_key"] in row["indicator_keys"]]))

months = queries.months_of(view.plan["first_year"], view.period)
series = ask(queries.statuses, view.plan_id, months, (now["region_key"],), (indicator["indicator_key"],))
file_name = f"{view.plan_id}_{chosen}_{place}_{view.month}"
month_picture(series, file_name, image)
year_picture(series, queries.year_ends(view.plan["first_year"], view.period), file_name, image)
if towns := [row for row in everywhere if row["region_level"] > 0]:
    region_picture(towns, view, file_name, image)
export_bar("status", view, indicator_ids=(chosen,))

heading(_("What is counted"))
show(indicator_facts(indicator))
heading(_("What the plan says"))
targets = [row for row in ask(queries.targets, view.plan_id) if row["indicator_key"] == indicator["indicator_key"]]
show(clause_table(row for row in targets if row["region_key"] in (view.root_key, now["region_key"])))
heading(_("Revisions"), _("every figure can be walked back to its file and person"))
show(revision_table(ask(queries.revisions, indicator["indicator_key"], now["region_key"]), indicator))
