"""Figures as pure functions: literal rows in, literal trace data out."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
import pytest

from indicators.figures.indicator import by_region, by_year, planned_against_actual
from indicators.figures.region import SHOWN, lights_by_month
from indicators.figures.style import STATUS_COLOURS, STATUS_MARKERS, TARGET
from indicators.forecast import Forecast
from indicators.language import DEFAULT_LANGUAGE, use_language
from indicators.summary import count_statuses
from indicators.vocabulary import Status

Row = dict[str, Any]
JANUARY, FEBRUARY, MARCH = date(2018, 1, 1), date(2018, 2, 1), date(2018, 3, 1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language(DEFAULT_LANGUAGE)


def row(period: date, status: str, actual: str | None, expected: str | None, **more: Any) -> Row:
    """A status row of one indicator × region."""
    return {
        "period": period,
        "judged_period": period,
        "reported_period": period if actual is not None else None,
        "status": status,
        "actual": None if actual is None else Decimal(actual),
        "expected": None if expected is None else float(expected),
        "target": Decimal(120),
        "target_year": period.year,
        "unit_zh": "公里",
        "unit_en": "km",
        "measure": "flow",
        "direction": "higher",
        "decimals": 1,
        "region_zh": "北镇",
        "region_en": "North",
        "start": None,
        "basis": "absolute",
        "is_percent": False,
        "is_simulated_target": False,
        **more,
    }


DECEMBER = date(2017, 12, 1)
YEAR_CHANGE = [
    row(DECEMBER, "met", "120", "120"),
    row(JANUARY, "behind", "8", "10"),
    row(FEBRUARY, "not_reported", "8", "20", reported_period=JANUARY),
    row(MARCH, "on_pace", "30.5", "30"),
]


def traces(figure: go.Figure, name: str, axis: str = "y") -> list[list[Any]]:
    """The data of every trace of that name."""
    return [list(trace[axis]) for trace in figure.data if trace.name == name]


def notes(figure: go.Figure) -> list[str]:
    """The texts written across a figure."""
    return [note.text for note in figure.layout.annotations]


def test_a_flow_starts_anew_each_year_and_a_missing_month_is_a_gap() -> None:
    figure = planned_against_actual(YEAR_CHANGE, is_simulated=False)
    assert traces(figure, "actual") == [[120.0, None, 8.0, None, 30.5]]
    assert traces(figure, "actual", "x") == [[DECEMBER, None, JANUARY, FEBRUARY, MARCH]]
    assert traces(figure, "expected") == [[120.0, None, 10.0, 20.0, 30.0]]


def test_a_stock_goes_on_over_the_year() -> None:
    figure = planned_against_actual([entry | {"measure": "stock"} for entry in YEAR_CHANGE], is_simulated=False)
    assert traces(figure, "actual") == [[120.0, 8.0, None, 30.5]]


def test_every_month_carries_the_marker_and_the_word_of_its_light() -> None:
    figure = planned_against_actual(YEAR_CHANGE, is_simulated=False)
    (line,) = [trace for trace in figure.data if trace.name == "actual"]
    assert list(line.marker.symbol[-3:]) == [STATUS_MARKERS[Status(name)] for name in ("behind", "not_reported", "on_pace")]
    assert list(line.marker.color[-3:]) == [STATUS_COLOURS[Status(name)] for name in ("behind", "not_reported", "on_pace")]
    assert list(line.customdata[-3:]) == ["behind", "not reported", "on pace"]


def test_each_year_shows_its_own_target_and_no_other_years() -> None:
    borrowed = row(date(2019, 1, 1), "not_due", None, None, target=Decimal(300), target_year=2020)
    figure = planned_against_actual([*YEAR_CHANGE, borrowed], is_simulated=False)
    (targets,) = [trace for trace in figure.data if trace.name == "target"]
    assert (list(targets.x), list(targets.y), list(targets.text)) == (
        ["2017-12-01", "2018-12-01"],
        [120.0, 120.0],
        ["120.0", "120.0"],
    )


def test_years_side_by_side() -> None:
    rows = [
        row(DECEMBER, "missed", "90", "120"),
        row(date(2018, 12, 1), "met", "130", "120"),
        row(date(2019, 6, 1), "missed", "130", "120", target_year=2018, judged_period=date(2018, 12, 1)),
    ]
    figure = by_year(rows, is_simulated=False)
    assert traces(figure, "target") == [[120.0, 120.0, None]]
    assert traces(figure, "actual") == [[90.0, 130.0, None]]
    assert traces(figure, "actual", "x") == [["2017", "2018", "2019"]]


def test_regions_stand_in_the_order_of_their_own_tasks() -> None:
    rows = [
        row(MARCH, "behind", "20", "30", region_en="North"),
        row(MARCH, "met", "12", "3", region_en="South", target=Decimal(12)),
        row(MARCH, "not_reported", None, "30", region_en="West"),
        row(MARCH, "no_task", None, None, region_en="East", target=None),
    ]
    figure = by_region(rows, is_simulated=False)
    assert traces(figure, "actual", "y") == [["East", "West", "North", "South"]]
    assert traces(figure, "actual", "x") == [[None, None, 20.0, 12.0]]
    assert traces(figure, "expected", "x") == [[None, 30.0, 30.0, 3.0]]
    assert traces(figure, "target", "x") == [[None, 120.0, 120.0, 12.0]]
    assert list(figure.layout.yaxis.ticktext) == ["East – –", "West ⊘ –", "North ▲ 20.0", "South ✓ 12.0"]


def test_where_less_is_better_the_lowest_share_stands_first() -> None:
    rows = [
        row(MARCH, "on_pace", "20", "30", region_en="North", direction="lower"),
        row(MARCH, "far_behind", "90", "30", region_en="South", direction="lower"),
        row(MARCH, "no_task", None, None, region_en="East", target=None, direction="lower"),
    ]
    assert traces(by_region(rows, is_simulated=False), "actual", "y") == [["East", "South", "North"]]


def test_the_newest_figure_is_written_at_its_place() -> None:
    figure = planned_against_actual([*YEAR_CHANGE[:-1], row(MARCH, "not_reported", None, "30")], is_simulated=False)
    assert [list(trace.text) for trace in figure.data if trace.name == "actual"] == [["", None, "8.0 km", "", ""]]
    assert [trace.textposition for trace in figure.data if trace.name == "actual"] == ["top left"]


@pytest.mark.parametrize(("first", "side"), [("5", "bottom right"), ("12", "top right")])
def test_the_newest_figure_stands_out_of_the_way_of_the_forecast(first: str, side: str) -> None:
    months = [row(JANUARY, "on_pace", first, "10"), row(FEBRUARY, "on_pace", "8", "20")]
    found = Forecast((MARCH,), (40.0,), (38.0,), (43.0,), FEBRUARY, 8.0, 10.0, 2)
    figure = planned_against_actual(months, is_simulated=False, forecast=found)
    assert [trace.textposition for trace in figure.data if trace.name == "actual"] == [side]


def test_a_long_time_is_labelled_every_half_year() -> None:
    years = [row(date(year, month, 1), "on_pace", "1", "1") for year in (2017, 2018, 2019) for month in range(1, 13)]
    assert planned_against_actual(years, is_simulated=False).layout.xaxis.dtick == "M6"
    assert planned_against_actual(years[:24], is_simulated=False).layout.xaxis.dtick == "M3"


def test_lights_by_month_stack_what_is_judged_or_missing() -> None:
    counts = {
        JANUARY: count_statuses([{"status": "met"}, {"status": "behind"}, {"status": "no_task"}]),
        FEBRUARY: count_statuses([{"status": "behind"}, {"status": "behind"}, {"status": "not_reported"}]),
    }
    figure = lights_by_month(counts, is_simulated=False)
    assert [(trace.name, list(trace.y)) for trace in figure.data] == [("met", [1, 0]), ("behind", [1, 2]), ("not reported", [0, 1])]
    assert Status.NO_TASK not in SHOWN


def test_a_ceiling_is_called_one_and_its_allowed_side_is_shaded() -> None:
    figure = planned_against_actual([entry | {"direction": "lower"} for entry in YEAR_CHANGE], is_simulated=False)
    assert traces(figure, "expected") == []
    (allowed,) = [trace for trace in figure.data if trace.fill == "toself"]
    first, second = [DECEMBER, DECEMBER, DECEMBER], [JANUARY, JANUARY, FEBRUARY, MARCH, MARCH]
    assert (list(allowed.x), list(allowed.y)) == ([*first, None, *second], [0, 120, 0, None, 0, 10, 20, 30, 0])


def test_a_stock_starts_where_it_stood() -> None:
    figure = planned_against_actual([row(MARCH, "on_pace", "35", "30", measure="stock", start=Decimal("20.5"))], is_simulated=False)
    assert (traces(figure, "start", "x"), traces(figure, "start")) == ([[DECEMBER]], [[20.5]])
    assert (traces(figure, "expected", "x"), traces(figure, "expected")) == ([[DECEMBER, MARCH]], [[20.5, 30.0]])


@pytest.mark.parametrize(("direction", "edge"), [("higher", 100.0), ("lower", 0.0)])
def test_the_side_on_which_a_share_holds_is_shaded(direction: str, edge: float) -> None:
    share = row(MARCH, "on_pace", "62", "60", measure="rate", is_percent=True, target=Decimal(80), direction=direction)
    (side,) = planned_against_actual([share], is_simulated=False).layout.shapes
    assert (side.x0, side.x1, side.y0, side.y1) == ("2018-01-01", "2018-12-01", 80.0, edge)


def test_a_target_lasts_its_year_and_an_allocated_one_is_hollow() -> None:
    allocated = [*YEAR_CHANGE[:1], YEAR_CHANGE[1] | {"basis": "allocated"}]
    figure = planned_against_actual(allocated, is_simulated=False, is_disputed=True)
    (targets,) = [trace for trace in figure.data if trace.name == "target"]
    assert list(targets.marker.symbol) == ["diamond-tall", "diamond-tall-open"]
    assert list(targets.text) == ["120.0 ⚑", "120.0 ⚑"]
    assert list(targets.customdata) == ["the plan contradicts itself here", "allocated · the plan contradicts itself here"]
    steps = next(trace for trace in figure.data if trace.line.color == TARGET and trace.mode == "lines")
    assert list(steps.x) == ["2017-01-01", "2017-12-01", None, "2018-01-01", "2018-12-01", None]


def test_a_forecast_is_dashed_in_a_band_and_says_what_it_is() -> None:
    found = Forecast((date(2018, 4, 1), date(2018, 5, 1)), (40.0, 50.0), (38.0, 46.0), (43.0, 55.0), MARCH, 30.5, 10.0, 4)
    figure = planned_against_actual(YEAR_CHANGE, is_simulated=False, forecast=found)
    (line,) = [trace for trace in figure.data if trace.name == "forecast"]
    assert (line.line.dash, list(line.y)) == ("dash", [30.5, 40.0, 50.0])
    assert traces(figure, "forecast, probable range") == [[30.5, 43.0, 55.0, 46.0, 38.0, 30.5]]
    assert notes(figure) == ["km", "forecast"]
    assert "forecast" not in [trace.name for trace in figure.data if trace.showlegend is not False]


def test_figures_with_a_note_wear_a_mark_and_say_it_on_hover() -> None:
    noted = {"period": MARCH, "reports": 2, "late": 2, "corrected": 0, "explained": 1, "explanation": "rain"}
    figure = planned_against_actual(YEAR_CHANGE, is_simulated=False, notes={MARCH: noted})
    assert (traces(figure, "late"), traces(figure, "corrected"), traces(figure, "explained")) == ([[30.5]], [], [[30.5]])
    (late,) = [trace for trace in figure.data if trace.name == "late"]
    assert list(late.customdata) == ["2 × late · explained · “rain”"]


FIGURES = {
    "months": lambda is_simulated: planned_against_actual(YEAR_CHANGE, is_simulated=is_simulated),
    "years": lambda is_simulated: by_year(YEAR_CHANGE[:1], is_simulated=is_simulated),
    "regions": lambda is_simulated: by_region(YEAR_CHANGE[:1], is_simulated=is_simulated),
    "lights": lambda is_simulated: lights_by_month({JANUARY: count_statuses([{"status": "met"}])}, is_simulated=is_simulated),
    "no months": lambda is_simulated: planned_against_actual([], is_simulated=is_simulated),
    "no years": lambda is_simulated: by_year([], is_simulated=is_simulated),
    "no regions": lambda is_simulated: by_region([], is_simulated=is_simulated),
    "no lights": lambda is_simulated: lights_by_month({}, is_simulated=is_simulated),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_when_its_data_are_simulated_and_can_be_sent(name: str) -> None:
    real, simulated = FIGURES[name](False), FIGURES[name](True)
    assert "simulated data" not in notes(real)
    assert "simulated data" in notes(simulated)
    assert set(json.loads(simulated.to_json())) == {"data", "layout"}


def test_figures_speak_the_language_of_the_reader() -> None:
    use_language("zh")
    figure = planned_against_actual(YEAR_CHANGE, is_simulated=True)
    assert notes(figure) == ["公里 · <b>模拟数据</b>", "模拟数据"]
    assert notes(planned_against_actual(YEAR_CHANGE, is_simulated=False)) == ["公里"]
    assert (figure.layout.xaxis.tickformat, figure.layout.xaxis.hoverformat) == ("%-m月\n%Y年", "%Y年%-m月")
