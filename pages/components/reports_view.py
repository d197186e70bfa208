"""A reporter's month at a glance: what is owed and how far it is, what was sent back and why, what to do next."""

from collections.abc import Sequence
from datetime import date
from html import escape

from etl.change_words import progress_words
from etl.drafts import Draft
from indicators.language import N_, _, pick
from indicators.numbers import exact, month_of_year
from indicators.queries import Row
from pages.components.html import link, table
from pages.components.selection import View, month_words

# the shape says it as well as the word
STATES = {
    "returned": ("✗", N_("returned")),
    "missing": ("○", N_("missing")),
    "submitted": ("◐", N_("submitted, not reviewed yet")),
    "approved": ("●", N_("approved")),
}
ITEM_TITLES = {"tasks": N_("Tasks whose progress is due"), "projects": N_("Projects whose progress is due")}
DRAFTS = {"grid": N_("typed on the screen"), "file": N_("a file")}


def days_left(due_on: date, today: date) -> str:
    """How long there is still time, or how long it is over."""
    left = (due_on - today).days
    if left < 0:
        return _("{count} days overdue", count=-left)
    return _("due today") if left == 0 else _("{count} days left", count=left)


def month_progress(rows: Sequence[Row], month: date, today: date) -> str:
    """One sentence: how much of the month is reported, until when, and what to do next."""
    if not rows:
        return f'<p class="asof">{escape(_("Nothing is owed for this month."))}</p>'
    counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
    done = counts["submitted"] + counts["approved"]
    due_on = rows[0]["due_on"]
    words = _("{done} of {count} figures for {month} are reported.", done=done, count=len(rows), month=month_of_year(month))
    open_count = len(rows) - done
    when = _("Due {day}: {left}.", day=f"{due_on:%Y-%m-%d}", left=days_left(due_on, today)) if open_count else ""
    bar = f'<div class="progress" role="img" aria-label="{escape(words, quote=True)}"><i style="width:{done / len(rows) * 100:.0f}%"></i></div>'
    return f'<p class="next"><b>{escape(words)}</b> {escape(when)}</p>{bar}<p>{escape(_next(counts))}</p>'


def _next(counts: dict[str, int]) -> str:
    if counts["returned"]:
        return _(
            "{count} figures were returned: read the reason below, correct them and submit them again.", count=counts["returned"]
        )
    if counts["missing"]:
        return _("{count} figures are missing: fill in the template, or type them on the screen.", count=counts["missing"])
    if counts["submitted"]:
        return _("Nothing to do: {count} figures wait for the office to review them.", count=counts["submitted"])
    return _("Nothing to do: every figure of this month is approved.")


def state_mark(state: str) -> str:
    """The state of a report as shape and word."""
    shape, words = STATES[state]
    return f'<span class="state state-{state}"><span aria-hidden="true">{shape}</span> {escape(_(words))}</span>'


def owed_table(rows: Sequence[Row]) -> str:
    """Every owed figure with its state; returned ones first, with the reason at the cell."""
    order = list(STATES)
    cells = []
    for row in sorted(rows, key=lambda row: order.index(row["state"])):
        last = f"{exact(row['last_value'])} ({month_words(row['last_period'])})" if row["last_period"] else "–"
        cells.append(
            (
                f"{escape(pick(row, 'indicator'))}{_returned(row)}",
                escape(pick(row, "region")),
                state_mark(row["state"]),
                f'<span class="number">{exact(row["value"])}</span>',
                escape(pick(row, "unit")),
                f'<span class="number">{escape(last)}</span>',
            )
        )
    return table(
        (_("Indicator"), _("Region"), _("How far it is"), _("Reported this month"), _("Unit"), _("Figure before")),
        cells,
        _("What you owe"),
    )


def item_table(rows: Sequence[Row]) -> str:
    """Every task or project whose progress is due, with what was reported and how far the report is."""
    cells = [
        (
            f"{escape(pick(row, 'item'))}{_returned(row)}",
            escape(pick(row, "programme")),
            state_mark(row["state"]),
            escape(progress_words({**row, "state": row["reported_state"]})),
            escape(f"{row['deadline']:%Y-%m-%d}" if row["deadline"] else "–"),
        )
        for row in rows
    ]
    return table(
        (_("Task or project"), _("Programme"), _("How far it is"), _("Reported this month"), _("Deadline")),
        cells,
        _("Progress that is due"),
    )


def _returned(row: Row) -> str:
    """Why a report was sent back, under its name."""
    if row["state"] != "returned":
        return ""
    said = _(
        "{reason} ({day}, upload {number})",
        reason=row["returned_reason"],
        day=f"{row['returned_at']:%Y-%m-%d}",
        number=row["returned_upload_id"],
    )
    return f'<span class="why returned">{escape(said)}</span>'


def draft_list(drafts: Sequence[Draft], view: View) -> str:
    """Work that was begun and not submitted, each with the way back to it."""
    items = []
    for draft in drafts:
        way = link(
            f"{month_of_year(draft.period)} · {_(DRAFTS[draft.kind])}",
            "upload",
            **{**view.parameters(), "plan": draft.plan_id, "month": f"{draft.period:%Y-%m}", "way": draft.kind},
        )
        items.append(
            f'<li>{way} <span class="why">{escape(_("saved {moment}", moment=f"{draft.saved_at:%Y-%m-%d %H:%M}"))}</span></li>'
        )
    return f'<ul class="list">{"".join(items)}</ul>'
