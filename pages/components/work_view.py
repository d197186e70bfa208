"""The body of the tasks and the projects page: what is shown, in the shape chosen, or why there is nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from etl.people.accounts import Account
from indicators.language import _
from indicators.queries import Row
from indicators.works import BOARD, PROJECT_BOARD
from pages.components.board import Shape, board, timeline
from pages.components.charts import choose_image
from pages.components.evidence import files_of
from pages.components.html import empty_state, show
from pages.components.paging import page_of
from pages.components.selection import View
from pages.components.work_groups import group_rows

WorkTable = Callable[[Iterable[Row], Mapping[int, Row]], str]


def works(account: Account, shown: Sequence[Row], view: View, shape: Shape, key: str, table: WorkTable, *, nothing: str) -> None:
    """Shows tasks or projects as a list, a board, a timeline or whole lists; says so when nobody has reported on any."""
    if not shown:
        empty_state(nothing, _("Remove a filter above."))
        return
    if all(row["state"] is None for row in shown):
        show(f'<p class="asof">{_("No progress has been reported on any of these; what stands here is the plan alone.")}</p>')
    if shape == Shape.BOARD:
        show(board(shown, PROJECT_BOARD if key == "projects" else BOARD, files_of(account, view, shown)))
    elif shape == Shape.GROUPS:
        show(group_rows(shown, view))
    else:
        rows = (
            timeline(shown, view.period, f"{view.plan_id}_{key}_{view.month}", choose_image()) if shape == Shape.TIMELINE else shown
        )
        page = page_of(rows, key)
        show(table(page, files_of(account, view, page)))
