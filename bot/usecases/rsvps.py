"""Answering a meeting: in one's own organisation's name, or noted by a coordinator on behalf of a partner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.letters import Letter, ShownCard
from bot.domain.meetings import Meeting
from bot.domain.notices import AnsweredForYou, SubstituteNamed
from bot.domain.people import Member, Organisation
from bot.domain.refusals import AnswerFirst, ForRepresentatives, NotFound
from bot.domain.rsvps import Answer, Card, Rsvp, answered
from bot.usecases.cards import facts, visible
from storage.database import Database, Store
from storage.meetings import Versioned

EVERY_SEAT = "all"
Named = int | str | None  # an organisation's id, EVERY_SEAT, or not said
EditsUntil = Callable[[], datetime]  # real time; asked as late as can be, for the store may keep a press waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer is kept. `card` is what the person is to see now, in place of the card `shown` in their chat."""

    card: Card
    organisations: tuple[Organisation, ...]
    shown: ShownCard | None = None


class _MustAsk(Exception):
    """Leaves the transaction undone, the mark on the update too: a question that is lost must be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichSeat:
    """The press fits several seats: one question follows. Nothing was changed."""

    meeting: Meeting
    organisations: tuple[Organisation, ...]


async def answer_meeting(
    db: Database,
    telegram_id: int,
    meeting_id: int,
    answer: Answer,
    named: Named = None,
    *,
    now: datetime,
    edits_until: EditsUntil | None = None,
) -> Answered | WhichSeat:
    """Remember what an organisation answers. Raises a Refusal when it is not theirs, or too late.

    The caller alone edits the card in the person's chat until the moment that `edits_until` says once its turn to write
    has come.
    """
    try:
        async with db.transaction() as tx:
            found, member = await visible(tx, telegram_id, meeting_id, now=now)
            found.meeting.must_take_answers(now=now, on_behalf=False)
            seats = invited_seats(found.meeting, member)
            chosen = await _chosen(tx, found.meeting, member, seats, named)
            if chosen is None:
                raise _MustAsk
            for organisation in chosen:
                await _put(tx, found.meeting, organisation, answer, member, now=now)
            return await _answered(tx, found, member, chosen, now=now, edits_until=edits_until)
    except _MustAsk:
        return WhichSeat(meeting=found.meeting, organisations=seats)


async def answer_on_behalf(
    db: Database, telegram_id: int, meeting_id: int, organisation_id: int, answer: Answer, *, now: datetime
) -> Organisation:
    """A coordinator notes what a partner said on the telephone; the partner's people are told."""
    async with db.transaction() as tx:
        found, member = await visible(tx, telegram_id, meeting_id, now=now)
        member.must_coordinate("meeting")
        found.meeting.must_take_answers(now=now, on_behalf=True)
        organisation = await _invited(tx, found.meeting, organisation_id)
        rsvp = await _put(tx, found.meeting, organisation, answer, member, now=now)
        await tx.outbox.add(await _told_on_behalf(tx, found.meeting, organisation, rsvp, member, now=now), now=now)
        return organisation


async def set_people(
    db: Database,
    telegram_id: int,
    meeting_id: int,
    organisation_id: int,
    people: int,
    *,
    now: datetime,
    edits_until: EditsUntil | None = None,
) -> Answered:
    """How many people an organisation that comes will send; `edits_until` as for `answer_meeting`."""
    async with db.transaction() as tx:
        _, organisation = await put_people(tx, telegram_id, meeting_id, organisation_id, people, now=now)
        found, member = await visible(tx, telegram_id, meeting_id, now=now)
        return await _answered(tx, found, member, (organisation,), now=now, edits_until=edits_until)


async def which_seat(
    db: Database, telegram_id: int, meeting_id: int, named: Named = None, *, now: datetime
) -> Organisation | WhichSeat:
    """The one organisation a note or a substitute is for, or the question which."""
    async with db.snapshot() as store:
        found, member = await visible(store, telegram_id, meeting_id, now=now)
        found.meeting.must_take_answers(now=now, on_behalf=False)
        seats = invited_seats(found.meeting, member)
        if isinstance(named, int):
            seats = tuple(seat for seat in seats if seat.id == named)
    if not seats:
        raise NotFound("organisation")
    return seats[0] if len(seats) == 1 else WhichSeat(meeting=found.meeting, organisations=seats)


# --- effects, inside the transaction of the use case that calls them


async def put_people(
    tx: Store, telegram_id: int, meeting_id: int, organisation_id: int, people: int, *, now: datetime
) -> tuple[Rsvp, Organisation]:
    """Keep how many come; saying so is saying yes."""
    meeting, member, organisation = await _own_seat(tx, telegram_id, meeting_id, organisation_id, now=now)
    rsvp = await _put(tx, meeting, organisation, Answer.YES, member, now=now)
    counted = rsvp.with_people(people, now=now)
    if counted is not rsvp:
        await _save(tx, counted)
    return counted, organisation


async def put_note(
    tx: Store, telegram_id: int, meeting_id: int, organisation_id: int, note: str, *, now: datetime
) -> tuple[Rsvp, Organisation]:
    """Keep a note with the organisation's answer; raises AnswerFirst when there is none to keep it with."""
    meeting, _, organisation = await _own_seat(tx, telegram_id, meeting_id, organisation_id, now=now)
    rsvp = await tx.rsvps.get(meeting_id, organisation_id)
    if rsvp is None or not rsvp.stands(meeting):
        raise AnswerFirst(title=meeting.title)
    noted = rsvp.with_note(note, now=now)
    await _save(tx, noted)
    return noted, organisation


