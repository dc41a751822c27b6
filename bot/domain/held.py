"""What is held until a coordinator decides: after a restore it may have gone out, after a downtime come too late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain import notices
from bot.domain.letters import Delivery
from bot.domain.notices import Notice
from bot.domain.people import Partnership

DERIVED_WITHIN = timedelta(days=7)
"""After a restore everything has been swept by then, also over long holidays in which the office is closed."""


class Cause(StrEnum):
    """Why something is held."""

    RESTORE = "restore"  # the store came from a backup: it may have gone out, or been handled, before
    DOWNTIME = "downtime"  # nobody was there for days: it has not, and may come too late


class Kind(StrEnum):
    """What people would call it."""

    INVITATION = "invitation"  # to a meeting: its card
    CHANGE = "change"
    CALLED_OFF = "called_off"
    REMINDER = "reminder"
    ABOUT_MEETING = "about_meeting"  # files, answers noted on behalf, substitutes
    ANNOUNCEMENT = "announcement"
    CORRECTION = "correction"
    READING = "reading"
    REQUEST = "request"
    REPORT_REMINDER = "report_reminder"
    ABOUT_REPORT = "about_report"
    OFFICE = "office"  # to coordinators: who joined, who cannot be reached
    UPDATE = "update"  # what people did and nobody has handled yet


KIND_OF: dict[type[Notice], Kind] = {
    notices.MeetingAnnounced: Kind.INVITATION,
    notices.MeetingChanged: Kind.CHANGE,
    notices.MeetingCalledOff: Kind.CALLED_OFF,
    notices.AnswerReminder: Kind.REMINDER,
    notices.MeetingReminder: Kind.REMINDER,
    notices.AnnouncementCorrected: Kind.CORRECTION,
    notices.ReadingAsked: Kind.READING,
    notices.ReportRequested: Kind.REQUEST,
    notices.ReportReminder: Kind.REPORT_REMINDER,
}
BY_NUMBER = {
    "meeting_id": Kind.ABOUT_MEETING,
    "announcement_id": Kind.ANNOUNCEMENT,
    "request_id": Kind.ABOUT_REPORT,
}
"""What every other notice is, by the number that it carries."""


@dataclass(frozen=True, slots=True, order=True)
class Heap:
    """What is decided together: one kind about one thing. `about` is the number of the meeting, announcement or
    request, or that of the partnership when it is about none of them.
    """

    kind: Kind
    about: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One heap as its coordinators see it. `title` and `at` are those of what it is about; `due_at` is the earliest.

    `last` is the highest number in it: what is held only after somebody looked is not decided by that look.
    `pointless` of them would be skipped if they were sent now. With two causes in one heap, the more cautious is told.
    """

    heap: Heap
    cause: Cause
    count: int
    last: int
    due_at: datetime
    partnership: Partnership
    title: str = ""
    at: datetime | None = None
    names: tuple[str, ...] = ()
    pointless: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much is held for somebody's decision, and why."""

    count: int = 0
    cause: Cause = Cause.RESTORE


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a press has decided; nothing when somebody was faster."""

    count: int
    sent: bool


@dataclass(frozen=True, slots=True)
class Interrupted:
    """When the store was last restored, and when the last downtime ended; None: never."""

    restored_at: datetime | None
    back_at: datetime | None

    def cause(self, *began: datetime) -> Cause:
        """Why what began to wait at these moments is held; of several causes the more cautious.

        A restore holds what it finds, and what is derived from it in the days that follow.
        """
        if self.restored_at is None:
            return Cause.DOWNTIME
        if self.back_at is None or self.back_at < self.restored_at:
            return Cause.RESTORE
        return Cause.RESTORE if min(began) <= self.restored_at + DERIVED_WITHIN else Cause.DOWNTIME


def heap_of(delivery: Delivery) -> Heap:
    """Where a held letter belongs."""
    notice = delivery.notice
    for name, kind in BY_NUMBER.items():
        number = getattr(notice, name, None)
        if number is not None:
            return Heap(KIND_OF.get(type(notice), kind), number)
    return Heap(Kind.OFFICE, delivery.partnership_id or 0)


def in_heaps(letters: Iterable[Delivery]) -> dict[Heap, list[Delivery]]:
    """Letters by what they are decided together with, in the order of the kinds."""
    heaps: dict[Heap, list[Delivery]] = {}
    for letter in letters:
        heaps.setdefault(heap_of(letter), []).append(letter)
    order = list(Kind)
    return dict(sorted(heaps.items(), key=lambda pair: (order.index(pair[0].kind), pair[0].about)))


def total(held: Sequence[Held]) -> int:
    """How many letters and updates are held in all."""
    return sum(each.count for each in held)
