"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

import pyarrow as pa
import streamlit as st

from etl.database import Database
from indicators import comparison, judged, queries
from indicators.engine import DuckEngine, Keep, Parameter
from indicators.language import current_language
from indicators.queries import Row
from indicators.stream import StreamEngine
from indicators.world import NOW, World
from pages.components.kept import Kept
from pages.server.state import database, worlds

P = ParamSpec("P")
Answer = TypeVar("Answer")
Drawing = TypeVar("Drawing")
_WORLD = "world"
# what is kept, by whether it outlives reports that wait for a decision
_answers = {stands: Kept(most=512) for stands in (False, True)}
_tables = {stands: Kept(most=6) for stands in (False, True)}  # of a province: some 20 MB each
# questions whose answers a report that waits for a decision cannot change, where what was approved counts
ABOUT_WHAT_STANDS: frozenset[Callable[..., Any]] = frozenset(
    {
        *(comparison.scores, comparison.parts, comparison.schemes),
        *(judged.cells, judged.fallen_lights, judged.headline_rows, judged.led_cells, judged.standings, judged.status_counts),
        *(queries.plans, queries.programmes, queries.departments, queries.regions, queries.indicators, queries.default_period),
        *(queries.statuses, queries.compare_cells, queries.broken_down, queries.figure_notes, queries.tasks, queries.projects),
        *(queries.targets, queries.starting_values, queries.conflicts, queries.scoring_schemes, queries.region_shapes),
    }
)


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
        stands, store = world == NOW, database()
        key: tuple[Hashable, ...] = (name, values, world)
        version = _version(stands)
        months = parameters.get("periods")
        if stands and isinstance(months, list):
            # a decision about one month leaves the judgements at the months before it: these stay kept
            version = (str(store.path), 0)
            key = (*key, *(store.standing_at(month) for month in months if isinstance(month, date)))
        table: pa.Table = _tables[stands].answer(version, key, make)
        return table

    return keep


def _version(stands: bool) -> tuple[str, int]:
    """What kept answers belong to; `stands`: those about what was approved, which outlive reports that wait for a decision."""
    store = database()
    return str(store.path), store.standing if stands else store.version


@lru_cache(maxsize=16)
def _engine(world: World) -> DuckEngine:
    return DuckEngine(lambda: worlds().reading(world), _keeping(world))


def _answer(question: Callable[..., Any], arguments: tuple[Any, ...], world: World) -> Any:
    stands = world == NOW and question in ABOUT_WHAT_STANDS
    key = (question, arguments, world)
    return _answers[stands].answer(_version(stands), key, lambda: question(_engine(world), *arguments))


def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """The answer to a question of `indicators.queries`; the same question on unchanged data is not asked again."""
    answer: Answer = _answer(question, arguments, chosen_world())
    return answer


def ask_database(question: Callable[Concatenate[Database, P], Answer], *arguments: P.args, **named: P.kwargs) -> Answer:
    """The same for a question of `etl` to the open database, which says itself what an account may see."""
    key = (question, arguments, tuple(sorted(named.items())))
    answer: Answer = _answers[False].answer(_version(False), key, lambda: question(database(), *arguments, **named))
    return answer


def kept_drawing(name: str, draw: Callable[[], Drawing]) -> Drawing:
    """What `draw` makes, drawn once for everybody who is shown `name` in the same language and the same reports."""
    stands = chosen_world() == NOW
    drawing: Drawing = _answers[stands].answer(_version(stands), ("drawing", name, current_language(), chosen_world()), draw)
    return drawing


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
