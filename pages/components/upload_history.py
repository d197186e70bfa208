"""Uploads as a readable list, and what one of them wrote."""

from collections.abc import Sequence
from html import escape

from etl.checking.change_words import change_words
from etl.life_cycle.upload import UndoResult
from etl.people.accounts import Account
from indicators.language import N_, _
from indicators.queries import Row
from indicators.vocabulary import Role
from pages.components.html import link, table
from pages.components.selection import View, month_words

KINDS = {
    "actuals": N_("figures"),
    "tasks": N_("task progress"),
    "projects": N_("project progress"),
    "targets": N_("targets"),
    "undo": N_("undo"),
}
STATE_WORDS = {
    "submitted": N_("not reviewed yet"),
    "approved": N_("approved"),
    "returned": N_("returned"),
    "withdrawn": N_("withdrawn"),
    "entered": N_("entered"),  # targets, which nobody reviews
}
SHOWN = 50


def upload_table(rows: Sequence[Row], view: View) -> str:
    """One line per upload, newest first, with what was decided on it."""
    cells = [
        (
            link(str(row["upload_id"]), "uploads", **view.parameters(), upload=row["upload_id"]),
            f'<span class="number">{escape(_(KINDS[row["kind"]]))}</span>'
            + (f" · <b>{escape(_('correction'))}</b>" if row["is_correction"] else ""),
            f'<span class="number">{escape(month_words(row["period"]) if row["period"] else _("several months"))}</span>',
            escape(row["file_name"]),
            escape(row["display_name"]),
            f'<span class="number">{row["committed_at"]:%Y-%m-%d %H:%M}</span>',
            f'<span class="number">{row["new_count"]} / {row["changed_count"]} / {row["unchanged_count"]}</span>',
            escape(row["justification"] or "–"),
            f'<span class="number">{escape(upload_state(row))}</span>',
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
        _("Review"),
    )
    return table(headers, cells, _("Uploads"))


def upload_state(row: Row) -> str:
    """What became of an upload, in a few words."""
    if row["undo_of"] is not None:
        return _("undoes {number}", number=row["undo_of"])
    if row["undone_by"] is not None:
        return _("undone by {number}", number=row["undone_by"])
    if row["kind"] == "targets":
        return _(STATE_WORDS["entered"])
    counts = {state: row[f"{state}_count"] for state in STATE_WORDS if row.get(f"{state}_count")}
    if len(counts) == 1:
        return _(STATE_WORDS[next(iter(counts))])
    return " · ".join(f"{_(STATE_WORDS[state])} {count}" for state, count in counts.items()) or "–"


def decision_words(row: Row) -> str:
    """Who decided last on an upload, when and why; empty while nobody has."""
    if not row["reviewed_at"]:
        return ""
    words = _("Last decision: {name}, {moment}.", name=row["reviewer"], moment=f"{row['reviewed_at']:%Y-%m-%d %H:%M}")
    reason = f" {_('Reason: {reason}', reason=row['review_reason'])}" if row["review_reason"] else ""
    return f'<p class="asof">{escape(words + reason)}</p>'


def written_rows(kind: str, rows: Sequence[Row]) -> str:
    """What an upload of `kind` said, with what was there before, and what was decided on each row with its reason."""
    if not rows:
        return f'<p class="asof">{escape(_("This upload holds no figures."))}</p>'
    cells = [
        (
            escape(words.subject),
            escape(words.region),
            escape(month_words(words.period) if words.period else words.year),
            f'<span class="number">{escape(words.before)}</span>',
            f'<span class="number">{escape(words.after)}</span>',
            escape(row["note"] or ""),
            _cell_state(row),
        )
        for row in rows[:SHOWN]
        for words in (change_words(kind, row),)
    ]
    when = _("Year") if kind == "targets" else _("Month")
    headers = (_("What is reported"), _("Region"), when, _("Before"), _("After"), _("Note"), _("Review"))
    more = _("The first {shown} of {count} figures.", shown=SHOWN, count=len(rows)) if len(rows) > SHOWN else ""
    return table(headers, cells, _("Figures of the upload")) + (f'<p class="asof">{escape(more)}</p>' if more else "")


def _cell_state(row: Row) -> str:
    verdict = row["verdict"]
    words = escape(_(STATE_WORDS[verdict]))
    if verdict in ("approved", "entered") and not row["is_standing"]:
        words += f" · {escape(_('replaced later'))}"
    if verdict == "returned":
        words += f'<span class="why returned">{escape(row["reason"] or "")}</span>'
    return words


def may_undo(account: Account, upload: Row) -> bool:
    """Whether the page offers to take the upload back; `undo_upload` decides."""
    if upload["kind"] == "undo" or upload["undone_by"] is not None:
        return False
    if account.role in (Role.OFFICE, Role.ADMIN):
        return upload["kind"] == "targets" or bool(upload["submitted_count"] + upload["approved_count"])
    return account.username == upload["username"] and bool(upload["submitted_count"])


def undo_meaning(account: Account, upload: Row) -> str:
    """What taking the upload back would do, in a sentence."""
    if upload["kind"] == "targets":
        return _("What was entered is taken back, and what stood before stands again; later entries stay.")
    if account.role in (Role.OFFICE, Role.ADMIN):
        return _("What was approved is undone, and stands again as before; what waits goes back to its author.")
    return _("{count} figures that nobody has reviewed yet are withdrawn.", count=upload["submitted_count"])


def undo_words(result: UndoResult) -> str:
    """What an undo did, in one sentence or two."""
    parts = []
    if result.withdrawn:
        parts.append(_("{count} figures that waited for a decision were taken back.", count=result.withdrawn))
    if result.upload_id is not None:
        parts.append(_("{count} figures stand again as before (upload {number}).", count=result.restored, number=result.upload_id))
    words = " ".join(parts)
    if result.left.num_rows:
        later = _(", ").join(str(number) for number in sorted(set(result.left["standing_upload_id"].to_pylist())))
        words += " " + _(
            "{count} were left, because later uploads stand on them: {numbers}.", count=result.left.num_rows, numbers=later
        )
    return words
