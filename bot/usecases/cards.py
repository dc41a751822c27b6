"""The facts of a meeting's card for one viewer, and where cards stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.letters import ShownCard
from bot.domain.meetings import Meeting
from bot.domain.people import Known, Language, Member, Person
from bot.domain.refusals import NotFound
from bot.domain.rsvps import Card, RollCall, SeatAnswer, tally
from storage.database import Database, Store
from storage.meetings import Versioned

Seen = dict[int, tuple[SeatAnswer, ...]]  # by meeting
CANDIDATES = 4  # a chat may have several cards behind, of which it is shown one at a time


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a card ought to show, and its reader's language."""

    card: Card
    language: Language


@dataclass(frozen=True, slots=True)
class Edited:
    """A card that shows this much now, and is not to be edited again before that moment (real time)."""

    shown: ShownCard
    digest: str
    version: int
    edit_after: datetime | None


async def card(db: Database, telegram_id: int, meeting_id: int, *, now: datetime) -> Card:
    """A meeting's card for this person. Raises NotFound when there is none that they may see."""
    async with db.snapshot() as store:
        found, member = await visible(store, telegram_id, meeting_id, now=now)
        return await facts(store, found, member, now=now)


async def coming(db: Database, known: Known, *, now: datetime) -> list[Card]:
    """The cards of every coming meeting this person may see, in order of start."""
    members = {member.partnership.id: member for member in known.members}
    async with db.snapshot() as store:
        meetings = await store.meetings.between(members, now)
        return [
            await facts(store, Versioned(meeting, 0), members[meeting.partnership_id], now=now)
            for meeting in meetings
            if _may_see(meeting, members[meeting.partnership_id], now)
        ]


async def roll_call(db: Database, telegram_id: int, meeting_id: int, *, now: datetime) -> RollCall:
    """Who answered what. Raises NotFound for anybody but the partnership's coordinators."""
    async with db.snapshot() as store:
        found, member = await visible(store, telegram_id, meeting_id, now=now)
        member.must_coordinate("meeting")
        seats = await seat_answers(store, found.meeting, now=now)
        return RollCall(
            meeting=found.meeting,
            partnership=member.partnership,
            seats=seats,
            unreachable=await _unreachable(store, seats, member.partnership.today(now)),
            in_doubt=await _in_doubt(store, found.meeting),
        )


async def shown(
    db: Database, card: Card, person_id: int, chat_id: int, message_id: int, digest: str, *, file_sent: bool = False
) -> ShownCard | None:
    """From now on this message is the chat's card of the meeting. The message that was it before comes back."""
    async with db.transaction() as tx:
        earlier = await tx.cards.get(card.meeting.id, chat_id)
        await tx.cards.put(
            ShownCard(
                meeting_id=card.meeting.id,
                chat_id=chat_id,
                person_id=person_id,
                message_id=message_id,
                digest=digest,
                shown_version=card.version,
                file_sent=file_sent or (earlier is not None and earlier.file_sent),
            )
        )
    return earlier if earlier is not None and earlier.message_id != message_id else None


async def in_chat(db: Database, meeting_id: int, chat_id: int) -> ShownCard | None:
    """The meeting's card in that chat."""
    async with db.snapshot() as store:
        return await store.cards.get(meeting_id, chat_id)


async def behind_again(db: Database, shown: ShownCard, *, at_once: bool) -> None:
    """A card that was presumed to be up to date is not, after all; `at_once` when no edit of it is under way."""
    async with db.transaction() as tx:
        await tx.cards.fall_behind(shown, at_once=at_once)


async def is_card(db: Database, chat_id: int, message_id: int) -> bool:
    """Whether that message is some meeting's card."""
    async with db.snapshot() as store:
        return any(card.message_id == message_id for card in await store.cards.in_chat(chat_id))


