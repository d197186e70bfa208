"""The second opinion: published methods beside the official light, with the reason where they differ."""

from collections.abc import Sequence
from html import escape

from indicators.language import _
from indicators.queries import Row
from indicators.second_opinion.compare import Comparison, Difference, compare
from indicators.second_opinion.course import Course
from indicators.second_opinion.methods import GRADE_LABELS
from indicators.second_opinion.sentences import NOTES, course_sentence, measured, method_name, why
from pages.components.html import chip, heading, show, table


def method_panel(months: Sequence[Row], year_ends: Sequence[Row], starting_values: Sequence[Row]) -> None:
    """The panel of one indicator × region at the last of `months`; see `second_opinion.observed` for the rows."""
    course, compared = compare(months, year_ends, starting_values)
    heading(_("Method comparison"), _("what methods for goals over many years would say; the official light stays in force"))
    if course is None:
        # the same stands in the way of every method
        show(f'<p class="asof">{escape(_("No method says anything here: {why}", why=why(compared[0], course, months[-1])))}</p>')
        return
    show(f'<p class="asof">{escape(course_sentence(course, months[-1]))}</p>')
    cells = [_official(months[-1]), *(_line(comparison, course, months[-1]) for comparison in compared)]
    headers = (_("Method"), _("Verdict"), _("Share of the required pace"), _("Compared with the light"), _("Why"))
    show(table(headers, cells, _("Methods beside each other")))
    notes = "".join(f"<li>{escape(_(note))}</li>" for note in NOTES)
    show(f'<details class="notes"><summary>{escape(_("How to read this"))}</summary><ul class="list">{notes}</ul></details>')


def _official(light: Row) -> tuple[str, ...]:
    return (f"<b>{escape(_('Progress against the calendar (official)'))}</b>", chip(light["status"]), "–", "–", "")


def _line(comparison: Comparison, course: Course, light: Row) -> tuple[str, ...]:
    opinion = comparison.opinion
    verdict = "–" if opinion is None else _(GRADE_LABELS[comparison.method, opinion.grade])
    compared = opinion is not None and comparison.difference != Difference.NOT_JUDGED
    same = _("the same") if comparison.difference is None else _("differs")
    return (
        escape(method_name(comparison)),
        escape(verdict),
        f'<span class="number">{escape(measured(comparison, course))}</span>',
        escape(same) if compared else "–",
        f'<span class="why">{escape(why(comparison, course, light))}</span>',
    )
