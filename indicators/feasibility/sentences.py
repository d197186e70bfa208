"""What a rule looks for, and what it found, in sentences with the numbers and days of the plan."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from indicators.feasibility.finding import Finding, Rule
from indicators.language import N_, _, pick
from indicators.numbers import day_of_year, exact
from indicators.queries import Row
from indicators.vocabulary import COMPARATOR_SIGNS, Comparator

TITLES = {
    Rule.YEARS_MISS_TOTAL: N_("Yearly minima that miss the total"),
    Rule.PARTS_MISS_TOTAL: N_("Parts that do not make the whole"),
    Rule.SHARES_MISS_WHOLE: N_("Shares that every part may stay below"),
    Rule.WORK_AFTER_TARGET: N_("Due after what it serves"),
    Rule.WORK_AFTER_TASK: N_("Projects due after their task"),
    Rule.AFTER_PLAN: N_("Due after the plan ends"),
    Rule.WORK_BEFORE_TARGET: N_("All works done long before their target"),
    Rule.YEAR_DUE_EARLY: N_("The whole year due in an earlier quarter"),
    Rule.EASIER_LATER: N_("Less asked later than before"),
    Rule.REACHED_BEFORE: N_("Reached before it is asked"),
    Rule.SAME_NAME: N_("The same enterprise in several places"),
    Rule.MAYBE_SAME_NAME: N_("Perhaps the same enterprise in several places"),
    Rule.NO_BASELINE: N_("Changes without a baseline"),
}
EXPLANATIONS = {
    Rule.YEARS_MISS_TOTAL: N_("doing the minimum of every year does not reach the total they pile up to"),
    Rule.PARTS_MISS_TOTAL: N_("the targets of the parts added up are not the target of the whole"),
    Rule.SHARES_MISS_WHOLE: N_("even if every part just meets its own target, the whole does not meet its"),
    Rule.WORK_AFTER_TARGET: N_("a task or project ends after the last target that it is to bring about"),
    Rule.WORK_AFTER_TASK: N_("a project ends after the last task that serves the same indicator"),
    Rule.AFTER_PLAN: N_("a task or project ends after the last year of the plan"),
    Rule.WORK_BEFORE_TARGET: N_(
        "every named work ends in a year before the first target it serves: one of the two days cannot be meant"
    ),
    Rule.YEAR_DUE_EARLY: N_("a quarter asks already for all that its year asks"),
    Rule.EASIER_LATER: N_("a later year asks less of a total, share or state than an earlier one"),
    Rule.REACHED_BEFORE: N_("what the plan states of an earlier year reaches the target already"),
    Rule.SAME_NAME: N_("it may be asked for two things, or counted twice"),
    Rule.MAYBE_SAME_NAME: N_("a short name in one list begins a longer one in another; only the office can tell"),
    Rule.NO_BASELINE: N_("the target is a change against a value that the plan does not state: it cannot be judged"),
}


def _figure(row: Row, value: Decimal) -> str:
    return f"{exact(value)} {pick(row, 'unit')}".rstrip()


def _asked(row: Row, value: Decimal) -> str:
    sign = COMPARATOR_SIGNS[row["comparator"]] if row["comparator"] not in (None, Comparator.EQUAL) else ""
    return f"{sign} {_figure(row, value)}".lstrip()


def _when(year: int | None) -> str:
    return _("no year stated") if year is None else str(year)


def _day(day: date | None) -> str:
    return _("no day stated") if day is None else day_of_year(day)


def _indicator(row: Row) -> str:
    return f"{pick(row, 'indicator')} · {pick(row, 'region')}"


def _amounts(finding: Finding) -> dict[str, object]:
    """The values of a rule on numbers, in words."""
    row, values = finding.subject, finding.values
    words: dict[str, object] = {"name": _indicator(row)}
    for field, value in values.items():
        if isinstance(value, Decimal):
            words[field] = _asked(row, value) if field in ("total", "later", "earlier") else _figure(row, value)
        else:
            words[field] = _when(value) if field.endswith("year") else value
    return words


def _on_numbers(message: str) -> Callable[[Finding], str]:
    return lambda finding: _(message, **_amounts(finding))


def _on_work(message: str) -> Callable[[Finding], str]:
    def sentence(finding: Finding) -> str:
        values = {name: _day(value) if isinstance(value, date) else value for name, value in finding.values.items()}
        if "name" in values:
            values["name"] = _indicator(finding.values["name"])
        if "task" in values:
            values["task"] = pick(finding.values["task"], "name")
        return _(message, **values, work=pick(finding.sources[0], "name"))

    return sentence


def _names(finding: Finding) -> str:
    return _("; ").join(
        _(
            "{name} ({list}: {measure}, due {day})",
            name=pick(work, "name"),
            list=work["list"] or "–",
            measure=pick(work, "measure") or "–",
            day=_day(work["deadline"]),
        )
        for work in finding.values["works"]
    )


SENTENCES: dict[Rule, Callable[[Finding], str]] = {
    Rule.YEARS_MISS_TOTAL: _on_numbers(
        N_("{name}: the minima of {count} years and the start make {made}, but {total} is asked by {year}")
    ),
    Rule.PARTS_MISS_TOTAL: _on_numbers(N_("{name}, {year}: {count} parts make {made}, the whole is {total}")),
    Rule.SHARES_MISS_WHOLE: _on_numbers(
        N_("{name}, {year}: {total} for the whole, but at most {most} for any of its {count} parts")
    ),
    Rule.EASIER_LATER: _on_numbers(N_("{name}: {earlier} in {earlier_year}, but only {later} in {later_year}")),
    Rule.YEAR_DUE_EARLY: _on_numbers(
        N_("{name}: quarter {quarter} of {earlier_year} asks for {earlier}, the whole year for {later}")
    ),
    Rule.REACHED_BEFORE: _on_numbers(N_("{name}: {earlier} is stated for {earlier_year}, and {later} is asked by {later_year}")),
    Rule.NO_BASELINE: lambda finding: (
        _on_numbers(N_("{name}: {total} by {year}, against a baseline whose year and value are not stated"))(finding)
        if finding.values["baseline_year"] is None
        else _on_numbers(N_("{name}: {total} by {year}, against {baseline_year}, whose value is not stated"))(finding)
    ),
    Rule.WORK_AFTER_TARGET: _on_work(N_("{work} is due {day}, the last target it serves ({name}) by {target_day}")),
    Rule.WORK_AFTER_TASK: _on_work(N_("{work} is due {day}, the last task it belongs to ({task}) by {task_day}")),
    Rule.AFTER_PLAN: _on_work(N_("{work} is due {day}, the plan ends with {year}")),
    Rule.WORK_BEFORE_TARGET: _on_work(
        N_("{name} is asked by {target_day}, but all {count} named works that serve it ({work} first) are due by {day}")
    ),
    Rule.SAME_NAME: _names,
    Rule.MAYBE_SAME_NAME: _names,
}


def finding_sentence(finding: Finding) -> str:
    """What was found, with the numbers or days on both sides."""
    return SENTENCES[finding.rule](finding)


def places(finding: Finding) -> list[str]:
    """Where the plan says so, one place for each side; an allocation says that it is none of the plan's."""
    return [
        _("allocated by the office") if row.get("origin") in ("simulated", "entered") else pick(row, "places") or "–"
        for row in finding.sources
    ]
