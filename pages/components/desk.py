"""A reporter's desk: one plan and month reported in one way, with the work in hand that the server keeps for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from etl.life_cycle.drafts import Draft, amend_draft, drop_draft, load_draft, save_draft
from etl.people.accounts import Account
from pages.components.selection import View
from pages.server.state import database

_ROUND = "file_number"


@dataclass(frozen=True)
class Desk:
    """Who reports which month of which plan, as `file` or on the `grid`."""

    account: Account
    view: View
    way: str

    def key(self, name: str) -> str:
        """The key of a widget that belongs to this month and way alone, and begins empty after each submission."""
        return f"{name}-{self.view.plan_id}-{self.view.month}-{self.way}-{st.session_state.get(_ROUND, 0)}"

    def draft(self) -> Draft | None:
        """The work in hand."""
        return load_draft(database(), self.account, self.view.plan_id, self.view.period, self.way)

    def amend(self, amend: Callable[[dict[str, Any]], Mapping[str, Any]]) -> Draft | None:
        """Keeps what `amend` makes of the work in hand; without figures and without a file there is none. Raises DraftRefused."""

        def amended(content: dict[str, Any]) -> Mapping[str, Any]:
            changed = amend(content)
            return changed if changed.get("cells") or changed.get("sha256") else {}

        return amend_draft(database(), self.account, self.view.plan_id, self.view.period, self.way, amended)

    def keep_file(self, file_name: str, data: bytes) -> Draft:
        """Keeps a file as the work in hand, in the place of an earlier one. Raises DraftRefused, UploadNotAllowed."""
        draft = self.draft()
        content = {**(draft.content if draft else {}), "file_name": file_name}
        return save_draft(database(), self.account, self.view.plan_id, self.view.period, self.way, content, data)

    def drop(self) -> None:
        """Forgets the work in hand."""
        drop_draft(database(), self.account, self.view.plan_id, self.view.period, self.way)

    def remember(self, name: str) -> Any:
        """Keeps the value of the widget called `name` with the work in hand: for `on_change`."""
        value = st.session_state[self.key(name)]
        return self.amend(lambda content: {**content, name: value} if value else without(content, name))

    def recall(self, name: str, nothing: Any) -> Any:
        """What the widget called `name` holds, else what is kept with the work in hand; the widget begins with it."""
        key = self.key(name)
        if key not in st.session_state:
            draft = self.draft()
            st.session_state[key] = draft.content.get(name, nothing) if draft else nothing
        return st.session_state[key]


def without(content: Mapping[str, Any], name: str) -> dict[str, Any]:
    """`content` but for the part called `name`."""
    return {known: value for known, value in content.items() if known != name}


def next_round() -> None:
    """Every widget of every desk begins empty from now on."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
