"""Rules on numbers: what does not add up, what asks for less than before, what cannot be computed."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from indicators.feasibility.finding import Facts, Finding, Rule, due_of
from indicators.feasibility.sums import Mismatch, parts_against_total, years_against_total
from indicators.queries import Row
from indicators.vocabulary import Basis, Direction, Measure, Rollup


def years_miss_total(facts: Facts) -> Iterator[Finding]:
    """Meeting every year's minimum does not reach the total that they pile up to."""
    for found in years_against_total(facts.numbers, facts.flows, facts.starts):
        yield _sum(Rule.YEARS_MISS_TOTAL, found)


def parts_miss_total(facts: Facts) -> Iterator[Finding]:
    """The targets of the parts do not make the target of the whole."""
    for found in parts_against_total(facts.numbers, facts.parents, set(facts.summed)):
        yield _sum(Rule.PARTS_MISS_TOTAL, found)


def _sum(rule: Rule, found: Mismatch) -> Finding:
    values = {"made": found.made, "total": found.total["value"], "count": len(found.parts), "year": found.total["year"]}
    keys = frozenset(row["indicator_key"] for row in (found.total, *found.parts))
    return Finding(rule, found.total, values, (found.total, *found.parts[:1]), keys)


def shares_miss_whole(facts: Facts) -> Iterator[Finding]:
    """A share that every part may stay below: even if each meets its own target, the whole need not meet its."""
    parts: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in facts.numbers:
        if row["region_rollup"] == Rollup.RATIO:
            parts[row["indicator_id"], facts.parents[row["region_id"]], row["year"], row["quarter"]].append(row)
    for row in facts.numbers:
        below = parts.get((row["indicator_id"], row["region_id"], row["year"], row["quarter"]), [])
        if below and all(_asks_less(part, row) for part in below):
            strictest = max(below, key=lambda part: _sign(part) * part["value"])
            values = {"most": strictest["value"], "total": row["value"], "count": len(below), "year": row["year"]}
            yield Finding(Rule.SHARES_MISS_WHOLE, row, values, (row, strictest), frozenset({row["indicator_key"]}))


def easier_later(facts: Facts) -> Iterator[Finding]:
    """A total, share or state of which a later year asks less than an earlier one."""
    for row, later in _following(facts):
        if row["measure"] != Measure.FLOW and _asks_less(later, row):
            yield Finding(Rule.EASIER_LATER, later, _pair(row, later), (row, later), frozenset({row["indicator_key"]}))


def year_due_early(facts: Facts) -> Iterator[Finding]:
    """A quarter that asks already for all that its year asks for."""
    for row, later in _following(facts):
        same_year = row["year"] == later["year"] and row["quarter"] in (1, 2, 3) and later["quarter"] is None
        if same_year and not _asks_less(row, later):
            values = _pair(row, later) | {"quarter": row["quarter"]}
            yield Finding(Rule.YEAR_DUE_EARLY, later, values, (row, later), frozenset({row["indicator_key"]}))


def reached_before(facts: Facts) -> Iterator[Finding]:
    """A target that is reached already by what the plan states of an earlier year."""
    stated = {(row["indicator_key"], row["region_key"]): row for row in facts.starting_values}
    for row in facts.numbers:
        start = stated.get((row["indicator_key"], row["region_key"]))
        counts = start is not None and row["measure"] != Measure.FLOW and row["basis"] == Basis.ABSOLUTE and row["year"] is not None
        if (
            start is not None
            and counts
            and start["year"] < row["year"]
            and not _asks_less(start | {"direction": row["direction"]}, row)
        ):
            values = {"earlier": start["value"], "earlier_year": start["year"], "later": row["value"], "later_year": row["year"]}
            yield Finding(Rule.REACHED_BEFORE, row, values, (start, row), frozenset({row["indicator_key"]}))


def no_baseline(facts: Facts) -> Iterator[Finding]:
    """Changes against a baseline whose value the plan does not state, one finding for all years of an indicator."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in facts.numbers:
        if row["basis"] == Basis.CHANGE_VS_BASELINE and row["baseline_value"] is None:
            groups[row["indicator_key"], row["region_key"]].append(row)
    for rows in groups.values():
        last = max(rows, key=lambda row: row["year"] or 0)
        values = {"total": last["value"], "year": last["year"], "baseline_year": last["baseline_year"]}
        yield Finding(Rule.NO_BASELINE, last, values, (last,), frozenset({last["indicator_key"]}))


def _sign(row: Row) -> int:
    return 1 if row["direction"] == Direction.HIGHER else -1


def _asks_less(row: Row, other: Row) -> bool:
    return bool(_sign(row) * (row["value"] - other["value"]) < 0)


def _pair(row: Row, later: Row) -> dict[str, object]:
    return {"earlier": row["value"], "earlier_year": row["year"], "later": later["value"], "later_year": later["year"]}


def _following(facts: Facts) -> Iterator[tuple[Row, Row]]:
    """Targets of the same indicator, region and basis, each with the one that is due next."""
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in facts.numbers:
        if row["year"] is not None:
            groups[row["indicator_key"], row["region_key"], row["basis"]].append(row)
    for group in groups.values():
        yield from pairwise(sorted(group, key=lambda row: (due_of(row), row["quarter"] is None)))
