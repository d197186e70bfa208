"""What an exported file says about itself."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from indicators.engine import Engine, statement
from indicators.language import _, pick
from indicators.numbers import month_of_year
from indicators.selection import SettledSelection
from indicators.tables import ExportTable

TRIAL = "trial"


@dataclass(frozen=True)
class About:
    """The title of a file and the lines of its second sheet, each a label and a text."""

    title: str
    lines: tuple[tuple[str, str], ...]


def rule_version() -> str:
    """The version of the status rule: it changes with every change of its text."""
    return hashlib.sha256(statement("judged").encode()).hexdigest()[:12]


def about_export(engine: Engine, table: ExportTable, selection: SettledSelection, username: str) -> About:
    """What the file made now by `username` says about itself, in the current language."""
    (origin,) = engine.query("export_origin", {"plan_id": selection.selection.plan_id}).to_pylist()
    title = _(table.title)
    lines = [
        (_("Plan"), pick(origin, "name")),
        (_("Table"), title),
        (_("Filter"), selection.sentence()),
        (_("Contents"), _("the whole result of this filter")),
        (_("As of"), month_of_year(selection.as_of)),
        (_("Exported at"), f"{datetime.now():%Y-%m-%d %H:%M:%S}"),
        (_("Exported by"), username),
        (_("Version of the status rule"), rule_version()),
        (_("Version of the plan pack"), origin["pack_sha256"][:12]),
        (_("Documents"), ";".join(origin["documents"])),
    ]
    if origin["database_kind"] == TRIAL:
        lines.insert(0, (_("Simulated data"), _("Trial database: the figures are simulated and nobody reported them")))
    return About(title, tuple(lines))
