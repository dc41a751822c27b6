"""Feeds, and what a meeting looks like in one person's calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.meetings import Meeting
from bot.domain.people import Language, Organisation, Partnership
from bot.domain.rsvps import Answer, Rsvp

# Clients take minutes over feeds of years; these bounds keep a feed to what somebody would look up.
FEED_PAST = timedelta(days=92)
FEED_FUTURE = timedelta(days=731)


class FeedKind(StrEnum):
    PERSON = "person"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A secret address that serves text/calendar. A person's feed spans all their partnerships.

    `secret` is empty where it was not asked for: it is read only to be shown.
    """

    id: int
    kind: FeedKind
    secret: str = ""
    created_at: datetime
    person_id: int | None = None
    partnership_id: int | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """What one of the reader's organisations answered; `stands` is False for an answer to the previous date."""

    organisation: Organisation
    answer: Answer
    stands: bool
    people: int = 1
    substitute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meeting as a calendar shows it.

    `sequence` never falls: the meeting's changes plus the changes of answer of every organisation the reader has ever
    spoken for (RFC 5545 §3.8.7.4). `last_modified` is the newest of the same changes (§3.8.7.3).
    """

    meeting: Meeting
    partnership: Partnership
    sequence: int
    last_modified: datetime
    own: tuple[OwnAnswer, ...] = ()

    @property
    def busy(self) -> bool:
        """Only a standing yes takes up the reader's time."""
        return not self.meeting.cancelled and any(own.stands and own.answer is Answer.YES for own in self.own)


class EventKey(NamedTuple):
    """Every fact that an event in a feed is made of, in few words: an event of the same key reads the same.

    A tuple, because a feed of thousands of meetings looks up as many keys, and a dataclass computes its hash in Python.
    `changed` and `answers` come as the store has them and are only compared; `style` stands for the reader's language,
    the partnership and, where there are answers, the organisations that the reader speaks for.
    """

    meeting_id: int
    revision: int
    changed: object
    answers: tuple[object, ...]
    style: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a feed shows, by the keys of its events in order; `fresh` has the entries that somebody still has to render.

    `zones` are the time zones of all its meetings.
    """

    kind: FeedKind
    language: Language
    partnerships: tuple[Partnership, ...]
    zones: frozenset[str]
    events: tuple[EventKey, ...]
    fresh: Mapping[EventKey, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What tells one state of a feed from the next: `digest` differs whenever its bytes may differ.

    Then `last_modified` does not go back. Until `until` it stays as it is unless something is committed.
    """

    feed_id: int
    digest: str
    last_modified: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Everything a feed shows: its name's facts, its language, its entries in order of start."""

    kind: FeedKind
    language: Language
    partnerships: tuple[Partnership, ...]
    entries: tuple[Entry, ...]

    @property
    def last_modified(self) -> datetime | None:
        return max((entry.last_modified for entry in self.entries), default=None)


def entry(meeting: Meeting, partnership: Partnership, ever: Iterable[Rsvp], own: tuple[OwnAnswer, ...] = ()) -> Entry:
    """How a meeting stands in a calendar whose reader's organisations answered `ever`."""
    rsvps = tuple(ever)
    return Entry(
        meeting=meeting,
        partnership=partnership,
        sequence=meeting.revision + sum(rsvp.changes for rsvp in rsvps),
        last_modified=max((meeting.changed_at, *(rsvp.answered_at for rsvp in rsvps))),
        own=own,
    )
