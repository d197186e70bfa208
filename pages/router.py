"""The script of every page: who is served, in which language, which pages their role may see."""

from html import escape
from pathlib import Path

import streamlit as st

from etl.people.accounts import Account
from indicators.language import LANGUAGES, _
from indicators.vocabulary import ROLE_LABELS
from pages.components.bell import bell
from pages.server.navigation import START_PAGE, PageEntry, pages_of
from pages.server.shell import STATIC
from pages.server.state import current_account, is_trial, speak

FOLDER = Path(__file__).resolve().parent


def registered(entry: PageEntry) -> "st.Page":
    """The page as the navigation knows it."""
    return st.Page(
        FOLDER / f"{entry.name}.py", title=_(entry.title), icon=entry.icon, url_path=entry.name, default=entry.name == START_PAGE
    )


def show_person(account: Account, language: str) -> None:
    """The foot of the sidebar: who is signed in, the other language, the way out."""
    choices = "".join(
        f'<button name="language" value="{code}" lang="{code}" {"aria-current=true" if code == language else ""}>{escape(name)}</button>'
        for code, name in LANGUAGES.items()
    )
    with st.sidebar.container(key="person"):
        st.html(
            f'<p class="who"><strong>{escape(account.display_name)}</strong><span>{escape(_(ROLE_LABELS[account.role]))}</span></p>'
            f'<form method="post" action="/language" class="languages">{choices}</form>'
            f'<form method="post" action="/logout" class="leave"><button>{escape(_("Sign out"))}</button></form>'
        )


def trial_mark() -> str:
    """The words that keep an invented figure from passing as a reported one; nothing on real data."""
    words, meaning = _("Simulated data"), _("Trial: the plans are real, every reported figure is invented.")
    return f'<p class="trial-mark" role="note"><strong>{escape(words)}</strong> {escape(meaning)}</p>' if is_trial() else ""


account = current_account()
language = speak()
st.set_page_config(page_icon=str(STATIC / "icon.png"), layout="wide")
st.logo(str(STATIC / f"logo_{language}.svg"), size="large")
if account is None:
    st.error(_("Please sign in first."))
    st.stop()
sections = pages_of(account.role)
page = st.navigation({_(section): [registered(entry) for entry in entries] for section, entries in sections.items()}, expanded=True)
st.set_page_config(page_title=f"{page.title} · {_('263 Indicator Dashboard')}")
show_person(account, language)
if marks := trial_mark() + bell(account):
    st.html(f'<div class="marks">{marks}</div>')
page.run()
