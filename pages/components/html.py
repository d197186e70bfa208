"""Small pieces of HTML: every value escaped, every light a shape and a word as well as a colour."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from html import escape
from itertools import chain, repeat
from urllib.parse import urlencode

import streamlit as st

from indicators.language import _
from indicators.vocabulary import STATUS_LABELS, Status
from pages.server.navigation import START_PAGE

# Drawn in a 16 × 16 box; `currentColor` is the status colour of the stylesheet.
_SHAPES = {
    Status.MET: '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.5 8.3l2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.8"/>',
    Status.ON_PACE: '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
    Status.BEHIND: '<path d="M8 1.5L15 14.2H1z" fill="currentColor"/>',
    Status.FAR_BEHIND: '<path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor"/>',
    Status.MISSED: '<rect x="1.5" y="1.5" width="13" height="13" fill="currentColor"/>'
    '<path d="M5 5l6 6M11 5l-6 6" stroke="#fff" stroke-width="1.8"/>',
    Status.NOT_DUE: '<circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    Status.NOT_REPORTED: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    '<path d="M3.6 9.8l6.2-6.2M5.2 12.4l7.2-7.2" stroke="currentColor" stroke-width="1.5"/>',
    Status.NO_TASK: '<path d="M3 8h10" stroke="currentColor" stroke-width="2"/>',
    Status.NO_TARGET: '<path d="M8 1.8L14.2 8 8 14.2 1.8 8z" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    Status.NOT_COMPUTABLE: '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M5.5 8h5" stroke="currentColor" stroke-width="1.8"/>',
}


MOST = 100  # of a folded list


def show(fragment: str) -> None:
    """Puts a fragment on the page; it is one block, so nothing in it is read as Markdown."""
    st.markdown("".join(line.strip() for line in fragment.splitlines()), unsafe_allow_html=True)


def shape(status: str) -> str:
    """The shape of a light alone, in a box of 16 × 16, in the current colour: for pictures that say its word themselves."""
    return _SHAPES[Status(status)]


def mark(status: str, title: str = "") -> str:
    """The shape of a light, with its word for those who cannot see it."""
    kind = Status(status)
    words = escape(title or _(STATUS_LABELS[kind]), quote=True)
    return (
        f'<svg class="light light-{kind}" viewBox="0 0 16 16" width="15" height="15" role="img" aria-label="{words}">'
        f"<title>{words}</title>{_SHAPES[kind]}</svg>"
    )


def chip(status: str) -> str:
    """A light as shape and word."""
    kind = Status(status)
    return f'<span class="chip light-{kind}">{mark(kind)}<span>{escape(_(STATUS_LABELS[kind]))}</span></span>'


def address(page: str, **parameters: object) -> str:
    """The address of a page with plain ids in its query string; the start page lives at the root."""
    return f"./{'' if page == START_PAGE else page}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"


def link(label: str, page: str, **parameters: object) -> str:
    """A link to another page of the dashboard; `label` is text."""
    return f'<a href="{escape(address(page, **parameters), quote=True)}" target="_self">{escape(label)}</a>'


def button_link(label: str, page: str, **parameters: object) -> str:
    """A link that looks like the thing to do next."""
    return f'<p><a class="action" href="{escape(address(page, **parameters), quote=True)}" target="_self">{escape(label)}</a></p>'


def table(
    headers: Iterable[str], rows: Iterable[Iterable[str]], caption: str, *, amounts: Collection[int] = (), marks: Iterable[str] = ()
) -> str:
    """A plain table of ready-made cells; on a phone each row becomes a card, whose lines carry their header's words.

    The columns at the places `amounts` are numbers and stand to the right; `marks` are the classes of the rows, in their order.
    """
    titles = [escape(text, quote=True) for text in headers]
    kinds = [' class="amount"' if place in amounts else "" for place in range(len(titles))]
    head = "".join(f'<th scope="col"{kind}>{title}</th>' for title, kind in zip(titles, kinds, strict=True))
    lines = (
        "".join(f'<td data-label="{title}"{kind}>{cell}</td>' for title, kind, cell in zip(titles, kinds, row, strict=True))
        for row in rows
    )
    body = "".join(
        f'<tr class="{mark}">{line}</tr>' if mark else f"<tr>{line}</tr>"
        for line, mark in zip(lines, chain(marks, repeat("")), strict=False)
    )
    return (
        f'<div class="table-frame" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}"><table class="plain">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def short_list(items: Sequence[str], shown: int, count: int | None = None) -> str:
    """The first of ready-made `items`, the others folded under how many there are; of very many only the first MOST, which it says.

    `count`: how many there are in all, where `items` are only the first of them.
    """
    first, rest = "".join(f"<li>{item}</li>" for item in items[:shown]), items[shown:]
    left = (len(items) if count is None else count) - shown
    if left <= 0:
        return f'<ul class="list">{first}</ul>'
    more = "".join(f"<li>{item}</li>" for item in rest[:MOST])
    if left > MOST:
        more += f"<li>{escape(_('only the next {count} are listed here', count=MOST))}</li>"
    summary = escape(_("and {count} more", count=left))
    return f'<ul class="list">{first}</ul><details class="rest"><summary>{summary}</summary><ul class="list">{more}</ul></details>'


def heading(text: str, note: str = "") -> None:
    """A section heading with an optional quiet sentence."""
    show(f'<div class="section"><h2>{escape(text)}</h2>{f"<p>{escape(note)}</p>" if note else ""}</div>')


def glance(blocks: Mapping[str, str]) -> None:
    """Short answers side by side, each under its heading; below each other where there is no room. Empty ones are left out."""
    cells = "".join(f"<section><h2>{escape(words)}</h2>{body}</section>" for words, body in blocks.items() if body)
    show(f'<div class="glance">{cells}</div>')


def empty_note(sentence: str, advice: str = "") -> str:
    """What stands where nothing can be shown: why, and what to do next."""
    return f'<div class="empty"><p>{escape(sentence)}</p>{f"<p>{escape(advice)}</p>" if advice else ""}</div>'


def empty_state(sentence: str, advice: str = "") -> None:
    """Shows an `empty_note`."""
    show(empty_note(sentence, advice))