async def put_substitute(
    tx: Store, telegram_id: int, meeting_id: int, organisation_id: int, name: str, *, now: datetime
) -> tuple[Rsvp, Organisation]:
    """Somebody else comes for the organisation: its answer is yes, and the coordinators hear the name."""
    meeting, member, organisation = await _own_seat(tx, telegram_id, meeting_id, organisation_id, now=now)
    rsvp = await _put(tx, meeting, organisation, Answer.YES, member, now=now)
    named = rsvp.with_substitute(name, now=now)
    await _save(tx, named)
    await tx.outbox.add(await _substitute_letters(tx, meeting, organisation, named, now=now), now=now)
    return named, organisation


def invited_seats(meeting: Meeting, member: Member) -> tuple[Organisation, ...]:
    """The organisations this person can answer the meeting for."""
    day = meeting.details.slot.wall_start.date()
    return tuple(organisation for organisation in member.organisations if organisation.belongs_on(day))


async def _own_seat(
    tx: Store, telegram_id: int, meeting_id: int, organisation_id: int, *, now: datetime
) -> tuple[Meeting, Member, Organisation]:
    found, member = await visible(tx, telegram_id, meeting_id, now=now)
    found.meeting.must_take_answers(now=now, on_behalf=False)
    for organisation in invited_seats(found.meeting, member):
        if organisation.id == organisation_id:
            return found.meeting, member, organisation
    raise NotFound("organisation")


async def _chosen(
    tx: Store, meeting: Meeting, member: Member, seats: tuple[Organisation, ...], named: Named
) -> tuple[Organisation, ...] | None:
    """The seats this press is for; None when that must be asked. A choice is remembered for the meeting."""
    if not seats:
        raise ForRepresentatives
    if named is None:
        if len(seats) == 1:
            return seats
        remembered = await tx.rsvps.speaks_for(meeting.id, member.person.id)
        return tuple(seat for seat in seats if remembered and seat.id in remembered) or None
    chosen = seats if named == EVERY_SEAT else tuple(seat for seat in seats if seat.id == named)
    if not chosen:
        raise NotFound("organisation")
    await tx.rsvps.remember_speaking_for(meeting.id, member.person.id, [seat.id for seat in chosen])
    return chosen


async def _put(
    tx: Store, meeting: Meeting, organisation: Organisation, answer: Answer, by: Member, *, now: datetime
) -> Rsvp:
    earlier = await tx.rsvps.get(meeting.id, organisation.id)
    rsvp = answered(meeting, earlier, organisation, answer, by, now=now)
    if rsvp is not earlier:
        await _save(tx, rsvp)
    return rsvp


async def _save(tx: Store, rsvp: Rsvp) -> None:
    await tx.rsvps.put(rsvp)
    await tx.meetings.touch(rsvp.meeting_id)


async def _answered(
    tx: Store,
    before: Versioned,
    member: Member,
    organisations: tuple[Organisation, ...],
    *,
    now: datetime,
    edits_until: EditsUntil | None,
) -> Answered:
    """The card as it is now. The one in the person's chat is edited by whoever replies to them, not by the keeper."""
    version = await tx.meetings.version(before.meeting.id)
    card = await facts(tx, Versioned(before.meeting, version), member, now=now)
    chat_id = member.person.chat_id
    until = edits_until() if edits_until is not None else None
    shown = await tx.cards.presume(before.meeting.id, chat_id, version=version, edited_until=until)
    return Answered(card=card, organisations=organisations, shown=shown)


async def _invited(tx: Store, meeting: Meeting, organisation_id: int) -> Organisation:
    organisation = await tx.people.organisation(organisation_id)
    day = meeting.details.slot.wall_start.date()
    if (
        organisation is None
        or organisation.partnership_id != meeting.partnership_id
        or not organisation.belongs_on(day)
    ):
        raise NotFound("organisation")
    return organisation


async def _told_on_behalf(
    tx: Store, meeting: Meeting, organisation: Organisation, rsvp: Rsvp, by: Member, *, now: datetime
) -> list[Letter]:
    speakers = await tx.people.speakers([organisation.id], on=by.partnership.today(now))
    notice = AnsweredForYou(meeting_id=meeting.id, organisation_id=organisation.id)
    return [
        Letter(
            once=f"behalf/{meeting.id}/{organisation.id}/{rsvp.changes}/{speaker.person.id}",
            notice=notice,
            chat_id=speaker.person.chat_id,
            person_id=speaker.person.id,
            partnership_id=meeting.partnership_id,
            due_at=now,
            pointless_at=meeting.ends_at,
        )
        for speaker in speakers.get(organisation.id, ())
        if speaker.person.id != by.person.id and speaker.person.reachable
    ]


async def _substitute_letters(
    tx: Store, meeting: Meeting, organisation: Organisation, rsvp: Rsvp, *, now: datetime
) -> list[Letter]:
    notice = SubstituteNamed(meeting_id=meeting.id, organisation_name=organisation.name, substitute=rsvp.substitute)
    return [
        Letter(
            once=f"substitute/{meeting.id}/{organisation.id}/{rsvp.changes}/{coordinator.id}",
            notice=notice,
            chat_id=coordinator.chat_id,
            person_id=coordinator.id,
            partnership_id=meeting.partnership_id,
            due_at=now,
            pointless_at=meeting.ends_at,
            silent=True,
        )
        for coordinator in await tx.people.coordinators(meeting.partnership_id)
        if coordinator.reachable and coordinator.id != rsvp.answered_by
    ]
