"""The body of the tasks and the projects page: what is shown, in the shape chosen, or why there is nothing."""

from collections.abc import Callable, Iterable, Sequence

from indicators.language import _
from indicators.queries import Row
from pages.components.board import Shape, board, group_rows, timeline
from pages.components.charts import choose_image
from pages.components.html import empty_state, show
from pages.components.paging import page_of
from pages.components.selection import View


def works(shown: Sequence[Row], view: View, shape: Shape, key: str, table: Callable[[Iterable[Row]], str], *, nothing: str) -> None:
    """Shows tasks or projects as a list, a board, a timeline or whole lists; says so when nobody has reported on any."""
    if not shown:
        empty_state(nothing, _("Remove a filter above."))
        return
    if all(row["state"] is None for row in shown):
        show(f'<p class="asof">{_("No progress has been reported on any of these; what stands here is the plan alone.")}</p>')
    if shape == Shape.BOARD:
        show(board(shown))
    elif shape == Shape.GROUPS:
        show(group_rows(shown))
    else:
        rows = (
            timeline(shown, view.period, f"{view.plan_id}_{key}_{view.month}", choose_image()) if shape == Shape.TIMELINE else shown
        )
        show(table(page_of(rows, key)))
