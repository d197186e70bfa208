"""Everything a bulletin says, asked once: the answers to the questions, and where each of them is found again."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from indicators import queries
from indicators.bulletin.content import Origin, Origins
from indicators.engine import Engine
from indicators.export.about import rule_version
from indicators.language import _
from indicators.queries import Row, Rows
from indicators.world import Counts

OVERVIEW, PROGRAMME, TASKS, PROJECTS = "overview", "programme", "tasks", "projects"


class PlanUnknown(Exception):
    """There is no such plan in this database."""


@dataclass(frozen=True)
class Answers:
    """One plan at the end of one month."""

    plan: Row
    period: date
    made_on: date
    is_simulated: bool
    statuses: Rows  # at the month, everywhere
    before: Rows  # a month earlier, everywhere
    months: Rows  # every month of the year so far, the whole plan
    programmes: Rows
    tasks: Rows
    projects: Rows
    reports: Rows
    explanations: Rows
    regions: Rows
    rule: str  # version of the status rule
    counts: Counts  # which reports the answers count

    @property
    def whole(self) -> list[Row]:
        """The judgements on the plan's own region."""
        return [row for row in self.statuses if row["region_key"] == self.plan["root_region_key"]]

    @property
    def below(self) -> list[Row]:
        """The judgements on the regions below it, each on its own target."""
        return [row for row in self.statuses if row["region_level"] > 0]

    @cached_property
    def explained(self) -> dict[tuple[int, date], list[Row]]:
        """What reporters wrote, by indicator and month."""
        found: dict[tuple[int, date], list[Row]] = {}
        for row in self.explanations:
            found.setdefault((row["indicator_key"], row["period"]), []).append(row)
        return found

    @property
    def next_month(self) -> tuple[date, date]:
        """The first and the last day of the month after."""
        first = (self.period + timedelta(days=31)).replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    def judged(self, rows: str, page: str = PROGRAMME, **filters: str) -> Origin:
        """Where judgements at the month are found again; `rows` says in words which of them."""
        if page == PROGRAMME:
            filters = {"programme": "all", **filters}
        return self._origin("statuses", rows, page, filters, periods=[f"{self.period:%Y-%m-%d}"])

    def judged_over(self, periods: list[date], rows: str) -> Origin:
        """Where judgements at other months are found again; the page shows the last of them."""
        shown = {"programme": "all", "month": f"{periods[-1]:%Y-%m}"}
        return self._origin("statuses", rows, PROGRAMME, shown, periods=[f"{period:%Y-%m-%d}" for period in periods])

    def worked(self, question: str, rows: str, **filters: str) -> Origin:
        """Where tasks or projects are found again."""
        return self._origin(question, rows, question, filters, period=f"{self.period:%Y-%m-%d}")

    def works(self, rows: str, **filters: str) -> Origins:
        """Where tasks and projects that share a description are found again."""
        return (self.worked("tasks", rows, **filters), self.worked("projects", rows, **filters))

    def told(self, question: str, rows: str) -> Origin:
        """Where reports or what was written beside them are found again."""
        return self._origin(question, rows, "export", {"table": "actuals"}, period=f"{self.period:%Y-%m-%d}")

    def _origin(self, question: str, rows: str, page: str, filters: dict[str, str], **parameters: str | list[str]) -> Origin:
        shown = {"plan": self.plan["plan_id"], "month": f"{self.period:%Y-%m}", **filters}
        if self.counts != self.plan["counts"]:
            shown["counts"] = self.counts
        return Origin(question, {"plan_id": self.plan["plan_id"], **parameters}, rows, page, shown)


def ask_all(engine: Engine, plan_id: str, period: date, made_on: date, counts: Counts) -> Answers:
    """The answers of an engine that counts `counts`, for one plan at the end of `period`, on the day `made_on`. Raises PlanUnknown."""
    plan = next((row for row in queries.plans(engine) if row["plan_id"] == plan_id), None)
    if plan is None:
        raise PlanUnknown(_("There is no plan {plan} in this database; choose one that is there.", plan=plan_id))
    root = (plan["root_region_key"],)
    return Answers(
        plan=plan,
        period=period,
        made_on=made_on,
        is_simulated=queries.origin(engine, plan_id)["database_kind"] == "trial",
        statuses=queries.statuses(engine, plan_id, (period,)),
        before=queries.statuses(engine, plan_id, (queries.month_before(period),)),
        months=queries.statuses(engine, plan_id, queries.months_of(period.year, period), root),
        programmes=queries.programmes(engine, plan_id),
        tasks=queries.tasks(engine, plan_id, period),
        projects=queries.projects(engine, plan_id, period),
        reports=queries.month_reports(engine, plan_id, period),
        explanations=queries.explanations(engine, plan_id, period),
        regions=queries.regions(engine, plan_id),
        rule=rule_version(),
        counts=counts,
    )
