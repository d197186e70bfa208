"""The indicators and regions of a plan as people write them: codes, names and aliases back to keys."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from etl.reading.columns import plain


class PlanUnknown(Exception):
    """The database has no plan of this id."""


class Names:
    """Texts that name things, found however they are spaced, cased or written in full width."""

    def __init__(self, pairs: Iterable[tuple[int, str]]) -> None:
        self._keys: dict[str, set[int]] = defaultdict(set)
        self._shown: dict[str, str] = {}
        self._likely: dict[str, str | None] = {}  # a look through all names takes milliseconds, and headers are looked at often
        for key, text in pairs:
            self._keys[plain(text)].add(key)
            self._shown.setdefault(plain(text), text)

    def key(self, text: str) -> int | None:
        """The one thing that `text` names; None when it names nothing, or several things."""
        keys = self._keys.get(plain(text), set())
        return next(iter(keys)) if len(keys) == 1 else None

    def keys(self, text: str) -> list[int]:
        """Everything that `text` names."""
        return sorted(self._keys.get(plain(text), ()))

    def inside(self, text: str) -> list[tuple[int, str]]:
        """Every thing whose name, of two characters and more, stands within `text`, unless it stands within a longer name there."""
        words = plain(text)
        found = [word for word in self._shown if len(word) > 1 and not word.isdigit() and word in words]
        longest = [word for word in found if not any(word != other and word in other for other in found)]
        return [(key, self._shown[word]) for word in longest if (key := self.key(word)) is not None]

    def likely(self, text: str) -> str | None:
        """The name that `text` is most like, if any is like it."""
        word = plain(text)
        if word not in self._likely:
            found = difflib.get_close_matches(word, self._shown, n=1, cutoff=0.6)
            self._likely[word] = self._shown[found[0]] if found else None
        return self._likely[word]


@dataclass(frozen=True)
class PlanNames:
    """A plan's years, its indicators and regions by key, and the texts that name them."""

    plan_id: str
    first_year: int
    last_year: int
    indicators: dict[int, dict[str, Any]]
    regions: dict[int, dict[str, Any]]
    indicator_names: Names
    region_names: Names

    @property
    def root_key(self) -> int | None:
        """The region that the whole plan is about."""
        return next((key for key, region in self.regions.items() if region["parent_key"] is None), None)

    @property
    def units(self) -> set[str]:
        """The units in which the plan's indicators are reported, in both languages."""
        return {row[name] for row in self.indicators.values() for name in ("unit_zh", "unit_en") if row[name]}


def read_plan_names(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> PlanNames:
    """The names of one plan. Raises PlanUnknown."""
    plan = {"plan_id": plan_id}
    years = cursor.execute("select first_year, last_year from plans where plan_id = $plan_id", plan).fetchall()
    if not years:
        raise PlanUnknown(f"{plan_id}: {PlanUnknown.__doc__}")
    indicators = _rows(cursor, "indicator", "indicator_id, name_zh, name_en, unit_zh, unit_en, is_percent, has_parts", plan_id)
    regions = _rows(cursor, "region", "region_id, name_zh, name_en, code, parent_key", plan_id)
    aliases = cursor.execute(
        "select region_key, alias from region_aliases semi join (from regions where plan_id = $plan_id) as mine using (region_key)",
        plan,
    ).fetchall()
    return PlanNames(
        plan_id,
        years[0][0],
        years[0][1],
        indicators,
        regions,
        Names((key, row[name]) for key, row in indicators.items() for name in ("indicator_id", "name_zh", "name_en")),
        Names([*((key, row[name]) for key, row in regions.items() for name in ("region_id", "code") if row[name]), *aliases]),
    )


def _rows(cursor: duckdb.DuckDBPyConnection, thing: str, columns: str, plan_id: str) -> dict[int, dict[str, Any]]:
    rows = cursor.execute(
        f"select {thing}_key, {columns} from {thing}s where plan_id = $plan_id order by position", {"plan_id": plan_id}
    ).fetchall()
    names = columns.split(", ")
    return {key: dict(zip(names, cells, strict=True)) for key, *cells in rows}
