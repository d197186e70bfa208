"""The ranking of regions: the rule in words with its clause, and each score unfolding into its parts."""

from collections.abc import Mapping, Sequence
from html import escape

from indicators.comparison import parts, schemes, scores
from indicators.language import _, pick
from indicators.numbers import exact, number, percent
from indicators.queries import Row
from indicators.scoring import UNRANKED_LABELS, WHOLE, Part, Scheme, Score
from indicators.scoring_words import full_marks, points_words, rule_sentences, scheme_name
from indicators.vocabulary import STATUS_LABELS, SchemeKind, Status
from pages.components.compare_filters import Sight
from pages.components.data import ask
from pages.components.html import address, chip, link, show, table
from pages.components.paging import page_of
from pages.components.selection import View, choices_with, choose, chosen_ids, month_words

UNFOLDED = "unfolded"  # in the address: the regions whose parts are shown


def ranking(sight: Sight, view: View) -> None:
    """Shows the ranking by the scheme that the person chooses."""
    stated = {scheme.scheme_id: scheme for scheme in ask(schemes, view.plan_id)}
    chosen = choose("scheme", _("Ranked by"), {name: scheme_name(scheme) for name, scheme in stated.items()}, next(iter(stated)))
    scheme = stated[chosen]
    base = stated.get(scheme.based_on or "")
    show(_rule(scheme, base))
    shown = page_of(ask(scores, view.plan_id, view.period, chosen, sight.keys), "ranking")
    regions = {row["region_key"]: row for row in (*sight.regions, *sight.idle)}
    # of a hundred targets a town only those that somebody wants to see
    unfolded = {score.region_key for score in shown if regions[score.region_key]["region_id"] in chosen_ids(UNFOLDED)}
    made_of = ask(parts, view.plan_id, view.period, chosen, tuple(sorted(unfolded))) if unfolded else {}
    lines = []
    for score in shown:
        region, is_unfolded = regions[score.region_key], score.region_key in unfolded
        below = _unfolded(scheme, base, score, made_of.get(score.region_key, ()), sight, view) if is_unfolded else ""
        lines.append(_line(scheme, score, region, below, view))
    show(f'<ol class="ranking">{"".join(lines)}</ol>')


def _rule(scheme: Scheme, base: Scheme | None) -> str:
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in rule_sentences(scheme, base))
    clause = pick(scheme.row, "sources")
    source = f"<p>{escape(_('Clause: {places}', places=clause))}</p>" if clause else ""
    note = f"<p>{escape(pick(scheme.row, 'note'))}</p>" if pick(scheme.row, "note") else ""
    return f'<div class="rule"><ul>{sentences}</ul>{source}{note}</div>'


def _line(scheme: Scheme, score: Score, region: Row, unfolded: str, view: View) -> str:
    """Place, name and points of a region; a click unfolds what they are made of, another folds it."""
    town = link(pick(region, "name"), "town", **view.parameters(), region=region["region_id"])
    has_parts = score.totals.tasks > 0
    # a line that unfolds is a link already, and no place for another: that stands among its parts
    name = escape(pick(region, "name")) if has_parts else town
    place = "–" if score.rank is None else str(score.rank)
    why = f'<span class="why">{escape(_(UNRANKED_LABELS[score.unranked]))}</span>' if score.unranked else _bar(scheme, score)
    head = f'<span class="place number">{place}</span><span class="name">{name}</span>{why}<b class="number">{escape(points_words(scheme, score))}</b>'
    if not has_parts:
        return f'<li><div class="score">{head}</div></li>'
    then = escape(_fold_address(region["region_id"]), quote=True)
    is_unfolded = "true" if unfolded else "false"
    below = f"<p>{town}</p>{unfolded}" if unfolded else ""
    return f'<li><a class="score" href="{then}" target="_self" aria-expanded="{is_unfolded}">{head}</a>{below}</li>'


def _fold_address(region_id: str) -> str:
    """Where a click on the line of a region leads: it is unfolded or folded, the others stay."""
    unfolded = chosen_ids(UNFOLDED)
    then = [one for one in unfolded if one != region_id] if region_id in unfolded else [*unfolded, region_id]
    return address("compare", **choices_with(**{UNFOLDED: ",".join(then) or None}))


