"""The settings of the rules over uploads: their names in a pack's `[rules]`, their defaults, and what is in force for a plan."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from etl.database import Database
from indicators.language import N_

Value = bool | int | Decimal


class Setting(NamedTuple):
    """One setting: its default, which says its kind too, the least and most it may be, and its meaning."""

    default: Value
    meaning: str
    least: int = 0
    most: int = 1000

    @property
    def kind(self) -> str:
        """What a pack must write."""
        if isinstance(self.default, bool):
            return "true or false"
        number = "whole number" if isinstance(self.default, int) else "number"
        return f"a {number} from {self.least} to {self.most}"


SETTINGS: dict[str, Setting] = {
    "above_hundred": Setting(True, N_("Warn of a percentage above 100 %")),
    "jump_score": Setting(
        Decimal(5),
        N_(
            "Warn of a jump from this modified z-score on, 0.6745 × (monthly step − median of the earlier steps) ÷ median distance from it, "
            "which counts as a tenth of it at least; up to half more than the year's pace is never a jump; 0 = never"
        ),
    ),
    "jump_steps": Setting(6, N_("Judge jumps only where at least so many earlier steps are known"), 3),
    "jump_months": Setting(24, N_("Compare a step with those of so many months before"), 3, 120),
    "unchanged_months": Setting(
        6, N_("Warn of an amount short of its target that has not moved for so many months; 0 = never"), 0, 120
    ),
    "sum_differs": Setting(True, N_("Warn where a region's own figure differs from that of its parts")),
    "sum_tolerance": Setting(Decimal(1), N_("It may differ by so many percent; a percentage by so many percentage points"), 0, 100),
    "equals_target_reports": Setting(
        0, N_("Warn when so many reports in a row equal what the target asks for to the last digit; 0 = never"), 0, 36
    ),
    "round_number_reports": Setting(
        0, N_("Warn when so many reports in a row are round: one digit, then zeros, with or without a five; 0 = never"), 0, 36
    ),
    "done_needs_evidence": Setting(
        True, N_("Refuse a task or project reported as done that has no evidence file attached for the month; a note is none")
    ),
}


def mistakes_in(stated: Any) -> Iterator[str]:
    """What is wrong with the `[rules]` of a pack, in sentences."""
    if not isinstance(stated, dict):
        yield "plan.toml: rules is not a table; write [rules] and one setting per line below it."
        return
    for name, value in stated.items():
        if name not in SETTINGS:
            yield f"plan.toml: [rules] has no setting “{name}”; it knows {', '.join(SETTINGS)}."
        elif not _fits(SETTINGS[name], value):
            yield f"plan.toml: [rules] {name} is {_as_toml(value)}; it must be {SETTINGS[name].kind}."


def _fits(setting: Setting, value: Any) -> bool:
    if isinstance(setting.default, bool):
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int if isinstance(setting.default, int) else int | float):
        return False
    return setting.least <= value <= setting.most


def _as_toml(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else f"“{value}”"


def stored_rules(plan_id: str, plan: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of `plan_rules` for what a pack's plan.toml says."""
    stated = plan.get("rules", {})
    return [{"plan_id": plan_id, "name": name, "value": Decimal(str(float(value)))} for name, value in stated.items()]


def read_rules(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> dict[str, Value]:
    """Every setting in force for a plan: what its pack says, else the default."""
    stated = cursor.execute("select name, value from plan_rules where plan_id = $plan_id", {"plan_id": plan_id}).fetchall()
    found: dict[str, Value] = {name: setting.default for name, setting in SETTINGS.items()}
    return found | {name: type(SETTINGS[name].default)(value) for name, value in stated if name in SETTINGS}


def use_rules(cursor: duckdb.DuckDBPyConnection, plan_id: str) -> dict[str, Value]:
    """Leaves the settings in force as the one row of `rules`, for the rules in SQL, and returns them."""
    rules = read_rules(cursor, plan_id)
    row = {name: [float(value) if isinstance(value, Decimal) else value] for name, value in rules.items()}
    cursor.register("rules", pa.table(row))
    return rules


def rules_in_force(database: Database, plan_id: str) -> dict[str, Value]:
    """The same, for showing it."""
    with database.reading() as cursor:
        return read_rules(cursor, plan_id)
