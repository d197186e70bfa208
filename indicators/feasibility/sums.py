"""Parts against their total, years against what they pile up to. Pure functions over targets that have a number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.queries import Row
from indicators.vocabulary import Comparator


@dataclass(frozen=True)
class Mismatch:
    """A target, what others make of it, and those others."""

    total: Row
    made: Decimal
    parts: tuple[Row, ...]


def parts_against_total(targets: Iterable[Row], parents: Mapping[str, str | None], summed: set[str]) -> Iterator[Mismatch]:
    """Targets that the targets of their parts do not make, for the indicators `summed` that add up over regions.

    `targets` are rows with indicator_id, region_id, year, quarter and a value; `parents` maps each region to the one above it.
    """
    totals: dict[tuple[object, ...], Row] = {}
    parts: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in targets:
        if row["indicator_id"] in summed:
            totals[row["indicator_id"], row["region_id"], row["year"], row["quarter"]] = row
            if parent := parents[row["region_id"]]:
                parts[row["indicator_id"], parent, row["year"], row["quarter"]].append(row)
    for key, total in totals.items():
        made = sum((part["value"] for part in parts[key]), Decimal(0))
        if parts[key] and made != total["value"]:
            yield Mismatch(total, made, tuple(parts[key]))


def years_against_total(
    targets: Iterable[Row], flows: Mapping[str, str | None], starts: Mapping[tuple[str, str], Decimal]
) -> Iterator[Mismatch]:
    """Targets of a stock that its start and the yearly targets of the flow it piles up do not reach.

    `flows` maps a stock's indicator_id to its flow's, `starts` an indicator_id and region_id to the starting value.
    """
    rows = list(targets)
    yearly: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["year"] is not None and row["quarter"] is None:
            yearly[row["indicator_id"], row["region_id"]].append(row)
    for row in rows:
        flow = flows.get(row["indicator_id"])
        if not flow or row["year"] is None:
            continue
        parts = [one for one in yearly[flow, row["region_id"]] if one["year"] <= row["year"]]
        if not parts:
            continue  # no yearly minimum is stated: that is not the same as zero
        made = sum((one["value"] for one in parts), starts.get((row["indicator_id"], row["region_id"]), Decimal(0)))
        if made < row["value"] or (made == row["value"] and row["comparator"] == Comparator.MORE_THAN):
            yield Mismatch(row, made, tuple(parts))
