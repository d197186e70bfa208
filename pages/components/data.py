"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st

from etl.database import Database
from indicators import queries
from indicators.engine import DuckEngine, Keep, Parameter
from indicators.language import current_language
from indicators.queries import Row
from indicators.stream import StreamEngine
from indicators.world import NOW, World
from pages.components.kept import Kept
from pages.server.state import database, worlds

P = ParamSpec("P")
Answer = TypeVar("Answer")
_WORLD = "world"
_answers = Kept(most=512)
_tables = Kept(most=8)  # of a province: some 20 MB each


def chosen_world() -> World:
    """Which reports this person looks at; chosen in the head of a page."""
    world: World = st.session_state.get(_WORLD, NOW)
    return world


def look_at(world: World) -> None:
    """From now on this person is shown `world`."""
    st.session_state[_WORLD] = world


def stream_engine(world: World) -> StreamEngine:
    """Answers too large to keep, over `world`."""
    return StreamEngine(lambda: worlds().reading(world), _keeping(world))


def _keeping(world: World) -> Keep:
    """How the engine of a world keeps a table that many questions lean on."""

    def keep(name: str, parameters: dict[str, Parameter], make: Callable[[], pa.Table]) -> pa.Table:
        values = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in sorted(parameters.items()))
        table: pa.Table = _tables.answer(_version(), (name, values, world), make)
        return table

    return keep


def _version() -> tuple[str, int]:
    store = database()
    return str(store.path), store.version


@lru_cache(maxsize=16)
def _engine(world: World) -> DuckEngine:
    return DuckEngine(lambda: worlds().reading(world), _keeping(world))


def _answer(question: Callable[..., Any], arguments: tuple[Any, ...], world: World) -> Any:
    return _answers.answer(_version(), (question, arguments, world), lambda: question(_engine(world), *arguments))


def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """The answer to a question of `indicators.queries`; the same question on unchanged data is not asked again."""
    answer: Answer = _answer(question, arguments, chosen_world())
    return answer


def ask_database(question: Callable[Concatenate[Database, P], Answer], *arguments: P.args, **named: P.kwargs) -> Answer:
    """The same for a question of `etl` to the open database, which says itself what an account may see."""
    key = (question, arguments, tuple(sorted(named.items())))
    answer: Answer = _answers.answer(_version(), key, lambda: question(database(), *arguments, **named))
    return answer


def kept_figure(name: str, make: Callable[[], go.Figure]) -> go.Figure:
    """The figure that `make` draws, drawn once for everybody who is shown `name` in the same language and the same reports."""
    return _answers.answer(_version(), ("figure", name, current_language(), chosen_world()), make)


def judgements_of(plan_id: str, cells: Sequence[Row]) -> dict[tuple[Any, ...], Row]:
    """By indicator, region and month: the light that each figure would give, were everything that waits approved."""
    figures = [cell for cell in cells if cell["indicator_key"] is not None]
    if not figures:
        return {}
    periods, regions, indicators = (
        tuple(sorted({cell[name] for cell in figures})) for name in ("period", "region_key", "indicator_key")
    )
    rows = _answer(queries.statuses, (plan_id, periods, regions, indicators), World("submitted"))
    return {(row["indicator_key"], row["region_key"], row["period"]): row for row in rows}
