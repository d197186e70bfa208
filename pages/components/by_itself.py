"""Parts of a page that are drawn anew by themselves when a choice inside them changes: the rest of the page stays as it is."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from pages.server.state import guard, shown_page

P = ParamSpec("P")
Result = TypeVar("Result")


def by_itself(draw: Callable[P, Result]) -> Callable[P, Result]:
    """`draw` as such a part; what it was called with stays until the page runs again.

    A part runs without the router and its page, so it asks itself who is served, in which language, and whether they still may see it.
    """

    @st.fragment
    @wraps(draw)
    def part(*arguments: P.args, **named: P.kwargs) -> Result:
        guard(shown_page())
        return draw(*arguments, **named)

    return part
