"""The user guide: for every role what to do, step by step, each step leading to its page, with pictures of the trial database."""

from html import escape
from typing import NamedTuple

from indicators.language import N_, _
from indicators.vocabulary import Role
from pages.components.html import link, show
from pages.server.navigation import SECTIONS
from pages.server.shell import interface_file

TITLES = {entry.name: entry.title for entries in SECTIONS.values() for entry in entries}


class Step(NamedTuple):
    """One thing to do: the page it is done on, empty when it is done outside the pages, and how."""

    page: str
    words: str


STEPS = {
    Role.LEADER: (
        Step(
            "overview", N_("Choose the plan and the month at the top. Count the lights: shape and word say the same as the colour.")
        ),
        Step("overview", N_("Read what got worse since last month, who is furthest behind and what falls due next.")),
        Step("indicator", N_("Follow any light to its indicator: planned against actual, and the sentence that says why.")),
        Step("compare", N_("Set the towns side by side; every score unfolds into its parts.")),
        Step("town", N_("Print the page of a town or a department before a talk.")),
        Step("methods", N_("If a light is doubted, the rule with its boundaries stands here.")),
    ),
    Role.REPORTER: (
        Step("reports", N_("See what you owe for the month, what came back with its reason, and by when.")),
        Step(
            "upload", N_("Download the file of the month, fill in your figures, and give it back here; or type them on the screen.")
        ),
        Step("upload", N_("Correct what is marked as wrong. An unusual figure that is right needs a reason in writing.")),
        Step("upload", N_("Look at what would change, then submit. Nothing is written before that.")),
        Step("reports", N_("Attach evidence to tasks and projects; what is reported as done is refused without an evidence file.")),
        Step("uploads", N_("Until the office has approved an upload you may take it back here.")),
    ),
    Role.OFFICE: (
        Step("completeness", N_("See who has reported and who has not.")),
        Step("review", N_("Approve what was reported, or send it back with a reason. Figures count from the approval on.")),
        Step("allocation", N_("Break targets down to towns, each with its source.")),
        Step("months", N_("Lock a month when nothing waits any more; afterwards only a correction with a reason changes it.")),
        Step("bulletin", N_("Read the preview, write the requirements for the next step, issue. What was issued never changes.")),
        Step("uploads", N_("Take back an upload that was wrong; what stood before it stands again.")),
    ),
    Role.ADMIN: (
        Step("uploads", N_("See every file that was committed, by whom and when; take one back with a reason if need be.")),
        Step("", N_("On the server, python -m etl --help lists all commands; stop the service before you use one.")),
        Step("", N_("Every day: python -m etl backup copies the database and its kept files; keep the copies on another machine.")),
        Step("", N_("Now and then: python -m etl verify proves that figures, uploads and the audit trail agree.")),
        Step("", N_("A new or corrected plan: first python -m etl check-plan, then python -m etl load; reported figures stay.")),
    ),
}
PICTURES = {
    Role.LEADER: ("overview", "indicator"),
    Role.REPORTER: ("reports", "upload"),
    Role.OFFICE: ("review", "bulletin"),
    Role.ADMIN: ("uploads",),
}


def show_guide(role: Role) -> None:
    """What one role does, as a numbered list, and below it what its pages look like."""
    lines = (
        f"<li>{f'<b>{link(_(TITLES[step.page]), step.page)}</b> · ' if step.page else ''}{escape(_(step.words))}</li>"
        for step in STEPS[role]
    )
    figures = (_figure(page) for page in PICTURES[role])
    show(f'<ol class="steps">{"".join(lines)}</ol><div class="guide-pictures">{"".join(figures)}</div>')


def guide_picture(page: str) -> str:
    """The name of the picture of a page among our own files."""
    return f"guide/{page}.png"


def _figure(page: str) -> str:
    title = _(TITLES[page])
    words = escape(_("The page “{page}” of the trial database, with simulated data", page=title), quote=True)
    return f'<figure><img src="{interface_file(guide_picture(page))}" alt="{words}" loading="lazy"/><figcaption>{words}</figcaption></figure>'
