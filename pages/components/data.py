"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from indicators import queries
from indicators.engine import DuckEngine
from indicators.queries import Row
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


def judgements_of(plan_id: str, cells: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """By indicator, region and month: the light that each figure would give, were everything that waits approved."""
    figures = [cell for cell in cells if cell["indicator_key"] is not None]
    if not figures:
        return {}
    periods, regions, indicators = (
        tuple(sorted({cell[name] for cell in figures})) for name in ("period", "region_key", "indicator_key")
    )
    store = database()
    rows = _answer(queries.statuses, (plan_id, periods, regions, indicators), str(store.path), store.version, World("submitted"))
    return {(row["indicator_key"], row["region_key"], row["period"]): row for row in rows}
