"""Explains in sentences what is wrong with a plan pack. One rule, one small function that yields findings and does nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from etl.compare_check import scoring_mistakes, shape_mistakes
from etl.pack_format import FILES, KEYS
from etl.plan_pack import NO_TASK, PlanPack, Row
from etl.rule_settings import mistakes_in
from indicators.feasibility.sums import parts_against_total, years_against_total
from indicators.vocabulary import Basis, Comparator, Direction, Measure, Rollup

PLAN_SETTINGS = [
    "plan_id",
    "position",
    "name_zh",
    "name_en",
    "short_zh",
    "short_en",
    "first_year",
    "last_year",
    "root_region_id",
    "due_day",
    "behind_pp",
]
# which reports the dashboards count unless somebody asks otherwise
COUNTS = ("approved", "submitted")


@dataclass(frozen=True)
class Finding:
    """One thing found: `error` = the pack cannot be used; `warning` = the plan's own text does not add up here;
    `known` = the same, and the pack's conflicts name the indicator."""

    severity: str
    sentence: str
    indicator_id: str = ""


Rule = Callable[[PlanPack], Iterator[Finding]]


def check_pack(pack: PlanPack) -> list[Finding]:
    """Everything found in the pack, errors first, then what the plan's text does not add up to."""
    structural = [finding for rule in STRUCTURE_RULES for finding in rule(pack)]
    if structural:
        return structural
    admitted = {name for row in pack.rows("conflicts") for name in row["indicator_ids"]}
    findings = [finding for rule in MEANING_RULES for finding in rule(pack)]
    named = [
        replace(finding, severity="known") if finding.severity == "warning" and finding.indicator_id in admitted else finding
        for finding in findings
    ]
    return sorted(named, key=lambda finding: ("error", "warning", "known").index(finding.severity))


def errors_in(pack: PlanPack) -> list[str]:
    """The sentences of those findings that keep the pack from being used."""
    return [finding.sentence for finding in check_pack(pack) if finding.severity == "error"]


def _error(sentence: str, indicator_id: str = "") -> Finding:
    return Finding("error", sentence, indicator_id)


def _at(table: str, row: Row) -> str:
    return f"{table}.csv, line {row['line']}"


# ---------------------------------------------------------------- structure


def plan_settings(pack: PlanPack) -> Iterator[Finding]:
    """plan.toml states everything a plan needs, and its id is the folder's name."""
    for name in PLAN_SETTINGS:
        if name not in pack.plan:
            yield _error(f"plan.toml: {name} is missing.")
    if (counts := pack.plan.get("counts", "approved")) not in COUNTS:
        yield _error(f"plan.toml: counts is “{counts}”; it must be one of {', '.join(COUNTS)}.")
    if "plan_id" in pack.plan and pack.plan_id != pack.folder.name:
        yield _error(f"plan.toml: plan_id is {pack.plan_id}, but the folder is called {pack.folder.name}; make them the same.")


def rule_settings(pack: PlanPack) -> Iterator[Finding]:
    """What plan.toml says of the rules over uploads is a known setting of the right kind."""
    yield from map(_error, mistakes_in(pack.plan.get("rules", {})))


def cell_kinds(pack: PlanPack) -> Iterator[Finding]:
    """Every cell is of its column's kind."""
    yield from map(_error, pack.mistakes)


def required_cells(pack: PlanPack) -> Iterator[Finding]:
    """No required cell is empty."""
    for table, columns in FILES.items():
        for row in pack.rows(table):
            for column in columns:
                if column.required and row[column.name] is None:
                    yield _error(f"{_at(table, row)}: {column.name} is empty.")


