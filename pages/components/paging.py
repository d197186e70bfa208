"""Long lists a page at a time; exports always hold the whole list."""

from collections.abc import Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from indicators.language import _
from pages.components.html import show

Item = TypeVar("Item")
PER_PAGE = 30


def page_of(items: Sequence[Item], key: str) -> Sequence[Item]:
    """The items of the chosen page; says which part of how many is shown."""
    if len(items) <= PER_PAGE:
        return items
    pages = -(-len(items) // PER_PAGE)
    chosen = st.pagination(pages, key=f"paging-{key}") or 1
    chosen = min(chosen, pages)
    first = (chosen - 1) * PER_PAGE
    words = _("{first}–{last} of {count}", first=first + 1, last=min(first + PER_PAGE, len(items)), count=len(items))
    show(f'<p class="asof paging">{escape(words)}</p>')
    return items[first : first + PER_PAGE]
