"""What waits for review: the uploads as a list, and the facts of one."""

from collections.abc import Sequence
from html import escape

from indicators.language import _
from indicators.queries import Row
from pages.components.html import link, table
from pages.components.selection import View, month_words
from pages.components.upload_history import KINDS


def months_of_upload(upload: Row) -> str:
    """The month, or the first and the last, that an upload's waiting cells speak of."""
    first, last = upload["first_period"], upload["last_period"]
    return month_words(first) if first == last else f"{month_words(first)} – {month_words(last)}"


def upload_words(upload: Row) -> str:
    """An upload in one line, for a list to choose from."""
    return f"{upload['upload_id']} · {months_of_upload(upload)} · {upload['display_name']} · {upload['file_name']}"


def _timeliness(upload: Row) -> str:
    if not upload["late"]:
        return f"● {escape(_('on time'))}"
    return f'<span class="simulated">▲ {escape(_("late: {count}", count=upload["late"]))}</span>'


def _remarks(upload: Row) -> str:
    """The correction flag, and the justification the reporter gave."""
    flag = f'<span class="flagged">{escape(_("correction"))}</span> ' if upload["is_correction"] else ""
    return flag + escape(upload["justification"] or "")


def queue_table(queue: Sequence[Row], view: View) -> str:
    """One line per upload; its number opens it."""
    cells = [
        (
            link(_("Upload {number}", number=upload["upload_id"]), "review", **view.parameters(), upload=upload["upload_id"]),
            escape(_(KINDS[upload["kind"]])),
            escape(months_of_upload(upload)),
            f'<span class="number">{upload["waiting"]}</span>',
            escape(upload["display_name"]),
            f'<span class="number">{upload["committed_at"]:%Y-%m-%d %H:%M}</span>',
            _timeliness(upload),
            escape(upload["file_name"]),
            _remarks(upload) or "–",
        )
        for upload in queue
    ]
    headers = (
        _("Upload batch"),
        _("Kind"),
        _("Month"),
        _("Waiting"),
        _("Reported by"),
        _("At"),
        _("On time"),
        _("File"),
        _("Explanation"),
    )
    return table(headers, cells, _("Uploads that wait for a decision"))


def upload_facts(upload: Row) -> str:
    """Who sent the upload, when, how much of it waits, and what the reporter wrote."""
    facts = [
        (_("Reported by"), escape(upload["display_name"])),
        (_("At"), f"{upload['committed_at']:%Y-%m-%d %H:%M} · {_timeliness(upload)}"),
        (_("File"), escape(upload["file_name"])),
        (_("Waiting"), escape(_("{waiting} of {count} reports", waiting=upload["waiting"], count=upload["row_count"]))),
        (_("Correction"), escape(_("yes: it changes what was approved or locked")) if upload["is_correction"] else ""),
        (_("Justification"), escape(upload["justification"] or "")),
    ]
    return '<dl class="facts">' + "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in facts if value) + "</dl>"
