"""`python -m tests.browser.guide_pictures` makes the pictures of the user guide again, from a trial database made for it."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from etl.settings import plans_folder
from etl.trial.build import make_trial
from pages.components.guide import PICTURES, guide_picture
from pages.server.shell import STATIC
from tests.browser.conftest import launch
from tests.browser.visitor import Visitor, visit
from tests.serving import serving

COLOURS = 64  # enough for text, lights and bars, and a third of the bytes


def picture(visitor: Visitor, page: str) -> None:
    """The first screen of a page, as its role sees it."""
    visitor.open(page)
    visitor.page.wait_for_timeout(1000)  # charts draw themselves after the page stands
    taken = Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(STATIC / guide_picture(page), optimize=True)


def main() -> None:
    """Takes every picture of the guide."""
    (STATIC / "guide").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "trial.duckdb"
        make_trial(database, plans_folder())
        browser = launch(playwright)
        with serving(database) as port:
            for role, pages in PICTURES.items():
                with visit(browser, f"http://127.0.0.1:{port}", "desk", "light") as visitor:
                    visitor.sign_in(role)
                    visitor.page.set_viewport_size({"width": 1200, "height": 800})
                    for page in pages:
                        picture(visitor, page)
        browser.close()


if __name__ == "__main__":
    main()
