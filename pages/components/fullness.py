"""How complete reports are: tiles, and matrices in which every cell is a shape and a number as well as a colour."""

from collections.abc import Sequence
from datetime import date
from html import escape

from indicators.completeness import FULLNESS_LABELS, Counts, Fullness, Line
from indicators.language import _, pick
from indicators.numbers import number
from pages.components.html import show, table
from pages.components.paging import page_of

# Drawn in a 16 × 16 box in the colour of the class.
_SHAPES = {
    Fullness.ON_TIME: '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    Fullness.LATE: '<path d="M8 1.5L15 14.2H1z" fill="currentColor"/>',
    Fullness.PARTIAL: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    Fullness.NONE: '<rect x="1.5" y="1.5" width="13" height="13" fill="currentColor"/><path d="M5 5l6 6M11 5l-6 6" stroke="#fff" stroke-width="1.8"/>',
    Fullness.OPEN: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    Fullness.NOTHING: '<path d="M4 8h8" stroke="currentColor" stroke-width="1.6"/>',
}
_LIGHTS = {
    Fullness.ON_TIME: "on_pace",
    Fullness.LATE: "behind",
    Fullness.PARTIAL: "far_behind",
    Fullness.NONE: "missed",
    Fullness.OPEN: "not_due",
    Fullness.NOTHING: "no_task",
}


def _shape(fullness: Fullness) -> str:
    return (
        f'<svg class="light light-{_LIGHTS[fullness]}" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">'
        f"{_SHAPES[fullness]}</svg>"
    )


def legend() -> str:
    """What the shapes mean."""
    items = " ".join(f'<span class="key">{_shape(kind)} {escape(_(words))}</span>' for kind, words in FULLNESS_LABELS.items())
    return f'<p class="legend">{items}</p>'


def count_tiles(counts: Counts) -> str:
    """The counts of one month, each with its share of what is expected."""
    tiles = (
        (_("reports due"), counts.expected),
        (_("on time"), counts.on_time),
        (_("late"), counts.late),
        (_("missing, overdue"), counts.missing),
        (_("to come, not due yet"), counts.open),
        (_("waiting for review"), counts.submitted),
        (_("returned"), counts.returned),
    )
    return (
        '<div class="tiles">'
        + "".join(
            f'<div class="tile"><span class="chip">{escape(name)}</span><span class="count">{count}</span>'
            f'<span class="share">{number(count * 100 / counts.expected, 1)} %</span></div>'
            for name, count in tiles
        )
        + "</div>"
    )


def fullness_matrix(lines: Sequence[Line], whole: Line, months: Sequence[date], title: str, unnamed: str = "") -> None:
    """Shows the lines, a page at a time, with one column per month, and what all of them come to together."""
    shown = [_line(escape(pick(vars(line), "name") or unnamed), line, months) for line in page_of(lines, f"fullness-{title}")]
    together = _line(f"<b>{escape(_('together'))}</b>", whole, months)
    headers = (title, *(_short(month, months) for month in months), _("Sum"))
    show(f'<div class="matrix">{table(headers, [*shown, together], _("Reported of expected, by month"))}</div>')


def _line(name: str, line: Line, months: Sequence[date]) -> tuple[str, ...]:
    return name, *(_cell(line.months.get(month, Counts())) for month in months), _sum(line.together)


def _short(month: date, months: Sequence[date]) -> str:
    """A month as narrow as its column: the year only where it begins."""
    return f"{month:%Y-%m}" if month == months[0] or month.month == 1 else f"{month:%m}"


def _cell(counts: Counts) -> str:
    words = (
        f"{_(FULLNESS_LABELS[counts.fullness])}{_(': ')}{_words(counts)}"
        if counts.expected
        else _(FULLNESS_LABELS[Fullness.NOTHING])
    )
    said = f"{counts.reported}/{counts.expected}" if counts.expected else ""
    return (
        f'<span class="number" title="{escape(words, quote=True)}">{_shape(counts.fullness)} {said}'
        f'<span class="unseen"> {escape(_(FULLNESS_LABELS[counts.fullness]))}</span></span>'
    )


def _words(counts: Counts) -> str:
    return _(
        "{expected} expected, {on_time} on time, {late} late, {missing} missing, {open} to come",
        expected=counts.expected,
        on_time=counts.on_time,
        late=counts.late,
        missing=counts.missing,
        open=counts.open,
    )


def _sum(counts: Counts) -> str:
    return f'<b class="number" title="{escape(_words(counts), quote=True)}">{counts.reported}/{counts.expected}</b>'


def definitions(due_day: int) -> str:
    """What the words on the page mean."""
    said = (
        (_("reports due"), _("every report that the plan asks for in the month: what has no task in that year is left out")),
        (_("reports in"), _("a report waits for review or was approved; what was sent back is missing until it comes again")),
        (
            _("on time"),
            _("the first report came by the end of day {day} of the month after; a later correction changes nothing", day=due_day),
        ),
        (_("late"), _("the first report came after that day")),
        (_("missing"), _("that day is over and no report is there; before it, a report is “to come”")),
    )
    facts = "".join(f"<dt>{escape(word)}</dt><dd>{escape(meaning)}</dd>" for word, meaning in said)
    return f'<details class="notes"><summary>{escape(_("What these words mean"))}</summary><dl class="facts">{facts}</dl></details>'
