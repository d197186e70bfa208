"""One thing found in a plan pack, and where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from etl.plans.plan_pack import PlanPack, Row


@dataclass(frozen=True)
class Finding:
    """One thing found: `error` = the pack cannot be used; `warning` = the plan's own text does not add up here;
    `known` = the same, and the pack's conflicts name the indicator."""

    severity: str
    sentence: str
    indicator_id: str = ""


Rule = Callable[[PlanPack], Iterator[Finding]]


def error(sentence: str, indicator_id: str = "") -> Finding:
    """A finding that keeps the pack from being used."""
    return Finding("error", sentence, indicator_id)


def at(table: str, row: Row) -> str:
    """Where a row stands, as a sentence begins."""
    return f"{table}.csv, line {row['line']}"
