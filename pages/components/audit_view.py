"""The audit trail on the screen: filters, lines in words, the proof of the chain, the whole selection as a file."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

import streamlit as st

from etl.audit import Action
from etl.people.accounts import Account
from etl.safekeeping.audit_trail import TrailFilter, breaks, list_entries, people
from indicators.export import FORMATS
from indicators.export.csv_file import write_csv
from indicators.language import N_, _
from indicators.queries import Row
from pages.components.audit_words import ACTIONS, detail_words, person_words, subject_words
from pages.components.html import show, table
from pages.components.paging import PER_PAGE
from pages.components.selection import choose, filter_row
from pages.server.downloads import Download, issue_ticket
from pages.server.state import database

SPANS = {"7": N_("7 days"), "31": N_("31 days"), "366": N_("one year"), "": N_("all days")}
_PROOF = "chain_proof"


def ask_about_chain(account: Account) -> None:
    """Proves the chain of hashes when asked: every entry is read for it."""
    if st.button(_("Prove that nothing was changed"), icon=":material/verified_user:"):
        st.session_state[_PROOF] = breaks(database(), account)
    if _PROOF not in st.session_state:
        return
    found = st.session_state.pop(_PROOF)
    if found:
        st.error("\n".join(f"- {sentence}" for sentence in found))
    else:
        st.success(_("The chain is whole: no entry was changed, taken out or put in."))


def trail_filter(account: Account) -> TrailFilter:
    """Whose entries, of which kind, since when; kept in the address."""
    names = {"": _("everybody"), **people(database(), account)}
    actions = {"": _("everything"), **{action.value: _(words) for action, words in ACTIONS.items()}}
    with filter_row("trail"):
        who = choose("who", _("Who"), names, "")
        what = choose("what", _("What"), actions, "")
        days = choose("days", _("Since"), {key: _(words) for key, words in SPANS.items()}, "31")
    first = date.today() - timedelta(int(days) - 1) if days else None
    return TrailFilter(who or None, what or None, first)


def pages_of_trail(count: int) -> tuple[int, int]:
    """How many entries to skip and how many to show."""
    pages = -(-count // PER_PAGE)
    chosen = (st.pagination(pages, key="paging-trail") or 1) if pages > 1 else 1
    skipped = (min(chosen, pages) - 1) * PER_PAGE
    words = _("{first}–{last} of {count}", first=skipped + 1, last=min(skipped + PER_PAGE, count), count=count)
    show(f'<p class="asof">{escape(words)}</p>')
    return skipped, PER_PAGE


def entries_table(entries: Sequence[Row]) -> str:
    """One line per entry, its details as name and value."""
    cells = [
        (
            f'<span class="number">{entry["position"]}</span>',
            f'<span class="number">{entry["happened_at"]:%Y-%m-%d %H:%M:%S}</span>',
            escape(person_words(entry)),
            escape(_(ACTIONS[Action(entry["action"])])),
            subject_words(entry["subject"]),
            escape(detail_words(entry["detail"])) or "–",
            escape(entry["address"]) or "–",
            f"<code>{escape(entry['hash'][:8])}</code>",
        )
        for entry in entries
    ]
    headers = (_("Entry"), _("At"), _("By"), _("What"), _("Of what"), _("Details"), _("From"), _("Hash"))
    return table(headers, cells, _("Audit trail"))


def _file_columns() -> list[str]:
    names = (_("Entry"), _("At"), _("Account name"), _("Person or office"), _("What"))
    return [*names, _("Of what"), _("Details"), _("From"), _("Hash")]


def trail_export(account: Account, chosen: TrailFilter) -> None:
    """A link to the whole selection as CSV."""

    def make() -> Download:
        out = io.BytesIO()
        write_csv(list_entries(database(), account, chosen).rename_columns(_file_columns()).to_reader(), out)
        about = {"table": "audit", "filters": str(chosen)}
        return Download(f"audit_{date.today():%Y-%m-%d}.csv", FORMATS["csv"], out.getvalue(), about)

    address = issue_ticket(account.username, make, key=f"audit {chosen}")
    words = escape(_("Export the whole selection:"))
    st.html(f'<p class="exports">{words} <a class="export" href="{escape(address, quote=True)}" download>CSV</a></p>')
