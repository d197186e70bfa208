"""The forecast in sentences: never as a fact, always with its method, its bounds and what it was read from."""

from indicators.forecast import CONFIDENCE, FEWEST, Forecast, Silence
from indicators.language import N_, _, pick
from indicators.numbers import Number, month_of_year, percent, quantity
from indicators.queries import Row
from indicators.vocabulary import Direction

SILENCES = {
    Silence.YEAR_OVER: N_("No forecast: the year is over."),
    Silence.TOO_FEW: N_("No forecast: it takes at least {fewest} complete reports to read a pace, the latest from this year."),
    Silence.NO_CHANGE: N_("No forecast: the figure has not moved, so there is no pace to carry on."),
}
METHOD = N_(
    "Method: median pace between all pairs of {points} reported months (Theil–Sen), carried on to December; the band holds {confidence} of the paces (Sen) and the scatter of the months. Seasons and decisions to come are not in it; it does not change the status."
)


def forecast_sentences(found: Forecast | Silence, row: Row) -> list[str]:
    """What the forecast says for the row's region and year, and how it was made; or why there is none."""
    if isinstance(found, Silence):
        return [_(SILENCES[found], fewest=FEWEST)]

    def figure(value: Number) -> str:
        return quantity(round(value, row["decimals"]), pick(row, "unit"), row["decimals"])

    values = {
        "month": month_of_year(found.last_period),
        "middle": figure(found.middle[-1]),
        "low": figure(found.low[-1]),
        "high": figure(found.high[-1]),
        "year": found.periods[-1].year,
    }
    first = _(
        "Forecast, not a report: if it goes on as up to {month}, {year} ends near {middle}, probably between {low} and {high}.",
        **values,
    )
    how = _(METHOD, points=found.points, confidence=percent(CONFIDENCE * 100, 0))
    return [first, *_against_target(found, row), how]


def _against_target(found: Forecast, row: Row) -> list[str]:
    if row["target"] is None or row["target_year"] != found.periods[-1].year:
        return []
    higher, target = row["direction"] == Direction.HIGHER, float(row["target"])
    worst, best = (found.low[-1], found.high[-1]) if higher else (found.high[-1], found.low[-1])
    sign = 1 if higher else -1
    values = {"target": quantity(row["target"], pick(row, "unit"), row["decimals"])}
    if sign * (worst - target) >= 0:
        return [_("The whole band reaches the target {target}.", **values)]
    if sign * (best - target) < 0:
        return [_("The whole band misses the target {target}.", **values)]
    return [_("The target {target} lies within the band: it may or may not be reached.", **values)]
