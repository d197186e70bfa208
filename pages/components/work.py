"""Tasks and projects as readable tables."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from indicators.language import _, pick
from indicators.numbers import number
from indicators.queries import Row
from indicators.vocabulary import TaskState
from indicators.work_words import leads, progress_of
from indicators.works import marks_by_year, money_of
from pages.components.evidence import file_link
from pages.components.html import chip, link, table
from pages.components.selection import View

MOST_LINKS = 3
NO_FILES: Mapping[int, Row] = {}
AMOUNT = 5  # the column of money in the table of projects
NOTHING = ("–", '<span class="number">–</span>')


def work_link(row: Row, view: View) -> str:
    """The title of a task or project, leading to those of its programme that stand as it does."""
    page, title = ("tasks", pick(row, "title")) if "task_id" in row else ("projects", pick(row, "name"))
    return link(title, page, **view.parameters(), programmes=row["programme_id"], status=row["status"])


def progress_bar(work: Row, files: Mapping[int, Row] = NO_FILES) -> str:
    """How far a task or project is as a bar with its words, the reporter's note and the evidence, of which `files` may be opened.

    No bar where no percentage was reported.
    """
    share = work["percent"]
    bar = (
        ""
        if share is None
        else f'<span class="progress light-{work["status"]}"><i style="width:{min(max(float(share), 0), 100):.0f}%"></i></span>'
    )
    said = [escape(work["progress_note"] or ""), _evidence(work, files)]
    return f"{bar}{escape(progress_of(work))}" + "".join(f"<small>{words}</small>" for words in said if words)


def _evidence(work: Row, files: Mapping[int, Row]) -> str:
    """The evidence as links, else how much there is; that there is none is said only where something is reported as done."""
    numbers = work["evidence_ids"] or ()
    if not numbers:
        return escape(_("no evidence attached")) if work["state"] == TaskState.DONE else ""
    shown = [file_link(files[number]) for number in sorted(numbers) if number in files][:MOST_LINKS]
    rest = len(numbers) - len(shown)
    words = _("and {count} more", count=rest) if shown else _("{count} pieces of evidence", count=rest)
    return escape(_("Evidence: ")) * bool(shown) + " · ".join([*shown, *([escape(words)] if rest else [])])


def year_strip(row: Row, years: Sequence[int]) -> str:
    """What the plan prints for each of its years: the table's own mark, a ring for a year without one, a dash outside the task."""
    marks = marks_by_year(row["year_marks"])
    cells = [
        f"<span><small>{year % 100:02d}</small>{escape(marks.get(year) or ('○' if year in row['years'] else '–'))}</span>"
        for year in years
    ]
    return f'<span class="years">{"".join(cells)}</span>'


def task_table(rows: Iterable[Row], files: Mapping[int, Row] = NO_FILES) -> str:
    """One line per task, with the marks of every year that any of the tasks covers; `files`: see `progress_bar`."""
    rows = list(rows)
    years = sorted({year for row in rows for year in (*row["years"], *marks_by_year(row["year_marks"]))})
    cells = [
        (
            escape(pick(row, "title")),
            chip(row["status"]),
            year_strip(row, years) if years else "–",
            f'<span class="number">{row["due_on"]:%Y-%m-%d}</span>' if row["due_on"] else "–",
            progress_bar(row, files),
            escape(leads(row) or "–"),
            escape(row["annex_row"] or "–"),
        )
        for row in rows
    ]
    headers = (_("Task"), _("Status"), _("Marks by year"), _("Due"), _("Progress"), _("Lead"), _("Place in the plan"))
    return _told(headers, cells, _("Tasks"))


def project_table(rows: Iterable[Row], files: Mapping[int, Row] = NO_FILES) -> str:
    """One line per project; `files`: see `progress_bar`."""
    cells = [
        (
            escape(pick(row, "name")),
            chip(row["status"]),
            escape(pick(row, "measure")),
            f'<span class="number">{row["deadline"]:%Y-%m-%d}</span>' if row["deadline"] else "–",
            progress_bar(row, files),
            f'<span class="number">{_money(row)}</span>',
            escape(pick(row, "region")),
            escape(row["list"] or "–"),
        )
        for row in rows
    ]
    headers = (
        _("Project"),
        _("Status"),
        _("Measure taken"),
        _("Deadline"),
        _("Progress"),
        _("Invested / planned (10,000 yuan)"),
        _("Region"),
        _("List"),
    )
    return _told(headers, cells, _("Projects"), AMOUNT)


def _told(headers: Sequence[str], rows: Sequence[Sequence[str]], caption: str, amount: int | None = None) -> str:
    """The table of the columns in which any row says something: a plan that names no leads has no column of dashes for them.

    `amount` is the place of a column of figures, which stand at its right.
    """
    places = [place for place in range(len(headers)) if any(row[place] not in NOTHING for row in rows)]
    told = [[row[place] for place in places] for row in rows]
    return table([headers[place] for place in places], told, caption, amounts=[places.index(amount)] if amount in places else [])


def money_words(projects: Sequence[Row]) -> str:
    """Investment planned against spent, and over how many projects each was added up."""
    money = money_of(projects)
    if not money.stated and not money.reported:
        return _("None of these projects states an investment.")
    return _(
        "Investment: {spent} of {planned} (10,000 yuan) spent; planned by {stated}, reported by {reported} of {count} projects",
        spent=number(money.spent) if money.reported else "–",
        planned=number(money.planned) if money.stated else "–",
        stated=money.stated,
        reported=money.reported,
        count=money.count,
    )


def _money(row: Row) -> str:
    spent, planned = ("–" if row[field] is None else number(row[field], 0) for field in ("invested_wan", "investment_wan"))
    return "–" if spent == planned == "–" else f"{spent} / {planned}"
