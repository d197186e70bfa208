"""The pictures of one indicator on its page, each with the table that says the same."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

import plotly.graph_objects as go

from indicators import queries
from indicators.figures.indicator import by_region, by_year, planned_against_actual
from indicators.figures.region import lights_by_month
from indicators.forecast import Forecast, forecast
from indicators.forecast_words import forecast_sentences
from indicators.grain import GRAIN_LABELS, Grain, at_ends, notes_at_ends
from indicators.judged import Counts
from indicators.language import _, pick
from indicators.numbers import NOTHING
from indicators.queries import Row
from indicators.reasons import reason_sentence
from indicators.vocabulary import STATUS_LABELS
from pages.components.charts import chart, counts_chart
from pages.components.data import ask, kept_drawing
from pages.components.frame import is_simulated
from pages.components.html import empty_note, heading, show
from pages.components.lights import light_key
from pages.components.multiples import town_multiples
from pages.components.paging import page_of
from pages.components.rows import aim, amount, judgement_table
from pages.components.selection import View, choose_tab
from pages.components.verdict import series_table


def series_picture(
    series: Sequence[Row], notes: Sequence[Row], indicator: Row, *, is_disputed: bool, file_name: str, image: str
) -> Callable[[], None]:
    """One region over time: actual, expected, target and forecast, with marks for what is to be noted; then the table.

    By month, quarter or year, of which one is seen; what it returns draws the others, for the end of the page.
    """
    tabs = choose_tab("by", {grain.value: _(word) for grain, word in GRAIN_LABELS.items()}, Grain.MONTH.value)

    def draw(grain: Grain) -> None:
        name = f"{file_name}_{grain}"
        drawing = kept_drawing(f"series {name}", lambda: _series_drawing(series, notes, indicator, grain, is_disputed=is_disputed))
        with tabs[grain]:
            chart(drawing.figure, key=f"series-{grain}", file_name=name, alt=drawing.alt, image=image)
            show(drawing.below)

    seen, *unseen = map(Grain, tabs)
    draw(seen)

    def draw_unseen() -> None:
        for grain in unseen:
            draw(grain)

    return draw_unseen


class _SeriesDrawing(NamedTuple):
    figure: go.Figure
    alt: str
    below: str


def _series_drawing(
    series: Sequence[Row], notes: Sequence[Row], indicator: Row, grain: Grain, *, is_disputed: bool
) -> _SeriesDrawing:
    shown, found = at_ends(series, grain), forecast(series, ceiling=100 if indicator["has_parts"] else None)
    marks = notes_at_ends(notes, shown, grain)
    if grain == Grain.YEAR:
        figure = by_year(shown, is_simulated=is_simulated())
    else:
        figure = planned_against_actual(
            shown,
            is_simulated=is_simulated(),
            forecast=found if isinstance(found, Forecast) else None,
            notes=marks,
            is_disputed=is_disputed,
        )
    alt = _(
        "{name}, {region}: actual, expected and target over time. {why}",
        name=pick(series[-1], "indicator"),
        region=pick(series[-1], "region"),
        why=reason_sentence(series[-1]),
    )
    key = "" if grain == Grain.YEAR else light_key(shown)
    sentences = " ".join(f"<span>{escape(one)}</span>" for one in forecast_sentences(found, series[-1]))
    said = [row for row in shown if row["actual"] is not None or row["expected"] is not None]
    table = (
        series_table(said, marks, grain)
        if said
        else empty_note(_("No month has been reported yet."), _("Reports appear here as soon as they are uploaded."))
    )
    return _SeriesDrawing(figure, alt, f'{key}<p class="forecast"><b>{escape(_("Forecast"))}</b> {sentences}</p>{table}')


def lights_picture(counts: Mapping[date, Counts], name: str, file_name: str, image: str) -> None:
    """How many targets of a region stood at each light, month by month."""
    latest = _(", ").join(f"{_(STATUS_LABELS[status])} {count}" for status, count in counts[max(counts)].items() if count)
    alt = _("{name}: number of targets at each status by month; in the latest: {counts}", name=name, counts=latest or NOTHING)
    figure = kept_drawing(f"lights {file_name}", lambda: lights_by_month(counts, is_simulated=is_simulated()))
    counts_chart(figure, key="lights", file_name=file_name, alt=alt, image=image)


def town_pictures(rows: Sequence[Row], view: View, file_name: str, image: str) -> None:
    """Regions below the plan's own, each against its own target: the year's months of each, then all at this month.

    `rows` are their judgements on one indicator at the month; the months are asked for those that are shown.
    """
    heading(_("By town"), _("each town is judged by its own task, never by the city's rate"))
    shown = page_of(rows, "towns")
    regions = tuple(row["region_key"] for row in shown)
    year = queries.months_of(view.period.year, view.period)
    show(town_multiples(shown, ask(queries.statuses, view.plan_id, year, regions, (shown[0]["indicator_key"],)), view))
    figure = kept_drawing(f"{file_name} {regions}", lambda: by_region(shown, is_simulated=is_simulated()))
    show(light_key(shown))
    said = "; ".join(
        f"{pick(row, 'region')} {amount(row, 'actual')} / {aim(row)} {_(STATUS_LABELS[row['status']])}" for row in shown
    )
    alt = _("{name}: actual against target by town. {towns}", name=pick(rows[0], "indicator"), towns=said)
    chart(figure, key="towns", file_name=f"{file_name}_towns", alt=alt, image=image)
    body = judgement_table(shown, view, _("Towns"), by_region=True)
    show(f"<details><summary>{escape(_('Show the table'))}</summary>{body}</details>")
