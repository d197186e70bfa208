"""What must hold before anything of a checked file is written, whatever its kind."""

import pyarrow as pa

from etl.checked_upload import CheckedUpload
from etl.justification import Justification, row_notes, unjustified
from indicators.language import _

LONGEST_JUSTIFICATION = 2000


class UploadRefused(Exception):
    """The upload cannot be committed as it is; the message says what is missing."""


class UploadStale(Exception):
    """Since the check what it was compared with has changed; it must be checked again.

    `moved` lists what of the file somebody else reported meanwhile: its names, month, what stood before and after, and who sent it when.
    """

    def __init__(self, message: str, moved: pa.Table) -> None:
        super().__init__(message)
        self.moved = moved


def accepted(checked: CheckedUpload, justification: str) -> str:
    """The justification, when there is one where one is needed. Raises UploadRefused."""
    justification = justification.strip()
    if checked.errors:
        raise UploadRefused(_("Errors in the file: {count}. Correct them and send it again.", count=len(checked.errors)))
    given = Justification(justification, row_notes(checked.compared, checked.table))
    if not checked.changes_nothing and (missing := unjustified(checked.problems, given)):
        raise UploadRefused(_("Warnings in the file: {count}. Write why the figures are right.", count=len(missing)))
    if checked.corrected and not justification and not checked.changes_nothing:
        raise UploadRefused(
            _("Figures that were approved or locked: {count}. Write why they are corrected.", count=checked.corrected)
        )
    if len(justification) > LONGEST_JUSTIFICATION:
        raise UploadRefused(_("The justification is longer than {limit} characters.", limit=LONGEST_JUSTIFICATION))
    return justification


def stale(moved: pa.Table) -> UploadStale:
    """The refusal of a file after whose check something changed; `moved` may be empty, when only duties did."""
    message = _("Since the check, figures or duties have changed. Check the file again and look at what would change.")
    if moved.num_rows:
        message = (
            _("Since the check, {count} of these figures were reported by somebody else.", count=moved.num_rows) + " " + message
        )
    return UploadStale(message, moved)
