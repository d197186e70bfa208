"""The tables that can be taken away: their columns, what people call them, and how their rows are read."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from indicators import findings_table as found
from indicators import ranking_table as ranked
from indicators.engine import Engine, statement
from indicators.language import N_, _
from indicators.reasons import reason_sentence
from indicators.selection import FILTERS, SettledSelection, UnknownSelection
from indicators.stream import RowEngine
from indicators.table_columns import LABELS, TITLES

# the tables that no single question answers: what makes them, and the filters that they take
MADE: dict[str, tuple[Callable[[Engine, SettledSelection], pa.RecordBatchReader], tuple[str, ...]]] = {
    "ranking": (ranked.ranking_table, ranked.FILTERED_BY),
    "findings": (found.findings_table, ()),
}
_INDICATOR = "programme_id programme_zh programme_en indicator_id indicator_zh indicator_en"
_REGION = "region_id region_zh region_en"
_PROVENANCE = "sources sources_en conflicts note note_en is_simulated"
_LEADS = "lead_department_ids lead_departments_zh lead_departments_en lead_region_ids lead_regions_zh lead_regions_en"


@dataclass(frozen=True)
class ExportTable:
    """A table that can be taken away; its rows are the answer to the question `table_<name>`, or MADE from several answers."""

    name: str
    title: str
    columns: tuple[str, ...]

    def headers(self) -> list[str]:
        """What people call its columns, in the current language."""
        return [_(TITLES.get(f"{self.name}.{column}") or TITLES[column]) for column in self.columns]


def _table(name: str, title: str, columns: str) -> ExportTable:
    return ExportTable(name, title, tuple(columns.split()))


TABLES = {
    table.name: table
    for table in (
        _table(
            "targets",
            N_("Targets"),
            f"plan_id {_INDICATOR} unit unit_en measure direction region_rollup frequency headline {_REGION} year quarter "
            "comparator value no_task basis baseline_year baseline_value wording_zh lead_department_id "
            f"lead_department_zh lead_department_en origin {_PROVENANCE}",
        ),
        _table(
            "tasks",
            N_("Tasks"),
            "plan_id programme_id programme_zh programme_en task_id annex_row title_zh title_en years year_marks deadline repeats "
            f"{_REGION} {_LEADS} partner_department_ids partner_departments_zh partner_departments_en partner_region_ids "
            "partner_regions_zh partner_regions_en indicator_ids state percent progress_note progress_period " + _PROVENANCE,
        ),
        _table(
            "projects",
            N_("Projects"),
            "plan_id programme_id programme_zh programme_en project_id list name_zh name_en measure_zh measure_en industry_zh "
            f"industry_en {_REGION} deadline investment_wan investment_year investment_year_wan {_LEADS} indicator_ids state "
            f"percent invested_wan progress_note progress_period {_PROVENANCE}",
        ),
        _table(
            "conflicts",
            N_("Conflicts"),
            "plan_id conflict_id class severity title_zh title_en claim_a_zh claim_a_en source_a source_a_en claim_b_zh "
            "claim_b_en source_b source_b_en reading_zh reading_en reason_zh reason_en indicator_ids task_ids "
            "project_ids is_simulated",
        ),
        _table(
            "regions",
            N_("Regions"),
            "plan_id region_id name_zh name_en parent_id parent_zh parent_en level kind code aliases note note_en is_simulated",
        ),
        _table("departments", N_("Departments"), "plan_id department_id name_zh name_en aliases is_simulated"),
        _table(
            "actuals",
            N_("Actuals"),
            "plan_id indicator_id indicator_zh region_id region_zh period value numerator denominator unit upload_id reported_by "
            "committed_at review is_simulated",
        ),
        _table(
            "status",
            N_("Status"),
            f"plan_id {_INDICATOR} {_REGION} period target_year comparator target unit unit_en expected actual gap_pp status "
            "reason review is_simulated",
        ),
        _table("ranking", N_("Ranking"), " ".join(ranked.SCHEMA.names)),
        _table("findings", N_("Feasibility findings"), " ".join(found.SCHEMA.names)),
        _table(
            "attributes",
            N_("Attributes"),
            f"plan_id programme_id programme_zh programme_en attribute_id name_zh name_en {_REGION} year value unit unit_en "
            "sources sources_en note note_en is_simulated",
        ),
        _table(
            "starting_values",
            N_("Starting values"),
            f"plan_id {_INDICATOR} {_REGION} year value unit unit_en origin sources sources_en note note_en is_simulated",
        ),
    )
}


def takes(table: ExportTable, field: str) -> bool:
    """Whether the rows of a table can be chosen by this field of a selection."""
    if table.name in MADE:
        return field in MADE[table.name][1]
    asked = statement(f"table_{table.name}")
    return any(f"${parameter}" in asked for parameter in FILTERS[field][1])


def refuse_idle_filters(table: ExportTable, selection: SettledSelection) -> None:
    """Raises UnknownSelection when the selection chooses by something that the rows of the table do not have."""
    if idle := [field for field in selection.selection.chosen() if not takes(table, field)]:
        words = _(", ").join(_(FILTERS[field][0]) for field in idle)
        raise UnknownSelection(_("The table “{table}” cannot be filtered by: {filters}.", table=_(table.title), filters=words))


@contextmanager
def table_rows(engine: RowEngine, table: ExportTable, selection: SettledSelection) -> Iterator[pa.RecordBatchReader]:
    """The selected rows of a table under its machine names, to be read while the context is open. Raises UnknownSelection."""
    refuse_idle_filters(table, selection)
    if table.name in MADE:
        yield MADE[table.name][0](engine, selection)
        return
    with engine.rows(f"table_{table.name}", selection.parameters()) as rows:
        if "reason" in table.columns:
            rows = _each_batch(rows, rows.schema.append(pa.field("reason", pa.string())), _with_reasons)
        schema = pa.schema([rows.schema.field(column) for column in table.columns])
        yield _each_batch(rows, schema, lambda batch: batch.select(table.columns))


def for_people(rows: pa.RecordBatchReader, table: ExportTable) -> pa.RecordBatchReader:
    """The same rows as people read them: titles for column names, words of the current language for code words."""
    words = [LABELS.get(column) for column in table.columns]
    schema = pa.schema(
        [
            pa.field(title, pa.string() if labels else rows.schema.field(column).type)
            for title, labels, column in zip(table.headers(), words, table.columns, strict=True)
        ]
    )

    def labelled(batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = [_labelled(values, labels) if labels else values for values, labels in zip(batch.columns, words, strict=True)]
        return pa.record_batch(columns, schema=schema)

    return _each_batch(rows, schema, labelled)


def _each_batch(
    rows: pa.RecordBatchReader, schema: pa.Schema, change: Callable[[pa.RecordBatch], pa.RecordBatch]
) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(schema, (change(batch) for batch in rows))


def _with_reasons(batch: pa.RecordBatch) -> pa.RecordBatch:
    sentences = [reason_sentence(row) for row in batch.to_pylist()]
    return batch.append_column("reason", pa.array(sentences, pa.string()))


def _labelled(values: pa.Array, labels: Mapping[str, str]) -> pa.Array:
    """The words for code words; a word without a label stays as it is."""
    texts = pc.cast(values, pa.string())
    places = pc.index_in(texts, value_set=pa.array(labels))
    return pc.coalesce(pc.take(pa.array([_(label) if label else "" for label in labels.values()]), places), texts)
