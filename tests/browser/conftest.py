"""One browser and one server for all browser tests, and what the served database holds."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from etl.database import Database, open_database
from etl.people.accounts import list_accounts
from etl.people.hints import close_hint
from etl.settings import plans_folder
from etl.trial.build import make_trial
from tests.browser.visitor import Visitor, visit
from tests.browser.wording import Dictionary, read_dictionary
from tests.serving import serving

ARGUMENTS = """
    --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync
"""


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "Chromium is missing; `sh .ci/install-browser` installs it"
    return playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())


def trial_without_hints(path: Path) -> None:
    """Makes a trial database for pictures: nobody is shown a hint in it."""
    make_trial(path, plans_folder())
    database = open_database(path)
    with database.reading() as cursor:
        accounts = list_accounts(cursor)
    for account in accounts:
        close_hint(database, account, None)
    database.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, closed before other tests: its event loop would be in the way of theirs."""
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def served_file(trial_database: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The trial database that is served: a new one for every file of tests, so that what one reports is not seen by another."""
    return trial_database(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def served(served_file: Path) -> Iterator[str]:
    """The address of the server."""
    with serving(served_file) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="session")
def dictionary(trial: Database) -> Dictionary:
    """What the served database says in one language only."""
    return read_dictionary(trial)


@pytest.fixture
def window(browser: Browser, served: str, dictionary: Dictionary) -> Callable[[str], AbstractContextManager[Visitor]]:
    """Opens a window of a size for a new visitor of the server, who minds every word in the wrong language."""
    return partial(visit, browser, served, dictionary=dictionary)


@pytest.fixture(scope="session")
def trial(trial_database: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The trial database as it was before anybody visited it; the served one is closed to others."""
    database = open_database(trial_database(tmp_path_factory.mktemp("facts")))
    yield database
    database.close()
