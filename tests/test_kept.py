"""Answers that are kept: once for everybody, until the data changes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.components.kept import Kept

STORE = ("a.duckdb", 1)


def test_the_same_is_made_once_until_the_data_changes() -> None:
    kept, made = Kept(most=10), []

    def make() -> int:
        made.append(None)
        return len(made)

    assert [kept.answer(STORE, "q", make) for _ in range(3)] == [1, 1, 1]
    assert kept.answer(STORE, "other", make) == 2
    assert kept.answer(("a.duckdb", 2), "q", make) == 3
    assert kept.answer(("b.duckdb", 2), "q", make) == 4


def test_who_asks_while_it_is_made_waits_for_it() -> None:
    kept, made, started, go_on = Kept(most=10), [], threading.Event(), threading.Event()

    def make() -> str:
        made.append(None)
        started.set()
        assert go_on.wait(10)
        return "answer"

    with ThreadPoolExecutor(5) as people:
        first = people.submit(kept.answer, STORE, "q", make)
        assert started.wait(10)
        others = [people.submit(kept.answer, STORE, "q", make) for _ in range(4)]
        go_on.set()
        assert [one.result(10) for one in (first, *others)] == ["answer"] * 5
    assert len(made) == 1


def test_the_longest_unasked_gives_way() -> None:
    kept, made = Kept(most=2), []

    def ask(key: str) -> None:
        kept.answer(STORE, key, lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_an_error_is_raised_and_not_kept() -> None:
    kept = Kept(most=2)

    def fail() -> None:
        raise LookupError("no such plan")

    for _ in range(2):
        with pytest.raises(LookupError, match="no such plan"):
            kept.answer(STORE, "q", fail)
    assert kept.answer(STORE, "q", lambda: "found") == "found"


def test_forgetting_makes_it_anew() -> None:
    kept = Kept(most=2)
    kept.answer(STORE, "q", lambda: "old")
    kept.forget()
    assert kept.answer(STORE, "q", lambda: "new") == "new"
