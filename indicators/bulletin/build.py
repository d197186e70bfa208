"""Puts a bulletin together: asks the questions once, lets every part say its piece, numbers parts, tables and charts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from indicators.bulletin import annexes, work
from indicators.bulletin.answers import Answers, ask_all
from indicators.bulletin.content import Block, Bulletin, Paragraph, Section, StatusBars, Table
from indicators.bulletin.programmes import programmes
from indicators.bulletin.progress import headline, overall, ranking
from indicators.bulletin.typography import tight, tightened
from indicators.bulletin.words import numeral
from indicators.engine import Engine
from indicators.language import _, pick, speaking
from indicators.numbers import month_of_year
from indicators.world import Counts


def build(engine: Engine, plan_id: str, period: date, language: str, made_on: date, counts: Counts) -> Bulletin:
    """The draft of a plan's bulletin for a month in `language`, from an engine that counts `counts` reports. Raises PlanUnknown."""
    with speaking(language):
        answers = ask_all(engine, plan_id, period, made_on, counts)
        parts = (overall, headline, ranking, programmes, work.reporting, work.behind, work.deadlines)
        body = [section for part in parts if (section := part(answers))]
        extra = [section for annex in (annexes.all_targets, annexes.regions_behind, annexes.overdue) if (section := annex(answers))]
        sections = _numbered(body, extra)
        sections += _numbered([], [annexes.found_again(sections, answers)], len(extra))
        return _bulletin(answers, language, [tightened(section) for section in sections])


def _bulletin(answers: Answers, language: str, sections: Sequence[Section]) -> Bulletin:
    name = pick(answers.plan, "name")
    return Bulletin(
        plan_id=answers.plan["plan_id"],
        plan_name=name,
        period=answers.period,
        language=language,
        title=_("Bulletin on the {plan}, {month}", plan=name, month=tight(month_of_year(answers.period))),
        is_simulated=answers.is_simulated,
        made_on=answers.made_on,
        rule=answers.rule,
        counts=answers.counts,
        sections=tuple(sections),
    )


def _numbered(body: Iterable[Section], extra: Iterable[Section], annexes_before: int = 0) -> list[Section]:
    """The sections with their numbers, and with a label for every table and chart."""
    counts = {Table: 0, StatusBars: 0}

    def labelled(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return block
        counts[type(block)] += 1
        pattern = _("Table {number}") if isinstance(block, Table) else _("Figure {number}")
        return replace(block, label=pattern.format(number=counts[type(block)]))

    sections = [
        replace(
            section,
            title=_("{place}. {title}", place=numeral(place), title=section.title),
            name=section.title,
            blocks=tuple(map(labelled, section.blocks)),
        )
        for place, section in enumerate(body, 1)
    ]
    for place, section in enumerate(extra, annexes_before + 1):
        tables = [block for block in section.blocks if isinstance(block, Table)]
        labels = {
            id(table): _("Annex {number}", number=place)
            if len(tables) == 1
            else _("Annex {number}-{part}", number=place, part=part)
            for part, table in enumerate(tables, 1)
        }
        blocks = tuple(replace(block, label=labels[id(block)]) if isinstance(block, Table) else block for block in section.blocks)
        title = _("Annex {number}: {title}", number=place, title=section.title)
        sections.append(replace(section, title=title, name=section.title, blocks=blocks))
    return sections
