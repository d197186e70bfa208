"""A click to a new chart, as somebody at a real browser sees it: on the indicator page, and on a page that holds nothing else."""

import statistics
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.measure import Measurement
from bench.served.pages import LEADER
from tests.browser.conftest import launch
from tests.browser.visitor import visit
from tests.serving import serving

CLICKS, WARM_UP, PAUSE_MS = 40, 8, 400
BARE = """
import plotly.graph_objects as go
import streamlit as st

chosen = st.segmented_control("by", ["a", "b", "c"], default="a", required=True)
st.plotly_chart(go.Figure(go.Bar(y=[ord(chosen) * place % 7 for place in range(12)])), key="chart")
"""
# the milliseconds until the picture is another one and the browser shows it
REDRAWN = """async ([button, chart, place]) => {
    const pictures = () => [...document.querySelectorAll(`${chart} .js-plotly-plot .main-svg`)];
    const picture = () => pictures().find((one) => one.checkVisibility())?.innerHTML;
    const before = picture(), start = performance.now();
    document.querySelectorAll(button)[place].click();
    return await new Promise((resolve, reject) => {
        const look = () => {
            const now = picture();
            if (now && now !== before) requestAnimationFrame(() => resolve(performance.now() - start));
            else if (performance.now() - start > 20000) reject(new Error("the chart stayed as it was"));
            else requestAnimationFrame(look);
        };
        look();
    });
}"""


def measure_redraw(database: Path, folder: Path) -> list[Measurement]:
    """The median of a click on the months, quarters or years of the indicator page, and that ÷ the same on a bare page.

    The database must be closed and have the trial's accounts; `folder` takes the bare page.
    """
    bare = folder / "bare.py"
    bare.write_text(BARE, "utf-8")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with serving(database) as port, visit(browser, f"http://127.0.0.1:{port}", "desk") as visitor:
            visitor.sign_in(LEADER)
            visitor.open("indicator")
            visitor.drawn()
            ours = _clicks(visitor.page, "[data-testid=stTab]", ".st-key-tabs-by")
        with serving(database, script=str(bare)) as port, visit(browser, f"http://127.0.0.1:{port}", "desk") as visitor:
            visitor.page.goto(visitor.address)
            visitor.page.locator(".js-plotly-plot .main-svg").first.wait_for()
            alone = _clicks(visitor.page, "[data-testid=stButtonGroup] button", ".st-key-chart")
        browser.close()
    detail = f"{ours:,.0f} ms ÷ {alone:,.0f} ms, medians of {CLICKS - WARM_UP} clicks; browser and server on one machine"
    return [
        Measurement("a click to a new chart in the browser", ours, 100, detail, "ms"),
        Measurement("a click to a new chart ÷ on a page with nothing but a chart", ours / alone, None, detail),
    ]


def _clicks(page: Page, button: str, chart: str) -> float:
    """The median milliseconds of clicking through three choices."""
    times: list[float] = []
    for turn in range(CLICKS):
        times.append(page.evaluate(REDRAWN, [button, chart, (turn + 1) % 3]))
        page.wait_for_timeout(PAUSE_MS)
    return statistics.median(times[WARM_UP:])
