"""The part of a bulletin that goes through the programmes one by one."""

from indicators import summary
from indicators.bulletin.answers import Answers
from indicators.bulletin.content import Column, Figure, Paragraph, Section, StatusBars, Table
from indicators.bulletin.progress import bar
from indicators.bulletin.words import counted, figure, joined, listed, numeral
from indicators.language import _, pick
from indicators.numbers import number, points
from indicators.queries import Row
from indicators.summary import BAD, JUDGED
from indicators.vocabulary import STATUS_LABELS, Status


def programmes(answers: Answers) -> Section:
    """Every programme: its targets, tasks and projects, and what of it is behind."""
    by_programme = {
        name: summary.group_by(rows, "programme_id")
        for name, rows in (("targets", answers.whole), ("tasks", answers.tasks), ("projects", answers.projects))
    }
    parts = [
        (programme, {name: rows.get(programme["programme_id"], []) for name, rows in by_programme.items()})
        for programme in answers.programmes
    ]
    origins = (
        answers.judged(_("the plan's own region")),
        answers.worked("tasks", _("all tasks")),
        answers.worked("projects", _("all projects")),
    )
    columns = (
        Column(_("Programme"), 24),
        Column(_("Targets"), 9),
        *(Column(_(STATUS_LABELS[status]), 9) for status in (*JUDGED, Status.NOT_REPORTED)),
        Column(_("Tasks done / all"), 12),
        Column(_("Tasks overdue"), 10),
    )
    chart = StatusBars(
        _("Targets of each programme by status"),
        tuple(
            (pick(programme, "name"), bar(summary.count_statuses(rows["targets"]))) for programme, rows in parts if rows["targets"]
        ),
        origins[:1],
    )
    table = Table(_("Programmes at a glance"), columns, tuple(_glance(*part) for part in parts), origins[:2])
    texts = (
        Paragraph(_programme_sentence(rows), origins, _title(place, programme)) for place, (programme, rows) in enumerate(parts, 1)
    )
    return Section(_("Programme by programme"), (table, chart, *texts))


def _title(place: int, programme: Row) -> str:
    lead = pick(programme, "lead_department")
    name = _("({place}) {name}", place=numeral(place), name=pick(programme, "name"))
    return _("{name} (lead: {lead})", name=name, lead=lead) if lead else name


def _glance(programme: Row, rows: dict[str, list[Row]]) -> tuple[str | Figure, ...]:
    counts, tasks = summary.count_statuses(rows["targets"]), summary.count_statuses(rows["tasks"])
    return (
        pick(programme, "name"),
        figure(len(rows["targets"])),
        *(figure(counts[status]) for status in (*JUDGED, Status.NOT_REPORTED)),
        f"{number(tasks[Status.MET])} / {number(len(rows['tasks']))}",
        figure(tasks[Status.MISSED]),
    )


def _programme_sentence(rows: dict[str, list[Row]]) -> str:
    sentences = (
        [_("{count} targets: {list}.", count=len(rows["targets"]), list=counted(summary.count_statuses(rows["targets"])))]
        if rows["targets"]
        else []
    )
    behind = [
        _(
            "{name} ({status}, gap {gap})",
            name=pick(row, "indicator"),
            status=_(STATUS_LABELS[Status(row["status"])]),
            gap=points(row["gap_pp"]),
        )
        for row in rows["targets"]
        if row["status"] in BAD
    ]
    if behind:
        sentences.append(_("Behind or missed: {list}.", list=listed(behind)))
    for kind, text in (
        ("tasks", _("Of {count} tasks {done} are done and {overdue} overdue.")),
        ("projects", _("Of {count} projects {done} are done and {overdue} overdue.")),
    ):
        counts = summary.count_statuses(rows[kind])
        if rows[kind]:
            sentences.append(text.format(count=len(rows[kind]), done=counts[Status.MET], overdue=counts[Status.MISSED]))
    return joined(sentences) or _("No target, task or project.")
