"""Where the plan stands: what is met and behind, what got worse, who is behind, what falls due; then the details."""

from indicators import judged, queries, summary
from indicators.language import _
from pages.components.data import ask
from pages.components.due import SHOWN, due_list, worse_list
from pages.components.frame import open_page
from pages.components.headline import headline_cards, headline_strip
from pages.components.html import MOST, empty_state, glance, heading, show
from pages.components.lights import last_places, programme_rows, ranking_rows, status_tiles
from pages.components.paging import page_of
from pages.server.state import guard

guard("overview")
view = open_page(_("Overview"), _("Planned against actual, and who is behind"))

month_before, year_before = queries.month_before(view.period), queries.year_earlier(view.period)
whole = ask(queries.statuses, view.plan_id, (view.period,), (view.root_key,))
headline = ask(judged.headline_rows, view.plan_id, view.period)
standings = ask(judged.standings, view.plan_id, view.period)
earlier = {_("vs last month"): month_before}
if year_before.year >= view.plan["first_year"]:
    earlier[_("vs last year")] = year_before

if headline:
    show(headline_strip(headline, view))
counted = ask(judged.status_counts, view.plan_id, tuple(earlier.values()), (view.root_key,))
counts = {words: counted[then] for words, then in earlier.items()}
show(status_tiles(summary.count_statuses(whole), view, "programme", earlier=counts, programme="all"))
works = (*ask(queries.tasks, view.plan_id, view.period), *ask(queries.projects, view.plan_id, view.period))
glance(
    {
        _("Worse than last month"): worse_list(
            *ask(judged.fallen_lights, view.plan_id, view.period, month_before, SHOWN + MOST), view
        ),
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
    show(ranking_rows(page_of(standings, "towns"), view))
else:
    empty_state(_("This plan gives its towns no targets of their own."), _("The office can allocate targets to them."))
