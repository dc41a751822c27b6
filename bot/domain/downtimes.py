"""Days in which nobody was there: what had its moment meanwhile is asked about, the rest goes out late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import notices
from bot.domain.notices import Notice

STILL_GOOD = timedelta(days=1)
"""Longer than any night and office day: what has been due for less goes out, or is skipped by its own rule."""

_OF_ITS_MOMENT = (
    notices.AnnouncementMade,  # words that somebody wrote for a day: "jutro", "w najbliższy wtorek"
    notices.AnnouncementText,
    notices.ReadingAsked,
    notices.AnswerReminder,
    notices.MeetingReminder,
    notices.ReportReminder,
)
"""Everything else tells facts as they are when it leaves: a late cancellation is better than none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downtime:
    """From the last sign of life to the first after it. What was due by `held_before` is held; None: nothing was."""

    id: int
    began_at: datetime
    ended_at: datetime
    held_before: datetime | None


def is_downtime(away: timedelta) -> bool:
    """Whether somebody was away for so long that what was due may have lost its sense."""
    return away > STILL_GOOD


def doubtful(notice: Notice, happens_at: datetime | None, *, now: datetime) -> bool:
    """Whether a letter that was due more than a day ago is held.

    `happens_at` is when the meeting begins, or the report is due, that it tells of: afterwards it is news no more.
    """
    if isinstance(notice, notices.CardRetired | notices.AnnouncementCorrected):
        return False  # an edit repeats facts, and makes no sound
    return isinstance(notice, _OF_ITS_MOMENT) or (happens_at is not None and happens_at <= now)
