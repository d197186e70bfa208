"""Where the plan stands: what is met and behind, what got worse, who is behind, what falls due; then the details."""

from collections.abc import Sequence

from indicators import queries, summary
from indicators.language import _
from pages.components.data import ask
from pages.components.due import due_list, worse_list
from pages.components.frame import open_page
from pages.components.headline import headline_cards, headline_strip
from pages.components.html import empty_state, glance, heading, show
from pages.components.lights import last_places, programme_rows, ranking_rows, status_tiles
from pages.server.state import guard

guard("overview")
view = open_page(_("Overview"), _("Planned against actual, and who is behind"))

month_before, year_before = queries.month_before(view.period), queries.year_earlier(view.period)
rows = ask(queries.statuses, view.plan_id, (view.period,))
whole = [row for row in rows if row["region_key"] == view.root_key]
headline = sorted((row for row in rows if row["headline"] is not None), key=lambda row: row["headline"])
standings = summary.rank_regions(row for row in rows if row["region_level"] > 0)
last_month = ask(queries.statuses, view.plan_id, (month_before,))
earlier: dict[str, Sequence[queries.Row]] = {_("vs last month"): [row for row in last_month if row["region_key"] == view.root_key]}
if year_before.year >= view.plan["first_year"]:
    earlier[_("vs last year")] = ask(queries.statuses, view.plan_id, (year_before,), (view.root_key,))

if headline:
    show(headline_strip(headline, view))
counts = {words: summary.count_statuses(then) for words, then in earlier.items()}
show(status_tiles(summary.count_statuses(whole), view, "programme", earlier=counts, programme="all"))
works = (*ask(queries.tasks, view.plan_id, view.period), *ask(queries.projects, view.plan_id, view.period))
glance(
    {
        _("Worse than last month"): worse_list(summary.got_worse(last_month, rows), view),
        _("Furthest behind"): last_places(standings, view) if standings else "",
        _("Falls due next"): due_list(works, view),
    }
)

if headline:
    heading(_("Headline indicators"))
    keys = tuple(sorted({row["indicator_key"] for row in headline}))
    year_ends = queries.year_ends(view.plan["first_year"], view.period)
    show(headline_cards(headline, ask(queries.statuses, view.plan_id, year_ends, (view.root_key,), keys), view))
heading(_("Programmes"), _("{count} indicators of the whole plan; choose a light to see its targets", count=len(whole)))
show(programme_rows(whole, ask(queries.programmes, view.plan_id), view))
heading(_("Towns"), _("ranked by the share of their own judged targets that are met or on pace"))
if standings:
    show(ranking_rows(standings, view))
else:
    empty_state(_("This plan gives its towns no targets of their own."), _("The office can allocate targets to them."))
