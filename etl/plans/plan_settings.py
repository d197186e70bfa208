"""What plan.toml must say of a plan, and what is wrong with what it says."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from etl.plans.plan_words import meant

# which reports the dashboards count unless somebody asks otherwise
COUNTS = ("approved", "submitted")


class Setting(NamedTuple):
    """One setting: its kind, whether a plan can go without it, and the least and most a number may be."""

    kind: type
    required: bool = True
    least: int = 0
    most: int = 1000

    @property
    def expected(self) -> str:
        """What a pack must write."""
        if self.kind is str:
            return "a text in quotation marks"
        if self.kind is date:
            return "a date like 2017-06-26, without quotation marks"
        return f"a {'whole number' if self.kind is int else 'number'} from {self.least} to {self.most}"

    def fits(self, value: Any) -> bool:
        """Whether a value of plan.toml is of this kind and within its bounds."""
        if self.kind is str:
            return isinstance(value, str) and bool(value.strip())
        if self.kind is date:
            return isinstance(value, date) and not isinstance(value, datetime)
        if isinstance(value, bool) or not isinstance(value, int if self.kind is int else int | float):
            return False
        return self.least <= value <= self.most


SETTINGS: dict[str, Setting] = {
    "plan_id": Setting(str),
    "position": Setting(int),
    "name_zh": Setting(str),
    "name_en": Setting(str),
    "short_zh": Setting(str),
    "short_en": Setting(str),
    "first_year": Setting(int, least=1950, most=2200),
    "last_year": Setting(int, least=1950, most=2200),
    "issued_on": Setting(date, required=False),
    "root_region_id": Setting(str),
    "due_day": Setting(int, least=1, most=31),
    "behind_pp": Setting(float),
    "counts": Setting(str, required=False),
    "note_zh": Setting(str, required=False),
    "note_en": Setting(str, required=False),
}


def settings_mistakes(plan: dict[str, Any], folder: str) -> Iterator[str]:
    """What is wrong with plan.toml apart from its [rules], in sentences; `folder` is the name of the pack's folder."""
    missing = [name for name, setting in SETTINGS.items() if setting.required and name not in plan]
    yield from (f"plan.toml: {name} is missing." for name in missing)
    wrong = set(missing)
    for name, value in plan.items():
        if name == "rules":
            continue
        if name not in SETTINGS:
            yield f"plan.toml: {name} is not known; {meant(name, missing, 'remove it')}"
        elif not SETTINGS[name].fits(value):
            wrong.add(name)
            yield f"plan.toml: {name} is “{value}”; it must be {SETTINGS[name].expected}."
    if (counts := plan.get("counts", COUNTS[0])) not in COUNTS:
        yield f"plan.toml: counts is “{counts}”; it must be one of {', '.join(COUNTS)}."
    if not wrong & {"first_year", "last_year"} and plan["first_year"] > plan["last_year"]:
        yield f"plan.toml: first_year {plan['first_year']} comes after last_year {plan['last_year']}; swap or correct them."
    if "plan_id" not in wrong and plan["plan_id"] != folder:
        yield f"plan.toml: plan_id is {plan['plan_id']}, but the folder is called {folder}; make them the same."