def _bar(scheme: Scheme, score: Score) -> str:
    """The points as a bar of full marks; a ranking that leaves full marks open has no length to show."""
    if not scheme.full_points or score.points is None:
        return '<span class="bar open"></span>'
    share = max(0.0, min(100.0, float(score.points / scheme.full_points * 100)))
    return f'<span class="bar" aria-hidden="true"><i style="width:{share:.1f}%"></i></span>'


def _unfolded(scheme: Scheme, base: Scheme | None, score: Score, made_of: Sequence[Part], sight: Sight, view: View) -> str:
    """The parts of a score: those that cost points in a table, the others by name."""
    if scheme.kind == SchemeKind.DEDUCTION:
        return _faults(scheme, made_of)
    known = {row["indicator_key"]: row for row in sight.indicators}
    asked = [part for part in made_of if part.status != Status.NO_TASK]
    costly = [part for part in asked if part.points is not None and part.points < WHOLE]
    full = [part for part in asked if part.points == WHOLE]
    left_out = [part for part in asked if part.points is None]
    counting = base or scheme
    sentences = [_sum_sentence(counting, score)]
    if scheme.kind == SchemeKind.RANK_STEP and score.rank is not None:
        sentences.insert(0, _place_sentence(scheme, score))
    if full:
        sentences.append(_("{count} with all points: {names}", count=len(full), names=_named(full, known)))
    if left_out:
        sentences.append(_("{count} left out: {names}", count=len(left_out), names=_named(left_out, known, with_status=True)))
    said = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    if not costly:
        return f'<div class="parts">{said}</div>'
    headers = (_("Indicator"), _("Status"), _("Gap (percentage points)"), _("Attainment"), _("Weight"))
    rows = [_target_cells(part, known[part.indicator_key or 0], view) for part in costly]
    return f'<div class="parts">{said}{table(headers, rows, _("{count} that cost points", count=len(costly)))}</div>'


def _named(made_of: Sequence[Part], known: Mapping[int, Row], *, with_status: bool = False) -> str:
    """The targets by name, with their weights where those differ from 1."""
    names = []
    for part in made_of:
        notes = [_(STATUS_LABELS[part.status])] if with_status and part.status else []
        notes += [_("weight {weight}", weight=exact(part.weight))] if part.weight != 1 else []
        name = pick(known[part.indicator_key or 0], "name")
        names.append(f"{name} ({_(', ').join(notes)})" if notes else name)
    return _(", ").join(names)


def _target_cells(part: Part, indicator: Row, view: View) -> tuple[str, ...]:
    name = link(pick(indicator, "name"), "indicator", **view.parameters(), indicator=indicator["indicator_id"])
    return (
        name,
        chip(part.status or Status.NO_TASK),
        f'<span class="number">{number(part.gap_pp, 1)}</span>',
        f'<span class="number">{percent(part.points, 2)}</span>',
        f'<span class="number">{exact(part.weight)}</span>',
    )


def _sum_sentence(scheme: Scheme, score: Score) -> str:
    """How the parts make the points, with their numbers."""
    totals = score.totals
    if totals.earned is None or not totals.weight:
        return _("Nothing judged yet")
    earned = totals.earned / WHOLE
    places = 4 if earned % 1 else 0
    return _("{full} × {earned} ÷ {weight}", full=full_marks(scheme), earned=number(earned, places), weight=exact(totals.weight))


def _place_sentence(scheme: Scheme, score: Score) -> str:
    return _(
        "Place {place}: {full} − {steps} × {step}",
        place=score.rank,
        full=full_marks(scheme),
        steps=(score.rank or 1) - 1,
        step=exact(scheme.step_points),
    )


def _faults(scheme: Scheme, made_of: Sequence[Part]) -> str:
    rows = [
        (
            escape(_("up to {month}", month=month_words(part.period))) if part.period else "",
            escape(_("no facts reported") if part.points is None else _("fault") if part.points else _("no fault")),
            f'<span class="number">{escape(_("still open") if part.points is None else number(part.points, 1))}</span>',
        )
        for part in made_of
    ]
    return table((_("Period"), _("Fact"), _("Points")), rows, scheme_name(scheme))
