"""Towns side by side: where they lie and how they stand, indicator by indicator, and who ranks where by which rule."""

from indicators import queries
from indicators.language import _, pick
from pages.components.compare_filters import choose_sight
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.heatmap import Heat, heatmap
from pages.components.html import empty_state, heading, show
from pages.components.paging import page_of
from pages.components.ranking import ranking
from pages.components.region_map import idle_regions, measure_words, region_map
from pages.server.state import guard

guard("compare")
view = open_page(_("Compare"), _("Towns side by side, each judged by its own task"))
sight = choose_sight(view)

if not sight.indicators:
    empty_state(
        _("The plan gives the regions of {region} no targets of their own.", region=pick(sight.within, "name")),
        _("The office can allocate targets to them."),
    )
else:
    ids = tuple(row["region_id"] for row in (*sight.regions, *sight.idle))
    heading(_("Where they stand"), measure_words(sight))
    picture = region_map(sight, ask(queries.region_shapes, view.plan_id), view)
    if picture:
        show(picture)
    else:
        empty_state(_("The pack gives these regions no place on a map."), _("The table below says the same."))

    heading(_("Indicators by region"), _("choose a light to see its indicator, a name to see its region"))
    shown = page_of(sight.regions, "compare")
    keys = tuple(sorted(row["region_key"] for row in (sight.within, *shown)))
    cells = ask(queries.compare_cells, view.plan_id, (view.period,), keys)
    show(heatmap(Heat(sight.within, shown, sight.indicators, cells), view))
    if sight.idle:
        show(idle_regions(sight))
    export_bar("status", view, region_ids=ids)

    heading(_("Ranking"))
    ranking(sight, view)
    export_bar("ranking", view, region_ids=ids)
