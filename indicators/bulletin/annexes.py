"""The annexes of a bulletin: every target, what is behind in single regions, what is overdue, and how every number is found again."""

from collections.abc import Sequence

from indicators.bulletin.answers import Answers
from indicators.bulletin.content import Block, Column, Paragraph, Section, StatusBars, Table
from indicators.bulletin.words import explanation, judgement_cells, judgement_columns, progress, worst_first
from indicators.language import _, pick
from indicators.vocabulary import Status
from indicators.work_words import leads


def all_targets(answers: Answers) -> Section:
    """Planned, actual and status of every target of the whole plan."""
    table = Table(
        _("All targets of the whole plan"),
        (Column(_("Programme"), 14), Column(_("Indicator"), 20), *judgement_columns()),
        tuple((pick(row, "programme"), pick(row, "indicator"), *judgement_cells(row)) for row in answers.whole),
        (answers.judged(_("the plan's own region")),),
    )
    return Section(_("All targets: planned, actual, status"), (table,), is_annex=True)


def regions_behind(answers: Answers) -> Section | None:
    """What is behind in regions below the plan's own; None when nothing is."""
    rows = sorted(worst_first(answers.below), key=lambda row: row["region_position"])
    if not rows:
        return None
    table = Table(
        _("Targets of single regions that are behind"),
        (Column(_("Region"), 12), Column(_("Indicator"), 20), *judgement_columns(), Column(_("Reporters' explanation"), 14)),
        tuple((pick(row, "region"), pick(row, "indicator"), *judgement_cells(row), explanation(row, answers)) for row in rows),
        (
            answers.judged(_("every region below the plan's own; behind, far behind or missed"), "export", table="status"),
            answers.told("explanations", _("what was written beside the figures")),
        ),
    )
    return Section(_("Regions: what is behind"), (table,), is_annex=True)


def overdue(answers: Answers) -> Section | None:
    """Tasks and projects whose day has passed and that are not done; None when there are none."""
    tasks, projects = ([row for row in rows if row["status"] == Status.MISSED] for rows in (answers.tasks, answers.projects))
    blocks: list[Block] = []
    if tasks:
        blocks.append(
            Table(
                _("Overdue tasks"),
                (
                    Column(_("Programme"), 15),
                    Column(_("Task"), 35),
                    Column(_("Due"), 14),
                    Column(_("Lead"), 18),
                    Column(_("Progress"), 18),
                ),
                tuple((pick(row, "programme"), pick(row, "title"), row["due_on"], leads(row), progress(row)) for row in tasks),
                (answers.worked("tasks", _("status “missed”"), status=Status.MISSED.value),),
            )
        )
    if projects:
        blocks.append(
            Table(
                _("Overdue projects"),
                (
                    Column(_("Project"), 23),
                    Column(_("Measure taken"), 30),
                    Column(_("Region"), 14),
                    Column(_("Due"), 14),
                    Column(_("Progress"), 19),
                ),
                tuple(
                    (pick(row, "name"), pick(row, "measure"), pick(row, "region"), row["deadline"], progress(row))
                    for row in projects
                ),
                (answers.worked("projects", _("status “missed”"), status=Status.MISSED.value),),
            )
        )
    return Section(_("Overdue tasks and projects"), tuple(blocks), is_annex=True) if blocks else None


def found_again(sections: Sequence[Section], answers: Answers) -> Section:
    """How to find every number again: for each place the question, its parameters, which rows count, and the page."""
    rows = []
    for section in sections:
        places = [(_("{section}, text", section=section.title), section.origins())]
        places += [(block.label, list(block.origins)) for block in section.blocks if isinstance(block, Table | StatusBars)]
        rows += [(place, origin.asked(), origin.rows, origin.address()) for place, origins in places for origin in origins]
    table = Table(
        _("Where each number comes from"),
        (
            Column(_("Place in this bulletin"), 16),
            Column(_("Question"), 30),
            Column(_("Rows that count"), 20),
            Column(_("Page"), 34),
        ),
        tuple(rows),
        (),
    )
    how = _(
        "Every number was read from the database by a named question. Open the page in the dashboard, or ask the question again with the "
        "same parameters; if no figure was corrected since, the answer is the same. Reports counted: {counts}. Version of the status rule: {rule}.",
        counts=_("approved ones") if answers.counts == "approved" else _("approved ones, and those nobody has reviewed yet"),
        rule=answers.rule,
    )
    return Section(_("How to find these numbers again"), (Paragraph(how), table), is_annex=True)
