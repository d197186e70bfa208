"""Uploads as a readable list, and what one of them wrote."""

from collections.abc import Sequence
from html import escape

from etl.accounts import Account
from etl.upload import UndoResult
from indicators.language import N_, _, pick
from indicators.numbers import quantity
from indicators.queries import Row
from indicators.vocabulary import Role
from pages.components.html import table
from pages.components.selection import month_words

KINDS = {
    "actuals": N_("figures"),
    "tasks": N_("task progress"),
    "projects": N_("project progress"),
    "targets": N_("targets"),
    "undo": N_("undo"),
}
SHOWN = 50


def upload_table(rows: Sequence[Row]) -> str:
    """One line per upload, newest first."""
    cells = [
        (
            f'<span class="number">{row["upload_id"]}</span>',
            escape(_(KINDS[row["kind"]])),
            escape(month_words(row["period"]) if row["period"] else _("several months")),
            escape(row["file_name"]),
            escape(row["display_name"]),
            f'<span class="number">{row["committed_at"]:%Y-%m-%d %H:%M}</span>',
            f'<span class="number">{row["new_count"]} / {row["changed_count"]} / {row["unchanged_count"]}</span>',
            escape(row["justification"] or ""),
            _state(row),
        )
        for row in rows
    ]
    headers = (
        _("Number"),
        _("Kind"),
        _("Month"),
        _("File"),
        _("Reported by"),
        _("At"),
        _("New / changed / unchanged"),
        _("Explanation"),
        _("Still stands"),
    )
    return table(headers, cells, _("Uploads"))


def _state(row: Row) -> str:
    if row["undo_of"] is not None:
        return escape(_("undoes {number}", number=row["undo_of"]))
    return escape(_("undone by {number}", number=row["undone_by"])) if row["undone_by"] is not None else escape(_("stands"))


def written_rows(rows: Sequence[Row]) -> str:
    """The figures an upload wrote, with what stood before and whether they still stand."""
    if not rows:
        return f'<p class="asof">{escape(_("This upload holds no figures."))}</p>'
    cells = [
        (
            escape(pick(row, "indicator")),
            escape(pick(row, "region")),
            escape(month_words(row["period"])),
            f'<span class="number">{escape(quantity(row["old_value"], "", row["decimals"]))}</span>',
            f'<span class="number">{escape(quantity(row["value"], pick(row, "unit"), row["decimals"]))}</span>',
            escape(row["note"] or ""),
            escape(_("stands") if row["is_standing"] else _("replaced later")),
        )
        for row in rows[:SHOWN]
    ]
    headers = (_("Indicator"), _("Region"), _("Month"), _("Before"), _("Value"), _("Note"), _("Still stands"))
    more = _("The first {shown} of {count} figures.", shown=SHOWN, count=len(rows)) if len(rows) > SHOWN else ""
    return table(headers, cells, _("Figures of the upload")) + (f'<p class="asof">{escape(more)}</p>' if more else "")


def may_undo(account: Account, upload: Row) -> bool:
    """Whether the page offers undo; `undo_upload` decides."""
    is_undoable = upload["kind"] != "undo" and upload["undone_by"] is None
    return is_undoable and (account.role in (Role.OFFICE, Role.ADMIN) or account.username == upload["username"])


def undo_words(result: UndoResult) -> str:
    """What an undo did, in one sentence or two."""
    words = _("{count} figures stand again as before (upload {number}).", count=result.restored, number=result.upload_id)
    if result.left.num_rows:
        words += " " + _("{count} were left, because later uploads stand on them.", count=result.left.num_rows)
    return words
