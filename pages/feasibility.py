"""What the plan itself cannot satisfy: found by rules, with both places and the reading in force."""

from indicators import queries
from indicators.feasibility import check
from indicators.feasibility.sentences import EXPLANATIONS, TITLES
from indicators.language import _
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.findings import finding_list
from pages.components.frame import open_page
from pages.components.html import empty_state, heading, show
from pages.server.state import guard

guard("feasibility")
view = open_page(_("Feasibility"), _("What the plan itself cannot satisfy, found by rules from its own figures and days"))
conflicts = ask(queries.conflicts, view.plan_id)
findings = ask(check.findings, view.plan_id)
found = [rule for rule in check.RULES if any(finding.rule == rule for finding in findings)]
settled = sum(check.recorded(finding, conflicts) is not None for finding in findings)

heading(
    _("{count} findings by {rules} of {all} rules", count=len(findings), rules=len(found), all=len(check.RULES)),
    _("{settled} of them are recorded conflicts with a reading in force", settled=settled),
)
if not findings:
    empty_state(_("No rule found anything: the plan's figures and days fit together."))
for rule in found:
    of_rule = [finding for finding in findings if finding.rule == rule]
    heading(f"{_(TITLES[rule])} ({len(of_rule)})", _(EXPLANATIONS[rule]))
    show(finding_list(of_rule, conflicts))

export_bar("findings", view)

heading(_("Rules that found nothing"))
silent = [f"{_(TITLES[rule])}{_(': ')}{_(EXPLANATIONS[rule])}" for rule in check.RULES if rule not in found]
show(f'<ul class="list">{"".join(f"<li>{words}</li>" for words in silent)}</ul>')
heading(_("Recorded conflicts"), _("every contradiction of the text with its reading stands on the page “Targets and sources”"))
export_bar("conflicts", view)
