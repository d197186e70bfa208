"""A month from the reporter's template to the leader's screen and back again, at a desk and on a phone."""

import io
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest

from etl.database import Database, open_database
from etl.life_cycle.upload import owed
from etl.people.accounts import get_account
from indicators import queries
from indicators.engine import DuckEngine
from indicators.export import export_table
from indicators.language import _, use_language
from indicators.numbers import number
from indicators.selection import Selection, settle
from indicators.stream import StreamEngine
from indicators.tables import TABLES
from indicators.vocabulary import Role
from pages.components.selection import month_words
from tests.browser.month_file import MonthFile
from tests.browser.visitor import IDLE, SIZES, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

RAISE = Decimal(7)
# Nobody reported these months in the trial; each journey has its own.
CSV_MONTHS = {"desk": date(2019, 10, 1), "phone": date(2019, 11, 1)}
XLSX_MONTHS = {"desk": date(2020, 1, 1), "phone": date(2020, 2, 1)}
LOCKED_MONTH = date(2020, 3, 1)


@dataclass(frozen=True)
class Chosen:
    """A headline figure of a town that a reporter owes, what it was and what it will be, and the whole plan's sum with it."""

    plan: queries.Row
    month: date
    indicator: queries.Row
    region_id: str
    after: Decimal
    whole: Decimal
    count: int

    @property
    def name(self) -> tuple[str, str]:
        """Indicator and region."""
        return self.indicator["indicator_id"], self.region_id

    def view(self, **more: str) -> dict[str, str]:
        """What an address says to show the plan at the month."""
        return {"plan": self.plan["plan_id"], "month": f"{self.month:%Y-%m}", **more}

    def shown(self, value: Decimal) -> str:
        """A value as pages show it."""
        return number(value, self.indicator["decimals"])


def choose(trial: Database, month: date) -> Chosen:
    """The first headline figure that towns owe for a month of the first plan."""
    use_language("zh")
    plan = queries.plans(DuckEngine(trial.reading))[0]
    indicators = {row["indicator_id"]: row for row in queries.indicators(DuckEngine(trial.reading), plan["plan_id"])}
    with trial.reading() as cursor:
        reporter = get_account(cursor, "reporter")
    due = owed(trial, reporter, plan["plan_id"], month).to_pylist()
    first = next(
        row
        for row in due
        if indicators[row["indicator_id"]]["headline"] == 1 and row["region_id"] != plan["root_region_id"] and not row["has_parts"]
    )
    whole = sum(row["last_value"] for row in due if row["indicator_id"] == first["indicator_id"]) + RAISE
    filled = sum(row["last_value"] is not None for row in due)
    indicator = indicators[first["indicator_id"]]
    return Chosen(plan, month, indicator, first["region_id"], first["last_value"] + RAISE, whole, filled)


# ------------------------------------------------------------ what the reporter does


def download(visitor: Visitor, label: str) -> bytes:
    """The file behind an export link of the page."""
    with visitor.page.expect_download() as started:
        visitor.page.locator("a.export", has_text=label).first.click()
    return Path(started.value.path()).read_bytes()


def download_template(visitor: Visitor) -> bytes:
    """The template of the figures that are owed."""
    with visitor.page.expect_download() as started:
        links = visitor.page.locator("p.exports", has_text=_("Download the template, filled with codes, names and units:"))
        links.locator("a.export", has_text="Excel").click()
    return Path(started.value.path()).read_bytes()


def send(visitor: Visitor, file_name: str, content: bytes) -> None:
    """Chooses a file on the upload page."""
    file = {"name": file_name, "mimeType": "application/octet-stream", "buffer": content}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.says(file_name)


def counts(visitor: Visitor) -> list[int]:
    """New, changed, unchanged, left empty, refused: as the preview says."""
    return [int(text) for text in visitor.texts(".tile .count")]


