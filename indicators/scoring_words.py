"""How points are made, in words: the rule of a scheme, its clause, and what a score is made of."""

from indicators.language import _, pick
from indicators.numbers import exact, number
from indicators.scoring import Scheme, Score
from indicators.vocabulary import Frequency, SchemeKind, Unreported

POINT_DECIMALS = 2


def scheme_name(scheme: Scheme) -> str:
    """What people call the scheme."""
    # the one scheme that is no pack's stands in the catalogue
    return _(pick(scheme.row, "name"))


def rule_sentences(scheme: Scheme, base: Scheme | None = None) -> list[str]:
    """How the scheme makes points, ties and absences included; `base` is the ranking that gives a points-by-place its places."""
    return [
        *_points_rule(scheme, base),
        _("Equal points share a rank, and the next ranks are skipped."),
        _(
            "Who has no task of its own is not ranked and loses nothing by it; an area that answers to nobody alone is shown, not ranked."
        ),
    ]


def _points_rule(scheme: Scheme, base: Scheme | None) -> list[str]:
    if scheme.kind == SchemeKind.RANK_STEP:
        assert base is not None, "points by place need a ranking"
        values = {"ranking": scheme_name(base), "step": exact(scheme.step_points), "full": full_marks(scheme)}
        return [_("The places are those of “{ranking}”: the first gets {full}, every place after it {step} points less.", **values)]
    if scheme.kind == SchemeKind.DEDUCTION:
        return _deduction_rule(scheme)
    unreported = (
        _("A missing report counts as nothing done.")
        if scheme.unreported == Unreported.ZERO
        else _("A missing report is left out, and its number is said.")
    )
    weights = (
        _("Targets weigh as the pack states, 1 where it states nothing.") if scheme.weights else _("Every target weighs the same.")
    )
    full = exact(scheme.full_points)
    if scheme.kind == SchemeKind.SHARE:
        return [
            _("{full} points × the share of a region's own judged targets that are met or on pace.", full=full),
            weights,
            unreported,
        ]
    return [
        _(
            "{full} points × the mean attainment of a region's own judged targets: 100 % when met or on pace, else 100 % less the gap in percentage points, never below 0 %.",
            full=full,
        ),
        weights,
        unreported,
    ]


def _deduction_rule(scheme: Scheme) -> list[str]:
    values = {"step": exact(scheme.step_points), "full": full_marks(scheme)}
    sentence = {
        Frequency.MONTHLY: _("From {full}, {step} points are taken off for every month with the fault.", **values),
        Frequency.QUARTERLY: _("From {full}, {step} points are taken off for every quarter with the fault.", **values),
        Frequency.ANNUAL: _("From {full}, {step} points are taken off for every year with the fault.", **values),
    }[scheme.frequency or Frequency.QUARTERLY]
    if scheme.fact_indicator_key is not None:
        facts = _("The fault: the indicator that the pack names misses its line at the end of the period.")
    elif scheme.fact_task_ids:
        facts = _("The fault: the task that the pack names is reported as not done at the end of the period.")
    else:
        facts = _("The pack names no indicator or task that would tell: no facts are reported, and all points stay open.")
    return [sentence, facts, _("Who has facts missing is not ranked.")]


def full_marks(scheme: Scheme) -> str:
    """Full marks as a number of points, or as the words when the document does not say how many they are."""
    return _("full marks") if scheme.full_points is None else _("{points} points", points=exact(scheme.full_points))


def points_words(scheme: Scheme, score: Score) -> str:
    """The points of a score; counted from full marks when those are not stated."""
    if score.points is None:
        return "–"
    if scheme.full_points is not None or scheme.kind in (SchemeKind.SHARE, SchemeKind.ATTAINMENT):
        return number(score.points, POINT_DECIMALS)
    if not score.points:
        return _("full marks")
    return _("full marks − {points}", points=exact(-score.points))
