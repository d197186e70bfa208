"""How numbers become lights: the rule in words, with its boundaries, and the dictionary of indicators."""

from html import escape

from etl.plans.rule_settings import rules_in_force
from indicators import queries
from indicators.language import _, pick
from indicators.numbers import number
from pages.components.data import ask
from pages.components.frame import open_page
from pages.components.html import heading, show
from pages.components.methods import (
    feasibility_table,
    kinds_table,
    method_table,
    new_city_steps,
    rule_steps,
    rules_table,
    status_table,
)
from pages.components.paging import page_of
from pages.components.verdict import indicator_facts
from pages.server.state import database, guard

guard("methods")
view = open_page(_("Methods"), _("How a number becomes a light, and what each indicator counts"))

heading(_("The rule"), _("progress against the calendar comes first: what should be done by this month, and what is done"))
show(rule_steps(number(view.plan["behind_pp"], 0)))
heading(_("Statuses"), _("exactly one for every target, region and month; shape and word say the same as the colour"))
show(status_table(number(view.plan["behind_pp"], 0)))
heading(_("Kinds of numbers"), _("stated for every indicator, never guessed"))
show(kinds_table())
heading(_("Unusual figures"), _("an upload with one of these passes only with a written reason, which travels with the figure"))
show(rules_table(rules_in_force(database(), view.plan_id)))
heading(
    _("Method comparison"),
    _("methods for goals over many years, beside the light on the page of every indicator; they change no light"),
)
show(method_table())
heading(_("What a plan cannot satisfy"), _("rules over the plan itself; what they find stands on the page Feasibility"))
show(feasibility_table())
heading(_("Another city"), _("a plan is a folder; the program names no plan, indicator, town or department"))
show(new_city_steps())
heading(_("Dictionary of indicators"))
for indicator in page_of(ask(queries.indicators, view.plan_id), "dictionary"):
    show(
        f'<details class="entry"><summary>{escape(pick(indicator, "programme"))} · {escape(pick(indicator, "name"))}</summary>{indicator_facts(indicator)}</details>'
    )
