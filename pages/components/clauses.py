"""What the plan's text says: each target with its place, and where the text contradicts itself."""

from collections.abc import Iterable, Sequence
from html import escape

from indicators.language import N_, _, pick
from indicators.numbers import exact
from indicators.queries import Row
from indicators.vocabulary import BASIS_LABELS, COMPARATOR_SIGNS, Basis
from pages.components.html import link, table
from pages.components.selection import View

CONFLICT_LABELS = {
    "numbers": N_("numbers"),
    "dates": N_("dates"),
    "scope": N_("scope"),
    "lead": N_("lead"),
    "sum": N_("sum"),
    "misplaced": N_("misplaced"),
    "wording": N_("wording"),
    "duplicate": N_("duplicate"),
    "naming": N_("naming"),
    "unclear": N_("unclear"),
}


def when(row: Row) -> str:
    """The year, and the quarter where one is stated, of a target."""
    if row["year"] is None:
        return _("no year stated")
    return f"{row['year']}" if row["quarter"] is None else _("{year} quarter {quarter}", year=row["year"], quarter=row["quarter"])


def stated(row: Row) -> str:
    """A target's value as the plan states it."""
    if row["no_task"]:
        return "/"
    if row["value"] is None:
        return _(BASIS_LABELS[Basis(row["basis"])])
    return f"{COMPARATOR_SIGNS.get(row['comparator'] or '=', '')} {row['value'].normalize():f}"


def place(row: Row) -> str:
    """Where a figure was read; an allocation says that it is one, an entered target or baseline names its document."""
    if row["origin"] == "simulated":
        return _("simulated allocation, not in the plan")
    words = [_("entered by the office")] if row["origin"] == "entered" else []
    words += [pick(row, "places")] if pick(row, "places") else []
    if row["baseline_document"]:
        baseline = {"value": exact(row["baseline_value"]), "year": row["baseline_year"], "document": row["baseline_document"]}
        words.append(_("baseline {value} ({year}), entered by the office from {document}", **baseline))
    return " · ".join(words) or "–"


def clause_table(rows: Iterable[Row]) -> str:
    """Every target of an indicator with its basis, wording, place and note."""
    cells = [
        (
            escape(pick(row, "region")),
            f'<span class="number">{escape(when(row))}</span>',
            f'<span class="number">{escape(stated(row))}</span>',
            escape(row["wording_zh"] or "–"),
            escape(_(BASIS_LABELS[Basis(row["basis"])])),
            escape(place(row)),
            escape(pick(row, "note")),
        )
        for row in rows
    ]
    headers = (_("Region"), _("Year"), _("Target"), _("Wording"), _("Basis"), _("Place in the plan"), _("Reading"))
    return table(headers, cells, _("Targets and where they were read"))


def target_table(rows: Iterable[Row], view: View, flags: dict[int, str]) -> str:
    """Targets of a whole plan, each leading to its indicator, with all places it was read from."""
    cells = [
        (
            link(pick(row, "indicator"), "indicator", **view.parameters(), indicator=row["indicator_id"], region=row["region_id"])
            + flags.get(row["indicator_key"], ""),
            escape(pick(row, "region")),
            f'<span class="number">{escape(when(row))}</span>',
            f'<span class="number">{escape(stated(row))}</span>',
            escape(pick(row, "unit")),
            escape(row["wording_zh"] or "–"),
            escape(place(row)),
            escape(pick(row, "note")),
        )
        for row in rows
    ]
    headers = (_("Indicator"), _("Region"), _("Year"), _("Target"), _("Unit"), _("Wording"), _("Place in the plan"), _("Reading"))
    return table(headers, cells, _("Targets and where they were read"))


def conflict_flags(rows: Sequence[Row]) -> str:
    """Contradictions one by one; notes on the text together, folded."""
    hard, notes = ([_flag(row) for row in rows if row["severity"] == severity] for severity in ("hard", "note"))
    folded = f'<details class="notes"><summary>⚐ {escape(_("{count} notes on the text", count=len(notes)))}</summary>{"".join(notes)}</details>'
    return "".join(hard) + (folded if notes else "")


def conflict_list(rows: Iterable[Row]) -> str:
    """Every conflict, unfolded one by one."""
    return "".join(map(_flag, rows))


def _flag(row: Row) -> str:
    """Both claims with their places, the reading in force and why."""
    claims = "".join(
        f"<p>{letter} {escape(pick(row, f'claim_{side}'))} <small>({escape(pick(row, f'place_{side}'))})</small></p>"
        for letter, side in (("①", "a"), ("②", "b"))
        if pick(row, f"claim_{side}")
    )
    mark = "⚑" if row["severity"] == "hard" else "⚐"
    kind = _("the plan contradicts itself") if row["severity"] == "hard" else _("note on the text")
    title = f"{mark} {kind} · {_(CONFLICT_LABELS[row['class']])}{_(': ')}{pick(row, 'title')}"
    return (
        f'<details class="flag"><summary>{escape(title)}</summary>{claims}'
        f"<p><b>{escape(_('Reading in force'))}</b> {escape(pick(row, 'reading'))}</p><p>{escape(pick(row, 'reason'))}</p></details>"
    )
