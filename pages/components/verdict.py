"""The judgement on one indicator × region in words, its facts, and the table under its chart."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from indicators.figures.marks import is_allocated
from indicators.grain import GRAIN_LABELS, Grain, end_words, note_words
from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import DIRECTION_LABELS, FREQUENCY_LABELS, MEASURE_LABELS, Direction, Frequency, Measure
from pages.components.html import chip, table
from pages.components.rows import aim, amount, unreviewed


def verdict(row: Row) -> str:
    """Status, planned against actual, and why, in one glance."""
    year = "" if row["target_year"] is None else f"{row['target_year']} "
    parts = [
        f'<div class="verdict light-{row["status"]}">{chip(row["status"])}',
        f'<p><b class="number">{amount(row, "actual")}</b> {escape(pick(row, "unit"))}{unreviewed(row)} · '
        f'{escape(year + _("target"))} <b class="number">{escape(aim(row))}</b></p>',
        f"<p>{escape(reason_sentence(row))}</p>",
    ]
    if row["k_expected"]:
        parts.append(
            f"<p>{escape(_('{k} of {k_expected} regions below have reported', k=row['k'] or 0, k_expected=row['k_expected']))}</p>"
        )
    if row["is_own"] and row["rolled_value"] is not None and row["rolled_value"] != row["actual"]:
        words = _(
            "discrepancy: the region reports {own}, its parts make {rolled}",
            own=amount(row, "actual"),
            rolled=amount(row, "rolled_value"),
        )
        parts.append(f'<p class="simulated">{escape(words)}</p>')
    if row["is_simulated_target"]:
        parts.append(
            f'<p class="simulated">{escape(_("the target is a simulated allocation; the plan does not break it down"))}</p>'
        )
    return "".join(parts) + "</div>"


def series_table(rows: Sequence[Row], notes: Mapping[date, Row], grain: Grain) -> str:
    """The same months, quarters or years as the chart, newest first, with what is to be noted about their reports."""
    cells = [
        (
            escape(end_words(row["period"], grain)),
            chip(row["status"]),
            f'<span class="number">{amount(row, "actual") if row["reported_period"] == row["period"] else "–"}</span>{unreviewed(row)}',
            f'<span class="number">{amount(row, "expected")}</span>',
            f'<span class="number">{aim(row)}</span>' + _allocated(row),
            f'<span class="number">{"–" if row["gap_pp"] is None else number(row["gap_pp"], 1)}</span>',
            escape(" · ".join(note_words(notes.get(row["period"]))) or "–"),
            escape(reason_sentence(row)),
        )
        for row in reversed(rows)
    ]
    headers = (
        _(GRAIN_LABELS[grain]),
        _("Status"),
        _("Actual"),
        _("Expected"),
        _("Target"),
        _("Gap (percentage points)"),
        _("Notes"),
        _("Why"),
    )
    body = table(headers, cells, _("Planned against actual"), amounts=(2, 3, 4, 5))
    return f"<details><summary>{escape(_('Show the table'))}</summary>{body}</details>"


def _allocated(row: Row) -> str:
    return f" <small>{escape(_('allocated'))}</small>" if is_allocated(row) else ""


def indicator_facts(indicator: Row) -> str:
    """What is counted and how: definition, unit, kind, direction, who leads."""
    facts = [
        (_("Definition"), pick(indicator, "definition")),
        (_("Unit"), pick(indicator, "unit")),
        (_("Kind"), _(MEASURE_LABELS[Measure(indicator["measure"])])),
        (_("Direction"), _(DIRECTION_LABELS[Direction(indicator["direction"])])),
        (_("Reported"), _(FREQUENCY_LABELS[Frequency(indicator["frequency"])])),
        (_("Parts"), f"{pick(indicator, 'numerator')} / {pick(indicator, 'denominator')}" if indicator["has_parts"] else ""),
        (_("Lead"), pick(indicator, "lead_department")),
        (_("Programme"), pick(indicator, "programme")),
        (_("Code"), indicator["indicator_id"]),
        (_("Note"), pick(indicator, "note")),
    ]
    shown = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value)
    return f'<dl class="facts">{shown}</dl>'
