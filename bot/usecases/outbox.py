"""What goes out: reserve what is due, look once more whether it should go, and record what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.announcements import CopyStatus
from bot.domain.letters import Delivery, Letter, ShownCard
from bot.domain.notices import (
    AnnouncementCorrected,
    AnswerReminder,
    CardRetired,
    MeetingAnnounced,
    MeetingReminder,
    SkipNotice,
    Told,
)
from bot.domain.policy import Policy
from bot.usecases import copy_fates, last_look
from bot.usecases.cards import Seen
from bot.usecases.people import note_unreachable
from storage import receipts
from storage.cards import UNKNOWN
from storage.database import Database, Store

AFTER_A_CRASH = timedelta(seconds=3)
"""A letter in doubt goes again only when its new sender has lived so long: in a row of crashes it would become
doubtful a second time, and a letter in doubt twice is sent no third time, so it could be lost."""
STILL_ARRIVING = timedelta(seconds=5)  # so long an edit of a process that died may still be on its way
PAUSE_AFTER_A_FAULT = timedelta(seconds=10)  # before the second try to write a letter; twice that before the third
TRIES = 3  # to write a letter: what made it fail may be over by then
BECOME_CARDS = (MeetingAnnounced, AnswerReminder, MeetingReminder)
DIED = "its sender died on the way"
LONGEST_PAUSE = timedelta(minutes=1)  # between two tries while Telegram is away, however long that lasts


@dataclass(frozen=True, slots=True)
class Begun:
    """A letter that must be sent now: its words' facts, and the card that it answers or replaces in its chat."""

    delivery: Delivery
    told: Told
    shown: ShownCard | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A letter that Telegram took: as which message or album, showing what, and when."""

    begun: Begun
    message_id: int
    digest: str
    album: tuple[int, ...]
    at: datetime


async def next_due(db: Database) -> datetime | None:
    """When the first letter that is queued is due, by one statement and without a lock."""
    async with db.glance() as store:
        return await store.outbox.next_due()


async def take_due(
    db: Database,
    *,
    now: datetime,
    real_now: datetime,
    owner: str,
    lease: timedelta,
    limit: int,
    busy: Collection[int] = (),
    in_doubt: bool = True,
) -> list[Delivery]:
    """Reserve letters whose moment has come, none for a busy chat; `next_due` tells whether it has.

    Letters that may have arrived are left alone unless `in_doubt`, and then there is one at most.
    """
    async with db.apart() as tx:
        return await tx.outbox.take_due(
            now=now,
            real_now=real_now,
            owner=owner,
            lease_until=real_now + lease,
            limit=limit,
            but_not=busy,
            in_doubt=in_doubt,
        )


async def begin(
    db: Database,
    delivery: Delivery,
    policy: Policy,
    *,
    owner: str,
    now: datetime,
    real_now: datetime,
    lease: timedelta,
) -> Begun | str | None:
    """As `begin_all`, for one letter."""
    (begun,) = await begin_all(db, [delivery], policy, owner=owner, now=now, real_now=real_now, lease=lease)
    return begun


async def begin_all(
    db: Database,
    deliveries: Sequence[Delivery],
    policy: Policy,
    *,
    owner: str,
    now: datetime,
    real_now: datetime,
    lease: timedelta,
) -> list[Begun | str | None]:
    """Mark letters as on their way and load their facts, or skip them: then the reason's name stands in its place.

    None for one that another process has taken over. The requests to Telegram must follow at once.
    """
    seen: Seen = {}
    async with db.transaction() as tx:
        return [
            await _begun(tx, each, policy, seen, owner=owner, now=now, lease_until=real_now + lease)
            for each in deliveries
        ]


async def _begun(
    tx: Store, delivery: Delivery, policy: Policy, seen: Seen, *, owner: str, now: datetime, lease_until: datetime
) -> Begun | str | None:
    begun = await tx.outbox.begin(delivery.id, owner=owner, lease_until=lease_until)
    if begun is None:
        return None
    try:
        told, shown = await last_look.told(tx, begun, policy, now=now, seen=seen)
    except SkipNotice as skip:
        await tx.outbox.skipped(begun.id, skip.reason)
        await copy_fates.skipped(tx, begun, skip.reason)
        return skip.reason
    return Begun(begun, told, shown)


async def sent(
    db: Database, begun: Begun, message_id: int, digest: str, *, now: datetime, album: tuple[int, ...] = ()
) -> None:
    """As `all_sent`, for one letter."""
    await all_sent(db, [Accepted(begun, message_id, digest, album, now)])


async def all_sent(db: Database, accepted: Sequence[Accepted]) -> None:
    """Telegram accepted them. A card or a reminder is its chat's card of the meeting from now on."""
    async with db.transaction() as tx:
        for each in accepted:
            await _sent(tx, each)


