"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from indicators.engine import DuckEngine
from indicators.stream import StreamEngine
from indicators.world import NOW, World
from pages.server.state import database, worlds

P = ParamSpec("P")
Answer = TypeVar("Answer")
_WORLD = "world"


def chosen_world() -> World:
    """Which reports this person looks at; chosen in the head of a page."""
    world: World = st.session_state.get(_WORLD, NOW)
    return world


def look_at(world: World) -> None:
    """From now on this person is shown `world`."""
    st.session_state[_WORLD] = world


def stream_engine(world: World) -> StreamEngine:
    """Answers too large to keep, over `world`."""
    return StreamEngine(lambda: worlds().reading(world))


@lru_cache(maxsize=512)
def _answer(question: Callable[..., Any], arguments: tuple[Any, ...], path: str, version: int, world: World) -> Any:
    # path and version are only part of the key: a committed write makes every earlier answer unreachable
    return question(DuckEngine(lambda: worlds().reading(world)), *arguments)


def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """The answer to a question of `indicators.queries`; the same question on unchanged data is not asked again."""
    store = database()
    answer: Answer = _answer(question, arguments, str(store.path), store.version, chosen_world())
    return answer
