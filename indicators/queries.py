"""The questions pages ask, each one named SQL text; answers are rows (dicts) in a tuple, so that they can be kept and shared."""

from datetime import date
from typing import Any

from indicators.engine import Engine, Parameter

Row = dict[str, Any]
Rows = tuple[Row, ...]
# regions, each with a department (either may be None: any), that somebody reports for; None: everything
Scopes = tuple[tuple[str | None, str | None], ...] | None


def _rows(engine: Engine, name: str, **parameters: Parameter) -> Rows:
    return tuple(engine.query(name, parameters).to_pylist())


def months_of(first_year: int, last: date) -> tuple[date, ...]:
    """Every month from January of `first_year` to `last`."""
    return tuple(
        date(year, month, 1) for year in range(first_year, last.year + 1) for month in range(1, 13) if date(year, month, 1) <= last
    )


def year_ends(first_year: int, last: date) -> tuple[date, ...]:
    """December of every year from `first_year`, the last year at `last` itself."""
    return tuple(min(date(year, 12, 1), last) for year in range(first_year, last.year + 1))


def month_before(period: date) -> date:
    """The first day of the month before `period`."""
    return date(period.year - (period.month == 1), (period.month - 2) % 12 + 1, 1)


def month_after(period: date) -> date:
    """The first day of the month after `period`."""
    return date(period.year + (period.month == 12), period.month % 12 + 1, 1)


def month_due(plan: Row, latest: date, today: date) -> date:
    """The month that is to be reported now: the one before `today`'s; of a plan that is over, the one after `latest`, the last with figures.

    Never outside the plan.
    """
    first, last = date(plan["first_year"], 1, 1), date(plan["last_year"], 12, 1)
    due = month_before(today)
    return max(first, min(due if due <= last else month_after(latest), last))


def year_earlier(period: date) -> date:
    """The same month of the year before."""
    return date(period.year - 1, period.month, 1)


def plans(engine: Engine) -> Rows:
    """All plans, in their order."""
    return _rows(engine, "plans")


def default_period(engine: Engine, plan_id: str) -> date:
    """The month a plan is shown at when nobody chose one: the latest with figures, else the plan's last."""
    period: date = _rows(engine, "default_period", plan_id=plan_id)[0]["period"]
    return period


def programmes(engine: Engine, plan_id: str) -> Rows:
    """A plan's programmes, in their order."""
    return _rows(engine, "programmes", plan_id=plan_id)


def departments(engine: Engine, plan_id: str) -> Rows:
    """The departments that lead something in a plan, those with most indicators first."""
    return _rows(engine, "departments", plan_id=plan_id)


def regions(engine: Engine, plan_id: str) -> Rows:
    """A plan's regions, in the order of its pack."""
    return _rows(engine, "regions", plan_id=plan_id)


def indicators(engine: Engine, plan_id: str) -> Rows:
    """A plan's indicators, in the order of its programmes."""
    return _rows(engine, "indicators", plan_id=plan_id)


def statuses(
    engine: Engine,
    plan_id: str,
    periods: tuple[date, ...],
    region_keys: tuple[int, ...] | None = None,
    indicator_keys: tuple[int, ...] | None = None,
) -> Rows:
    """One judgement per indicator × region × period, with names; None asks for all regions or indicators."""
    return _rows(
        engine,
        "status_rows",
        plan_id=plan_id,
        periods=list(periods),
        region_keys=None if region_keys is None else list(region_keys),
        indicator_keys=None if indicator_keys is None else list(indicator_keys),
    )


def targets(
    engine: Engine, plan_id: str, region_keys: tuple[int, ...] | None = None, indicator_keys: tuple[int, ...] | None = None
) -> Rows:
    """The targets of a plan with their places in one cell; None asks for all regions or indicators."""
    return _rows(
        engine,
        "targets",
        plan_id=plan_id,
        region_keys=None if region_keys is None else list(region_keys),
        indicator_keys=None if indicator_keys is None else list(indicator_keys),
    )


def starting_values(engine: Engine, plan_id: str) -> Rows:
    """Every stated value of a plan from before its targets, oldest first, with its places in one cell."""
    return _rows(engine, "starting_values", plan_id=plan_id)


