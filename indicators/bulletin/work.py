"""The parts of a bulletin that name names: who reported late or not at all, what is behind and why, what falls due next month."""

from collections.abc import Sequence
from datetime import date, timedelta

from indicators.bulletin.answers import Answers
from indicators.bulletin.content import Cell, Column, Light, Paragraph, Section, Table
from indicators.bulletin.words import explanation, figure, joined, listed, progress, worst_first
from indicators.language import _, pick
from indicators.numbers import day_of_year, month, month_of_year
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import Status
from indicators.work_words import leads

ONCE = "once"


def reporting(answers: Answers) -> Section:
    """Who was to report the month, who was late and who did not."""
    origin = answers.told("month_reports", _("every report owed for the month"))
    silent = _silent_work(answers)
    if not answers.reports:
        return Section(
            _("How the month was reported"),
            (Paragraph(_("No report was due for {month}.", month=month(answers.period)), (origin,)), *silent),
        )
    sentence = _reports_sentence(answers)
    groups: dict[str, list[Row]] = {}
    for row in answers.reports:
        groups.setdefault(_reporter(row), []).append(row)
    rows: list[tuple[Cell, ...]] = []
    on_time = []
    for name, reports in groups.items():
        late, missing = [row for row in reports if _is_late(row)], [row for row in reports if row["first_reported_at"] is None]
        if not late and not missing:
            on_time.append(name)
            continue
        counts = (len(reports), len(reports) - len(late) - len(missing), len(late), len(missing))
        rows.append((name, *map(figure, counts), listed(pick(row, "indicator") for row in missing)))
    blocks: list[Paragraph | Table] = [Paragraph(sentence, (origin,))]
    if rows:
        blocks.append(Table(_("Late and missing reports"), _report_columns(), tuple(rows), (origin,)))
    if on_time:
        blocks.append(Paragraph(_("Complete and in time: {list}.", list=listed(on_time)), (origin,)))
    return Section(_("How the month was reported"), (*blocks, *silent))


def _report_columns() -> tuple[Column, ...]:
    return (
        Column(_("Who reports"), 22),
        Column(_("Owed"), 8),
        Column(_("In time"), 8),
        Column(_("Late"), 8),
        Column(_("Missing"), 8),
        Column(_("What is missing"), 46),
    )


def _reporter(row: Row) -> str:
    """Below the plan's own region the region reports, within it the department that leads."""
    return pick(row, "region") if row["region_level"] > 0 else pick(row, "department") or pick(row, "region")


def _is_late(row: Row) -> bool:
    return row["first_reported_at"] is not None and row["first_reported_at"].date() > row["due_on"]


def _reports_sentence(answers: Answers) -> str:
    due_on: date = answers.reports[0]["due_on"]
    late = sum(_is_late(row) for row in answers.reports)
    missing = sum(row["first_reported_at"] is None for row in answers.reports)
    sentence = _(
        "{owed} figures were to be reported for {month} by {day}. As of {today}, {in_time} came in time, {late} came late and {missing} are missing.",
        owed=len(answers.reports),
        month=month(answers.period),
        day=day_of_year(due_on),
        today=day_of_year(answers.made_on),
        in_time=len(answers.reports) - late - missing,
        late=late,
        missing=missing,
    )
    waiting = sum(row["is_waiting"] for row in answers.reports)
    if answers.counts == "approved":
        review = _("{count} of them wait for review and are not counted yet.", count=waiting)
    else:
        review = _("{count} of them wait for review and are counted already.", count=waiting)
    not_over = _("The day for reporting has not passed yet.") if answers.made_on <= due_on else ""
    return joined([sentence, review if waiting else "", not_over])


def _silent_work(answers: Answers) -> list[Paragraph]:
    """Tasks and projects of which nothing was ever reported."""
    tasks, projects = ([row for row in rows if row["status"] == Status.NOT_REPORTED] for rows in (answers.tasks, answers.projects))
    if not tasks and not projects:
        return []
    text = _("No progress was reported for {tasks} tasks and {projects} projects.", tasks=len(tasks), projects=len(projects))
    return [Paragraph(text, answers.works(_("status “not reported”"), status=Status.NOT_REPORTED.value))]


