"""The rule in words, for the Methods page."""

from collections.abc import Mapping
from decimal import Decimal
from html import escape

from etl.plans.rule_settings import SETTINGS, Value
from indicators.feasibility.check import RULES as FEASIBILITY_RULES
from indicators.feasibility.sentences import EXPLANATIONS, TITLES
from indicators.language import N_, _
from indicators.numbers import exact
from indicators.second_opinion.methods import METHOD_LABELS
from indicators.second_opinion.sentences import RULES as METHOD_RULES
from indicators.vocabulary import MEASURE_LABELS, Measure, Status
from pages.components.html import chip, table

STEPS = (
    N_("Quarterly targets, where the plan has them: a straight line between the ends of quarters."),
    N_("Done within the year: the target × month ÷ 12. Where less is better the same line is the ceiling."),
    N_("Total in place: a straight line from the end of last year (or the stated starting value) to this year's target."),
    N_(
        "Percentages and measured states: a straight line from the starting value; without one nothing is expected before the year ends."
    ),
    N_("A target to be kept (“stay above”, “stay below”) is expected in every month."),
    N_("Nobody who stands beyond the target already is asked for more than the target."),
    N_(
        "Gap = expected − actual, in percentage points of the target (percentages in their own points; turned around where less is better)."
    ),
    N_("A region's own report counts; without one its parts are rolled up, and the sentence says how many of them have reported."),
    N_("A sum that lacks parts is a lower bound: it may prove that enough is done, never that too little is."),
    N_("A target for a later year is not judged before its year; a target of a past year is judged at the end of its year."),
)
WHEN = {
    Status.MET: N_("the target is reached and cannot be un-reached, or the year is over and it holds"),
    Status.ON_PACE: N_("gap ≤ 0"),
    Status.BEHIND: N_("0 < gap ≤ {threshold} percentage points"),
    Status.FAR_BEHIND: N_("gap > {threshold} percentage points"),
    Status.MISSED: N_("the year or the deadline is over and the target is not reached"),
    Status.NOT_DUE: N_("nothing is expected yet"),
    Status.NOT_REPORTED: N_("a report was due and is missing: neither zero nor “not applicable”"),
    Status.NO_TASK: N_("the target is 0 or the plan prints “/”"),
    Status.NO_TARGET: N_("the number comes from the higher level and has not been entered"),
    Status.NOT_COMPUTABLE: N_("there is no number or no baseline to compare with; the sentence says which"),
}
KINDS = {
    Measure.FLOW: N_(
        "reported as the total since January; the latest month counts, months are never added up; a fall needs an explanation"
    ),
    Measure.STOCK: N_("reported as the total; has a starting value"),
    Measure.RATE: N_(
        "reported as numerator and denominator where the plan gives both; rolled up as sum of numerators ÷ sum of denominators"
    ),
    Measure.LEVEL: N_("reported as measured; never rolled up"),
}


NEW_CITY = (
    N_("Copy a folder of {folder} and give it the new plan's id; its files and their columns stay as they are."),
    N_(
        "Enter every figure with the place it was read from, and state measure, direction, roll-up and basis; what the document leaves open stays empty, with a note."
    ),
    N_("Run {check}: it says in sentences what is wrong, with file, line and column, and what to write instead."),
    N_(
        "Record in {conflicts} what the document says in two ways, with both places and the reading in force; the page Feasibility shows what is not recorded yet."
    ),
    N_("Run {load}: the plan appears beside the others; figures reported before stay."),
)
# the names of files and commands are the same in every language
_NAMES = {
    "folder": "data/plans",
    "check": "python -m etl check-plan DIR",
    "conflicts": "conflicts.csv",
    "load": "python -m etl load DIR",
}


def rule_steps(threshold: str) -> str:
    """What is expected by a month, step by step."""
    items = "".join(f"<li>{escape(_(step))}</li>" for step in STEPS)
    note = _(
        "This plan calls a gap of up to {threshold} percentage points “behind”, a larger one “far behind”.", threshold=threshold
    )
    return f'<ol class="steps">{items}</ol><p>{escape(note)}</p>'


def status_table(threshold: str) -> str:
    """Every status with its mark and its condition."""
    return table(
        (_("Status"), _("When")),
        ((chip(status), escape(_(words).format(threshold=threshold))) for status, words in WHEN.items()),
        _("Statuses and their conditions"),
    )


def kinds_table() -> str:
    """Every kind of number and how it is reported."""
    return table(
        (_("Kind"), _("How it is reported and read")),
        ((escape(_(MEASURE_LABELS[measure])), escape(_(words))) for measure, words in KINDS.items()),
        _("Kinds of numbers"),
    )


def rules_table(rules: Mapping[str, Value]) -> str:
    """What an upload is asked about, with the plan's numbers and the name under which its pack sets them."""
    words = {True: _("yes"), False: _("no")}
    cells = (
        (
            escape(_(SETTINGS[name].meaning)),
            f'<span class="number">{words[value] if isinstance(value, bool) else exact(Decimal(value))}</span>',
            f"<code>{escape(name)}</code>",
        )
        for name, value in rules.items()
    )
    return table((_("Rule"), _("In force"), _("Name in the plan pack")), cells, _("Rules for unusual figures"))


def method_table() -> str:
    """The published methods that stand beside the light, each with its rule."""
    return table(
        (_("Method"), _("How it judges")),
        ((escape(_(METHOD_LABELS[method])), escape(_(words))) for method, words in METHOD_RULES.items()),
        _("Methods beside the light"),
    )


def feasibility_table() -> str:
    """What the rules over a plan look for."""
    return table(
        (_("What is looked for"), _("Why it matters")),
        ((escape(_(TITLES[rule])), escape(_(EXPLANATIONS[rule]))) for rule in FEASIBILITY_RULES),
        _("Rules of feasibility"),
    )


def new_city_steps() -> str:
    """How another city's plan is added, step by step."""
    names = {field: f"<code>{escape(name)}</code>" for field, name in _NAMES.items()}
    items = "".join(f"<li>{escape(_(step)).format(**names)}</li>" for step in NEW_CITY)
    return f'<ol class="steps">{items}</ol>'
