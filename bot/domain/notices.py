"""What the bot tells people unasked, as facts. A notice becomes words only when it is sent, in its reader's language.

Notices are kept in the store: fields may be added (with a default), never renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import IntEnum
from functools import cache
from typing import Any, ClassVar

from bot.domain.announcements import Announcement, Copy
from bot.domain.calendars import Entry
from bot.domain.fitting import Rule, rules_of
from bot.domain.meetings import Change
from bot.domain.people import Organisation, Partnership, Person
from bot.domain.report_overviews import AskedOf, Overview
from bot.domain.rsvps import Card


class Urgency(IntEnum):
    """Who goes first when not everything can leave at once; smaller is sooner."""

    ANSWER = 0  # somebody waits for it
    REMINDER = 1
    BULK = 2

    @classmethod
    def _missing_(cls, value: object) -> "Urgency":
        """A number that none of ours has goes last, and stops nothing."""
        return cls.BULK


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    urgency: ClassVar[Urgency] = Urgency.BULK

    @property
    def messages(self) -> int:
        """How many messages Telegram counts, and how many turns it takes."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnnounced(Notice):
    meeting_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChanged(Notice):
    """Place, text or date changed. The old facts travel with the notice, for the store only keeps the new ones."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    revision: int
    changes: tuple[Change, ...]
    old_title: str
    old_place: str
    old_start: datetime

    @property
    def moved(self) -> bool:
        return Change.DATE in self.changes


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCalledOff(Notice):
    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReminder(Notice):
    """To the silent, before the answer deadline. Pointless once the meeting counts from another moment."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    rule: str
    counts_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReminder(Notice):
    """To those who answered yes or maybe, before the start."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    rule: str
    counts_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFileSent(Notice):
    """The .ics file again, to a chat that took an earlier one."""

    meeting_id: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRetired(Notice):
    """An older card loses its buttons and points to the newer one."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerJoined(Notice):
    """To coordinators: somebody accepted an invitation; without an organisation, as a coordinator."""

    person_name: str
    organisation_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonUnreachable(Notice):
    """To coordinators: somebody blocked the bot; `nobody_left` of their organisations can be reached now."""

    person_name: str
    organisation_names: tuple[str, ...]
    nobody_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationEnded(Notice):
    """To somebody who no longer runs the partnership; `by` is the number of whoever ended that."""

    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorLeft(Notice):
    """To the remaining coordinators; `by_name` is of whoever ended it, nothing when the person did."""

    person_name: str
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredForYou(Notice):
    """To an organisation's people: the coordinator noted an answer on their behalf."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    meeting_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteNamed(Notice):
    """To coordinators: an organisation sends somebody else."""

    meeting_id: int
    organisation_name: str
    substitute: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementMade(Notice):
    """A copy for one person; its text is read when it leaves, so a correction meets it on the way."""

    announcement_id: int
    files: int = 0

    @property
    def messages(self) -> int:
        """Each file of an album is a message."""
        return max(1, self.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementText(Notice):
    """The text and the button below an album that has arrived; ahead of other people's copies, or it would lag."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    announcement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementCorrected(Notice):
    """A copy that has arrived reads as the announcement reads now: corrected, or taken back."""

    announcement_id: int
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingAsked(Notice):
    """One more try to those whose organisation has not confirmed an announcement."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    announcement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSetAside(Notice):
    """To coordinators: something a person sent could not be handled after three tries."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFailed(Notice):
    """To coordinators, once a day: the nightly backup of the store could not be taken."""

    code: str
    last_taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeEnded(Notice):
    """To coordinators, once: nobody was there for days, and what was due long ago waits for their decision."""

    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequested(Notice):
    """To the people of every organisation that is asked for a report."""

    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReminder(Notice):
    """To those whose organisation's report is missing, before its deadline."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    request_id: int
    rule: str
    counts_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportNoLongerNeeded(Notice):
    """To those who were asked: the coordinator took the request back."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSentForYou(Notice):
    """To an organisation's people: the coordinator filled in and sent their report."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    request_id: int
    organisation_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDeadlineMoved(Notice):
    """To those whose report is missing: it is due at another moment."""

    urgency: ClassVar[Urgency] = Urgency.REMINDER
    request_id: int
    old_deadline: datetime
    new_deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArrived(Notice):
    """To coordinators: an organisation has sent its report. All that come for a request share one message."""

    request_id: int
    by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Notice):
    """What a foreign or much older program left in the outbox. It is never sent, and stops nothing that is."""

    kind: str


KINDS: dict[str, type[Notice]] = {
    kind.__name__: kind
    for kind in (
        MeetingAnnounced,
        MeetingChanged,
        MeetingCalledOff,
        AnswerReminder,
        MeetingReminder,
        CalendarFileSent,
        CardRetired,
        PartnerJoined,
        PersonUnreachable,
        CoordinationEnded,
        CoordinatorLeft,
        AnsweredForYou,
        SubstituteNamed,
        AnnouncementMade,
        AnnouncementText,
        AnnouncementCorrected,
        ReadingAsked,
        UpdateSetAside,
        BackupFailed,
        DowntimeEnded,
        ReportRequested,
        ReportReminder,
        ReportNoLongerNeeded,
        ReportSentForYou,
        ReportDeadlineMoved,
        ReportArrived,
    )
}


_MOMENTS = frozenset(
    ("counts_from", "old_start", "old_deadline", "new_deadline", "last_taken_at", "began_at", "ended_at")
)


def to_facts(notice: Notice) -> dict[str, Any]:
    """The notice as JSON can hold it."""
    return {field.name: _plain(getattr(notice, field.name)) for field in fields(notice)}


def from_facts(kind: str, facts: Any) -> Notice:
    """The notice again, or Unreadable. Facts of a newer version that we do not know yet are left out."""
    shape = KINDS.get(kind)
    if shape is None or not isinstance(facts, dict):
        return Unreadable(kind=str(kind))
    rules = _rules(kind)
    try:
        known = {name: _rich(name, value) for name, value in facts.items() if name in rules}
        notice = shape(**known)
    except (TypeError, ValueError):
        return Unreadable(kind=kind)
    return notice if all(rules[name](value) for name, value in known.items()) else Unreadable(kind=kind)


@cache
def _rules(kind: str) -> Mapping[str, Rule]:
    return rules_of(KINDS[kind])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _rich(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return datetime.fromisoformat(value) if value is not None else None
    if name == "changes":
        return tuple(Change(change) for change in value)
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice with everything that its words need, as things are at the moment of sending."""

    notice: Notice
    reader: Person
    partnership: Partnership | None = None
    card: Card | None = None
    entry: Entry | None = None
    organisation: Organisation | None = None
    asked: AskedOf | None = None
    reports: Overview | None = None
    message_id: int | None = None  # of the message that this notice goes into, when it has one
    announcement: Announcement | None = None
    copy: Copy | None = None
    held: int = 0  # messages that wait for the reader's decision
    speaks: bool = False  # the reader, who no longer coordinates, still speaks for a partner


class SkipNotice(Exception):
    """A notice that must not be sent after all; `reason` is one of domain.reminders.Skip or Unsent."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
