"""A choice beside a picture draws that picture anew, in the person's language, and nothing else of the page."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from indicators.grain import GRAIN_LABELS, Grain
from indicators.language import LANGUAGES, _, use_language
from tests.browser.visitor import Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

HAS_BARS = "() => document.querySelector('.st-key-series .js-plotly-plot')?.data?.some(trace => trace.type === 'bar') ?? false"
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
        visitor.page.locator(".st-key-choose-by").get_by_role("radio", name=_(GRAIN_LABELS[Grain.YEAR])).click()
        visitor.page.wait_for_function(HAS_BARS)
        visitor.ready()
        assert "by=year" in visitor.page.url
        assert visitor.page.evaluate(STAYED) == "yes"
        assert visitor.faults == []
