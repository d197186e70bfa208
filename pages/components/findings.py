"""What the rules found in a plan: the sentence, both places, and the reading in force where the conflict is recorded."""

from collections.abc import Sequence
from html import escape

from indicators.feasibility.check import recorded
from indicators.feasibility.finding import Finding
from indicators.feasibility.sentences import finding_sentence, places
from indicators.language import _
from indicators.queries import Row
from pages.components.clauses import conflict_list

NUMBERS = "①②③④⑤⑥⑦⑧⑨"


def finding_list(findings: Sequence[Finding], conflicts: Sequence[Row]) -> str:
    """One block per finding."""
    return f'<ul class="list findings">{"".join(_item(finding, conflicts) for finding in findings)}</ul>'


def _item(finding: Finding, conflicts: Sequence[Row]) -> str:
    said = "".join(f"<small>{mark} {escape(place)}</small>" for mark, place in zip(NUMBERS, places(finding), strict=False))
    conflict = recorded(finding, conflicts)
    reading = (
        conflict_list([conflict])
        if conflict
        else f'<p class="asof">{escape(_("Not among the recorded conflicts; no reading has been settled."))}</p>'
    )
    return f"<li><p>{escape(finding_sentence(finding))}</p>{said}{reading}</li>"