async def took_file(db: Database, meeting_id: int, chat_id: int) -> None:
    """The chat got the meeting's .ics file: it will get the next one, too."""
    async with db.transaction() as tx:
        await tx.cards.note_file(meeting_id, chat_id)


async def some_behind(db: Database) -> bool:
    """Whether some card is out of date, even if it may not be edited yet."""
    async with db.glance() as store:
        return await store.cards.some_behind()


async def take_behind(
    db: Database, *, now: datetime, owner: str, lease: timedelta, limit: int, busy: Collection[int] = ()
) -> list[ShownCard]:
    """Claim cards that are out of date, one of each chat that is not busy. Only what decides takes the write lock.

    `now` is real time: leases and pauses do not follow a shifted clock.
    """
    async with db.snapshot() as store:
        caught_up = await store.cards.caught_up()
        behind = await store.cards.behind(now=now, limit=CANDIDATES * limit, but_not=busy)
    if caught_up:
        async with db.transaction() as tx:
            for meeting_id in caught_up:
                await tx.meetings.catch_up(meeting_id)
    chosen = _one_a_chat(behind)[:limit]
    if not chosen:
        return []
    async with db.apart() as tx:
        return await tx.cards.claim(chosen, now=now, owner=owner, lease_until=now + lease)


async def fresh(db: Database, taken: Sequence[ShownCard], *, now: datetime) -> list[tuple[ShownCard, Fresh | None]]:
    """What each card ought to show at this moment; None when its reader may not see it any more.

    A meeting is read once for all its viewers: with every press each of them has a card that is behind.
    """
    async with db.snapshot() as store:
        of_meetings: dict[int, list[ShownCard]] = {}
        for shown in taken:
            of_meetings.setdefault(shown.meeting_id, []).append(shown)
        return [
            found
            for meeting_id, those in of_meetings.items()
            for found in await _fresh_of(store, meeting_id, those, now=now)
        ]


async def _fresh_of(
    store: Store, meeting_id: int, taken: Sequence[ShownCard], *, now: datetime
) -> list[tuple[ShownCard, Fresh | None]]:
    found = await store.meetings.versioned(meeting_id)
    partnership = await store.people.partnership(found.meeting.partnership_id) if found else None
    if found is None or partnership is None:
        return [(shown, None) for shown in taken]
    people, today = [shown.person_id for shown in taken], partnership.today(now)
    members = await store.people.members(partnership, people, on=today)
    seats = await seat_answers(store, found.meeting, now=now)

    def of(shown: ShownCard) -> Fresh | None:
        member = members.get(shown.person_id)
        if member is None:
            return None
        return Fresh(_card(found, member, seats), member.person.language)

    return [(shown, of(shown)) for shown in taken]


async def all_edited(db: Database, edits: Sequence[Edited]) -> None:
    """Many at once: an edit that a crash leaves unrecorded is made again, which nobody sees."""
    if not edits:
        return
    async with db.transaction() as tx:
        await tx.cards.all_shown((edit.shown, edit.digest, edit.version, edit.edit_after) for edit in edits)
        for meeting_id in {edit.shown.meeting_id for edit in edits}:
            await tx.meetings.catch_up(meeting_id)


async def postponed(db: Database, shown: ShownCard, *, until: datetime | None) -> None:
    """Not edited now; not before that moment (real time)."""
    async with db.transaction() as tx:
        await tx.cards.let_go(shown, until=until)


async def gone(db: Database, shown: ShownCard) -> None:
    """The message can't be edited any more: the chat has no card of this meeting now."""
    async with db.transaction() as tx:
        await tx.cards.forget(shown)
        await tx.meetings.catch_up(shown.meeting_id)


# --- what other use cases read with, inside their own transaction