def known_words(pack: PlanPack) -> Iterator[Finding]:
    """A cell limited to certain words holds one of them; kinds are stated, never guessed."""
    for table, columns in FILES.items():
        for row in pack.rows(table):
            for column in columns:
                if column.words and row[column.name] is not None and row[column.name] not in column.words:
                    yield _error(
                        f"{_at(table, row)}: {column.name} is “{row[column.name]}”; it must be one of {', '.join(column.words)}."
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
                yield _error(f"{table}.csv: {shown} is given {len(where)} times (lines {', '.join(map(str, where))}).")


def known_references(pack: PlanPack) -> Iterator[Finding]:
    """Every id that is referred to exists."""
    for table, columns in FILES.items():
        for column in columns:
            if not column.points_to:
                continue
            known = {row[KEYS[column.points_to][0]] for row in pack.rows(column.points_to)}
            for row in pack.rows(table):
                cell = row[column.name]
                for name in cell if isinstance(cell, list) else [cell]:
                    if name is not None and name not in known:
                        yield _error(f"{_at(table, row)}: {column.name} “{name}” is not in {column.points_to}.csv.")


def region_tree(pack: PlanPack) -> Iterator[Finding]:
    """Regions form one tree below the plan's root."""
    parents = {row["region_id"]: row["parent_id"] for row in pack.rows("regions")}
    root = pack.plan.get("root_region_id")
    if root not in parents:
        yield _error(f"plan.toml: root_region_id “{root}” is not in regions.csv.")
        return
    for name in parents:
        seen = [name]
        while (above := parents.get(seen[-1])) and above not in seen:
            seen.append(above)
        if above:
            yield _error(f"regions.csv: {name} is its own ancestor ({' → '.join([*seen, above])}).")
        elif seen[-1] != root:
            yield _error(f"regions.csv: {name} does not lie below the root region {root}.")


def known_shapes(pack: PlanPack) -> Iterator[Finding]:
    """Every shape of regions.geojson is a closed area of a region of the plan."""
    yield from map(_error, shape_mistakes(pack))


def unique_aliases(pack: PlanPack) -> Iterator[Finding]:
    """No name means two regions, or two departments."""
    for table, key in (("regions", "region_id"), ("departments", "department_id")):
        owners: dict[str, set[str]] = defaultdict(set)
        for row in pack.rows(table):
            for alias in (row["name_zh"], row["name_en"], *row["aliases"]):
                owners[alias].add(row[key])
        for alias, names in owners.items():
            if len(names) > 1:
                yield _error(f"{table}.csv: “{alias}” means {' and '.join(sorted(names))}; a name may mean only one.")


# ---------------------------------------------------------------- meaning


def target_shape(pack: PlanPack) -> Iterator[Finding]:
    """Years lie in the plan, quarters are 1–4, and a value stands where the basis asks for one."""
    first, last = pack.plan["first_year"], pack.plan["last_year"]
    for row in pack.rows("targets"):
        where, name = _at("targets", row), row["indicator_id"]
        if row["year"] is not None and not first <= row["year"] <= last:
            yield _error(f"{where}: the year {row['year']} lies outside the plan ({first}–{last}).", name)
        if row["quarter"] is not None and (row["quarter"] not in (1, 2, 3, 4) or row["year"] is None):
            yield _error(f"{where}: the quarter is {row['quarter']}; it must be 1, 2, 3 or 4, with a year.", name)
        if row["basis"] == Basis.DELEGATED and row["value"] is not None:
            yield _error(f"{where}: a delegated target has no value until the higher level gives one.", name)
        if row["basis"] in (Basis.ABSOLUTE, Basis.CHANGE_VS_BASELINE, Basis.MAINTAIN) and row["value"] is None:
            yield _error(f"{where}: the basis {row['basis']} needs a value.", name)
        if row["value"] is not None and row["value"] != NO_TASK and row["comparator"] is None:
            yield _error(f"{where}: the value {row['value']} has no comparator.", name)


def comparator_direction(pack: PlanPack) -> Iterator[Finding]:
    """A floor goes with higher is better, a ceiling with lower is better."""
    directions = {row["indicator_id"]: row["direction"] for row in pack.rows("indicators")}
    floors, ceilings = (Comparator.AT_LEAST, Comparator.MORE_THAN), (Comparator.AT_MOST, Comparator.LESS_THAN)
    for row in pack.rows("targets"):
        wrong = floors if directions[row["indicator_id"]] == Direction.LOWER else ceilings
        if row["comparator"] in wrong:
            direction = directions[row["indicator_id"]]
            yield _error(
                f"{_at('targets', row)}: {row['comparator']} does not fit {row['indicator_id']}, where {direction} is better."
            )


def indicator_kinds(pack: PlanPack) -> Iterator[Finding]:
    """A ratio needs its numerator and denominator; a percentage is a rate or a level."""
    for row in pack.rows("indicators"):
        if row["region_rollup"] == Rollup.RATIO and not (row["numerator_zh"] and row["denominator_zh"]):
            yield _error(f"{_at('indicators', row)}: region_rollup is ratio, but the numerator or denominator is not named.")
        if row["unit_zh"] == "%" and row["measure"] not in (Measure.RATE, Measure.LEVEL):
            yield _error(f"{_at('indicators', row)}: the unit is %, so the measure must be rate or level, not {row['measure']}.")


def indicator_has_target(pack: PlanPack) -> Iterator[Finding]:
    """An indicator without any target would never be judged."""
    aimed = {row["indicator_id"] for row in pack.rows("targets")}
    for row in pack.rows("indicators"):
        if row["indicator_id"] not in aimed:
            yield _error(f"{_at('indicators', row)}: {row['indicator_id']} has no target.", row["indicator_id"])


def target_has_source(pack: PlanPack) -> Iterator[Finding]:
    """Every target says where it was read."""
    for row in pack.rows("targets"):
        if not row["source_ids"]:
            yield _error(f"{_at('targets', row)}: the target of {row['indicator_id']} has no source.", row["indicator_id"])


def parts_make_total(pack: PlanPack) -> Iterator[Finding]:
    """Where parts of a region have targets of their own, those of a sum make its total."""
    summed = {row["indicator_id"] for row in pack.rows("indicators") if row["region_rollup"] == Rollup.SUM}
    parents = {row["region_id"]: row["parent_id"] for row in pack.rows("regions")}
    for found in parts_against_total(_numbers(pack), parents, summed):
        name, region, year = (found.total[field] for field in ("indicator_id", "region_id", "year"))
        yield Finding(
            "warning", f"{name}, {region}, {year}: the parts make {found.made}, but the total is {found.total['value']}.", name
        )


def years_make_total(pack: PlanPack) -> Iterator[Finding]:
    """Where a stock accumulates a yearly flow, meeting every year's minimum reaches the stock's target."""
    flows = {row["indicator_id"]: row["accumulates_indicator_id"] for row in pack.rows("indicators")}
    starts = {(row["indicator_id"], row["region_id"]): row["value"] for row in pack.rows("starting_values")}
    for found in years_against_total(_numbers(pack), flows, starts):
        row = found.total
        yield Finding(
            "warning",
            f"{row['indicator_id']}, {row['region_id']}: the yearly targets of {flows[row['indicator_id']]} make {found.made}, "
            f"which misses {row['comparator']} {row['value']} in {row['year']}.",
            row["indicator_id"],
        )


def _numbers(pack: PlanPack) -> list[Row]:
    return [row for row in pack.rows("targets") if row["value"] not in (None, NO_TASK)]


def scoring_schemes(pack: PlanPack) -> Iterator[Finding]:
    """Every scheme of scoring.csv states what its kind of ranking needs."""
    yield from map(_error, scoring_mistakes(pack))


STRUCTURE_RULES: tuple[Rule, ...] = (
    plan_settings,
    rule_settings,
    cell_kinds,
    required_cells,
    known_words,
    unique_rows,
    known_references,
    region_tree,
    known_shapes,
    unique_aliases,
)
MEANING_RULES: tuple[Rule, ...] = (
    target_shape,
    comparator_direction,
    indicator_kinds,
    indicator_has_target,
    target_has_source,
    parts_make_total,
    years_make_total,
    scoring_schemes,
)
