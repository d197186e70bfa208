"""The user guide: for every role what to do, step by step, each step leading to its page, with pictures of the trial database."""

from collections.abc import Iterable, Mapping
from html import escape
from types import MappingProxyType
from typing import NamedTuple

import streamlit as st

from etl.people.accounts import Account
from etl.people.hints import closed_hints, show_hints_again
from indicators.language import N_, _
from indicators.vocabulary import Role
from pages.components.hint_words import hint_words
from pages.components.html import link, show
from pages.server.navigation import may_see, pages_of, title_of
from pages.server.shell import interface_file
from pages.server.state import database


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
        Step("bulletin", N_("Read the bulletins that were issued; each stands as it was on its day.")),
    ),
    Role.REPORTER: (
        Step(
            "reports",
            N_(
                "You begin here, at the month that is due: what you owe and by when, what came back with its reason, what you began."
            ),
        ),
        Step(
            "upload",
            N_(
                "Choose how you report. As a file: download the template of the month, fill it in and give it back. "
                "On the screen: type, or paste a block from a spreadsheet."
            ),
        ),
        Step(
            "upload", N_("Stop whenever you like: what you typed or sent is kept on the server, and My reports leads back to it.")
        ),
        Step("upload", N_("Correct what is marked as wrong. An unusual figure that is right needs a reason in writing.")),
        Step("upload", N_("Look at what would change, then submit. Nothing is written before that.")),
        Step("reports", N_("A figure that was returned stands first, with the reason. Correct it and submit it again.")),
        Step(
            "upload",
            N_("An approved or locked figure changes only by a correction: report it again, tick that it is one, and say why."),
        ),
        Step("reports", N_("Attach evidence to tasks and projects; what is reported as done is refused without an evidence file.")),
        Step("uploads", N_("Until the office has approved an upload you may take it back here.")),
    ),
    Role.OFFICE: (
        Step("completeness", N_("See who has reported and who has not; copy the reminders that stand there ready.")),
        Step("review", N_("Approve what was reported, or send it back with a reason. Figures count from the approval on.")),
        Step("allocation", N_("Break targets down to towns, each with its source.")),
        Step("months", N_("Lock a month when nothing waits any more; afterwards only a correction with a reason changes it.")),
        Step("bulletin", N_("Read the preview, write the requirements for the next step, issue. What was issued never changes.")),
        Step("uploads", N_("Take back an upload that was wrong; what stood before it stands again.")),
        Step("feasibility", N_("See what in the plan itself cannot add up before you press anybody for it.")),
    ),
    Role.ADMIN: (
        Step("uploads", N_("See every file that was committed, by whom and when; take one back with a reason if need be.")),
        Step(
            "accounts", N_("Make an account for each person, with a role and what it reports for; close it when the person leaves.")
        ),
        Step("backup", N_("Every day: copy the database and its kept files, and keep the copies on another machine.")),
        Step("audit", N_("See who did what and when, and prove now and then that no entry was changed or taken out.")),
        Step("", N_("On the server, python -m etl --help lists all commands; stop the service before you use one.")),
        Step("", N_("Now and then: python -m etl verify proves that figures, uploads and the audit trail agree.")),
        Step("", N_("A new or corrected plan: first python -m etl check-plan, then python -m etl load; reported figures stay.")),
    ),
}


class Picture(NamedTuple):
    """What a page looks like; `note` says which of its sides, `query` opens it so."""

    name: str
    page: str
    note: str = ""
    query: Mapping[str, str] = MappingProxyType({})


PICTURES = {
    Role.LEADER: (Picture("overview", "overview"), Picture("indicator", "indicator")),
    Role.REPORTER: (
        Picture("reports", "reports"),
        Picture("upload", "upload", N_("a file"), {"way": "file"}),
        Picture("grid", "upload", N_("type on the screen"), {"way": "grid"}),
    ),
    Role.OFFICE: (Picture("review", "review"), Picture("bulletin", "bulletin")),
    Role.ADMIN: (Picture("accounts", "accounts"),),
}


def asked_page(role: Role) -> str:
    """The page that the address asks about, as the hint of that page does; empty without one that `role` may see."""
    page = str(st.query_params.get("about", ""))
    return page if may_see(role, page) else ""


def show_chapter(page: str, role: Role) -> None:
    """All that the guide says about one page: what to look at, the steps done there and what it looks like."""
    steps = [step for step in STEPS[role] if step.page == page]
    pictures = [picture for picture in PICTURES[role] if picture.page == page]
    show(f'<p class="next">{escape(hint_words(page, role))} {link(_("To the page"), page)}</p>{_steps(steps)}{_pictures(pictures)}')


def show_guide(role: Role) -> None:
    """What one role does, as a numbered list, and below it what its pages look like."""
    show(_steps(STEPS[role]) + _pictures(PICTURES[role]))


def show_pages(role: Role) -> None:
    """Every page that `role` may see with its hint, which stays here when it was closed on the page."""
    told = ((entry.name, entry.title) for entries in pages_of(role).values() for entry in entries if hint_words(entry.name, role))
    lines = (f"<dt>{link(_(title), name)}</dt><dd>{escape(hint_words(name, role))}</dd>" for name, title in told)
    show(f'<dl class="facts">{"".join(lines)}</dl>')


def offer_hints(account: Account) -> None:
    """The way to see closed hints on their pages again."""
    closed = closed_hints(database(), account)
    if not closed:
        show(f'<p class="asof">{escape(_("Each page shows its hint until you close it there."))}</p>')
    elif st.button(_("Show the hints again")):
        show_hints_again(database(), account)
        st.success(_("Each page shows its hint again until you close it there."))


def guide_picture(name: str) -> str:
    """The name of a picture among our own files."""
    return f"guide/{name}.png"


def _steps(steps: Iterable[Step]) -> str:
    lines = [
        f"<li>{f'<b>{link(_(title_of(step.page)), step.page)}</b> · ' if step.page else ''}{escape(_(step.words))}</li>"
        for step in steps
    ]
    return f'<ol class="steps">{"".join(lines)}</ol>' if lines else ""


def _pictures(pictures: Iterable[Picture]) -> str:
    figures = [_figure(picture) for picture in pictures]
    return f'<div class="guide-pictures">{"".join(figures)}</div>' if figures else ""


def _figure(picture: Picture) -> str:
    title = " · ".join((_(title_of(picture.page)), *([_(picture.note)] if picture.note else [])))
    words = escape(_("The page “{page}” of the trial database, with simulated data", page=title), quote=True)
    file = interface_file(guide_picture(picture.name))
    return f'<figure><img src="{file}" alt="{words}" loading="lazy"/><figcaption>{words}</figcaption></figure>'
