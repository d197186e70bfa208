"""What keeps a plan pack from being read: its files, its cells, its ids. One rule, one small function that yields findings."""

import re
from collections import defaultdict
from collections.abc import Iterator

from etl.plans.compare_check import shape_mistakes
from etl.plans.pack_format import FILES, KEYS
from etl.plans.plan_finding import Finding, Rule, at, error
from etl.plans.plan_pack import PlanPack
from etl.plans.plan_settings import settings_mistakes
from etl.plans.plan_words import meant
from etl.plans.rule_settings import mistakes_in

# what parts the words of a list, or an indicator from its weight
_NOT_IN_IDS = re.compile(r"[\s=,;，；]")


def plan_settings(pack: PlanPack) -> Iterator[Finding]:
    """plan.toml states everything a plan needs, of the right kind, and its id is the folder's name."""
    yield from map(error, settings_mistakes(pack.plan, pack.folder.name))


def rule_settings(pack: PlanPack) -> Iterator[Finding]:
    """What plan.toml says of the rules over uploads is a known setting of the right kind."""
    yield from map(error, mistakes_in(pack.plan.get("rules", {})))


def table_forms(pack: PlanPack) -> Iterator[Finding]:
    """Every file is there, is text, and is a table with the known columns."""
    yield from map(error, pack.form_mistakes)


def cell_kinds(pack: PlanPack) -> Iterator[Finding]:
    """Every cell is of its column's kind."""
    yield from map(error, pack.mistakes)


def required_cells(pack: PlanPack) -> Iterator[Finding]:
    """No required cell is empty."""
    for table, columns in FILES.items():
        for row in pack.rows(table):
            for column in columns:
                if column.required and row[column.name] is None:
                    yield error(f"{at(table, row)}: {column.name} is empty; fill it in.")


def known_words(pack: PlanPack) -> Iterator[Finding]:
    """A cell limited to certain words holds one of them; kinds are stated, never guessed."""
    for table, columns in FILES.items():
        for row in pack.rows(table):
            for column in columns:
                if column.words and row[column.name] is not None and row[column.name] not in column.words:
                    yield error(
                        f"{at(table, row)}: {column.name} is “{row[column.name]}”; it must be one of {', '.join(column.words)}."
                    )


def unique_rows(pack: PlanPack) -> Iterator[Finding]:
    """No row is given twice."""
    for table, key in KEYS.items():
        lines: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for row in pack.rows(table):
            lines[tuple(row[name] for name in key)].append(row["line"])
        for values, where in lines.items():
            if len(where) > 1:
                shown = ", ".join(f"{name} {value}" for name, value in zip(key, values, strict=True) if value is not None)
                yield error(f"{table}.csv: {shown} is given {len(where)} times (lines {', '.join(map(str, where))}); leave one.")


def plain_ids(pack: PlanPack) -> Iterator[Finding]:
    """No id holds what parts the words of a list."""
    for table, key in KEYS.items():
        if len(key) > 1:
            continue
        for row in pack.rows(table):
            if row[key[0]] and _NOT_IN_IDS.search(row[key[0]]):
                yield error(f"{at(table, row)}: {key[0]} is “{row[key[0]]}”; leave out spaces, =, commas and semicolons.")


def known_references(pack: PlanPack) -> Iterator[Finding]:
    """Every id that is referred to exists."""
    for table, columns in FILES.items():
        for column in columns:
            if not column.points_to:
                continue
            known = {row[KEYS[column.points_to][0]] for row in pack.rows(column.points_to)} - {None}
            for row in pack.rows(table):
                cell = row[column.name]
                for name in cell if isinstance(cell, list) else [cell]:
                    if name is not None and name not in known:
                        question = meant(name, known, "add it there or correct it")
                        yield error(f"{at(table, row)}: {column.name} “{name}” is not in {column.points_to}.csv; {question}")


def region_tree(pack: PlanPack) -> Iterator[Finding]:
    """Regions form one tree below the plan's root."""
    parents = {row["region_id"]: row["parent_id"] for row in pack.rows("regions")}
    root = pack.plan.get("root_region_id")
    if root not in parents:
        yield error(f"plan.toml: root_region_id “{root}” is not in regions.csv.")
        return
    for name in parents:
        seen = [name]
        while (above := parents.get(seen[-1])) and above not in seen:
            seen.append(above)
        if above:
            yield error(
                f"regions.csv: {name} is its own ancestor ({' → '.join([*seen, above])}); give one of them another parent_id."
            )
        elif seen[-1] != root:
            yield error(f"regions.csv: {name} does not lie below the root region {root}; give it a parent_id.")


def known_shapes(pack: PlanPack) -> Iterator[Finding]:
    """Every shape of regions.geojson is a closed area of a region of the plan."""
    yield from map(error, shape_mistakes(pack))


def unique_aliases(pack: PlanPack) -> Iterator[Finding]:
    """No name means two regions, or two departments."""
    for table, key in (("regions", "region_id"), ("departments", "department_id")):
        owners: dict[str, set[str]] = defaultdict(set)
        for row in pack.rows(table):
            for alias in (row["name_zh"], row["name_en"], *row["aliases"]):
                owners[alias].add(row[key])
        for alias, names in owners.items():
            if len(names) > 1:
                yield error(
                    f"{table}.csv: “{alias}” means {' and '.join(sorted(names))}; a name may mean only one, take it from the others."
                )


FORM_RULES: tuple[Rule, ...] = (plan_settings, rule_settings, table_forms)
STRUCTURE_RULES: tuple[Rule, ...] = (
    cell_kinds,
    required_cells,
    known_words,
    unique_rows,
    plain_ids,
    known_references,
    region_tree,
    known_shapes,
    unique_aliases,
)
