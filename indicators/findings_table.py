"""What a plan itself cannot satisfy, as a table that can be taken away: one row per finding of a rule."""

import pyarrow as pa

from indicators import queries
from indicators.engine import Engine
from indicators.feasibility.check import findings, recorded
from indicators.feasibility.finding import Finding
from indicators.feasibility.sentences import EXPLANATIONS, finding_sentence, places
from indicators.language import _, speaking
from indicators.queries import Row
from indicators.selection import SettledSelection

_TEXT = pa.string()
SCHEMA = pa.schema(
    [
        *(
            (name, _TEXT)
            for name in (
                *("plan_id", "finding", "explanation", "sentence", "sources", "sources_en"),
                *("conflict_id", "reading_zh", "reading_en", "indicator_ids", "task_ids", "project_ids"),
            )
        ),
        ("is_simulated", pa.bool_()),
    ]
)


def findings_table(engine: Engine, selection: SettledSelection) -> pa.RecordBatchReader:
    """Every finding in the plan, in the order of the rules, with the places of both sides and the recorded conflict that speaks of it.

    The sentence is in the current language; codes are joined by semicolons, as in the plan pack.
    """
    plan_id = selection.selection.plan_id
    conflicts = queries.conflicts(engine, plan_id)
    ids = {row["indicator_key"]: row["indicator_id"] for row in queries.indicators(engine, plan_id)}
    about = {"plan_id": plan_id, "is_simulated": queries.is_simulated(engine, plan_id)}
    rows = [about | _said(finding, recorded(finding, conflicts) or {}, ids) for finding in findings(engine, plan_id)]
    return pa.Table.from_pylist(rows, schema=SCHEMA).to_reader()


def _said(finding: Finding, conflict: Row, ids: dict[int, str]) -> Row:
    return {
        "finding": str(finding.rule),
        "explanation": _(EXPLANATIONS[finding.rule]),
        "sentence": finding_sentence(finding),
        "sources": _places(finding, "zh"),
        "sources_en": _places(finding, "en"),
        "conflict_id": conflict.get("conflict_id"),
        "reading_zh": conflict.get("reading_zh"),
        "reading_en": conflict.get("reading_en"),
        "indicator_ids": ";".join(sorted(ids[key] for key in finding.indicator_keys)) or None,
        "task_ids": ";".join(sorted(finding.task_ids)) or None,
        "project_ids": ";".join(sorted(finding.project_ids)) or None,
    }


def _places(finding: Finding, language: str) -> str:
    with speaking(language):
        return ";".join(places(finding))
