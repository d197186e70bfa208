"""Data for pages: questions asked once per data version and kept for everybody."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

from indicators.engine import DuckEngine
from pages.server.state import database

P = ParamSpec("P")
Answer = TypeVar("Answer")


@lru_cache(maxsize=512)
def _answer(question: Callable[..., Any], arguments: tuple[Any, ...], path: str, version: int) -> Any:
    # path and version are only part of the key: a committed write makes every earlier answer unreachable
    return question(DuckEngine(database().reading), *arguments)


def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """The answer to a question of `indicators.queries`; the same question on unchanged data is not asked again."""
    store = database()
    answer: Answer = _answer(question, arguments, str(store.path), store.version)
    return answer
