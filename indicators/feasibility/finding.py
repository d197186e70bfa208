"""One thing that the plan cannot satisfy, with the places that say so; and what the rules look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from indicators.queries import Row, Rows
from indicators.vocabulary import Basis


class Rule(StrEnum):
    """What is looked for, the worst first."""

    YEARS_MISS_TOTAL = "years_miss_total"
    PARTS_MISS_TOTAL = "parts_miss_total"
    SHARES_MISS_WHOLE = "shares_miss_whole"
    WORK_AFTER_TARGET = "work_after_target"
    WORK_AFTER_TASK = "work_after_task"
    AFTER_PLAN = "after_plan"
    WORK_BEFORE_TARGET = "work_before_target"
    YEAR_DUE_EARLY = "year_due_early"
    EASIER_LATER = "easier_later"
    REACHED_BEFORE = "reached_before"
    SAME_NAME = "same_name"
    MAYBE_SAME_NAME = "maybe_same_name"
    NO_BASELINE = "no_baseline"


@dataclass(frozen=True)
class Finding:
    """A rule that the plan breaks: the row it is about, the values of its sentence, the rows whose places say so."""

    rule: Rule
    subject: Row
    values: Mapping[str, Any]
    sources: tuple[Row, ...]
    indicator_keys: frozenset[int] = frozenset()
    task_ids: frozenset[str] = frozenset()
    project_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """A plan as its rules see it. Targets carry the kind of their indicator; works are tasks and projects."""

    last_year: int
    targets: Rows
    starting_values: Rows
    works: Rows
    parents: Mapping[str, str | None]
    flows: Mapping[str, str | None]
    summed: frozenset[str]
    region_words: tuple[str, ...] = ()
    starts: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> list[Row]:
        """The targets in force that have a number, one for each indicator, region, year and quarter."""
        in_force: dict[tuple[Any, ...], Row] = {}
        for row in sorted(self.targets, key=lambda row: ("pack", "simulated", "entered").index(row["origin"])):
            in_force[row["indicator_id"], row["region_id"], row["year"], row["quarter"]] = row
        chosen = {id(row) for row in in_force.values()}
        return [row for row in self.targets if id(row) in chosen and row["value"] is not None and row["basis"] != Basis.STANDING]


def due_of(target: Row) -> date:
    """The last day of a target's year or quarter."""
    month = 12 if target["quarter"] is None else target["quarter"] * 3
    return date(target["year"], month, 31 if month in (3, 12) else 30)