def submit(visitor: Visitor, count: int) -> str:
    """Submits so many figures by the double click of an impatient hand, with a reason where it is asked for; the upload's number."""
    button = visitor.page.get_by_role("button", name=_("Submit {count} figures", count=count))
    button.wait_for()
    visitor.page.locator(IDLE).wait_for()
    field = visitor.page.get_by_role("textbox", name=_("Why the figures with warnings are right"))
    if field.count():
        field.fill("经现场核实")
        visitor.page.keyboard.press("Control+Enter")
        visitor.page.locator(IDLE).wait_for()
    button.dblclick()
    visitor.says(_("See it, or take it back"))
    address = visitor.page.get_by_role("link", name=_("See it, or take it back")).get_attribute("href") or ""
    return parse_qs(urlsplit(address).query)["upload"][0]


def take_back(visitor: Visitor, chosen: Chosen, number: str) -> None:
    """Takes an upload back, with a reason; waits for the answer, be it a refusal."""
    reason = f"误报，撤回重报 {chosen.month:%Y-%m}"
    visitor.open("uploads", chosen.plan["name_zh"], **chosen.view(upload=number))
    visitor.page.get_by_role("textbox", name=_("Why this upload is taken back")).fill(reason)
    visitor.page.locator("[data-testid=stFormSubmitButton] button").click()
    visitor.page.locator("[data-testid=stAlert]").wait_for()
    visitor.page.locator(IDLE).wait_for()


def corrects(visitor: Visitor, reason: str) -> None:
    """Says that approved or locked figures are meant to be corrected, and why."""
    visitor.page.get_by_text(_("This is a correction of approved or locked figures; the office will see the reason")).click()
    visitor.page.get_by_role("textbox", name=_("Why approved or locked figures are corrected")).fill(reason)
    visitor.page.keyboard.press("Control+Enter")
    visitor.page.locator(IDLE).wait_for()


# ------------------------------------------------------------ what the office does


def approve_all(office: Visitor, chosen: Chosen, number: str, count: int) -> None:
    """Approves everything that waits in an upload."""
    office.open("review", chosen.plan["name_zh"], **chosen.view(upload=number))
    office.page.get_by_role("button", name=_("Approve all ({count})", count=count)).click()
    office.says(_("Approved: {count} reports of upload {number}.", count=count, number=number))


def return_first(office: Visitor, chosen: Chosen, number: str, reason: str) -> None:
    """Sends the first cell of an upload back."""
    office.open("review", chosen.plan["name_zh"], **chosen.view(upload=number))
    box = office.page.locator("[data-testid=stDataFrame]").first.bounding_box()
    assert box is not None
    office.page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box at the left edge of the first row
    office.page.get_by_role("button", name=_("Return chosen ({count})", count=1)).wait_for()
    office.page.get_by_role("textbox", name=_("Reason, for returning")).fill(reason)
    office.page.keyboard.press("Control+Enter")
    office.page.locator(IDLE).wait_for()
    office.page.get_by_role("button", name=_("Return chosen ({count})", count=1)).click()
    office.says(_("Returned: {count} reports of upload {number}; the reporter sees the reason.", count=1, number=number))


def set_lock(office: Visitor, chosen: Chosen, *, is_locked: bool) -> None:
    """Locks the month, or opens it again."""
    month = month_words(chosen.month)
    office.open("months", chosen.plan["name_zh"], **chosen.view())
    label = _("Why {month} is locked", month=month) if is_locked else _("Why {month} is opened again", month=month)
    office.page.get_by_role("textbox", name=label).fill("通报已印发" if is_locked else "有镇迟报")
    office.page.keyboard.press("Enter")
    office.page.locator(IDLE).wait_for()
    button = _("Lock {month}", month=month) if is_locked else _("Open {month} again", month=month)
    office.page.get_by_role("button", name=button).click()
    office.says(_("{month} is locked.", month=month) if is_locked else _("{month} is open again.", month=month))


# ------------------------------------------------------------ what the leader sees


def steady(visitor: Visitor, chosen: Chosen) -> tuple[str, str, str]:
    """What is seen twice running: a page of a busy machine may still show the month before."""
    was, now = None, seen(visitor, chosen)
    while was != now:
        was, now = now, seen(visitor, chosen)
    return now


def settles(visitor: Visitor, chosen: Chosen, wanted: tuple[str, str, str], **world: str) -> None:
    """Asserts that `wanted` is seen, looking again a few times before it gives up."""
    for _attempt in range(4):
        if seen(visitor, chosen, **world) == wanted:
            return
    assert seen(visitor, chosen, **world) == wanted


