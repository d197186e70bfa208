"""Why a status is what it is: one sentence per reason of the status rule, with the numbers the rule used."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from indicators.language import _, pick
from indicators.numbers import month, number, percent, points, quantity
from indicators.vocabulary import COMPARATOR_SIGNS, Comparator, Direction

Row = Mapping[str, Any]


def reason_sentence(row: Row) -> str:
    """The sentence for one row of the status rule, which must carry the indicator's unit_zh, unit_en, decimals and direction too.

    Raises KeyError for a reason that has no sentence.
    """
    return SENTENCES[row["reason_code"]](row)


def _figure(row: Row, field: str) -> str:
    """A figure of the row with its unit; a quantity also as a share of its target."""
    value, target = row[field], row["target"]
    if row["is_percent"]:
        return quantity(value, pick(row, "unit"), max(row["decimals"], 1))
    figure = quantity(value, pick(row, "unit"), row["decimals"])
    if not target or field == "target":
        return figure
    return _("{figure} ({share} of the target)", figure=figure, share=percent(Decimal(str(value)) * 100 / Decimal(str(target))))


def _target(row: Row) -> str:
    # a bare number stays bare
    sign = COMPARATOR_SIGNS[row["comparator"]] if row["comparator"] not in (None, Comparator.EQUAL) else ""
    return f"{sign} {_figure(row, 'target')}".lstrip()


def _gap(row: Row) -> float:
    """The gap as it is printed: what rounds to nothing is nothing."""
    return round(float(row["gap_pp"]), 1)


def _no_baseline(row: Row) -> str:
    if row["baseline_year"] is None:
        return _("The target is a change against a baseline that the plan does not state")
    return _("The target is a change against {year}, whose value the plan does not state", year=row["baseline_year"])


def _reached(row: Row) -> str:
    values = {"target": _target(row), "actual": _figure(row, "actual"), "month": month(row["reported_period"])}
    if row["target_year"] is None:
        return _("The target {target} is reached: {actual} in {month}", **values)
    return _("The {year} target {target} is reached: {actual} in {month}", year=row["target_year"], **values)


def _future_target(row: Row) -> str:
    return _("Nothing is due yet; the next target is {target} in {year}", target=_target(row), year=row["target_year"])


def _missing(row: Row) -> str:
    if row["reported_period"] is None:
        return _("The report due by {month} is missing", month=month(row["judged_period"]))
    values = {"month": month(row["judged_period"]), "last": month(row["reported_period"])}
    return _("The report due by {month} is missing; the last one is for {last}", **values)


def _partial(row: Row) -> str:
    values = {"k": number(row["k"] or 0), "k_expected": number(row["k_expected"])}
    return _("{k} of {k_expected} reports are in, too few to judge", **values)


def _over_reached(row: Row) -> str:
    values = {"year": row["target_year"], "target": _target(row), "actual": _figure(row, "actual")}
    return _("Target {year} {target}, in the end {actual}: reached", **values)


def _over_missed(row: Row) -> str:
    values = {"year": row["target_year"], "target": _target(row), "actual": _figure(row, "actual")}
    if row["gap_pp"] is None or _gap(row) <= 0:
        return _("Target {year} {target}, in the end {actual}: not reached", **values)
    return _("Target {year} {target}, in the end {actual}: {gap} away", gap=points(_gap(row)), **values)


def _against_line(row: Row) -> str:
    gap = _gap(row)
    values = {
        "month": month(row["reported_period"]),
        "expected": _figure(row, "expected"),
        "actual": _figure(row, "actual"),
        "gap": points(abs(gap)),
    }
    if row["direction"] == Direction.HIGHER:
        if gap > 0:
            return _("{month}: at least {expected} expected, actual {actual}, {gap} short", **values)
        if gap < 0:
            return _("{month}: at least {expected} expected, actual {actual}, {gap} ahead", **values)
        return _("{month}: at least {expected} expected, actual {actual}, just on the line", **values)
    if gap > 0:
        return _("{month}: at most {expected} allowed, actual {actual}, {gap} too much", **values)
    if gap < 0:
        return _("{month}: at most {expected} allowed, actual {actual}, {gap} to spare", **values)
    return _("{month}: at most {expected} allowed, actual {actual}, just on the line", **values)


SENTENCES: dict[str, Callable[[Row], str]] = {
    "slash": lambda row: _("The plan sets no task here (“/”)"),
    "zero": lambda row: _("The target is 0: no task"),
    "delegated": lambda row: _("The number is set by the higher level and has not been entered yet"),
    "no_number": lambda row: _("The plan states no number to compare with"),
    "no_baseline": _no_baseline,
    "reached": _reached,
    "no_year": lambda row: _("The plan names no year for the target {target}", target=_target(row)),
    "future_target": _future_target,
    "nothing_due": lambda row: _("No report is due yet by {month}", month=month(row["judged_period"])),
    "missing": _missing,
    "partial": _partial,
    "over_reached": _over_reached,
    "over_missed": _over_missed,
    "no_start": lambda row: _(
        "Without a starting value nothing is expected before the year ends; the target is {target}", target=_target(row)
    ),
    "on_line": _against_line,
    "below_line": _against_line,
    "far_below_line": _against_line,
}
