"""Named works and enterprises: progress, deadline, investment planned against spent; single, or whole lists at once."""

from indicators import queries, summary
from indicators.language import _, pick
from indicators.works import PROJECT_BOARD
from pages.components.board import Shape, choose_shape
from pages.components.data import ask
from pages.components.export_bar import export_bar
from pages.components.frame import open_page
from pages.components.html import heading, show
from pages.components.lights import status_tiles
from pages.components.selection import choose_many, choose_statuses, filter_row, options_of
from pages.components.work import money_words, project_table
from pages.components.work_view import works
from pages.server.state import guard

account = guard("projects")
view = open_page(_("Projects"), _("Named works and enterprises with a measure and a deadline"))
projects = ask(queries.projects, view.plan_id, view.period)
everything = _("all")
with filter_row("projects"):
    programmes = choose_many(
        "programmes",
        _("Programmes"),
        options_of(ask(queries.programmes, view.plan_id), "programme_id", lambda row: pick(row, "name")),
        placeholder=everything,
    )
    lists = choose_many(
        "lists",
        _("List"),
        {name: name for name in dict.fromkeys(row["list"] for row in projects if row["list"])},
        placeholder=everything,
    )
    regions = choose_many(
        "regions",
        _("Region"),
        options_of(sorted(projects, key=lambda row: row["region_key"]), "region_id", lambda row: pick(row, "region")),
        placeholder=everything,
    )
    statuses = choose_statuses(PROJECT_BOARD)
    years = {str(row["deadline"].year): str(row["deadline"].year) for row in projects if row["deadline"]}
    due = choose_many("due", _("Due in"), dict(sorted(years.items())), placeholder=everything)

shown = [
    row
    for row in projects
    if (not programmes or row["programme_id"] in programmes)
    and (not lists or row["list"] in lists)
    and (not regions or row["region_id"] in regions)
    and (not statuses or row["status"] in statuses)
    and (not due or (row["deadline"] is not None and str(row["deadline"].year) in due))
]
show(status_tiles(summary.count_statuses(shown), view, "projects", statuses=PROJECT_BOARD[::-1]))
shape = choose_shape(Shape.LIST, Shape.GROUPS, Shape.BOARD, Shape.TIMELINE)
heading(_("{count} of {total} projects", count=len(shown), total=len(projects)), money_words(shown))
works(account, shown, view, shape, "projects", project_table, nothing=_("No project fits these filters."))
export_bar("projects", view, programme_ids=tuple(programmes))
