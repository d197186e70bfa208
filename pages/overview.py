"""Where the plan stands: headline indicators, counts, programmes, towns, what got worse, what falls due."""

from indicators import queries, summary
from indicators.language import _
from pages.components.data import ask
from pages.components.due import due_list, worse_list
from pages.components.frame import open_page
from pages.components.headline import headline_cards
from pages.components.html import empty_state, heading, show
from pages.components.lights import programme_rows, ranking_rows, status_tiles
from pages.server.state import guard

guard("overview")
view = open_page(_("Overview"), _("Planned against actual, and who is behind"))

year_ends = queries.year_ends(view.plan["first_year"], view.period)
rows = ask(queries.statuses, view.plan_id, (view.period,))
whole = [row for row in rows if row["region_key"] == view.root_key]
headline = [row for row in rows if row["headline"] is not None]
keys = tuple(sorted({row["indicator_key"] for row in headline}))

if headline:
    heading(_("Headline indicators"))
    yearly = ask(queries.statuses, view.plan_id, year_ends, (view.root_key,), keys)
    show(headline_cards(sorted(headline, key=lambda row: row["headline"]), yearly, view))

heading(
    _("All targets of the plan"), _("{count} indicators of the whole plan; choose a light to see its targets", count=len(whole))
)
show(status_tiles(summary.count_statuses(whole), view, "programme", programme="all"))

heading(_("Programmes"))
show(programme_rows(whole, ask(queries.programmes, view.plan_id), view))

heading(_("Towns"), _("ranked by the share of their own judged targets that are met or on pace"))
standings = summary.rank_regions(row for row in rows if row["region_level"] > 0)
if standings:
    show(ranking_rows(standings, view))
else:
    empty_state(_("This plan gives its towns no targets of their own."))

heading(_("Worse than last month"))
before = ask(queries.statuses, view.plan_id, (queries.month_before(view.period),))
show(worse_list(summary.got_worse(before, rows), view))

heading(_("Falls due next"))
show(due_list(ask(queries.tasks, view.plan_id, view.period), ask(queries.projects, view.plan_id, view.period), view))
