"""What is measured: ratios within one run, never seconds against a clock elsewhere."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One measured value beside the bound that the design sets; `bound` None: told, not judged."""

    name: str
    value: float
    bound: float | None
    detail: str
    unit: str = "×"

    @property
    def verdict(self) -> str:
        """`ok` or `over` the bound, or nothing."""
        if self.bound is None:
            return ""
        return "ok" if self.value <= self.bound else "over"


def seconds(action: Callable[[], object]) -> float:
    """The time of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def compare(
    name: str, part: Callable[[], object], whole: Callable[[], object], bound: float | None, repeats: int = 9
) -> Measurement:
    """The median time of `part` ÷ that of `whole`; they take turns, so that a busy moment meets both."""
    part()
    whole()
    times = [(seconds(part), seconds(whole)) for _ in range(repeats)]
    return ratio(name, statistics.median(one for one, _ in times), statistics.median(other for _, other in times), bound)


def ratio(name: str, part: float, whole: float, bound: float | None) -> Measurement:
    """`part` ÷ `whole`, both in seconds."""
    return Measurement(name, part / whole, bound, f"{part * 1000:,.1f} ms ÷ {whole * 1000:,.1f} ms")


def table(measurements: list[Measurement]) -> str:
    """The measurements as lines of text."""
    rows = [("measured", "value", "bound", "", "")]
    for one in measurements:
        bound = "" if one.bound is None else f"≤ {one.bound:g} {one.unit}"
        rows.append((one.name, f"{one.value:,.2f} {one.unit}", bound, one.verdict, one.detail))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip() for row in rows
    )