async def visible(
    store: Store, telegram_id: int, meeting_id: int, *, now: datetime, announced: bool = False
) -> tuple[Versioned, Member]:
    """The meeting and who is asking; raises NotFound unless this person may see it.

    `announced` when that is known. Whoever has heard of it may see it, also when a clock has gone back since.
    """
    found = await store.meetings.versioned(meeting_id)
    if found is None:
        raise NotFound("meeting")
    member = await store.people.member(telegram_id, found.meeting.partnership_id, now=now)
    if member is None:
        raise NotFound("meeting")
    if not (announced or _may_see(found.meeting, member, now) or await _has_heard(store, meeting_id, member.person)):
        raise NotFound("meeting")
    return found, member


async def facts(store: Store, found: Versioned, member: Member, *, now: datetime, seen: Seen | None = None) -> Card:
    """What the card shows this person. `seen` keeps the answers for further cards of this very transaction."""
    seats = None if seen is None else seen.get(found.meeting.id)
    if seats is None:
        seats = await seat_answers(store, found.meeting, now=now)
    if seen is not None:
        seen[found.meeting.id] = seats
    return _card(found, member, seats)


async def seat_answers(store: Store, meeting: Meeting, *, now: datetime) -> tuple[SeatAnswer, ...]:
    """Every invited organisation with its answer."""
    return await store.rsvps.of_invited(meeting, today=now.astimezone(meeting.zone).date())


async def people_asked(
    store: Store, meeting: Meeting, *, now: datetime
) -> dict[int, tuple[Person, Sequence[SeatAnswer]]]:
    """Everybody who speaks today for an invited organisation, with the seats they speak for."""
    seats = {seat.organisation.id: seat for seat in await seat_answers(store, meeting, now=now)}
    speakers = await store.people.speakers_in(meeting.partnership_id, on=now.astimezone(meeting.zone).date())
    found: dict[int, tuple[Person, list[SeatAnswer]]] = {}
    for organisation_id, those in speakers.items():
        for speaker in those if organisation_id in seats else ():
            found.setdefault(speaker.person.id, (speaker.person, []))[1].append(seats[organisation_id])
    return {person_id: (person, tuple(own)) for person_id, (person, own) in found.items()}


def _card(found: Versioned, member: Member, seats: tuple[SeatAnswer, ...]) -> Card:
    own = {organisation.id for organisation in member.organisations}
    return Card(
        meeting=found.meeting,
        partnership=member.partnership,
        tally=tally(found.meeting, seats),
        own=tuple(seat for seat in seats if seat.organisation.id in own),
        coordinator=member.coordinator,
        names_partnership=member.in_several,
        version=found.version,
    )


def _one_a_chat(behind: Sequence[ShownCard]) -> list[ShownCard]:
    first: dict[int, ShownCard] = {}
    for shown in behind:
        first.setdefault(shown.chat_id, shown)
    return list(first.values())


def _may_see(meeting: Meeting, member: Member, now: datetime) -> bool:
    return member.coordinator or meeting.announced_at <= now


async def _has_heard(store: Store, meeting_id: int, person: Person) -> bool:
    """Whether the card is there or may be: of a letter in doubt no message is known, and its reader can press it."""
    if await store.cards.get(meeting_id, person.chat_id) is not None:
        return True
    letter = await store.outbox.by_once(f"announced/{meeting_id}/{person.id}")
    return letter is not None and letter.attempts > 0


async def _in_doubt(store: Store, meeting: Meeting) -> tuple[str, ...]:
    """Names of the people to whom something about it went out twice, and nobody knows whether it arrived."""
    people = [await store.people.person_by_id(one) for one in await store.outbox.in_doubt(meeting)]
    return tuple(sorted({person.name for person in people if person is not None}))


async def _unreachable(store: Store, seats: tuple[SeatAnswer, ...], today: date) -> tuple[str, ...]:
    """Names of organisations of which everybody has blocked the bot."""
    speakers = await store.people.speakers([seat.organisation.id for seat in seats], on=today)
    return tuple(
        seat.organisation.name
        for seat in seats
        if (people := speakers.get(seat.organisation.id)) and not any(s.person.reachable for s in people)
    )
