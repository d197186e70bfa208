"""Where a reporter attaches evidence: to one of the figures, tasks or projects of the month, or to what a file reports as done."""

from collections.abc import Sequence
from datetime import date

from etl.checking.checked_progress import CheckedProgress
from etl.life_cycle.evidence import Subject
from etl.people.accounts import Account
from indicators.language import _, pick
from indicators.queries import Row
from pages.components.evidence import evidence_list, evidence_uploader, shared_evidence_uploader
from pages.components.html import heading
from pages.components.selection import View, choose

NOTHING = "-"


def evidence_desk(account: Account, view: View, figures: Sequence[Row], items: dict[str, Sequence[Row]]) -> None:
    """One subject of the month to choose, its files, and a field for another one."""
    subjects = {
        f"{row['indicator_id']}.{row['region_id']}": (
            f"{pick(row, 'indicator')} · {pick(row, 'region')}",
            Subject("actual", view.plan_id, view.period, row["indicator_key"], row["region_key"]),
        )
        for row in figures
    }
    for kind, rows in items.items():
        for row in rows:
            subjects[row["item_id"]] = (pick(row, "item"), _work(kind, view.plan_id, view.period, row))
    if not subjects:
        return
    heading(_("Evidence"), _("files that prove a figure, a task or a project of this month"))
    words = {NOTHING: _("choose what the file proves")} | {name: words for name, (words, _subject) in subjects.items()}
    chosen = choose("evidence", _("Evidence for"), words, NOTHING)
    if chosen != NOTHING:
        subject = subjects[chosen][1]
        evidence_list(account, subject)
        evidence_uploader(account, subject)


def prove_done(account: Account, checked: CheckedProgress) -> None:
    """A place to attach what is missing where a file reports tasks or projects as done without evidence; nothing where it does not."""
    subjects = {
        f"{pick(row, 'item')} · {pick(row, 'region')} · {row['period']:%Y-%m}": _work(
            checked.kind, checked.plan_id, row["period"], row
        )
        for row in checked.unproven
    }
    if subjects:
        heading(_("Evidence for what is done"), _("{count} are reported as done without an evidence file", count=len(subjects)))
        shared_evidence_uploader(account, subjects)


def _work(kind: str, plan_id: str, period: date, row: Row) -> Subject:
    """A task or project of a month as what evidence is about."""
    return Subject("task" if kind == "tasks" else "project", plan_id, period, item_id=row["item_id"])
