"""Stop 3, beside other figures: rules over changed figures against their neighbours, their own history, their target and their parts."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import duckdb

from etl.checking.checks import Finding, Place, check_warnings, find_rows, problem_at, shown
from etl.checking.problems import Problem
from etl.statements import statement
from indicators.language import _, pick


class HistoryRule(NamedTuple):
    """A rule over the history of the figures that `check_suspects.sql` marks with `code`: its SQL file and its wording."""

    code: str
    details: Callable[[Finding], dict[str, object]]
    needs_plan: bool = False

    def check(self, cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
        """A warning in the value's cell for everything the SQL finds."""
        values = {"plan_id": place.names.plan_id} if self.needs_plan else None
        findings = find_rows(cursor, statement(f"check_{self.code}"), values)
        return [problem_at(place, finding["position"], self.code, "value", self.details(finding)) for finding in findings]


def check_changes(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """Every warning about a figure that would change something. Reads `checked_rows`, `staged`, `differences` and `rules`."""
    _find_neighbours(cursor)
    problems = [*check_warnings(cursor, place), *_falls(cursor, place), *_history(cursor, place), *_sums(cursor, place)]
    return sorted(problems, key=lambda problem: problem.row or 0)


def _find_neighbours(cursor: duckdb.DuckDBPyConnection) -> None:
    """Leaves the temporary table `neighbours`; only where an adjacent month is missing is the nearest report looked for."""
    cursor.execute(statement("check_neighbours"))
    if find_rows(cursor, "select 1 from neighbours where other_value is null limit 1"):
        cursor.execute(statement("check_nearest"))


def _falls(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """A cumulative figure below the report before it, or above the one after it."""
    return [
        problem_at(place, finding["position"], finding["code"], "value", _fall_details(finding))
        for finding in find_rows(cursor, statement("check_falls"))
    ]


def _history(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """What only a figure's own history shows; that is read for suspects alone, of which a usual file has none."""
    cursor.execute(statement("check_suspects"), {"plan_id": place.names.plan_id})
    suspected = {code for (code,) in cursor.execute("select distinct code from suspects").fetchall()}
    if not suspected:
        return []
    cursor.execute(statement("check_history"))
    return [problem for rule in HISTORY_RULES if rule.code in suspected for problem in rule.check(cursor, place)]


def _sums(cursor: duckdb.DuckDBPyConnection, place: Place) -> list[Problem]:
    """A region's own figure and the roll-up of its parts, whichever of them the file brings."""
    if not place.rules["sum_differs"]:
        return []
    cursor.execute(statement("check_own_figures"))
    if not find_rows(cursor, "from own_figures limit 1"):
        return []
    return [
        problem_at(
            place,
            finding["position"],
            "sum_differs",
            "value",
            _sum_details(place, finding),
            wording="" if finding["is_own_row"] else "sum_differs_below",
        )
        for finding in find_rows(cursor, statement("check_sums"))
    ]


def _fall_details(finding: Finding) -> dict[str, object]:
    return {
        "value": shown(finding["value"]),
        "other_value": shown(finding["other_value"]),
        "neighbour": f"{finding['neighbour']:%Y-%m}",
    }


def _jump_details(finding: Finding) -> dict[str, object]:
    """The step, the rule and its numbers."""
    places = finding["decimals"] + 1
    is_one_sided = finding["is_one_sided"]
    most_step, most_value = (_rounded(finding[name], places) for name in ("most_step", "most_value"))
    least_step, least_value = (_rounded(finding[name], places) for name in ("least_step", "least_value"))
    return {
        "value": shown(finding["value"]),
        "step": _rounded(finding["step"], places),
        "usual": _rounded(finding["usual"], places),
        "count": finding["step_count"],
        "since": f"{finding['since']:%Y-%m}",
        "passing": f"≤ {most_step}" if is_one_sided else _("from {least} to {most}", least=least_step, most=most_step),
        "expected": f"≤ {most_value}" if is_one_sided else f"{least_value} – {most_value}",
        "score": _rounded(finding["score"], 1),
        "threshold": _rounded(finding["threshold"], 4),
    }


def _unchanged_details(finding: Finding) -> dict[str, object]:
    return {"value": shown(finding["value"]), "since": f"{finding['since']:%Y-%m}", "months": finding["months"]}


def _equals_target_details(finding: Finding) -> dict[str, object]:
    return {"value": shown(finding["value"]), "count": finding["reports"]}


def _round_details(finding: Finding) -> dict[str, object]:
    return {"count": finding["reports"], "figures": _(", ").join(map(shown, finding["figures"]))}


def _sum_details(place: Place, finding: Finding) -> dict[str, object]:
    return {
        "region": pick(place.names.regions[finding["region_key"]], "name"),
        "period": f"{finding['period']:%Y-%m}",
        "value": shown(finding["own_value"]),
        "total": shown(finding["parts_total"]),
        "count": finding["reports"],
        "owed": finding["expected_reports"],
        "allowed": _rounded(finding["allowed"], finding["decimals"] + 1),
    }


def _rounded(number: float, places: int) -> str:
    return shown(Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


HISTORY_RULES = (
    HistoryRule("jump", _jump_details),
    HistoryRule("unchanged", _unchanged_details),
    HistoryRule("equals_target", _equals_target_details, needs_plan=True),
    HistoryRule("round_numbers", _round_details),
)
