"""What organisations answered, and what that adds up to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.meetings import Meeting
from bot.domain.people import Member, Organisation, Partnership
from bot.domain.refusals import NumberImpossible, TextTooLong

NOTE_LIMIT = 300
NAME_LIMIT = 120
MOST_PEOPLE = 500


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp:
    """An organisation's answer. `changes` counts every change of it and never falls: it is part of SEQUENCE."""

    meeting_id: int
    organisation_id: int
    answer: Answer
    answered_at: datetime
    answered_by: int | None
    answered_by_name: str
    date_revision: int
    changes: int = 1
    people: int = 1
    note: str = ""
    substitute: str = ""
    on_behalf: bool = False

    def stands(self, meeting: Meeting) -> bool:
        """Whether it was given for the date as it is now; otherwise it is shown as such and counts as silent."""
        return self.date_revision == meeting.date_revision

    def with_people(self, people: int, *, now: datetime) -> "Rsvp":
        if not 1 <= people <= MOST_PEOPLE:
            raise NumberImpossible(least=1, most=MOST_PEOPLE)
        return self._changed(now, people=people)

    def with_note(self, note: str, *, now: datetime) -> "Rsvp":
        if len(note) > NOTE_LIMIT:
            raise TextTooLong(limit=NOTE_LIMIT, length=len(note))
        return self._changed(now, note=note)

    def with_substitute(self, name: str, *, now: datetime) -> "Rsvp":
        if len(name) > NAME_LIMIT:
            raise TextTooLong(limit=NAME_LIMIT, length=len(name))
        return self._changed(now, substitute=name)

    def _changed(self, now: datetime, **fields: object) -> "Rsvp":
        changed = replace(self, **fields)  # type: ignore[arg-type]
        return self if changed == self else replace(changed, changes=self.changes + 1, answered_at=now)


def answered(
    meeting: Meeting, earlier: Rsvp | None, organisation: Organisation, answer: Answer, by: Member, *, now: datetime
) -> Rsvp:
    """The organisation's answer after this press; the same answer again is a non-event and returns `earlier`."""
    on_behalf = not by.speaks_for(organisation.id)
    if earlier is not None and earlier.answer is answer and earlier.stands(meeting) and earlier.on_behalf == on_behalf:
        return earlier
    fresh = Rsvp(
        meeting_id=meeting.id,
        organisation_id=organisation.id,
        answer=answer,
        answered_at=now,
        answered_by=by.person.id,
        answered_by_name=by.person.name,
        date_revision=meeting.date_revision,
        changes=earlier.changes + 1 if earlier else 1,
        note=earlier.note if earlier and earlier.answer is answer else "",
        on_behalf=on_behalf,
    )
    if earlier is None or answer is Answer.NO:
        return fresh
    return replace(fresh, people=earlier.people, substitute=earlier.substitute)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAnswer:
    """An invited organisation and what it answered, if anything."""

    organisation: Organisation
    rsvp: Rsvp | None
    in_telegram: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Organisations by answer. `outside` are those without an answer that nobody can be reached for in Telegram."""

    yes: int = 0
    no: int = 0
    maybe: int = 0
    silent: int = 0
    outside: int = 0
    people: int = 0

    @property
    def invited(self) -> int:
        return self.yes + self.no + self.maybe + self.silent + self.outside

    @property
    def answered(self) -> int:
        return self.yes + self.no + self.maybe


def standing(meeting: Meeting, seat: SeatAnswer) -> Answer | None:
    """The answer that counts: None while silent, or while only the previous date was answered."""
    return seat.rsvp.answer if seat.rsvp is not None and seat.rsvp.stands(meeting) else None


def tally(meeting: Meeting, seats: Iterable[SeatAnswer]) -> Tally:
    counts = {"yes": 0, "no": 0, "maybe": 0, "silent": 0, "outside": 0, "people": 0}
    for seat in seats:
        answer = standing(meeting, seat)
        if answer is None:
            counts["silent" if seat.in_telegram else "outside"] += 1
            continue
        counts[answer.value] += 1
        if answer is Answer.YES and seat.rsvp is not None:
            counts["people"] += seat.rsvp.people
    return Tally(**counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything a meeting's card shows to one viewer."""

    meeting: Meeting
    partnership: Partnership
    tally: Tally
    own: tuple[SeatAnswer, ...] = ()
    coordinator: bool = False
    names_partnership: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall:
    """The coordinator's view of a meeting: every invited organisation with its answer."""

    meeting: Meeting
    partnership: Partnership
    seats: tuple[SeatAnswer, ...]
    unreachable: tuple[str, ...] = ()
    in_doubt: tuple[str, ...] = ()  # people whom news of the meeting may not have reached

    @property
    def tally(self) -> Tally:
        return tally(self.meeting, self.seats)

    def with_answer(self, answer: Answer | None) -> tuple[SeatAnswer, ...]:
        return tuple(seat for seat in self.seats if standing(self.meeting, seat) is answer)
