"""What a checked upload looks like: how it was read, what is wrong, what would change."""

from collections.abc import Iterable, Sequence
from html import escape

import pyarrow as pa
import streamlit as st

from etl.problems import Problem, grouped
from etl.raw_table import Detected
from etl.upload import CheckedUpload
from indicators.language import N_, _, pick
from indicators.numbers import exact
from indicators.queries import Row
from pages.components.html import table
from pages.components.selection import month_words

DIFFERENCES = {"new": N_("new"), "changed": N_("changed"), "unchanged": N_("unchanged")}
SHOWN_PLACES, SHOWN_ROWS = 20, 500


def owed_summary(rows: Sequence[Row]) -> str:
    """How much is owed, how much is in, and until when."""
    if not rows:
        return f'<p class="asof">{escape(_("Nothing is owed for this month."))}</p>'
    reported = sum(row["state"] in ("submitted", "approved") for row in rows)
    words = _(
        "{count} figures are owed by {due}; {reported} are reported, {missing} are missing.",
        count=len(rows),
        due=f"{rows[0]['due_on']:%Y-%m-%d}",
        reported=reported,
        missing=len(rows) - reported,
    )
    missing = [row for row in rows if row["state"] in ("missing", "returned")]
    cells = [(escape(pick(row, "region")), escape(pick(row, "indicator")), escape(pick(row, "unit"))) for row in missing]
    listing = table((_("Region"), _("Indicator"), _("Unit")), cells, _("Missing figures"))
    more = f"<details><summary>{escape(_('Show what is missing'))}</summary>{listing}</details>" if missing else ""
    return f"<p>{escape(words)}</p>{more}"


def detected_facts(detected: Detected) -> str:
    """How the file was read."""
    separators = {",": _("comma"), "\t": _("tab"), ";": _("semicolon"), "，": _("Chinese comma")}
    facts = [
        (_("Format"), detected.format.upper()),
        (_("Encoding"), detected.encoding.upper()),
        (_("Separator"), separators.get(detected.separator, detected.separator)),
        (_("Sheet"), detected.sheet),
        (_("Header in row"), str(detected.header_row)),
        (_("Columns not used"), "、".join(detected.ignored_columns)),
        (_("Text around the table, not read"), "；".join(detected.notes)),
    ]
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
        + "</dl>"
    )


def problem_list(problems: Iterable[Problem]) -> str:
    """Every problem at once, equal ones together, errors first."""
    severities = {"error": _("error"), "warning": _("warning")}
    cells = []
    for group in grouped(problems):
        places = "、".join(group.places[:SHOWN_PLACES]) + (
            "" if len(group.places) <= SHOWN_PLACES else _(" and {count} more", count=len(group.places) - SHOWN_PLACES)
        )
        kind = "missed" if group.first.severity == "error" else "behind"
        cells.append(
            (
                f'<span class="chip light-{kind}">{escape(severities[group.first.severity])}</span>',
                escape(places or "–"),
                escape(group.first.column or "–"),
                escape(group.message),
            )
        )
    return table((_("Severity"), _("Cells"), _("Column"), _("What is wrong and what to do")), cells, _("Problems"))


def difference_tiles(checked: CheckedUpload) -> str:
    """How many figures are new, changed, unchanged, left empty or refused."""
    counts = (
        (_("new"), checked.differences.new),
        (_("changed"), checked.differences.changed),
        (_("unchanged"), checked.differences.unchanged),
        (_("left empty"), checked.skipped),
        (_("refused"), checked.rejected),
    )
    return (
        '<div class="tiles">'
        + "".join(
            f'<div class="tile"><span class="chip">{escape(name)}</span><span class="count">{count}</span></div>'
            for name, count in counts
        )
        + "</div>"
    )


def preview_table(preview: pa.Table) -> None:
    """The figures as they would stand, with what stands now; changed ones first."""
    if not preview.num_rows:
        return
    order = {"changed": 0, "new": 1, "unchanged": 2}
    rows = sorted(preview.to_pylist(), key=lambda row: (order[row["difference"]], row["row"]))
    cells = [
        (
            str(row["row"]),
            escape(pick(row, "indicator")),
            escape(pick(row, "region")),
            escape(month_words(row["period"])),
            f'<span class="number">{exact(row["old_value"])}</span>',
            f'<span class="number">{exact(row["value"])} {escape(pick(row, "unit"))}</span>',
            escape(_(DIFFERENCES[row["difference"]])),
        )
        for row in rows[:SHOWN_ROWS]
    ]
    headers = (_("Row"), _("Indicator"), _("Region"), _("Month"), _("Now"), _("After"), _("Change"))
    with st.container(height=420 if len(cells) > 10 else "content", border=False):
        st.markdown(table(headers, cells, _("Preview")), unsafe_allow_html=True)
    if len(rows) > SHOWN_ROWS:
        st.caption(
            _(
                "The first {shown} of {count} figures, changed ones first; all of them are committed.",
                shown=SHOWN_ROWS,
                count=len(rows),
            )
        )