async def _sent(tx: Store, accepted: Accepted) -> None:
    begun, message_id, now = accepted.begun, accepted.message_id, accepted.at
    tx.outbox.origin = begun.delivery.origin  # what follows from it follows from the same update
    await tx.outbox.sent(begun.delivery.id, message_id, now=now)
    await copy_fates.sent(tx, begun.delivery, begun.told, message_id, accepted.album, now=now)
    card = begun.told.card
    if card is not None and isinstance(begun.delivery.notice, BECOME_CARDS):
        digest, version = accepted.digest, card.version
        await _put_card(tx, begun.delivery, card.meeting.id, message_id, digest=digest, version=version, now=now)


async def _put_card(
    tx: Store, delivery: Delivery, meeting_id: int, message_id: int, *, digest: str, version: int, now: datetime
) -> None:
    """That message is its chat's card from now on; the one before loses its buttons."""
    if delivery.person_id is None:
        return
    # As it is now, not as it was when the request left: a press meanwhile may have brought a card of its own.
    earlier = await tx.cards.get(meeting_id, delivery.chat_id)
    await tx.cards.put(
        ShownCard(
            meeting_id=meeting_id,
            chat_id=delivery.chat_id,
            person_id=delivery.person_id,
            message_id=message_id,
            digest=digest,
            shown_version=version,
            file_sent=earlier is not None and earlier.file_sent,
        )
    )
    if earlier is not None and earlier.message_id != message_id:
        await tx.outbox.add([_retire(delivery, earlier, now=now)], now=now)


async def later(
    db: Database, begun: Begun, *, error: str, wait: timedelta, maybe_delivered: bool, now: datetime
) -> None:
    """Telegram did not take it, or its answer was lost. What may have arrived is sent again once, and marked so."""
    async with db.transaction() as tx:
        if maybe_delivered:
            await _doubt(tx, begun.delivery, error, now=now + wait)
        else:
            patience = min(wait * begun.delivery.attempts, LONGEST_PAUSE)
            await tx.outbox.later(begun.delivery.id, due_at=now + max(wait, patience), error=error)


async def undeliverable(db: Database, begun: Begun, *, error: str, blocked: bool, now: datetime) -> None:
    """It will not be tried again. A person who blocked the bot is noted, and the coordinators hear of it."""
    async with db.transaction() as tx:
        await tx.outbox.failed(begun.delivery.id, error)
        await copy_fates.not_sent(tx, begun.delivery, CopyStatus.BLOCKED if blocked else CopyStatus.FAILED, error)
        person = await tx.people.person_by_id(begun.delivery.person_id or 0)
        if blocked and person is not None and person.reachable:
            await note_unreachable(tx, person, now=now)


async def at_fault(
    db: Database, delivery: Delivery, error: str, *, begun: bool, owner: str, now: datetime, lease_until: datetime
) -> None:
    """It could not be written, for a fault of ours or of its rows, and nothing has left; after TRIES it is closed."""
    async with db.transaction() as tx:
        counted = delivery if begun else await tx.outbox.begin(delivery.id, owner=owner, lease_until=lease_until)
        if counted is None:
            return  # somebody else has it
        if counted.attempts < TRIES:
            await tx.outbox.later(delivery.id, due_at=now + counted.attempts * PAUSE_AFTER_A_FAULT, error=error)
        else:
            await tx.outbox.failed(delivery.id, error)
            await copy_fates.not_sent(tx, delivery, CopyStatus.FAILED, error)