def behind(answers: Answers) -> Section:
    """What of the whole plan is behind, far behind or missed, with the reason and what the reporters wrote."""
    rows = worst_first(answers.whole)
    origin = answers.judged(_("the plan's own region; behind, far behind or missed"))
    below = worst_first(answers.below)
    overdue = _overdue(answers)
    if not rows:
        return Section(_("What is behind, and why"), (Paragraph(_("No target of the whole plan is behind."), (origin,)), *overdue))
    told = answers.told("explanations", _("what was written beside the figures"))
    text = joined(
        [
            _("{count} targets of the whole plan are behind, far behind or missed.", count=len(rows)),
            _("The {count} targets of single regions stand in an annex.", count=len(below)) if below else "",
        ]
    )
    table = Table(
        _("Targets of the whole plan that are behind"),
        (
            Column(_("Indicator"), 22),
            Column(_("Status"), 12),
            Column(_("Lead"), 14),
            Column(_("Reason"), 36),
            Column(_("Reporters' explanation"), 20),
        ),
        tuple(
            (
                pick(row, "indicator"),
                Light(Status(row["status"])),
                pick(row, "lead_department"),
                reason_sentence(row),
                explanation(row, answers) or _("none given"),
            )
            for row in rows
        ),
        (origin, told),
    )
    return Section(_("What is behind, and why"), (Paragraph(text, (origin,)), table, *overdue))


def _overdue(answers: Answers) -> list[Paragraph]:
    """How many tasks and projects are not done though their day has passed; nothing where there are none."""
    tasks, projects = (sum(row["status"] == Status.MISSED for row in rows) for rows in (answers.tasks, answers.projects))
    if not tasks and not projects:
        return []
    text = _(
        "{tasks} tasks and {projects} projects are overdue; they stand in an annex with their leads.",
        tasks=tasks,
        projects=projects,
    )
    return [Paragraph(text, answers.works(_("status “missed”"), status=Status.MISSED.value))]


def deadlines(answers: Answers) -> Section:
    """What falls due in the month after: tasks and projects that are not done, and the report."""
    first, last = answers.next_month
    due = [row for row in answers.tasks if row["status"] != Status.MET and row["due_on"] and first <= row["due_on"] <= last]
    standing = [row for row in due if row["repeats"] != ONCE and row["deadline"] is None]
    tasks = [row for row in due if row not in standing]
    projects = [
        row for row in answers.projects if row["status"] != Status.MET and row["deadline"] and first <= row["deadline"] <= last
    ]
    origins = answers.works(_("not done and due in the month after"))
    sentences = [
        _(
            "In {month}, {tasks} tasks and {projects} projects that are not done fall due.",
            month=month_of_year(first),
            tasks=len(tasks),
            projects=len(projects),
        ),
        _("{count} standing tasks end their year.", count=len(standing)) if standing else "",
        _(
            "The figures for {month} are to be reported by {day}.",
            month=month(first),
            day=day_of_year(_report_day(last, answers.plan["due_day"])),
        )
        if first.year <= answers.plan["last_year"]
        else "",
    ]
    blocks: list[Paragraph | Table] = [Paragraph(joined(sentences), origins)]
    if tasks or projects:
        blocks.append(_due_table(tasks, projects, answers))
    return Section(_("Due next month"), tuple(blocks))


def _report_day(month_end: date, due_day: int) -> date:
    """The day of the month after that the plan names, as far as that month has it."""
    first = month_end + timedelta(days=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(due_day, last.day))


def _due_table(tasks: Sequence[Row], projects: Sequence[Row], answers: Answers) -> Table:
    rows = [(row["due_on"], _("task"), pick(row, "title"), leads(row), progress(row)) for row in tasks]
    rows += [
        (row["deadline"], _("project"), pick(row, "name"), leads(row) or pick(row, "region"), progress(row)) for row in projects
    ]
    columns = (Column(_("Due"), 16), Column(_("Kind"), 8), Column(_("What"), 38), Column(_("Lead"), 19), Column(_("Progress"), 19))
    origins = answers.works(_("not done and due in the month after"))
    return Table(_("Tasks and projects due next month"), columns, tuple(sorted(rows)), origins)
