"""Why somebody got a message, or did not: what became of each letter, and what the rules say of those to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.letters import Delivery
from bot.domain.meetings import Meeting
from bot.domain.people import Organisation, Person
from bot.domain.reminders import Planned, Skip, held_back, once
from bot.domain.rsvps import SeatAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A letter and what became of it. `reason` is why it was skipped or failed, or why it had to be tried again."""

    delivery: Delivery
    sent_at: datetime | None
    message_id: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """One rule for one person: the letter it has become, or else why it would not become one now, or neither yet."""

    planned: Planned
    trace: Trace | None
    skip: Skip | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Everything the rules say about one person and one meeting."""

    person: Person
    organisations: tuple[Organisation, ...]
    remindings: tuple[Reminding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMeeting:
    meeting: Meeting
    planned: tuple[Planned, ...]
    reminded: tuple[Reminded, ...]
    others: tuple[Trace, ...]
    """Letters about the meeting that are no reminders, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson:
    person: Person
    partners: tuple[str, ...]
    letters: tuple[Trace, ...]
    """The newest letters to the person, newest first."""


def reminded(
    meeting: Meeting,
    planned: Sequence[Planned],
    person: Person,
    seats: Sequence[SeatAnswer],
    letters: dict[str, Trace],
    *,
    now: datetime,
) -> Reminded:
    """Each rule for a person; `letters` are those about the meeting by their `once`."""
    return Reminded(
        person=person,
        organisations=tuple(seat.organisation for seat in seats),
        remindings=tuple(_reminding(meeting, each, person, seats, letters, now) for each in planned),
    )


def _reminding(
    meeting: Meeting,
    planned: Planned,
    person: Person,
    seats: Sequence[SeatAnswer],
    letters: dict[str, Trace],
    now: datetime,
) -> Reminding:
    trace = letters.get(once(meeting, planned, person.id))
    skip = None if trace is not None else held_back(planned, meeting, person, seats, now=now)
    return Reminding(planned=planned, trace=trace, skip=skip)
