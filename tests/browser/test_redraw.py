"""Months, quarters and years of an indicator are tabs: the page stays, the address follows, and an address opens its tab."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from indicators.grain import GRAIN_LABELS, Grain
from indicators.language import LANGUAGES, _, use_language
from tests.browser.visitor import Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

SEEN = "[...document.querySelectorAll('.st-key-tabs-by [data-testid=stTabPanel]')].find(panel => panel.checkVisibility())"
HAS_BARS = f"() => {SEEN}?.querySelector('.js-plotly-plot')?.data?.some(trace => trace.type === 'bar') ?? false"
ROWS = f"() => {SEEN}.querySelector('table.plain').tBodies[0].rows.length"
MARK = "() => { document.querySelector('.st-key-towns .js-plotly-plot').dataset.before = 'yes' }"
STAYED = "() => document.querySelector('.st-key-towns .js-plotly-plot').dataset.before"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_years_instead_of_months(window: Window, language: str) -> None:
    with window("desk") as visitor:
        visitor.sign_in("leader")
        visitor.speak(language)
        use_language(language)
        visitor.open("indicator")
        visitor.page.locator(".st-key-towns .js-plotly-plot .main-svg").first.wait_for()
        visitor.drawn()
        assert not visitor.page.evaluate(HAS_BARS)
        visitor.page.evaluate(MARK)
        months = visitor.page.evaluate(ROWS)
        visitor.page.get_by_role("tab", name=_(GRAIN_LABELS[Grain.YEAR])).click()
        visitor.page.wait_for_function(HAS_BARS)
        visitor.page.wait_for_url("**by=year**")
        visitor.ready()
        assert visitor.page.evaluate(STAYED) == "yes"
        assert visitor.page.evaluate(ROWS) < months / 6
        visitor.page.goto(f"{visitor.page.url}&lang={language}")
        visitor.ready()
        visitor.page.wait_for_function(HAS_BARS)
        visitor.page.get_by_role("tab", name=_(GRAIN_LABELS[Grain.MONTH])).click()
        visitor.page.wait_for_url("**by=month**")
        assert visitor.page.evaluate(ROWS) == months
        assert visitor.faults == []