def plan_works(engine: Engine, plan_id: str) -> Rows:
    """Every task and project of a plan with its last day and its places in one cell, whatever has come of it."""
    return _rows(engine, "plan_works", plan_id=plan_id)


def region_words(engine: Engine, plan_id: str) -> tuple[str, ...]:
    """The name and other spellings of the region that a plan is for."""
    return tuple(row["word"] for row in _rows(engine, "region_words", plan_id=plan_id))


def revisions(engine: Engine, indicator_key: int, region_key: int) -> Rows:
    """Every revision of one indicator × region, newest first."""
    return _rows(engine, "revisions", indicator_key=indicator_key, region_key=region_key)


def figure_notes(engine: Engine, indicator_key: int, region_key: int) -> Rows:
    """The months of one indicator × region whose reports, also those of its parts, came late, were corrected or explained."""
    return _rows(engine, "figure_notes", indicator_key=indicator_key, region_key=region_key)


def conflicts(engine: Engine, plan_id: str) -> Rows:
    """Every conflict of a plan's text, hard ones first."""
    return _rows(engine, "conflicts", plan_id=plan_id)


def tasks(engine: Engine, plan_id: str, period: date) -> Rows:
    """Every task with its status at the end of `period`."""
    return _rows(engine, "task_rows", plan_id=plan_id, period=period)


def projects(engine: Engine, plan_id: str, period: date) -> Rows:
    """Every project with its status at the end of `period`."""
    return _rows(engine, "project_rows", plan_id=plan_id, period=period)


def scope_lists(scopes: Scopes) -> dict[str, list[str | None] | None]:
    """Scopes as questions bind them; null stands for everything."""
    if scopes is None:
        return {"scope_regions": None, "scope_departments": None}
    return {"scope_regions": [region for region, _any in scopes], "scope_departments": [department for _any, department in scopes]}


def due_days(engine: Engine, plan_id: str, periods: tuple[date, ...], scopes: Scopes) -> Rows:
    """The months in which the scopes owe reports, with the day these are due and their number."""
    return _rows(engine, "due_days", plan_id=plan_id, periods=list(periods), **scope_lists(scopes))


def month_reports(engine: Engine, plan_id: str, period: date) -> Rows:
    """Every report owed for `period`, with the day it is due, the moment it first came (None: missing), and whether it waits for a decision."""
    return _rows(engine, "month_reports", plan_id=plan_id, periods=[period], today=period, moment=None, **scope_lists(None))


def explanations(engine: Engine, plan_id: str, period: date) -> Rows:
    """What reporters wrote beside the standing figures of the year up to `period`."""
    return _rows(engine, "explanations", plan_id=plan_id, period=period)


def origin(engine: Engine, plan_id: str) -> Row:
    """Where a plan's rows come from: its names, its pack, its documents, the kind of database."""
    return _rows(engine, "export_origin", plan_id=plan_id)[0]


def is_simulated(engine: Engine, plan_id: str) -> bool:
    """Whether the rows come from a trial database."""
    return bool(origin(engine, plan_id)["database_kind"] == "trial")


def compare_cells(
    engine: Engine,
    plan_id: str,
    periods: tuple[date, ...],
    region_keys: tuple[int, ...],
    indicator_keys: tuple[int, ...] | None = None,
) -> Rows:
    """The judgements of some regions without any names, in the order of indicators and regions; None asks for all indicators."""
    return _rows(
        engine,
        "compare_cells",
        plan_id=plan_id,
        periods=list(periods),
        region_keys=list(region_keys),
        indicator_keys=None if indicator_keys is None else list(indicator_keys),
    )


def scoring_schemes(engine: Engine, plan_id: str) -> Rows:
    """The ways of ranking that a plan's pack states, in its order."""
    return _rows(engine, "scoring_schemes", plan_id=plan_id)


def region_shapes(engine: Engine, plan_id: str) -> Rows:
    """The shapes that a plan's pack gives its regions, each a GeoJSON geometry as text."""
    return _rows(engine, "region_shapes", plan_id=plan_id)


def broken_down(engine: Engine, plan_id: str, region_keys: tuple[int, ...]) -> Rows:
    """The indicators that give one of these regions a target of its own, in the order of their programmes."""
    return _rows(engine, "broken_down", plan_id=plan_id, region_keys=list(region_keys))
