"""Answers kept for everybody until the data changes, each made once however many people ask at the same moment."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any


class Kept:
    """The newest `most` answers about one version of one database."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._store: tuple[str, int] = ("", 0)
        self._answers: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def answer(self, store: tuple[str, int], key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make` returned for `key` on this version of `store` (the database's path and its version).

        Who asks while another makes it waits for that answer. An error is raised to all of them and not kept.
        """
        with self._lock:
            if store != self._store:
                self._store = store
                self._answers.clear()
            answer = self._answers.get(key)
            is_mine = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            else:
                self._answers.move_to_end(key)
        if is_mine:
            self._make(key, answer, make)
        return answer.result()

    def _make(self, key: Hashable, answer: "Future[Any]", make: Callable[[], Any]) -> None:
        try:
            answer.set_result(make())
        except BaseException as problem:
            with self._lock:
                if self._answers.get(key) is answer:
                    del self._answers[key]
            answer.set_exception(problem)

    def forget(self) -> None:
        """Keeps nothing any longer."""
        with self._lock:
            self._answers.clear()
