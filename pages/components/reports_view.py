"""A reporter's month at a glance: what is owed and how far it is, what was sent back and why, what to do next."""

from collections.abc import Sequence
from datetime import date
from html import escape

from etl.life_cycle.drafts import Draft
from etl.life_cycle.months import Lock
from etl.reporting import MonthCount
from indicators.language import N_, _, pick
from indicators.numbers import exact, month_of_year
from indicators.queries import Row
from indicators.work_words import progress_words
from pages.components.html import button_link, link, table
from pages.components.selection import View, choose, filter_row, month_words

# the shape says it as well as the word
STATES = {
    "returned": ("✗", N_("returned")),
    "missing": ("○", N_("missing")),
    "draft": ("✎", N_("draft")),
    "submitted": ("◐", N_("submitted, not reviewed yet")),
    "approved": ("●", N_("approved")),
}
DAYS_COUNTED = 365  # beyond them a number of days says nothing
TO_DO = ("returned", "missing", "draft")
ALL = "all"
ITEM_TITLES = {"tasks": N_("Tasks whose progress is due"), "projects": N_("Projects whose progress is due")}
DRAFTS = {"grid": N_("typed on the screen"), "file": N_("a file")}


def days_left(due_on: date, today: date) -> str:
    """How long there is still time, or how long it is over."""
    left = (due_on - today).days
    if left < -DAYS_COUNTED:
        return _("more than a year overdue")
    if left < 0:
        return _("{count} days overdue", count=-left)
    return _("due today") if left == 0 else _("{count} days left", count=left)


def month_progress(rows: Sequence[Row], month: date, today: date) -> str:
    """How much of the month is reported and until when the rest is due, in a sentence and as a bar."""
    if not rows:
        return f'<p class="asof">{escape(_("Nothing is owed for this month."))}</p>'
    done = sum(row["state"] not in TO_DO for row in rows)
    words = _("{done} of {count} figures for {month} are reported.", done=done, count=len(rows), month=month_of_year(month))
    due_on = rows[0]["due_on"]
    when = _("Due {day}: {left}.", day=f"{due_on:%Y-%m-%d}", left=days_left(due_on, today)) if done < len(rows) else ""
    bar = f'<div class="month-progress" role="img" aria-label="{escape(words, quote=True)}"><i style="width:{done / len(rows) * 100:.0f}%"></i></div>'
    return f'<p class="next"><b>{escape(words)}</b> {escape(when)}</p>{bar}'


def reported_words(rows: Sequence[Row]) -> str:
    """How many of the tasks or projects are reported."""
    return _("{done} of {count} reported", done=sum(row["state"] not in TO_DO for row in rows), count=len(rows))


def next_step(rows: Sequence[Row], view: View) -> str:
    """What to do next: one sentence and one button."""
    counts = {state: sum(row["state"] == state for row in rows) for state in STATES}
    report = _("Report {month}", month=month_of_year(view.period))
    if counts["returned"]:
        words = _(
            "{count} figures were returned: read the reason below, correct them and submit them again.", count=counts["returned"]
        )
        button = button_link(_("Correct them"), "upload", **view.parameters(), way="grid")
    elif counts["draft"]:
        words = _(
            "{count} figures are typed and not submitted yet; {missing} are missing.",
            count=counts["draft"],
            missing=counts["missing"],
        )
        button = button_link(_("Go on with the draft"), "upload", **view.parameters(), way="grid")
    elif counts["missing"]:
        words = _("{count} figures are missing: fill in the template, or type them on the screen.", count=counts["missing"])
        button = button_link(report, "upload", **view.parameters())
    elif counts["submitted"]:
        words = _("Nothing to do: {count} figures wait for the office to review them.", count=counts["submitted"])
        button = button_link(_("See what was sent"), "uploads", **view.parameters())
    elif counts["approved"]:
        return f"<p>{escape(_('Nothing to do: every figure of this month is approved.'))}</p>"
    else:
        return ""
    return f"<p>{escape(words)}</p>{button}"


