"""What stands around the content of a bulletin: title with its mark, number, day, whom it is for, what the office adds when it issues."""

from dataclasses import dataclass

from indicators.bulletin.content import Bulletin
from indicators.bulletin.typography import tight
from indicators.bulletin.words import numeral
from indicators.language import _
from indicators.numbers import day_of_year, month_of_year


@dataclass(frozen=True)
class FrameWords:
    """The words, in the language of the bulletin; `mark` is empty where figures are reported ones."""

    title: str
    period: str
    number: str
    issued_on: str
    document_number: str
    addressed_to: str
    correction: str
    requirements_title: str
    requirements: tuple[str, ...]
    signature: str
    mark: str

    def placeholders(self) -> dict[str, str]:
        """What the placeholders of a template stand for, by their names."""
        names = ("title", "period", "number", "document_number", "issued_on", "signature")
        return {name: getattr(self, name) for name in names}

    @property
    def head(self) -> str:
        """What stands above the title: the office's own number, else that of the issue."""
        return self.document_number or self.number


def frame_words(bulletin: Bulletin) -> FrameWords:
    """The words around a draft or an issued bulletin, in the current language."""
    issue = bulletin.issue
    mark = _("Simulated data") if bulletin.is_simulated else ""
    last = sum(not section.is_annex for section in bulletin.sections)
    is_correction = issue is not None and issue.corrects is not None
    return FrameWords(
        title=_("{title} ({mark})", title=bulletin.title, mark=mark) if mark else bulletin.title,
        period=tight(month_of_year(bulletin.period)),
        number=tight(_("No. {number}", number=issue.number)) if issue else _("Draft"),
        issued_on=tight(day_of_year(issue.issued_on if issue else bulletin.made_on)),
        document_number=issue.document_number if issue else "",
        addressed_to=_("To all towns, parks and departments:"),
        correction=_(
            "This bulletin corrects {number}: {reason}", number=tight(_("No. {number}", number=issue.corrects)), reason=issue.reason
        )
        if issue and is_correction
        else "",
        requirements_title=_("{place}. {title}", place=numeral(last + 1), title=_("Requirements")),
        requirements=tuple(line for line in (issue.requirements if issue else "").splitlines() if line.strip()),
        signature=issue.signature if issue else "",
        mark=mark,
    )
