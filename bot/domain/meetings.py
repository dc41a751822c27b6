"""Meetings: what they are, how they change, and what a change means for the answers."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.people import Language, Partnership
from bot.domain.refusals import AnswersClosed, ChangedMeanwhile, MeetingCancelled, MeetingOver

TITLE_LIMIT = 200
PLACE_LIMIT = 200
DESCRIPTION_LIMIT = 1500
REASON_LIMIT = 300


class Kind(StrEnum):
    WORKING = "working"
    THEMATIC = "thematic"
    SEMINAR = "seminar"
    WORKSHOP = "workshop"
    TRAINING = "training"
    STUDY_VISIT = "study_visit"
    CONFERENCE = "conference"
    OTHER = "other"

    @property
    def names_funder(self) -> bool:
        return self in {Kind.SEMINAR, Kind.TRAINING, Kind.CONFERENCE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A stretch of wall-clock time in a zone. A change of the law moves the instants, never the wall clock."""

    wall_start: datetime
    wall_end: datetime
    time_zone: str
    fold: int = 0

    @property
    def starts_at(self) -> datetime:
        return self._instant(self.wall_start)

    @property
    def ends_at(self) -> datetime:
        return self._instant(self.wall_end)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.zone, fold=self.fold).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a coordinator types about a meeting. `answer_until` is set only when a deadline was named."""

    title: str
    slot: Slot
    place: str = ""
    description: str = ""
    kind: Kind = Kind.WORKING
    answer_until: datetime | None = None


class Change(StrEnum):
    """What partners are told has changed."""

    TITLE = "title"
    DATE = "date"
    PLACE = "place"
    DESCRIPTION = "description"
    DEADLINE = "deadline"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An announced meeting.

    `revision` counts the changes a person can see (the meeting's part of SEQUENCE, RFC 5545 §3.8.7.4); `date_revision`
    counts the dates it has had, and an answer stands only for the date it was given for; `date_set_at` is the
    announcement or the last change of date: no reminder rule whose moment lies before it applies.
    """

    id: int
    partnership_id: int
    details: Details
    answer_until: datetime
    announced_at: datetime
    announced_by: int | None
    date_set_at: datetime
    changed_at: datetime
    uid: str
    revision: int = 0
    date_revision: int = 0
    cancelled_at: datetime | None = None
    cancel_reason: str = ""

    @property
    def title(self) -> str:
        return self.details.title

    @property
    def starts_at(self) -> datetime:
        return self.details.slot.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.details.slot.ends_at

    @property
    def zone(self) -> ZoneInfo:
        return self.details.slot.zone

    @property
    def cancelled(self) -> bool:
        return self.cancelled_at is not None

    def over(self, now: datetime) -> bool:
        return now >= self.ends_at

    def closed(self, now: datetime) -> bool:
        """Whether partners can no longer answer."""
        return self.cancelled or now >= self.answer_until

    def must_take_answers(self, *, now: datetime, on_behalf: bool) -> None:
        """Raise why no answer is taken. A coordinator may still note one until the meeting is over."""
        if self.cancelled:
            raise MeetingCancelled(title=self.title, reason=self.cancel_reason)
        if self.over(now):
            raise MeetingOver(title=self.title)
        if not on_behalf and self.closed(now):
            raise AnswersClosed(title=self.title, closed_at=self.answer_until, time_zone=self.details.slot.time_zone)

    def must_be_open_to_change(self, seen_revision: int, *, now: datetime) -> None:
        """Raise why it cannot be changed: cancelled, over, or changed by somebody else since it was looked at."""
        if self.cancelled:
            raise MeetingCancelled(title=self.title, reason=self.cancel_reason)
        if self.over(now):
            raise MeetingOver(title=self.title)
        if seen_revision != self.revision:
            raise ChangedMeanwhile(meeting_id=self.id, title=self.title)

    def changed(self, details: Details, answer_until: datetime, *, now: datetime) -> "Meeting":
        """The meeting with new details. A new date asks everybody again; anything else lets the answers stand."""
        moved = details.slot.starts_at != self.starts_at
        return replace(
            self,
            details=details,
            answer_until=answer_until,
            revision=self.revision + 1,
            date_revision=self.date_revision + moved,
            date_set_at=now if moved else self.date_set_at,
            changed_at=now,
        )

    def called_off(self, reason: str, *, now: datetime) -> "Meeting":
        return replace(self, cancelled_at=now, cancel_reason=reason, revision=self.revision + 1, changed_at=now)

    def starts_within(self, span: timedelta, *, now: datetime) -> bool:
        return now <= self.starts_at <= now + span


def differences(before: Meeting, after: Meeting) -> tuple[Change, ...]:
    """What a person sees has changed, most important first."""
    old, new = before.details, after.details
    pairs = {
        Change.DATE: (old.slot, new.slot),
        Change.PLACE: (old.place, new.place),
        Change.TITLE: (old.title, new.title),
        Change.DEADLINE: (before.answer_until, after.answer_until),
        Change.DESCRIPTION: (old.description, new.description),
        Change.KIND: (old.kind, new.kind),
    }
    return tuple(change for change, (a, b) in pairs.items() if a != b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the coordinator confirms before anybody hears of a meeting, or of a change to one (`before` is set then)."""

    details: Details
    partnership: Partnership
    answer_until: datetime
    deadline_is_start: bool
    organisations: int  # that it reaches; those of `outside` are not among them
    people: int
    outside: tuple[str, ...] = ()
    opens_at: datetime | None = None
    later_deadline_is_start: bool = False  # announced at `opens_at`, although not if announced now
    before: Meeting | None = None
    languages: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """That a meeting went out: to how many chats, and who is left to be told by other means."""

    meeting: Meeting
    people: int
    outside: tuple[str, ...] = ()
    at: datetime | None = None
