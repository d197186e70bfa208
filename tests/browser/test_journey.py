"""A month from the reporter's template to the leader's screen and back again, at a desk and on a phone."""

import io
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from etl.accounts import get_account
from etl.database import Database, open_database
from etl.upload import owed
from indicators import queries
from indicators.engine import DuckEngine
from indicators.export import export_table
from indicators.language import _, use_language
from indicators.numbers import number
from indicators.selection import Selection, settle
from indicators.stream import StreamEngine
from indicators.vocabulary import Role
from tests.browser.month_file import MonthFile
from tests.browser.visitor import SIZES, Visitor

Window = Callable[[str], AbstractContextManager[Visitor]]

RAISE = Decimal(7)
# Nobody reported these months in the trial; each journey has its own.
CSV_MONTHS = {"desk": date(2019, 10, 1), "phone": date(2019, 11, 1)}
XLSX_MONTHS = {"desk": date(2020, 1, 1), "phone": date(2020, 2, 1)}


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


def send(visitor: Visitor, file_name: str, content: bytes) -> None:
    """Chooses a file on the upload page."""
    file = {"name": file_name, "mimeType": "application/octet-stream", "buffer": content}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.says(file_name)


def counts(visitor: Visitor) -> list[int]:
    """New, changed, unchanged, left empty, refused: as the preview says."""
    return [int(text) for text in visitor.texts(".tile .count")]


def commit(visitor: Visitor, count: int) -> None:
    """Presses the button that commits so many figures."""
    visitor.page.get_by_role("button", name=_("Commit {count} figures", count=count)).click()
    visitor.says(_("Open the overview"))


def undo(visitor: Visitor, chosen: Chosen) -> None:
    """Takes the newest upload back, with words that no other undo of the same server has used."""
    reason = f"误报，撤回重报 {chosen.month:%Y-%m}"
    visitor.open("uploads", chosen.plan["name_zh"], **chosen.view())
    visitor.page.get_by_label(_("Why this upload is taken back")).fill(reason)
    visitor.page.locator("[data-testid=stFormSubmitButton] button").click()
    visitor.says(reason)


# ------------------------------------------------------------ what the leader sees


def steady(visitor: Visitor, chosen: Chosen) -> tuple[str, str, str]:
    """What is seen twice running: a page of a busy machine may still show the month before."""
    was, now = None, seen(visitor, chosen)
    while was != now:
        was, now = now, seen(visitor, chosen)
    return now


def settles(visitor: Visitor, chosen: Chosen, wanted: tuple[str, str, str]) -> None:
    """Asserts that `wanted` is seen, looking again a few times before it gives up."""
    for _attempt in range(4):
        if seen(visitor, chosen) == wanted:
            return
    assert seen(visitor, chosen) == wanted


def seen(visitor: Visitor, chosen: Chosen) -> tuple[str, str, str]:
    """The whole plan's figure on Overview, the town's figure on its Indicator and Town pages."""
    indicator_id, region_id = chosen.name
    visitor.open("overview", chosen.plan["name_zh"], **chosen.view())
    link = visitor.page.locator(f"h3 a[href*='indicator={indicator_id}&']")
    overview = visitor.page.locator(".card", has=link).locator(".figure .number").inner_text()
    visitor.open("indicator", chosen.plan["name_zh"], **chosen.view(indicator=indicator_id, region=region_id))
    indicator = visitor.texts(".verdict b.number")[0]
    visitor.open("town", chosen.plan["name_zh"], **chosen.view(region=region_id))
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
        assert download(visitor, "CSV") == exported(served_file, folder / f"{table}-csv", chosen, table, "csv")
        workbook = download(visitor, "Excel")
        assert cells(workbook) == cells(exported(served_file, folder / f"{table}-xlsx", chosen, table, "xlsx"))
        assert chosen.after in [value for row in cells(workbook)[_(table.title())] for value in row]


# ------------------------------------------------------------ journeys


@pytest.mark.parametrize("size", list(SIZES))
def test_a_month_as_gbk_csv(window: Window, served_file: Path, trial: Database, tmp_path: Path, size: str) -> None:
    chosen = choose(trial, CSV_MONTHS[size])
    with window(size) as reporter, window(size) as leader:
        leader.sign_in(Role.LEADER)
        before = steady(leader, chosen)

        reporter.sign_in(Role.REPORTER)
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view())
        month = MonthFile(download(reporter, "Excel"), {chosen.name: RAISE})
        month.write(chosen.name, "四十六")
        send(reporter, "wrong.csv", month.gbk())
        reporter.says(_("Nothing can be committed while there are errors: correct them in the file and choose it again."))
        assert month.address(chosen.name) in reporter.texts("table[class=plain] td")
        assert counts(reporter) == [chosen.count - 1, 0, 0, 0, 1]

        month.write(chosen.name, chosen.after)
        send(reporter, "right.csv", month.gbk())
        reporter.says(_("No problem was found."))
        assert "GB18030" in reporter.texts(".facts")[0]
        assert counts(reporter) == [chosen.count, 0, 0, 0, 0]
        commit(reporter, chosen.count)

        send(reporter, "right.csv", month.gbk())
        reporter.says(_("Every figure of this file stands already; there is nothing to commit."))
        assert counts(reporter) == [0, 0, chosen.count, 0, 0]
        month.write(chosen.name, chosen.after + 1)
        send(reporter, "corrected.csv", month.gbk())
        reporter.page.get_by_role("button", name=_("Commit {count} figures", count=1)).wait_for()
        assert counts(reporter) == [0, 1, chosen.count - 1, 0, 0]

        settles(leader, chosen, (chosen.shown(chosen.whole), chosen.shown(chosen.after), chosen.shown(chosen.after)))
        compare_exports(leader, served_file, tmp_path, chosen)

        undo(reporter, chosen)
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
        reporter.open("upload", chosen.plan["name_zh"], **chosen.view())
        month = MonthFile(download(reporter, "Excel"), {chosen.name: RAISE})
        send(reporter, "month.xlsx", month.xlsx())
        reporter.says(_("No problem was found."))
        assert counts(reporter) == [chosen.count, 0, 0, 0, 0]
        commit(reporter, chosen.count)
        settles(reporter, chosen, (chosen.shown(chosen.whole), chosen.shown(chosen.after), chosen.shown(chosen.after)))

        reporter.open("upload", chosen.plan["name_zh"], **chosen.view())
        send(reporter, "month.xlsx", month.xlsx())
        reporter.says(_("Every figure of this file stands already; there is nothing to commit."))
        undo(reporter, chosen)
        settles(reporter, chosen, before)
        reporter.sign_out()
