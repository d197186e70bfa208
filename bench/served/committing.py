"""Uploads that are committed in the server's own process while people click."""

import sys
import threading
import time
import traceback
from collections.abc import Callable
from itertools import count

from bench.scale import leaf_keys
from bench.uploads import UploadBench
from etl.database import Database

PAUSE = 3.0
APPROVED = 10  # every so manieth upload; the others wait


def committing(database: Database) -> Callable[[], None]:
    """Commits one town's month after another, PAUSE seconds apart, and approves some, until the answer is called. Size `s` only."""
    ended = threading.Event()
    bench = UploadBench("s", database)
    towns = leaf_keys(database)

    def work() -> None:
        for turn in count(1):
            if ended.wait(PAUSE):
                return
            start = time.perf_counter()
            try:
                bench.upload(bench.file(1_000, turn, towns[turn % len(towns)]))
                if turn % APPROVED == 0:
                    bench.approve_last()
            except Exception:
                traceback.print_exc()
                return
            print(f"committed {turn} in {time.perf_counter() - start:.3f} s", file=sys.stderr, flush=True)

    thread = threading.Thread(target=work, name="committing")
    thread.start()

    def stop() -> None:
        ended.set()
        thread.join()

    return stop
