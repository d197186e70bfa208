"""Rules on days: works that end after, or all before, what they are to bring about; days outside the plan."""

from collections import defaultdict
from collections.abc import Iterator

from indicators.feasibility.finding import Facts, Finding, Rule, due_of
from indicators.queries import Row


def _targets_served(facts: Facts) -> dict[int, list[Row]]:
    """For each indicator its targets with a year, those of the whole before those of its parts."""
    served: dict[int, list[Row]] = defaultdict(list)
    for row in facts.numbers:
        if row["year"] is not None:
            served[row["indicator_key"]].append(row)
    return served


def work_after_target(facts: Facts) -> Iterator[Finding]:
    """A task or project with a day that lies after the last target it serves."""
    served = _targets_served(facts)
    for work in facts.works:
        targets = [row for key in work["indicator_keys"] if key in served for row in served[key]]
        if work["deadline"] is not None and targets and work["deadline"] > max(map(due_of, targets)):
            latest = max(targets, key=due_of)
            values = {"day": work["deadline"], "target_day": due_of(latest), "name": latest}
            yield _about_work(Rule.WORK_AFTER_TARGET, work, values, latest)


def work_after_task(facts: Facts) -> Iterator[Finding]:
    """A project that ends after the last task that serves the same indicator."""
    tasks: dict[int, list[Row]] = defaultdict(list)
    for work in facts.works:
        if work["kind"] == "task":
            for key in work["indicator_keys"]:
                tasks[key].append(work)
    for work in facts.works:
        above = [task for key in work["indicator_keys"] for task in tasks[key]]
        # a task without an end may go on for as long as the project does
        if work["kind"] == "project" and work["deadline"] and above and all(task["due_on"] for task in above):
            latest = max(above, key=lambda task: task["due_on"])
            if work["deadline"] > latest["due_on"]:
                values = {"day": work["deadline"], "task": latest, "task_day": latest["due_on"]}
                yield _about_work(Rule.WORK_AFTER_TASK, work, values, latest)


def work_before_target(facts: Facts) -> Iterator[Finding]:
    """Named projects that all end in a year before the first target they serve: one of the two days cannot be meant."""
    served = _targets_served(facts)
    projects: dict[int, list[Row]] = defaultdict(list)
    for work in facts.works:
        if work["kind"] == "project":
            for key in work["indicator_keys"]:
                projects[key].append(work)
    for key, works in projects.items():
        days = [work["deadline"] for work in works]
        if key not in served or None in days:
            continue
        first, last_day = min(served[key], key=due_of), max(days)
        if last_day.year < first["year"]:
            values = {"count": len(works), "day": last_day, "target_day": due_of(first), "name": first}
            ids = frozenset(work["id"] for work in works)
            yield Finding(Rule.WORK_BEFORE_TARGET, first, values, (works[0], first), frozenset({key}), project_ids=ids)


def after_plan(facts: Facts) -> Iterator[Finding]:
    """A task or project that ends after the plan does."""
    for work in facts.works:
        if work["due_on"] is not None and work["due_on"].year > facts.last_year:
            yield _about_work(Rule.AFTER_PLAN, work, {"day": work["due_on"], "year": facts.last_year})


def _about_work(rule: Rule, work: Row, values: dict[str, object], *sources: Row) -> Finding:
    ids = frozenset({work["id"]})
    return Finding(
        rule,
        work,
        values,
        (work, *sources),
        frozenset(work["indicator_keys"]),
        task_ids=ids if work["kind"] == "task" else frozenset(),
        project_ids=ids if work["kind"] == "project" else frozenset(),
    )
