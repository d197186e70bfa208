"""Revisions: the way back from a figure to its file, person and time."""

from collections.abc import Sequence
from html import escape

from indicators.language import _
from indicators.numbers import Number, number
from indicators.queries import Row
from pages.components.html import table
from pages.components.selection import month_words

SHOWN = 12


def revision_table(rows: Sequence[Row], indicator: Row) -> str:
    """The newest revisions; says so when there are more than it shows."""
    if not rows:
        return f'<p class="asof">{escape(_("Nothing was reported here yet; where parts report, see their pages."))}</p>'
    digits = indicator["decimals"]

    def value(figure: Number | None) -> str:
        return number(figure, digits)

    cells = [
        (
            escape(month_words(row["period"])),
            f'<span class="number">{value(row["value"])}</span>',
            f'<span class="number">{value(row["previous_value"]) if row["revision"] > 1 else ""}</span>',
            str(row["revision"]),
            escape(row["note"] or row["justification"] or ""),
            escape(row["file_name"]),
            escape(row["username"]),
            f'<span class="number">{row["committed_at"]:%Y-%m-%d %H:%M}</span>',
        )
        for row in rows[:SHOWN]
    ]
    headers = (_("Month"), _("Value"), _("Before"), _("Revision"), _("Explanation"), _("File"), _("Reported by"), _("At"))
    more = (
        _("The newest {shown} of {count} revisions; the export has all.", shown=SHOWN, count=len(rows)) if len(rows) > SHOWN else ""
    )
    return table(headers, cells, _("Revisions")) + (f'<p class="asof">{escape(more)}</p>' if more else "")
