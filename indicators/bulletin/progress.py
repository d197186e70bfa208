"""The parts of a bulletin that say where the plan stands: overall, headline indicators, ranking of regions."""

from collections.abc import Sequence

from indicators import summary
from indicators.bulletin.answers import OVERVIEW, Answers
from indicators.bulletin.content import Block, Cell, Column, Figure, Light, Paragraph, Section, StatusBars, Table
from indicators.bulletin.words import figure, joined, judgement_cells, judgement_columns, listed
from indicators.language import _, pick
from indicators.numbers import month, month_of_year, percent
from indicators.queries import month_before, months_of
from indicators.reasons import reason_sentence
from indicators.summary import BAD, GOOD, JUDGED
from indicators.vocabulary import STATUS_LABELS, Status

MOST_BARS = 40  # more do not fit a page; the table has them all
BAR_STATUSES = (*JUDGED, Status.NOT_REPORTED, Status.NOT_DUE)


def overall(answers: Answers) -> Section:
    """How many targets of the whole plan stand at each status, against the month before."""
    counts = summary.count_statuses(answers.whole)
    blocks = (_counts_sentence(answers, counts), _fallen(answers), _counts_table(answers, counts), _by_month(answers))
    return Section(_("Overall progress"), blocks)


def _counts_sentence(answers: Answers, counts: dict[Status, int]) -> Paragraph:
    shares = summary.shares(counts)
    good, judged = (sum(counts[status] for status in kinds) for kinds in (GOOD, JUDGED))
    parts = (
        _("{count} {status} ({share})", count=count, status=_(STATUS_LABELS[status]), share=percent(shares[status]))
        for status, count in counts.items()
        if count
    )
    sentence = _(
        "At the end of {month}, of the {count} targets for the whole of the plan's region: {list}.",
        month=month_of_year(answers.period),
        count=sum(counts.values()),
        list=listed(parts),
    )
    more = ""
    if judged:
        more = _(
            "Of the {judged} that can be judged, {good} are met or on pace, which is {share}.",
            judged=judged,
            good=good,
            share=percent(good * 100 / judged),
        )
    return Paragraph(joined([sentence, more]), (answers.judged(_("the plan's own region")),))


def _fallen(answers: Answers) -> Paragraph:
    root = answers.plan["root_region_key"]
    fallen = summary.got_worse((row for row in answers.before if row["region_key"] == root), answers.whole)
    last = month_before(answers.period)
    origin = answers.judged_over([last, answers.period], _("the plan's own region"))
    if not fallen:
        return Paragraph(_("No target stands worse than in {month}.", month=month(last)), (origin,))
    names = (
        _(
            "{name} (from {before} to {now})",
            name=pick(now, "indicator"),
            before=_(STATUS_LABELS[Status(before["status"])]),
            now=_(STATUS_LABELS[Status(now["status"])]),
        )
        for before, now in fallen
    )
    text = _("{count} targets stand worse than in {month}: {list}.", count=len(fallen), month=month(last), list=listed(names))
    return Paragraph(text, (origin,))


def _counts_table(answers: Answers, counts: dict[Status, int]) -> Table:
    root, last = answers.plan["root_region_key"], month_before(answers.period)
    before = summary.count_statuses(row for row in answers.before if row["region_key"] == root)
    shares = summary.shares(counts)
    rows: list[tuple[Cell, ...]] = [
        (
            Light(status),
            figure(counts[status]),
            Figure(shares[status], 1),
            figure(before[status]),
            figure(counts[status] - before[status]),
        )
        for status in Status
        if counts[status] or before[status]
    ]
    total, total_before = sum(counts.values()), sum(before.values())
    whole = figure(sum(shares.values()), 1) if total else Figure(None, 1)
    rows.append((_("Total"), figure(total), whole, figure(total_before), figure(total - total_before)))
    columns = (
        Column(_("Status"), 14),
        Column(_("Targets"), 10),
        Column(_("Share (%)"), 10),
        Column(_("Targets in {month}", month=month(last)), 12),
        Column(_("Change"), 10),
    )
    origins = (answers.judged(_("the plan's own region")), answers.judged_over([last], _("the plan's own region")))
    return Table(_("Targets of the whole plan by status"), columns, tuple(rows), origins)


