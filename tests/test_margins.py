"""Margins that are known before a figure is drawn."""

import plotly.graph_objects as go
import pytest

from indicators.figures.margins import settle, text_width
from indicators.figures.style import new_figure


@pytest.mark.parametrize(("text", "pixels"), [("", 0), ("1,000", 37), ("汇龙镇", 39), ("汇龙镇 ● 40", 82)])
def test_a_chinese_letter_is_wider_than_a_latin_one(text: str, pixels: int) -> None:
    assert text_width(text) == pixels


@pytest.mark.parametrize(
    ("values", "widest"),
    [([0, 500], "550"), ([1200.5, None], "1,321"), ([0.2, 0.31], "0.34"), ([-0.5, 3], "-0.5"), ([None], ""), ([0], "0")],
)
def test_the_numbers_of_a_scale_have_room_beside_it(values: list[float | None], widest: str) -> None:
    figure = settle(go.Figure(go.Scatter(y=values), layout_height=300), lines_below=1)
    assert figure.layout.margin.l == text_width(widest) + 16
    assert figure.layout.margin.autoexpand is False


def test_bars_that_stand_on_each_other_count_together() -> None:
    bars = [go.Bar(x=["a", "b"], y=[60, 1]), go.Bar(x=["a", "b"], y=[60, None])]
    figure = settle(go.Figure(bars, layout={"height": 300, "barmode": "stack"}), lines_below=2)
    assert figure.layout.margin.l == text_width("132") + 16


def test_names_beside_bars_have_room() -> None:
    figure = go.Figure(go.Bar(x=[1, 2], y=["a", "b"], orientation="h"), layout_height=300)
    figure.update_yaxes(ticktext=["近海镇 ● 59", "吕四港镇 ● 20"])
    assert settle(figure, lines_below=1).layout.margin.l == text_width("吕四港镇 ● 20") + 16


# a line is 19 pixels, the edges of a legend 10; the line of the unit is 24, and a gap where there is none 10
@pytest.mark.parametrize(("unit", "above"), [("公里", 24), ("", 10)])
@pytest.mark.parametrize(("names", "height"), [([], 0), (["目标", "实绩"], 29), (["控制线", "实绩", "目标", "迟报", "有说明"], 48)])
def test_a_legend_has_the_lines_it_needs_on_a_phone(names: list[str], height: int, unit: str, above: int) -> None:
    figure = new_figure(unit, is_simulated=False, height=300)
    figure.add_traces([*(go.Scatter(y=[1], name=name) for name in names), go.Scatter(y=[1], name="not in it", showlegend=False)])
    settle(figure, lines_below=1)
    assert figure.layout.margin.t == above + height
    # it stands above the unit, which stands on the plot
    assert figure.layout.legend.y == pytest.approx(1 + above / (300 - figure.layout.margin.t - figure.layout.margin.b))