async def migrated(db: Database, begun: Begun, new_chat_id: int, *, now: datetime) -> None:
    """The group has a new number: everything for it goes there."""
    async with db.transaction() as tx:
        await tx.outbox.later(begun.delivery.id, due_at=now, error="chat migrated")
        await tx.outbox.reroute(begun.delivery.chat_id, new_chat_id)


async def recover(db: Database, *, dead: Collection[str], now: datetime, real_now: datetime) -> int:
    """Free what dead owners held, and how much that was. What may have arrived goes once more, as "possibly twice"."""
    async with db.snapshot() as store:
        late = await store.outbox.doubtful(real_now=real_now)
    if not late and not dead:
        return 0
    async with db.transaction() as tx:
        for delivery in (late := await tx.outbox.doubtful(real_now=real_now)):
            await _doubt(tx, delivery, DIED, now=now + AFTER_A_CRASH)
        taken = len(late) + sum([await _settle(tx, owner, now=now) for owner in dead])
        if dead:
            taken += await tx.outbox.release(dead)
            await tx.cards.doubt(dead, until=real_now + STILL_ARRIVING)
            await tx.announcements.doubt(dead, until=real_now + STILL_ARRIVING)
    for owner in dead:
        receipts.forget(owner)
    return taken


async def give_back(db: Database, deliveries: Sequence[Delivery], *, owner: str) -> None:
    """We stop: others may have what we had reserved."""
    async with db.transaction() as tx:
        await tx.outbox.let_go([delivery.id for delivery in deliveries], owner=owner)


# --- what may have arrived


async def _settle(tx: Store, owner: str, *, now: datetime) -> int:
    """What a dead sender had begun, by what it has noted of it: it had not left, has arrived, or nobody knows."""
    known, begun = receipts.known_of(owner), await tx.outbox.begun_by(owner)
    for delivery in begun:
        if known is not None and delivery.id not in known:
            await tx.outbox.later(delivery.id, due_at=now, error="its sender died before it left")
        elif known is not None and (message_id := known[delivery.id]) is not None:
            await _arrived(tx, delivery, message_id, now=now)
        else:
            await _doubt(tx, delivery, DIED, now=now + AFTER_A_CRASH)
    return len(begun)


async def _arrived(tx: Store, delivery: Delivery, message_id: int, *, now: datetime) -> None:
    """What its sender would have written down. Which state its words showed died with it."""
    await tx.outbox.sent(delivery.id, message_id, now=now)
    await copy_fates.arrived(tx, delivery, message_id, now=now)
    if isinstance(delivery.notice, BECOME_CARDS):
        await _put_card(tx, delivery, delivery.notice.meeting_id, message_id, digest="", version=UNKNOWN, now=now)


async def _doubt(tx: Store, delivery: Delivery, error: str, *, now: datetime) -> None:
    """It may have arrived. Harmless repetitions go again; a message goes again once; after that it stands as it is."""
    if isinstance(delivery.notice, CardRetired | AnnouncementCorrected):
        await tx.outbox.later(delivery.id, due_at=now, error=error)
    elif delivery.possibly_twice:
        told = f"{error}; sent twice already, either may have arrived"
        await tx.outbox.failed(delivery.id, told)
        await copy_fates.not_sent(tx, delivery, CopyStatus.FAILED, told)
    else:
        await tx.outbox.later(delivery.id, due_at=now, error=error, possibly_twice=True)
        await copy_fates.doubted(tx, delivery)


def _retire(delivery: Delivery, shown: ShownCard, *, now: datetime) -> Letter:
    return Letter(
        once=f"retired/{shown.meeting_id}/{shown.chat_id}/{shown.message_id}",
        notice=CardRetired(meeting_id=shown.meeting_id, message_id=shown.message_id),
        chat_id=shown.chat_id,
        person_id=shown.person_id,
        partnership_id=delivery.partnership_id,
        due_at=now,
        silent=True,
    )