def lock_words(lock: Lock | None) -> str:
    """Who locked the month, when and why, and what that means."""
    if lock is None:
        return ""
    words = _(
        "{month} was locked by {name} on {day} ({reason}); figures of it change only by a correction.",
        month=month_of_year(lock.period),
        name=lock.display_name,
        day=f"{lock.locked_at:%Y-%m-%d}",
        reason=lock.reason,
    )
    return f'<p class="flag" role="note">{escape(words)}</p>'


def region_table(rows: Sequence[Row], view: View, today: date) -> str:
    """For who reports for several regions: how far each one is, and how long there is time."""
    regions = {row["region_id"]: pick(row, "region") for row in rows}
    if len(regions) < 2:
        return ""
    cells = []
    for region_id, name in regions.items():
        own = [row for row in rows if row["region_id"] == region_id]
        open_count = sum(row["state"] in TO_DO for row in own)
        cells.append(
            (
                link(name, "reports", **view.parameters(), region=region_id),
                f'<span class="number">{len(own) - open_count} / {len(own)}</span>',
                str(sum(row["state"] == "returned" for row in own) or "–"),
                f'<span class="number">{own[0]["due_on"]:%Y-%m-%d}</span>',
                escape(days_left(own[0]["due_on"], today) if open_count else _("complete")),
            )
        )
    listing = table((_("Region"), _("Reported"), _("Returned"), _("Due"), _("Time left")), cells, _("By region"))
    return f'<details class="notes"><summary>{escape(_("How far each of {count} regions is", count=len(regions)))}</summary>{listing}</details>'


def other_months(months: Sequence[MonthCount], view: View) -> str:
    """Other months of which something is still to be reported, each with the way to it."""
    items = []
    for month in months:
        words = [_("{count} returned", count=month.returned)] if month.returned else []
        words += [_("{count} missing", count=month.missing)] if month.missing else []
        way = link(month_of_year(month.period), "reports", **{**view.parameters(), "month": f"{month.period:%Y-%m}"})
        items.append(f"{way} {escape(_(', ').join(words))}")
    return f'<p class="asof">{escape(_("Still open in other months:"))} {" · ".join(items)}</p>' if items else ""


def choose_owed(rows: Sequence[Row]) -> list[Row]:
    """The owed figures of one region or all, as `choose_state` leaves them."""
    regions = {row["region_id"]: pick(row, "region") for row in rows}
    with filter_row("owed"):
        words = {ALL: _("all regions")} | regions
        region = choose("region", _("Region"), words, ALL, remembered_as="owed region") if len(regions) > 1 else ALL
    return choose_state([row for row in rows if region in (ALL, row["region_id"])], "owed")


def choose_state(rows: Sequence[Row], name: str) -> list[Row]:
    """The rows of one state or all, returned ones first; at first what there is to do."""
    groups = {"open": TO_DO, "submitted": ("submitted",), "approved": ("approved",), ALL: tuple(STATES)}
    titles = {"open": _("to do"), "submitted": _("waiting"), "approved": _("approved"), ALL: _("all")}
    counts = {group: sum(row["state"] in states for row in rows) for group, states in groups.items()}
    words = {group: _("{words} ({count})", words=titles[group], count=count) for group, count in counts.items() if count}
    shown = choose(name, _("Show"), words, next(iter(words)), widget="segments") if len(words) > 2 else ALL
    order = list(STATES)
    return sorted((row for row in rows if row["state"] in groups[shown]), key=lambda row: order.index(row["state"]))


def state_mark(state: str) -> str:
    """The state of a report as shape and word."""
    shape, words = STATES[state]
    return f'<span class="state state-{state}"><span aria-hidden="true">{shape}</span> {escape(_(words))}</span>'


def owed_table(rows: Sequence[Row]) -> str:
    """Every owed figure with its state; at one that was returned the reason."""
    cells = []
    for row in rows:
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
    headers = (_("Indicator"), _("Region"), _("How far it is"), _("Reported this month"), _("Unit"), _("Figure before"))
    return table(headers, cells, _("Owed figures"))


def item_table(rows: Sequence[Row]) -> str:
    """Every task or project whose progress is due, with what was reported and how far the report is."""
    cells = [
        (
            f"{escape(pick(row, 'item'))}{_returned(row)}",
            escape(pick(row, "programme")),
            state_mark(row["state"]),
            escape(progress_words(row["reported_state"], row["percent"], row["investment_wan"]) or "–"),
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
