"""The ranking as a table that can be taken away: one row per scheme and region."""

import pyarrow as pa

from indicators import queries
from indicators.comparison import schemes, scores
from indicators.engine import Engine
from indicators.language import _
from indicators.queries import Row
from indicators.scoring import UNRANKED_LABELS, Scheme, Score
from indicators.scoring_words import rule_sentences
from indicators.selection import SettledSelection

FILTERED_BY = ("region_ids",)
_POINTS, _TEXT, _COUNT = pa.decimal128(18, 4), pa.string(), pa.int32()
SCHEMA = pa.schema(
    [
        *((name, _TEXT) for name in ("plan_id", "scheme_id", "scheme_zh", "scheme_en", "scheme_kind", "period")),
        ("rank", _COUNT),
        *((name, _TEXT) for name in ("region_id", "region_zh", "region_en")),
        ("level", _COUNT),
        ("points", _POINTS),
        ("full_points", _POINTS),
        *((name, _COUNT) for name in ("counted", "good", "missing")),
        *((name, _TEXT) for name in ("unranked", "rule", "sources", "sources_en", "note", "note_en")),
        ("is_simulated", pa.bool_()),
    ]
)


def ranking_table(engine: Engine, selection: SettledSelection) -> pa.RecordBatchReader:
    """The selected regions ranked at the as-of month by every scheme of the plan, each level of the tree by itself.

    Without chosen regions all but the plan's own are ranked. Points are rounded half even to four places after ranking.
    """
    plan_id = selection.selection.plan_id
    wanted = selection.selection.region_ids
    regions = [
        row for row in queries.regions(engine, plan_id) if (row["region_id"] in wanted if wanted else row["parent_key"] is not None)
    ]
    simulated = queries.is_simulated(engine, plan_id)
    stated = {scheme.scheme_id: scheme for scheme in schemes(engine, plan_id)}
    rows = []
    for level in sorted({row["level"] for row in regions}):
        peers = {row["region_key"]: row for row in regions if row["level"] == level}
        for scheme in stated.values():
            found = scores(engine, plan_id, selection.as_of, scheme.scheme_id, tuple(sorted(peers)))
            about = {"plan_id": plan_id, "period": f"{selection.as_of:%Y-%m}", "is_simulated": simulated} | _about(
                scheme, stated.get(scheme.based_on or "")
            )
            rows += [about | _result(score, peers[score.region_key]) for score in found]
    return pa.Table.from_pylist(rows, schema=SCHEMA).to_reader()


def _about(scheme: Scheme, base: Scheme | None) -> Row:
    """What a row says of its scheme, the rule in the current language."""
    row = scheme.row
    return {
        "scheme_id": scheme.scheme_id,
        "scheme_zh": row["name_zh"],
        "scheme_en": row["name_en"],
        "scheme_kind": str(scheme.kind),
        "full_points": scheme.full_points,
        "rule": " ".join(rule_sentences(scheme, base)),
        "sources": row["sources_zh"],
        "sources_en": row["sources_en"],
        "note": row["note_zh"],
        "note_en": row["note_en"],
    }


def _result(score: Score, region: Row) -> Row:
    return {
        "rank": score.rank,
        "region_id": region["region_id"],
        "region_zh": region["name_zh"],
        "region_en": region["name_en"],
        "level": region["level"],
        "points": None if score.points is None else round(score.points, 4),
        "counted": score.totals.counted,
        "good": score.totals.good,
        "missing": score.totals.missing,
        "unranked": score.unranked and _(UNRANKED_LABELS[score.unranked]),
    }
