"""One indicator: planned against actual over months, years and towns, why this light, the clause, the revisions."""

from indicators import queries
from indicators.figures.indicator import by_region, by_year, planned_against_actual
from indicators.language import _, pick
from pages.components.charts import chart
from pages.components.clauses import clause_table, conflict_flags
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import is_simulated, open_page
from pages.components.history import revision_table
from pages.components.html import empty_state, heading, show
from pages.components.rows import judgement_table
from pages.components.selection import choose, filter_row, options_of
from pages.components.verdict import indicator_facts, month_table, verdict
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
now = next(row for row in everywhere if row["region_id"] == place)

heading(f"{pick(indicator, 'name')} · {pick(now, 'region')}")
show(verdict(now))
conflicts = [row for row in ask(queries.conflicts, view.plan_id) if indicator["indicator_key"] in row["indicator_keys"]]
show(conflict_flags(conflicts))

months = queries.months_of(view.plan["first_year"], view.period)
series = ask(queries.statuses, view.plan_id, months, (now["region_key"],), (indicator["indicator_key"],))
name = f"{view.plan_id}_{indicator['indicator_id']}_{now['region_id']}_{view.month}"
chart(
    planned_against_actual(series, is_simulated=is_simulated()),
    key="months",
    file_name=name,
    alt=_("Actual, expected and target by month"),
)
with_table = [row for row in series if row["actual"] is not None or row["expected"] is not None]
show(month_table(with_table)) if with_table else empty_state(
    _("No month has been reported yet."), _("Reports appear here as soon as they are uploaded.")
)

heading(_("By year"))
ends = queries.year_ends(view.plan["first_year"], view.period)
chart(
    by_year([row for row in series if row["period"] in ends], is_simulated=is_simulated()),
    key="years",
    file_name=f"{name}_years",
    alt=_("Target and actual by year"),
)

towns = [row for row in everywhere if row["region_level"] > 0]
if towns:
    heading(_("By town"), _("each town is judged by its own task, never by the city's rate"))
    chart(
        by_region(towns, is_simulated=is_simulated()),
        key="towns",
        file_name=f"{name}_towns",
        alt=_("Actual, expected and target by town"),
    )
    show(judgement_table(towns, view, _("Towns"), by_region=True))

export_bar("status", view, indicator_ids=(indicator["indicator_id"],))
heading(_("What is counted"))
show(indicator_facts(indicator))
heading(_("What the plan says"))
show(clause_table(row for row in ask(queries.targets, view.plan_id) if row["indicator_key"] == indicator["indicator_key"]))
heading(_("Revisions"), _("every figure can be walked back to its file and person"))
show(revision_table(ask(queries.revisions, indicator["indicator_key"], now["region_key"]), indicator))
