"""`python -m tests.browser.guide_pictures` makes the pictures of the user guide again, from a trial database made for it."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from pages.components.guide import PICTURES, Picture, guide_picture
from pages.server.shell import STATIC
from tests.browser.conftest import launch, trial_without_hints
from tests.browser.visitor import Visitor, visit
from tests.serving import serving

COLOURS = 64  # enough for text, lights and bars, and a third of the bytes


def take(visitor: Visitor, picture: Picture) -> None:
    """The first screen of a page, as its role sees it."""
    visitor.open(picture.page, **picture.query)
    visitor.drawn()
    taken = Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(STATIC / guide_picture(picture.name), optimize=True)


def main() -> None:
    """Takes every picture of the guide."""
    (STATIC / "guide").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "trial.duckdb"
        trial_without_hints(database)
        browser = launch(playwright)
        with serving(database) as port:
            for role, pictures in PICTURES.items():
                with visit(browser, f"http://127.0.0.1:{port}", "desk", "light") as visitor:
                    visitor.sign_in(role)
                    visitor.page.set_viewport_size({"width": 1200, "height": 800})
                    for picture in pictures:
                        take(visitor, picture)
        browser.close()


if __name__ == "__main__":
    main()
