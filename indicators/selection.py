"""What of a plan is asked for: the values it binds in a question, and the sentence that says it to people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from indicators.engine import Engine, Parameter
from indicators.language import N_, _, pick
from indicators.numbers import month_of_year
from indicators.vocabulary import STATUS_LABELS, Status
from indicators.world import NOW, World

Names = Mapping[tuple[str, str], Mapping[str, Any]]

# what people call each filter, and the parameters by which a question takes it
FILTERS = {
    "region_ids": (N_("Region"), ("region_ids", "region_keys")),
    "years": (N_("Year"), ("years", "periods")),
    "programme_ids": (N_("Programme"), ("programme_ids",)),
    "indicator_ids": (N_("Indicator"), ("indicator_ids", "indicator_keys")),
    "statuses": (N_("Status"), ("statuses",)),
}


class UnknownSelection(Exception):
    """The selection names something that the plan does not have."""


@dataclass(frozen=True)
class Selection:
    """What is asked for; an empty tuple means all. `as_of` is the month up to which figures count, `world` which reports of them."""

    plan_id: str
    region_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    programme_ids: tuple[str, ...] = ()
    indicator_ids: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    as_of: date | None = None
    world: World = NOW

    def ids(self) -> dict[str, Parameter]:
        """The ids as questions bind them; null stands for all."""
        return {
            "plan_id": self.plan_id,
            "region_ids": list(self.region_ids) or None,
            "programme_ids": list(self.programme_ids) or None,
            "indicator_ids": list(self.indicator_ids) or None,
        }

    def chosen(self) -> list[str]:
        """The filters that choose something, by their fields."""
        return [field for field in FILTERS if getattr(self, field)]

    def periods(self) -> list[date]:
        """The months a judgement is asked at: the as-of month, and the last month of each chosen year before it."""
        assert self.as_of is not None, "a selection that was not settled"
        if not self.years:
            return [self.as_of]
        return sorted({min(self.as_of, date(year, 12, 1)) for year in self.years})


@dataclass(frozen=True)
class SettledSelection:
    """A selection whose ids are known to exist and whose as-of month is fixed."""

    selection: Selection
    names: Names

    @property
    def as_of(self) -> date:
        """The month up to which figures count."""
        assert self.selection.as_of is not None
        return self.selection.as_of

    def parameters(self) -> dict[str, Parameter]:
        """Every value that a question about tables can bind."""
        chosen = self.selection
        return {
            **chosen.ids(),
            "years": list(chosen.years) or None,
            "statuses": list(chosen.statuses) or None,
            "as_of": chosen.as_of,
            "periods": chosen.periods(),
            "region_keys": self._keys("region", chosen.region_ids),
            "indicator_keys": self._keys("indicator", chosen.indicator_ids),
        }

    def _keys(self, kind: str, ids: tuple[str, ...]) -> list[int] | None:
        return [int(self.names[kind, name]["key"]) for name in ids] or None

    def sentence(self) -> str:
        """The selection in words, in the current language."""
        chosen = self.selection
        parts = [
            pick(self.names["plan", chosen.plan_id], "name"),
            self._part(_("Regions: {list}"), (self._name("region", name) for name in chosen.region_ids)),
            self._part(_("Years: {list}"), map(str, chosen.years)),
            self._part(_("Programmes: {list}"), (self._name("programme", name) for name in chosen.programme_ids)),
            self._part(_("Indicators: {list}"), (self._name("indicator", name) for name in chosen.indicator_ids)),
            self._part(_("Statuses: {list}"), (_(STATUS_LABELS[Status(name)]) for name in chosen.statuses)),
            _("as of {month}", month=month_of_year(self.as_of)),
            chosen.world.sentence(),
        ]
        return _("; ").join(part for part in parts if part)

    def _name(self, kind: str, name: str) -> str:
        return pick(self.names[kind, name], "name")

    @staticmethod
    def _part(pattern: str, words: Iterable[str]) -> str:
        words = list(words)
        return pattern.format(list=_(", ").join(words)) if words else ""


def settle(engine: Engine, selection: Selection) -> SettledSelection:
    """The selection with its names, and its as-of month filled in when nobody chose one. Raises UnknownSelection."""
    rows = engine.query("selection_names", selection.ids()).to_pylist()
    names = {(row["kind"], row["id"]): row for row in rows}
    if ("plan", selection.plan_id) not in names:
        known = _(", ").join(sorted(name for kind, name in names if kind == "plan"))
        raise UnknownSelection(_("There is no plan {plan}; there are: {known}.", plan=selection.plan_id, known=known or "–"))
    wanted = [
        *(("region", name) for name in selection.region_ids),
        *(("programme", name) for name in selection.programme_ids),
        *(("indicator", name) for name in selection.indicator_ids),
    ]
    if missing := [name for kind, name in wanted if (kind, name) not in names]:
        raise UnknownSelection(_("The plan {plan} has no {names}.", plan=selection.plan_id, names=_(", ").join(missing)))
    if strange := [name for name in selection.statuses if name not in STATUS_LABELS]:
        raise UnknownSelection(_("There is no status {names}.", names=_(", ").join(strange)))
    if selection.as_of is None:
        (answer,) = engine.query("default_period", {"plan_id": selection.plan_id}).to_pylist()
        selection = replace(selection, as_of=answer["period"])
    return SettledSelection(selection, names)
