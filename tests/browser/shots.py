"""`make shots`: a picture of every page of the trial database, light and dark, at a desk and on a phone, for anybody to review.

`python -m tests.browser.shots [PAGE …]` makes those of some pages only. They go to shots/<page>-<size>-<scheme>.png.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from indicators.vocabulary import Role
from pages.server.navigation import pages_of
from tests.browser.conftest import launch, trial_without_hints
from tests.browser.visitor import SIZES, Visitor, visit
from tests.serving import serving

OUT = Path(__file__).parent.parent.parent / "shots"
SCHEMES = ("light", "dark")
TALLEST = 6000
HEIGHT = "() => document.querySelector('[data-testid=stMain]')?.scrollHeight ?? document.body.scrollHeight"
# whoever sees the most of a page is shown with it
SEEN_BY = {
    entry.name: role
    for role in (Role.LEADER, Role.ADMIN, Role.OFFICE, Role.REPORTER)
    for entries in pages_of(role).values()
    for entry in entries
}


def picture(visitor: Visitor, page: str, path: Path) -> None:
    """The whole page from top to bottom."""
    visitor.open(page)
    visitor.drawn()
    size = visitor.page.viewport_size
    assert size is not None
    visitor.page.set_viewport_size({"width": size["width"], "height": min(int(visitor.page.evaluate(HEIGHT)) + 20, TALLEST)})
    visitor.page.wait_for_timeout(400)
    visitor.page.screenshot(path=path)
    visitor.page.set_viewport_size(size)


def main(wanted: list[str]) -> None:
    """Takes the pictures of the wanted pages, of all when none is named."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "trial.duckdb"
        trial_without_hints(database)
        browser = launch(playwright)
        with serving(database) as port:
            for size in SIZES:
                for scheme in SCHEMES:
                    for role in dict.fromkeys(SEEN_BY.values()):
                        with visit(browser, f"http://127.0.0.1:{port}", size, scheme) as visitor:
                            visitor.sign_in(role)
                            for page in [
                                page for page, seen_by in SEEN_BY.items() if seen_by == role and (not wanted or page in wanted)
                            ]:
                                picture(visitor, page, OUT / f"{page}-{size}-{scheme}.png")
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT.name}/")


if __name__ == "__main__":
    main(sys.argv[1:])
