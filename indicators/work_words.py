"""Tasks and projects in words: who leads one, and how far it is as its lead reported it."""

from decimal import Decimal

from indicators.language import _, pick
from indicators.numbers import exact
from indicators.queries import Row
from indicators.vocabulary import TASK_STATE_LABELS, TaskState


def leads(work: Row) -> str:
    """Who leads a task or project, departments before regions; empty where the plan names nobody."""
    return _(", ").join(name for name in (pick(work, "lead_departments"), pick(work, "lead_regions")) if name)


def progress_words(state: str | None, percent: Decimal | None, invested: Decimal | None = None) -> str:
    """State, percentage and investment to date (in 10,000 yuan), as far as each was reported; empty where nothing was."""
    parts = [_(TASK_STATE_LABELS[TaskState(state)])] if state else []
    if percent is not None:
        parts.append(f"{exact(percent)} %")
    if invested is not None:
        parts.append(_("{amount} × 10,000 yuan", amount=exact(invested)))
    return " · ".join(parts)


def progress_of(work: Row) -> str:
    """State and percentage of a task or project, or that nobody has reported on it."""
    return progress_words(work["state"], work["percent"]) or _("no report yet")
