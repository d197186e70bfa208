"""The pictures of one indicator on its page, each with the table that says the same."""

from collections.abc import Sequence
from datetime import date

from indicators.figures.indicator import by_region, by_year, planned_against_actual
from indicators.language import _
from indicators.queries import Row
from pages.components.charts import chart
from pages.components.frame import is_simulated
from pages.components.html import empty_state, heading, show
from pages.components.rows import judgement_table
from pages.components.selection import View
from pages.components.verdict import month_table


def month_picture(series: Sequence[Row], file_name: str, image: str) -> None:
    """Months of one region: actual, expected, target."""
    figure = planned_against_actual(series, is_simulated=is_simulated())
    chart(figure, key="months", file_name=file_name, alt=_("Actual, expected and target by month"), image=image)
    said = [row for row in series if row["actual"] is not None or row["expected"] is not None]
    if said:
        show(month_table(said))
    else:
        empty_state(_("No month has been reported yet."), _("Reports appear here as soon as they are uploaded."))


def year_picture(series: Sequence[Row], year_ends: Sequence[date], file_name: str, image: str) -> None:
    """Years of one region: target beside actual."""
    heading(_("By year"))
    figure = by_year([row for row in series if row["period"] in year_ends], is_simulated=is_simulated())
    chart(figure, key="years", file_name=f"{file_name}_years", alt=_("Target and actual by year"), image=image)


def region_picture(rows: Sequence[Row], view: View, file_name: str, image: str) -> None:
    """Regions below the plan's own at one month, each against its own target."""
    heading(_("By town"), _("each town is judged by its own task, never by the city's rate"))
    figure = by_region(rows, is_simulated=is_simulated())
    chart(figure, key="towns", file_name=f"{file_name}_towns", alt=_("Actual, expected and target by town"), image=image)
    show(judgement_table(rows, view, _("Towns"), by_region=True))
