"""Applies every rule to a plan, and finds the recorded conflict that speaks of the same."""

from collections.abc import Callable, Iterator, Sequence

from indicators import queries
from indicators.engine import Engine
from indicators.feasibility.amounts import (
    easier_later,
    no_baseline,
    parts_miss_total,
    reached_before,
    shares_miss_whole,
    year_due_early,
    years_miss_total,
)
from indicators.feasibility.dates import after_plan, work_after_target, work_after_task, work_before_target
from indicators.feasibility.finding import Facts, Finding, Rule
from indicators.feasibility.names import maybe_same_name, same_name
from indicators.queries import Row
from indicators.vocabulary import Rollup

RULES: dict[Rule, Callable[[Facts], Iterator[Finding]]] = {
    Rule.YEARS_MISS_TOTAL: years_miss_total,
    Rule.PARTS_MISS_TOTAL: parts_miss_total,
    Rule.SHARES_MISS_WHOLE: shares_miss_whole,
    Rule.WORK_AFTER_TARGET: work_after_target,
    Rule.WORK_AFTER_TASK: work_after_task,
    Rule.AFTER_PLAN: after_plan,
    Rule.WORK_BEFORE_TARGET: work_before_target,
    Rule.YEAR_DUE_EARLY: year_due_early,
    Rule.EASIER_LATER: easier_later,
    Rule.REACHED_BEFORE: reached_before,
    Rule.SAME_NAME: same_name,
    Rule.MAYBE_SAME_NAME: maybe_same_name,
    Rule.NO_BASELINE: no_baseline,
}
# of the conflicts that touch the same rows, the kinds that speak of what a rule finds
_KINDS = {
    Rule.YEARS_MISS_TOTAL: ("sum", "numbers"),
    Rule.PARTS_MISS_TOTAL: ("sum", "numbers", "scope"),
    Rule.SHARES_MISS_WHOLE: ("sum", "numbers", "scope"),
    Rule.WORK_AFTER_TARGET: ("dates",),
    Rule.WORK_AFTER_TASK: ("dates",),
    Rule.AFTER_PLAN: ("dates",),
    Rule.WORK_BEFORE_TARGET: ("dates",),
    Rule.YEAR_DUE_EARLY: ("dates",),
    Rule.EASIER_LATER: ("numbers", "dates"),
    Rule.REACHED_BEFORE: ("numbers", "dates"),
    Rule.SAME_NAME: ("duplicate", "dates"),
    Rule.MAYBE_SAME_NAME: ("duplicate", "naming", "dates"),
    Rule.NO_BASELINE: ("unclear", "scope", "numbers"),
}


def read_facts(engine: Engine, plan_id: str) -> Facts:
    """What the rules look at, of one plan."""
    indicators = {row["indicator_key"]: row for row in queries.indicators(engine, plan_id)}
    regions = {row["region_key"]: row for row in queries.regions(engine, plan_id)}
    ids = {key: row["indicator_id"] for key, row in indicators.items()}
    starting_values = queries.starting_values(engine, plan_id)
    kinds = ("measure", "direction", "region_rollup", "decimals")
    return Facts(
        last_year=next(row["last_year"] for row in queries.plans(engine) if row["plan_id"] == plan_id),
        targets=tuple(
            row | {field: indicators[row["indicator_key"]][field] for field in kinds} for row in queries.targets(engine, plan_id)
        ),
        starting_values=starting_values,
        works=queries.plan_works(engine, plan_id),
        parents={
            row["region_id"]: regions[row["parent_key"]]["region_id"] if row["parent_key"] in regions else None
            for row in regions.values()
        },
        flows={row["indicator_id"]: ids.get(row["accumulates_key"]) for row in indicators.values()},
        summed=frozenset(row["indicator_id"] for row in indicators.values() if row["region_rollup"] == Rollup.SUM),
        region_words=queries.region_words(engine, plan_id),
        starts={(row["indicator_id"], row["region_id"]): row["value"] for row in starting_values},
    )


def find(facts: Facts) -> list[Finding]:
    """Everything that any rule finds, rule by rule."""
    return [finding for rule in RULES.values() for finding in rule(facts)]


def findings(engine: Engine, plan_id: str) -> list[Finding]:
    """Everything that the rules find in one plan."""
    return find(read_facts(engine, plan_id))


def recorded(finding: Finding, conflicts: Sequence[Row]) -> Row | None:
    """The recorded conflict that speaks of the finding: of a fitting kind, with most of its rows; None when nobody recorded it."""

    def shared(row: Row) -> int:
        works = finding.project_ids & set(row["project_ids"])
        # that an enterprise stands in two lists is said only by a conflict that names both places
        if finding.rule in (Rule.SAME_NAME, Rule.MAYBE_SAME_NAME):
            return len(works) if works == finding.project_ids else 0
        return len(works) + len(finding.task_ids & set(row["task_ids"])) + len(finding.indicator_keys & set(row["indicator_keys"]))

    fitting = [row for row in conflicts if row["class"] in _KINDS[finding.rule] and shared(row)]
    by_kind = _KINDS[finding.rule].index
    return max(fitting, key=lambda row: (-by_kind(row["class"]), shared(row)), default=None)
