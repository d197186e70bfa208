"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from enum import Enum, auto
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


class Lasting(Enum):
    """What a kept answer outlives."""

    NOTHING = auto()
    REPORTS = auto()  # that wait for a decision
    FIGURES = auto()  # decisions about them, too


_answers = {lasting: Kept(most=512) for lasting in Lasting}
_tables = {lasting: Kept(most=6) for lasting in (Lasting.NOTHING, Lasting.REPORTS)}  # of a province: some 20 MB each
# questions whose answers no figure can change, where what was approved counts
ABOUT_NO_FIGURE: frozenset[Callable[..., Any]] = frozenset(
    {
        *(
            queries.plans,
            queries.programmes,
            queries.departments,
            queries.regions,
            queries.indicators,
            queries.tasks,
            queries.projects,
        ),
        *(queries.targets, queries.starting_values, queries.conflicts, queries.scoring_schemes, queries.region_shapes),
        comparison.schemes,
    }
)
# questions whose answers a report that waits for a decision cannot change
ABOUT_WHAT_STANDS: frozenset[Callable[..., Any]] = frozenset(
    {
        *ABOUT_NO_FIGURE,
        *(comparison.scores, comparison.parts),
        *(judged.cells, judged.fallen_lights, judged.headline_rows, judged.led_cells, judged.standings, judged.status_counts),
        *(queries.default_period, queries.statuses, queries.compare_cells, queries.broken_down, queries.figure_notes),
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
        lasting, store = Lasting.REPORTS if world == NOW else Lasting.NOTHING, database()
        key: tuple[Hashable, ...] = (name, values, world)
        version = _version(lasting)
        months = parameters.get("periods")
        if lasting == Lasting.REPORTS and isinstance(months, list):
            # a decision about one month leaves the judgements at the months before it: these stay kept
            version = (str(store.path), 0)
            key = (*key, *(store.standing_at(month) for month in months if isinstance(month, date)))
        table: pa.Table = _tables[lasting].answer(version, key, make)
        return table

    return keep


def _version(lasting: Lasting) -> tuple[str, int]:
    """What kept answers belong to, that outlive as much as `lasting` says."""
    store = database()
    versions = {Lasting.NOTHING: store.version, Lasting.REPORTS: store.standing, Lasting.FIGURES: store.standing_works}
    return str(store.path), versions[lasting]


def _lasting(question: Callable[..., Any], world: World) -> Lasting:
    if world != NOW or question not in ABOUT_WHAT_STANDS:
        return Lasting.NOTHING
    return Lasting.FIGURES if question in ABOUT_NO_FIGURE else Lasting.REPORTS


@lru_cache(maxsize=16)
def _engine(world: World) -> DuckEngine:
    return DuckEngine(lambda: worlds().reading(world), _keeping(world))


def _answer(question: Callable[..., Any], arguments: tuple[Any, ...], world: World) -> Any:
    lasting = _lasting(question, world)
    key = (question, arguments, world)
    return _answers[lasting].answer(_version(lasting), key, lambda: question(_engine(world), *arguments))


def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """The answer to a question of `indicators.queries`; the same question on unchanged data is not asked again."""
    answer: Answer = _answer(question, arguments, chosen_world())
    return answer


def ask_database(question: Callable[Concatenate[Database, P], Answer], *arguments: P.args, **named: P.kwargs) -> Answer:
    """The same for a question of `etl` to the open database, which says itself what an account may see."""
    key = (question, arguments, tuple(sorted(named.items())))
    answer: Answer = _answers[Lasting.NOTHING].answer(
        _version(Lasting.NOTHING), key, lambda: question(database(), *arguments, **named)
    )
    return answer


def kept_drawing(name: str, draw: Callable[[], Drawing]) -> Drawing:
    """What `draw` makes, drawn once for everybody who is shown `name` in the same language and the same reports."""
    lasting = Lasting.REPORTS if chosen_world() == NOW else Lasting.NOTHING
    drawing: Drawing = _answers[lasting].answer(_version(lasting), ("drawing", name, current_language(), chosen_world()), draw)
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
