"""What a checked upload looks like: how it was read, what is wrong, what would change."""

from collections.abc import Container, Iterable, Sequence
from html import escape

import streamlit as st

from etl.checking.change_words import change_words
from etl.checking.preview import Refused, refused
from etl.checking.problems import Problem, grouped
from etl.life_cycle.upload import CheckedUpload
from etl.people.accounts import Account
from etl.reading.columns import HEADERS
from indicators.language import N_, _, pick
from indicators.queries import Row
from pages.components.html import show, table
from pages.components.preview_file import DIFFERENCES, preview_links
from pages.components.selection import View, choose, month_words

SEVERITIES = {"error": N_("error"), "warning": N_("warning")}
SHOWN_PLACES, SHOWN_ROWS, SHORT = 20, 500, 10


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


def problem_list(account: Account, view: View, checked: CheckedUpload, typed: Sequence[Row] = ()) -> None:
    """Every problem at once, equal ones together, errors first; one severity alone where that is asked for.

    `typed` are the rows of a grid in the order of the file made of it: their names stand in place of cell addresses.
    """
    if not checked.problems:
        st.success(_("No problem was found."))
        return
    counts = {"error": len(checked.errors), "warning": len(checked.warnings)}
    words = {"all": _("all problems ({count})", count=len(checked.problems))}
    words |= {
        severity: _("{words} ({count})", words=_(SEVERITIES[severity]), count=count)
        for severity, count in counts.items()
        if count and count < len(checked.problems)
    }
    wanted = choose("severity", _("Show"), words, "all", widget="segments") if len(words) > 1 else "all"
    show(problem_table([problem for problem in checked.problems if wanted in ("all", problem.severity)], typed))


def problem_table(problems: Iterable[Problem], typed: Sequence[Row] = ()) -> str:
    """Problems as a table, the same mistake made several times as one line."""
    cells = []
    for group in grouped(problems):
        shown = [_named(place, typed) for place in group.places[:SHOWN_PLACES]]
        places = _(", ").join(shown) + (
            "" if len(group.places) <= SHOWN_PLACES else _(" and {count} more", count=len(group.places) - SHOWN_PLACES)
        )
        kind = "missed" if group.first.severity == "error" else "behind"
        cells.append(
            (
                f'<span class="chip light-{kind}">{escape(_(SEVERITIES[group.first.severity]))}</span>',
                escape(places or "–"),
                f'<span class="column">{escape(_column(group.first.column or "–", typed))}</span>',
                escape(_told(group.message, group.first.cell or "", typed))
                + (
                    f'<span class="why">{escape(_("Expected: {expected}", expected=group.first.expected))}</span>'
                    if group.first.expected
                    else ""
                ),
            )
        )
    return table((_("Severity"), _("Cells"), _("Column"), _("What is wrong and what to do")), cells, _("Problems"))


def _named(place: str, typed: Sequence[Row]) -> str:
    """A place in a file as it is; in a grid, the names of its row."""
    number = int(digits) if (digits := place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")).isdigit() else 0
    if not 2 <= number < len(typed) + 2:
        return place
    row = typed[number - 2]
    return f"{pick(row, 'region')} · {pick(row, 'indicator')}"


def _column(header: str, typed: Sequence[Row]) -> str:
    """A column by its header in the file; in a grid, as its column is called there."""
    return _(HEADERS[header]) if typed and header in HEADERS else header


def _told(message: str, cell: str, typed: Sequence[Row]) -> str:
    """A sentence that begins with the cell of a file; in a grid, with the names of its row."""
    return _named(cell, typed) + message.removeprefix(cell) if cell and message.startswith(cell) else message


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


def preview_table(account: Account, view: View, checked: CheckedUpload, typed: Sequence[Row] = ()) -> None:
    """The figures as they would stand, with what was reported before; filtered by what would happen to them, and as a file."""
    preview, left_out = checked.preview, refused(checked.problems)
    if not preview.num_rows and not left_out:
        return
    warned = {problem.row for problem in checked.warnings}
    rows = sorted(preview.to_pylist(), key=lambda row: (tuple(DIFFERENCES).index(row["difference"]), row["row"]))
    groups: dict[str, tuple[str, list[Row]]] = {"all": (_("all figures"), rows)}
    for kind, words in DIFFERENCES.items():
        groups[kind] = (_(words), [row for row in rows if row["difference"] == kind])
    groups["warned"] = (_("with a warning"), [row for row in rows if row["row"] in warned])
    kinds = {name: _("{words} ({count})", words=words, count=len(found)) for name, (words, found) in groups.items() if found}
    if left_out:
        kinds["refused"] = _("{words} ({count})", words=_("refused"), count=len(left_out))
    wanted = choose("preview", _("Show"), kinds, next(iter(kinds)), widget="segments")
    if wanted == "refused":
        count, listing = len(left_out), refused_table(left_out[:SHOWN_ROWS], typed)
    else:
        found = groups[wanted][1]
        count, listing = len(found), _figures_table(checked.kind, found[:SHOWN_ROWS], warned)
    with st.container(height=420 if count > SHORT else "content", border=False):
        st.markdown(listing, unsafe_allow_html=True)
    if count > SHOWN_ROWS:
        words = _("The first {shown} of {count} figures; all of them are submitted.", shown=SHOWN_ROWS, count=count)
        show(f'<p class="asof">{escape(words)}</p>')
    preview_links(account, view, checked)


def refused_table(rows: Sequence[Refused], typed: Sequence[Row] = ()) -> str:
    """The rows that are not taken, and why."""
    cells = [
        (str(line.row), "<br>".join(escape(_told(problem.message, problem.cell or "", typed)) for problem in line.problems))
        for line in rows
    ]
    return table((_("Row"), _("What is wrong and what to do")), cells, _("Refused rows"))


def _figures_table(kind: str, rows: Sequence[Row], warned: Container[int | None]) -> str:
    headers = (
        _("Row"),
        _("What is reported"),
        _("Year") if kind == "targets" else _("Month"),
        _("Before"),
        _("After"),
        _("Change"),
    )
    return table(headers, [_preview_cells(kind, row, row["row"] in warned) for row in rows], _("Preview"))


def _preview_cells(kind: str, row: Row, is_warned: bool) -> tuple[str, ...]:
    """One line of the preview; figures and the progress of tasks or projects are told in the same columns."""
    words = change_words(kind, row)
    change = _(DIFFERENCES[row["difference"]]) + (f" · {_('warning')}" if is_warned else "")
    return (
        str(row["row"]),
        escape(f"{words.subject} · {words.region}"),
        escape(month_words(words.period) if words.period else words.year),
        f'<span class="number">{escape(words.before)}</span>',
        f'<span class="number">{escape(words.after)}</span>',
        escape(change),
    )
