"""When something takes place, as a person meant it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.dates.zones import instant


@dataclass(frozen=True, slots=True)
class When:
    """A start and perhaps an end on the clocks of the partnership; both without a zone, both known to exist there.

    `fold` is 1 when a doubled hour of an autumn night was typed and the second was chosen; it holds for start and end.
    """

    start: datetime
    end: datetime | None = None
    fold: int = 0

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """The start in UTC."""
        return instant(self.start, zone, self.fold)

    def ends_at(self, zone: ZoneInfo) -> datetime | None:
        """The end in UTC, or None when none was typed."""
        return None if self.end is None else instant(self.end, zone, self.fold)
