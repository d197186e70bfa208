"""The printed sheet: one page of A4, so the most urgent lines first, and in words what is left out and where it stands."""

from collections.abc import Sequence
from html import escape
from unicodedata import east_asian_width

from indicators import summary
from indicators.language import _, pick
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import STATUS_LABELS, Status

# Millimetres left for the lines of targets on a page set as print.css sets it, once everything else has its largest size.
ROOM, ROOM_BESIDE_CHART = 146.0, 96.0
LINE, MORE = 4.5, 3.1  # of a line of the table, and of each further line of text in it
NAME, WHY = 36, 60  # how many narrow signs a line of the name and of the reason holds; a Chinese sign is as wide as two


def beyond_sheet(rows: Sequence[Row], room: float) -> set[int]:
    """The places of the judgements that a sheet with `room` millimetres for them cannot hold: the least urgent."""
    left, beyond = room, set()
    for place in summary.by_urgency(rows):
        left -= _height(rows[place])
        if left < 0:
            beyond.add(place)
    return beyond


def _height(row: Row) -> float:
    """How high the line of a judgement is printed, in millimetres."""
    lines = max(_lines(pick(row, "indicator"), NAME), _lines(reason_sentence(row), WHY))
    return LINE + MORE * (lines - 1)


def _lines(text: str, width: int) -> int:
    return max(1, -(-sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text) // width))


def targets_note(shown: int, count: int) -> str:
    """Printed below a shortened table of targets: how many there are, and where the others stand."""
    if shown == count:
        return ""
    words = _(
        "Printed are {shown} of {count} targets, the most urgent of those on screen; this page of the dashboard has all.",
        shown=shown,
        count=count,
    )
    return f'<p class="sheet-note">{escape(words)}</p>'


def works_note(tasks: Sequence[Row], projects: Sequence[Row]) -> str:
    """Printed at the foot of a sheet: how many tasks and projects there are, and where all of them stand."""
    counts = (_("{count} tasks", count=len(tasks)) if tasks else "", _("{count} projects", count=len(projects)) if projects else "")
    if not any(counts):
        return ""
    words = _("The whole list of {works} stands on this page of the dashboard.", works=_(", ").join(filter(None, counts)))
    return f'<p class="sheet-note">{escape(words)}</p>'


def only_words(statuses: Sequence[str]) -> str:
    """Beside a heading: that only some statuses are shown; a printed sheet has no filter to tell it. Nothing chosen means all."""
    names = _(", ").join(_(STATUS_LABELS[Status(status)]) for status in statuses)
    return _("only: {statuses}", statuses=names) if names else ""
