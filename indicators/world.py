"""Which reports are looked at: approved ones, or submitted ones too; as they stand now, or as they stood at a past moment."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from indicators.language import _

Counts = Literal["approved", "submitted"]


@dataclass(frozen=True)
class World:
    """What a reader looks at. `reported_at` None is now; `submitted` shows what nobody has decided on before what was approved."""

    counts: Counts = "approved"
    reported_at: datetime | None = None

    def sentence(self) -> str:
        """What is looked at, in the current language; empty for what counts now."""
        parts = []
        if self.counts == "submitted":
            parts.append(_("including reports that nobody has reviewed yet"))
        if self.reported_at is not None:
            is_whole_day = self.reported_at.time() == time.max
            moment = f"{self.reported_at:%Y-%m-%d}" if is_whole_day else f"{self.reported_at:%Y-%m-%d %H:%M:%S}"
            parts.append(_("as reported on {moment}", moment=moment))
        return _("; ").join(parts)


NOW = World()


def end_of(day: date) -> datetime:
    """The moment that “as reported on” a day means: its last."""
    return datetime.combine(day, time.max)
