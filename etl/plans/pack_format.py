"""The files of a plan pack and their columns: what `plan_pack` reads and `plan_check` explains."""

from typing import NamedTuple

from indicators import vocabulary

MEASURES = tuple(vocabulary.Measure)
NO_TASK = "/"  # what a plan prints where a region has nothing to do
MARKS = ("once", "standing", "monthly", "quarterly", "yearly")
CONFLICT_CLASSES = ("numbers", "dates", "scope", "lead", "sum", "misplaced", "wording", "duplicate", "naming", "unclear")


class Column(NamedTuple):
    """One column: its name, what a cell holds, whether it may be empty, the words it is limited to, the table it points to."""

    name: str
    kind: str = "text"  # text | integer | number | date | list | integers | target | weights
    required: bool = False
    words: tuple[str, ...] = ()
    points_to: str = ""


def _both(name: str, required: bool = False) -> tuple[Column, Column]:
    return Column(f"{name}_zh", required=required), Column(f"{name}_en", required=required)


_NOTE = _both("note")
_SOURCES = Column("source_ids", "list", points_to="sources")

FILES: dict[str, tuple[Column, ...]] = {
    "programmes": (
        Column("programme_id", required=True),
        Column("position", "integer", required=True),
        *_both("name", required=True),
        Column("lead_department_id", points_to="departments"),
        *_NOTE,
    ),
    "departments": (Column("department_id", required=True), *_both("name", required=True), Column("aliases", "list")),
    "regions": (
        Column("region_id", required=True),
        Column("parent_id", points_to="regions"),
        Column("kind", required=True),
        *_both("name", required=True),
        Column("code"),
        Column("aliases", "list"),
        Column("grid_row", "integer"),
        Column("grid_column", "integer"),
        *_NOTE,
    ),
    "indicators": (
        Column("indicator_id", required=True),
        Column("programme_id", required=True, points_to="programmes"),
        *_both("name", required=True),
        *_both("unit", required=True),
        Column("measure", required=True, words=MEASURES),
        Column("direction", required=True, words=tuple(vocabulary.Direction)),
        Column("region_rollup", required=True, words=tuple(vocabulary.Rollup)),
        Column("frequency", required=True, words=tuple(vocabulary.Frequency)),
        Column("headline", "integer"),
        Column("decimals", "integer", required=True),
        *_both("numerator"),
        *_both("denominator"),
        Column("lead_department_id", points_to="departments"),
        Column("accumulates_indicator_id", points_to="indicators"),
        *_both("definition"),
        *_NOTE,
    ),
    "targets": (
        Column("indicator_id", required=True, points_to="indicators"),
        Column("region_id", required=True, points_to="regions"),
        Column("year", "integer"),
        Column("quarter", "integer"),
        Column("comparator", words=tuple(vocabulary.Comparator)),
        Column("value", "target"),
        Column("basis", required=True, words=tuple(vocabulary.Basis)),
        Column("baseline_year", "integer"),
        Column("baseline_value", "number"),
        Column("wording_zh"),
        Column("lead_department_id", points_to="departments"),
        _SOURCES,
        *_NOTE,
    ),
    "starting_values": (
        Column("indicator_id", required=True, points_to="indicators"),
        Column("region_id", required=True, points_to="regions"),
        Column("year", "integer", required=True),
        Column("value", "number", required=True),
        _SOURCES,
        *_NOTE,
    ),
    "attributes": (
        Column("attribute_id", required=True),
        Column("programme_id", points_to="programmes"),
        Column("region_id", points_to="regions"),
        *_both("name", required=True),
        Column("value", required=True),
        *_both("unit"),
        Column("year", "integer"),
        _SOURCES,
        *_NOTE,
    ),
    "tasks": (
        Column("task_id", required=True),
        Column("programme_id", required=True, points_to="programmes"),
        Column("annex_row"),
        *_both("title", required=True),
        Column("years", "integers"),
        Column("year_marks"),
        Column("deadline", "date"),
        Column("repeats", required=True, words=MARKS),
        Column("region_id", points_to="regions"),
        Column("lead_department_ids", "list", points_to="departments"),
        Column("lead_region_ids", "list", points_to="regions"),
        Column("partner_department_ids", "list", points_to="departments"),
        Column("partner_region_ids", "list", points_to="regions"),
        Column("indicator_ids", "list", points_to="indicators"),
        _SOURCES,
        *_NOTE,
    ),
    "projects": (
        Column("project_id", required=True),
        Column("programme_id", required=True, points_to="programmes"),
        Column("list"),
        Column("name_zh", required=True),
        Column("name_en"),
        *_both("measure"),
        *_both("industry"),
        Column("region_id", points_to="regions"),
        Column("deadline", "date"),
        Column("investment_wan", "number"),
        Column("investment_year", "integer"),
        Column("investment_year_wan", "number"),
        Column("lead_department_ids", "list", points_to="departments"),
        Column("lead_region_ids", "list", points_to="regions"),
        Column("indicator_ids", "list", points_to="indicators"),
        _SOURCES,
        *_NOTE,
    ),
    "scoring": (
        Column("scheme_id", required=True),
        Column("kind", required=True, words=tuple(vocabulary.SchemeKind)),
        *_both("name", required=True),
        Column("full_points", "number"),
        Column("step_points", "number"),
        Column("based_on_scheme_id", points_to="scoring"),
        Column("unreported", words=tuple(vocabulary.Unreported)),
        Column("programme_ids", "list", points_to="programmes"),
        Column("indicator_ids", "list", points_to="indicators"),
        Column("weights", "weights"),
        Column("frequency", words=tuple(vocabulary.Frequency)),
        Column("fact_indicator_id", points_to="indicators"),
        Column("fact_task_ids", "list", points_to="tasks"),
        _SOURCES,
        *_NOTE,
    ),
    "sources": (
        Column("source_id", required=True),
        Column("document", required=True),
        *_both("section"),
        *_both("place"),
    ),
    "conflicts": (
        Column("conflict_id", required=True),
        Column("class", required=True, words=CONFLICT_CLASSES),
        Column("severity", required=True, words=("hard", "note")),
        *_both("title", required=True),
        *_both("claim_a"),
        Column("source_a", "list", points_to="sources"),
        *_both("claim_b"),
        Column("source_b", "list", points_to="sources"),
        *_both("reading"),
        *_both("reason"),
        Column("indicator_ids", "list", points_to="indicators"),
        Column("task_ids", "list", points_to="tasks"),
        Column("project_ids", "list", points_to="projects"),
    ),
}
# what makes a row of each file the only one of its kind
KEYS: dict[str, tuple[str, ...]] = {
    "programmes": ("programme_id",),
    "departments": ("department_id",),
    "regions": ("region_id",),
    "indicators": ("indicator_id",),
    "targets": ("indicator_id", "region_id", "year", "quarter"),
    "starting_values": ("indicator_id", "region_id", "year"),
    "attributes": ("attribute_id",),
    "tasks": ("task_id",),
    "projects": ("project_id",),
    "scoring": ("scheme_id",),
    "sources": ("source_id",),
    "conflicts": ("conflict_id",),
}
OPTIONAL_FILES = ("starting_values", "attributes", "tasks", "projects", "scoring", "conflicts")