def settles_at(visitor: Visitor, chosen: Chosen, wanted: str) -> None:
    """Asserts that the town's figure is `wanted`, looking again a few times before it gives up."""
    for _attempt in range(4):
        if seen(visitor, chosen)[1] == wanted:
            return
    assert seen(visitor, chosen)[1] == wanted


def seen(visitor: Visitor, chosen: Chosen, **world: str) -> tuple[str, str, str]:
    """The whole plan's figure on Overview, the town's figure on its Indicator and Town pages; `world` says which reports."""
    indicator_id, region_id = chosen.name
    world = {"counts": "approved", "reported": "", **world}
    visitor.open("overview", chosen.plan["name_zh"], **chosen.view(**world))
    link = visitor.page.locator(f"h3 a[href*='indicator={indicator_id}&']")
    overview = visitor.page.locator(".card", has=link).locator(".figure .number").inner_text()
    visitor.open("indicator", chosen.plan["name_zh"], **chosen.view(indicator=indicator_id, region=region_id, **world))
    indicator = visitor.texts(".verdict b.number")[0]
    visitor.open("town", chosen.plan["name_zh"], **chosen.view(region=region_id, **world))
    row = visitor.page.locator("tr", has=visitor.page.locator(f"a[href*='indicator={indicator_id}&']"))
    return overview, indicator, row.locator(".number").first.inner_text()


def exported(served_file: Path, folder: Path, chosen: Chosen, table: str, file_format: str) -> bytes:
    """What the program itself exports from the served database as it stands."""
    folder.mkdir()
    for file in (served_file, served_file.with_name(f"{served_file.name}.wal")):
        if file.exists():
            shutil.copy(file, folder)
    database = open_database(folder / served_file.name)
    engine, out = StreamEngine(database.reading), io.BytesIO()
    selection = Selection(chosen.plan["plan_id"], region_ids=(chosen.region_id,), years=(chosen.month.year,), as_of=chosen.month)
    use_language("zh")
    export_table(engine, table, settle(engine, selection), file_format, out, "leader")
    database.close()
    return out.getvalue()


