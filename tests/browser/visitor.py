"""A person at a browser window: opens pages as people do, and takes down everything that must never happen."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, WebSocket

from indicators.language import _, use_language
from tests.browser.wording import WORDS, Dictionary

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
PATIENCE = 90_000  # milliseconds; two browsers on two busy cores
# What each page calls itself.
TITLES = {
    "overview": "Overview",
    "programme": "Programme",
    "indicator": "Indicator",
    "town": "Town",
    "compare": "Compare",
    "department": "Department",
    "tasks": "Tasks",
    "projects": "Projects",
    "reports": "My reports",
    "upload": "Upload",
    "uploads": "Uploads and undo",
    "export": "Export",
    "targets": "Targets and sources",
    "feasibility": "Feasibility",
    "methods": "Methods",
    "guide": "User guide",
    "review": "Review",
    "completeness": "Completeness",
    "months": "Months",
    "notices": "Notices",
    "allocation": "Target allocation",
    "bulletin": "Bulletin",
    "accounts": "Accounts",
    "audit": "Audit trail",
    "backup": "Backup",
    "account": "My account",
}
# pages that are not about one plan
PLANLESS = {"notices", "guide", "account", "accounts", "audit", "backup"}
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Opened at a page's own address, Streamlit asks first whether it lives below that address; the answer is no.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
# charts and grids come after the rest of the page
DRAWN = """() => !document.querySelector("[data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(chart => chart.querySelector(".js-plotly-plot")?.data)
    && [...document.querySelectorAll("[data-testid=stDataFrame]")].every(grid => grid.querySelector("[role=grid]"))"""
# As the dashboard's own links do it: the application stays, the page changes.
FOLLOW = "address => { history.pushState({}, '', address); dispatchEvent(new PopStateEvent('popstate')); }"
ARRIVED = f"""([title, plan]) => document.querySelector("{IDLE}")
    && document.querySelector("header.page h1")?.innerText === title
    && (document.querySelector(".asof")?.innerText ?? "").includes(plan)"""


class Visitor:
    """One browser window of one person; `faults` are sentences about what went wrong in it."""

    def __init__(self, context: BrowserContext, address: str, dictionary: Dictionary | None = None) -> None:
        self.context, self.address, self.dictionary, self.language = context, address, dictionary, "zh"
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._note_request)
        self.page.on("websocket", self._note_socket)
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url}: {fault}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBE.search(message.location["url"]):
            self._note(message.text)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:", "about:")):
            self._note_host(request.url)

    def _note_socket(self, socket: WebSocket) -> None:
        self._note_host(socket.url)

    def _note_host(self, url: str) -> None:
        if urlsplit(url).netloc != urlsplit(self.address).netloc:
            self._note(f"asks another host for {url}")

    def sign_in(self, username: str) -> None:
        """Signs in with the trial's one-click button, from whatever sign-in page is open."""
        if urlsplit(self.page.url).path != "/login":
            self.page.goto(f"{self.address}/login")
        form = self.page.locator("form", has=self.page.locator(f"input[name=username][value={username}]"))
        form.get_by_role("button").click()
        self.ready()

    def sign_out(self) -> None:
        """Leaves by the sidebar's button."""
        leave = self.page.locator("form.leave button")
        if not leave.is_visible() or not _is_inside(leave):
            self.page.locator("[data-testid=stExpandSidebarButton]").click()
        leave.click()
        self.page.wait_for_url("**/login*")

    def speak(self, language: str) -> None:
        """Loads the start page in a language; the pages opened afterwards stay in it."""
        self.language = language
        self.page.goto(f"{self.address}/?lang={language}")
        self.ready()

    def open(self, name: str, plan_name: str = "", /, **query: str) -> None:
        """Follows a link to a page; see `arrive`."""
        words = "&".join(f"{key}={value}" for key, value in query.items())
        self.page.evaluate(FOLLOW, f"/{'' if name == 'overview' else name}?{words}")
        self.arrive(name, plan_name)

    def arrive(self, name: str, plan_name: str = "") -> None:
        """Waits until a page stands complete under its title, about the plan of that name."""
        use_language(self.language)
        self.page.wait_for_function(ARRIVED, arg=[_(TITLES[name]), "" if name in PLANLESS else plan_name])
        self.look()

    def ready(self) -> None:
        """Waits until a page stands complete."""
        self.page.locator(IDLE).wait_for()
        self.page.locator("header.page h1").wait_for()
        self.look()

    def drawn(self) -> None:
        """Waits until the charts and tables of the page that stands are drawn too."""
        self.page.wait_for_function(DRAWN)
        self.page.wait_for_timeout(700)  # they move into place

    def look(self) -> None:
        """Takes down an exception box, and every text that is not in the visitor's language."""
        for box in self.page.locator("[data-testid=stException]").all_inner_texts():
            self._note(f"exception box: {box}")
        for text in self.strangers():
            self._note(f"not in the language of the page: {text}")

    def strangers(self) -> list[str]:
        """What the page says, or would say if something on it were opened, that is not in the visitor's language."""
        if self.dictionary is None:
            return []
        self.page.wait_for_function(DRAWN)
        return self.dictionary.strangers(self.page.evaluate(WORDS), self.language)

    def texts(self, selector: str) -> Sequence[str]:
        """What stands in every element that fits."""
        return self.page.locator(selector).all_inner_texts()

    def says(self, text: str) -> None:
        """Waits until the page says `text` and stands complete."""
        self.page.get_by_text(text).first.wait_for()
        self.page.locator(IDLE).wait_for()
        self.look()


def _is_inside(element: Locator) -> bool:
    box = element.bounding_box()
    return box is not None and box["x"] >= 0


@contextmanager
def visit(
    browser: Browser,
    address: str,
    size: str,
    scheme: Literal["light", "dark"] = "light",
    zoom: int = 1,
    dictionary: Dictionary | None = None,
) -> Iterator[Visitor]:
    """A visitor with a window of one of SIZES, magnified `zoom` times; leaves with a failure when anything went wrong in it."""
    width, height = (side // zoom for side in SIZES[size])
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": width, "height": height},
        device_scale_factor=zoom,
        color_scheme=scheme,
    )
    visitor = Visitor(context, address, dictionary)
    yield visitor
    context.close()
    assert visitor.faults == [], "\n".join(visitor.faults)