def _by_month(answers: Answers) -> StatusBars:
    periods = months_of(answers.period.year, answers.period)
    bars = tuple(
        (month(period), bar(summary.count_statuses(row for row in answers.months if row["period"] == period))) for period in periods
    )
    return StatusBars(
        _("Targets of the whole plan by status and month"), bars, (answers.judged_over(list(periods), _("the plan's own region")),)
    )


def bar(counts: dict[Status, int]) -> dict[Status, int]:
    """The statuses that a chart shows."""
    return {status: counts[status] for status in BAR_STATUSES}


def headline(answers: Answers) -> Section | None:
    """Planned against actual for the indicators that stand first everywhere; None when the plan names none."""
    rows = sorted((row for row in answers.whole if row["headline"] is not None), key=lambda row: row["headline"])
    if not rows:
        return None
    origin = answers.judged(_("the plan's own region, indicators with a headline place"), OVERVIEW)
    table = Table(
        _("Headline indicators, planned against actual"),
        (Column(_("Indicator"), 24), *judgement_columns()),
        tuple((pick(row, "indicator"), *judgement_cells(row)) for row in rows),
        (origin,),
    )
    reasons = (Paragraph(f"{reason_sentence(row)}{_('.')}", (origin,), pick(row, "indicator")) for row in rows)
    return Section(_("Headline indicators"), (*reasons, table))


def ranking(answers: Answers) -> Section | None:
    """Regions by the share of their own judged targets that are met or on pace; None when no region has a target of its own."""
    standings = summary.rank_regions(answers.below)
    if not standings:
        return None
    origin = answers.judged(_("every region below the plan's own"), OVERVIEW)
    rule = _(
        "Regions are ranked by the share of their own judged targets that are met or on pace; equal shares share a place. "
        "Targets that are not due, not reported, without task, still to come or not computable do not count, for or against."
    )
    ranked = [standing for standing in standings if standing.rank is not None]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            pick(standing.region, "region"),
            figure(standing.rank),
            figure(standing.judged),
            figure(standing.good),
            figure(None if standing.rank is None or standing.score is None else round(standing.score * 100, 1), 1),
            *(figure(standing.counts[status]) for status in (*BAD, Status.NOT_REPORTED)),
        )
        for standing in standings
    )
    columns = (
        Column(_("Region"), 22),
        Column(_("Rank"), 7),
        Column(_("Judged"), 9),
        Column(_("Met or on pace"), 10),
        Column(_("Share (%)"), 9),
        *(Column(_(STATUS_LABELS[status]), 9) for status in (*BAD, Status.NOT_REPORTED)),
    )
    bars = tuple((pick(standing.region, "region"), bar(standing.counts)) for standing in ranked)
    blocks: list[Block] = [Paragraph(rule, (origin,)), *_ends(ranked, origin_of=answers)]
    blocks.append(Table(_("Ranking of regions"), columns, rows, (origin,)))
    if 0 < len(ranked) <= MOST_BARS:
        blocks.append(StatusBars(_("Targets of each region by status"), bars, (origin,)))
    return Section(_("Ranking of regions"), tuple(blocks))


def _ends(ranked: Sequence[summary.Standing], origin_of: Answers) -> list[Paragraph]:
    """Who stands first and who last, when they are not the same."""
    if not ranked or ranked[0].rank == ranked[-1].rank:
        return []
    first = listed(pick(standing.region, "region") for standing in ranked if standing.rank == ranked[0].rank)
    last = listed(pick(standing.region, "region") for standing in ranked if standing.rank == ranked[-1].rank)
    return [
        Paragraph(
            _("First: {first}. Last: {last}.", first=first, last=last),
            (origin_of.judged(_("every region below the plan's own"), OVERVIEW),),
        )
    ]
