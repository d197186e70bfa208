"""The filters of the export page: those that the chosen table can use, side by side."""

from typing import Any

from indicators import queries
from indicators.language import _, pick
from indicators.tables import TABLES, takes
from indicators.vocabulary import STATUS_LABELS, Status
from pages.components.data import ask
from pages.components.selection import View, choose_many, filter_row, options_of


def export_filters(table: str, view: View) -> dict[str, Any]:
    """What the person chose, by the fields of a selection; a filter the table cannot use is not offered."""
    years = {str(year): str(year) for year in range(view.plan["first_year"], view.plan["last_year"] + 1)}
    offered = {
        "region_ids": (
            "regions",
            _("Regions"),
            options_of(ask(queries.regions, view.plan_id), "region_id", lambda row: pick(row, "name")),
        ),
        "years": ("years", _("Years"), years),
        "programme_ids": (
            "programmes",
            _("Programmes"),
            options_of(ask(queries.programmes, view.plan_id), "programme_id", lambda row: pick(row, "name")),
        ),
        "indicator_ids": (
            "indicators",
            _("Indicators"),
            options_of(ask(queries.indicators, view.plan_id), "indicator_id", lambda row: pick(row, "name")),
        ),
        "statuses": ("status", _("Status"), {status.value: _(STATUS_LABELS[status]) for status in Status}),
    }
    with filter_row("export"):
        chosen = {
            field: tuple(choose_many(name, label, options, placeholder=_("all")))
            for field, (name, label, options) in offered.items()
            if takes(TABLES[table], field)
        }
    return chosen | {"years": tuple(map(int, chosen.get("years", ())))}
