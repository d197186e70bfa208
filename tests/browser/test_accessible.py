"""No serious violation of the accessibility rules on any page: both languages, light and dark, at a desk and on a phone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from indicators.language import LANGUAGES
from indicators.vocabulary import Role
from pages.server.navigation import pages_of
from tests.browser.visitor import Visitor

Window = Callable[..., AbstractContextManager[Visitor]]

AXE = (Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
# Streamlit lays the navigation out as a list with a box in between, which is not ours to mend.
ASK = """async () => {
    const found = await axe.run({exclude: ["[data-testid=stSidebarNav]"]}, {resultTypes: ["violations"]});
    return found.violations.filter(one => ["serious", "critical"].includes(one.impact))
        .flatMap(one => one.nodes.map(node => [one.id, `${node.target.flat().join(" ")} ${node.html}`, node.failureSummary]));
}"""


def violations(visitor: Visitor) -> list[str]:
    """The serious and critical violations on the page as it stands."""
    visitor.page.evaluate(AXE)
    return [f"{rule} at {place}: {summary}" for rule, place, summary in visitor.page.evaluate(ASK)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("role", "size", "language"), [(Role.OFFICE, "desk", "zh"), (Role.REPORTER, "phone", "en")])
def test_every_page_is_accessible(window: Window, role: Role, size: str, language: str, scheme: str) -> None:
    assert language in LANGUAGES
    found = {}
    with window(size, scheme=scheme) as visitor:
        visitor.sign_in(role)
        visitor.speak(language)
        for entries in pages_of(role).values():
            for entry in entries:
                visitor.open(entry.name)
                if wrong := violations(visitor):
                    found[entry.name] = wrong
    assert found == {}