def cells(workbook: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Every cell of every sheet, but for the line that says when it was exported."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets
    return {sheet.title: [row for row in sheet.iter_rows(values_only=True) if row[0] != _("Exported at")] for sheet in sheets}


def compare_exports(visitor: Visitor, served_file: Path, folder: Path, chosen: Chosen) -> None:
    """Takes status and actuals away from the page, and compares them with the program's own exports."""
    for table in ("status", "actuals"):
        query = chosen.view(table=table, regions=chosen.region_id, years=str(chosen.month.year))
        visitor.open("export", chosen.plan["name_zh"], **query)
        visitor.page.get_by_role("heading", name=_(TABLES[table].title), exact=True).wait_for()
        visitor.ready()  # the links are the last to come, and a click on one that is just replaced is lost
        assert download(visitor, "CSV") == exported(served_file, folder / f"{table}-csv", chosen, table, "csv")
        workbook = download(visitor, "Excel")
        assert cells(workbook) == cells(exported(served_file, folder / f"{table}-xlsx", chosen, table, "xlsx"))
        assert chosen.after in [value for row in cells(workbook)[_(table.title())] for value in row]


# ------------------------------------------------------------ journeys


@pytest.mark.parametrize("size", list(SIZES))
def test_a_month_as_gbk_csv(window: Window, served_file: Path, trial: Database, tmp_path: Path, size: str) -> None:
    chosen = choose(trial, CSV_MONTHS[size])
    with window(size) as reporter, window(size) as leader, window(size) as office:
        leader.sign_in(Role.LEADER)
        office.sign_in(Role.OFFICE)
        before = steady(leader, chosen)

        reporter.sign_in(Role.REPORTER)
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        month = MonthFile(download_template(reporter), {chosen.name: RAISE})
        month.write(chosen.name, "四十六")
        send(reporter, "wrong.csv", month.gbk())
        reporter.says(_("Nothing can be submitted while there are errors: correct them and check again."))
        assert month.address(chosen.name) in reporter.texts("table[class=plain] td")
        assert counts(reporter) == [chosen.count - 1, 0, 0, 0, 1]

        month.write(chosen.name, chosen.after)
        send(reporter, "right.csv", month.gbk())
        reporter.page.get_by_role("button", name=_("Submit {count} figures", count=chosen.count)).wait_for()
        assert "GB18030" in reporter.texts(".facts")[0]
        assert counts(reporter) == [chosen.count, 0, 0, 0, 0]
        sent = submit(reporter, chosen.count)
        settles(leader, chosen, before)

        approve_all(office, chosen, sent, chosen.count)
        settles(leader, chosen, (chosen.shown(chosen.whole), chosen.shown(chosen.after), chosen.shown(chosen.after)))
        yesterday = f"{date.today() - timedelta(1):%Y-%m-%d}"
        settles(leader, chosen, before, reported=yesterday)
        compare_exports(leader, served_file, tmp_path, chosen)

        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        send(reporter, "right.csv", month.gbk())
        reporter.says(_("Every figure of this file was reported already; there is nothing to submit."))
        assert counts(reporter) == [0, 0, chosen.count, 0, 0]

        take_back(office, chosen, sent)
        settles(leader, chosen, before)
        reporter.sign_out()
        reporter.page.goto(f"{reporter.address}/overview")
        assert reporter.page.url == f"{reporter.address}/login?next=/overview"


@pytest.mark.parametrize("size", list(SIZES))
def test_a_month_as_workbook(window: Window, trial: Database, size: str) -> None:
    chosen = choose(trial, XLSX_MONTHS[size])
    with window(size) as reporter:
        reporter.sign_in(Role.REPORTER)
        before = steady(reporter, chosen)
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        month = MonthFile(download_template(reporter), {chosen.name: RAISE})
        send(reporter, "month.xlsx", month.xlsx())
        reporter.page.get_by_role("button", name=_("Submit {count} figures", count=chosen.count)).wait_for()
        reporter.page.reload()
        reporter.ready()
        reporter.says("month.xlsx")
        assert counts(reporter) == [chosen.count, 0, 0, 0, 0]
        sent = submit(reporter, chosen.count)
        settles(reporter, chosen, before)
        wanted = (chosen.shown(chosen.whole), chosen.shown(chosen.after), chosen.shown(chosen.after))
        settles(reporter, chosen, wanted, counts="submitted")

        take_back(reporter, chosen, sent)
        reporter.says(_("withdrawn"))
        settles(reporter, chosen, before, counts="submitted")
        reporter.sign_out()


def test_a_cell_comes_back_and_a_locked_month_is_corrected(window: Window, trial: Database) -> None:
    chosen = choose(trial, LOCKED_MONTH)
    with window("desk") as reporter, window("desk") as office:
        reporter.sign_in(Role.REPORTER)
        office.sign_in(Role.OFFICE)
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        month = MonthFile(download_template(reporter), {chosen.name: RAISE})
        send(reporter, "month.xlsx", month.xlsx())
        sent, reason = submit(reporter, chosen.count), "与台账不符，请核实"
        return_first(office, chosen, sent, reason)
        approve_all(office, chosen, sent, chosen.count - 1)
        reporter.open("reports", chosen.plan["name_zh"], **chosen.view())
        (returned,) = reporter.texts("span.why.returned")
        assert returned.startswith(reason)

        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        send(reporter, "again.xlsx", month.xlsx())
        reporter.page.get_by_role("button", name=_("Submit {count} figures", count=1)).wait_for()
        approve_all(office, chosen, submit(reporter, 1), 1)
        set_lock(office, chosen, is_locked=True)

        month.write(chosen.name, chosen.after + 1)
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view(way="file"))
        send(reporter, "correction.xlsx", month.xlsx())
        reporter.says("通报已印发")
        corrects(reporter, "复核后更正")
        sent = submit(reporter, 1)
        approve_all(office, chosen, sent, 1)
        settles_at(office, chosen, chosen.shown(chosen.after + 1))

        take_back(office, chosen, sent)
        office.says("通报已印发")
        set_lock(office, chosen, is_locked=False)
        take_back(office, chosen, sent)
        office.says(_("undone by {number}", number="·").partition("·")[0].strip())
        settles_at(office, chosen, chosen.shown(chosen.after))
