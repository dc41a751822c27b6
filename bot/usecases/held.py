"""What a restore or a downtime has held: shown to coordinators in heaps, and sent or dropped as they say."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain import markup
from bot.domain.held import Cause, Decided, Heap, Held, Interrupted, Kind, Waiting, heap_of, in_heaps
from bot.domain.letters import Delivery
from bot.domain.notices import AnnouncementMade, MeetingCalledOff, MeetingChanged, SkipNotice
from bot.domain.people import Known, Partnership
from bot.domain.policy import Policy
from bot.domain.refusals import ForCoordinators, NotFound, NotInvited
from bot.domain.reminders import Unsent
from bot.usecases import copy_fates, last_look
from storage.database import Database, Store
from storage.inbox import Held as Update

OVERTAKEN = "its sender has gone on meanwhile"
_DROPPED = {Cause.RESTORE: Unsent.DROPPED, Cause.DOWNTIME: Unsent.DROPPED_LATE}
NAMED = 10


async def count(db: Database, known: Known, *, now: datetime) -> Waiting:
    """How much is held in the partnerships that somebody coordinates."""
    ours = [member.partnership.id for member in known.coordinates]
    if not ours:
        return Waiting()
    async with db.snapshot() as store:
        updates = await store.inbox.held(ours)
        if not updates and not await store.outbox.held_count(ours):
            return Waiting()
        letters = await store.outbox.held(ours)
        cause = (await _interrupted(store)).cause(*_began(letters, updates))
        return Waiting(len(letters) + len(updates), cause)


async def count_all(db: Database) -> int:
    """How much is held in the whole store."""
    async with db.snapshot() as store:
        return await store.outbox.held_count() + await store.inbox.held_count()


async def listing(db: Database, telegram_id: int, *, now: datetime) -> tuple[Held, ...]:
    """Every heap. Raises ForCoordinators for anybody else."""
    async with db.snapshot() as store:
        ours = await _coordinated(store, telegram_id, now=now)
        heaps = in_heaps(await store.outbox.held(ours))
        found = [await _described(store, heap, letters, ours) for heap, letters in heaps.items()]
        return (*found, *_updates(await store.inbox.held(ours), ours, await _interrupted(store)))


async def heap(db: Database, telegram_id: int, of: Heap, policy: Policy, *, now: datetime) -> Held:
    """One heap with the people it is for, and how many of its letters are pointless by now. Raises NotFound."""
    async with db.snapshot() as store:
        ours = await _coordinated(store, telegram_id, now=now)
        if of.kind is Kind.UPDATE:
            return await _updates_of(store, of, ours)
        letters = [letter for letter in await store.outbox.held(ours) if heap_of(letter) == of]
        if not letters:
            raise NotFound("held")
        found = await _described(store, of, letters, ours)
        pointless = [await _pointless(store, letter, policy, now=now) for letter in letters]
        return replace(
            found, names=await _names(store, (letter.chat_id for letter in letters)), pointless=sum(pointless)
        )


async def decide(
    db: Database,
    telegram_id: int,
    of: Heap | None,
    *,
    last: int,
    send: bool,
    policy: Policy,
    now: datetime,
    real_now: datetime,
) -> Decided:
    """Send or drop one heap, or all (None): of the letters those numbered up to `last`, which were shown.

    What somebody has decided already is left out, so pressing twice is once. Raises ForCoordinators.
    """
    async with db.transaction() as tx:
        ours = await _coordinated(tx, telegram_id, now=now)
        letters = [
            letter
            for letter in await tx.outbox.held(ours)
            if letter.id <= last and (of is None or heap_of(letter) == of)
        ]
        updates = [
            update
            for update in await tx.inbox.held(ours)
            if of is None or (of == Heap(Kind.UPDATE, update.partnership_id) and update.update_id <= last)
        ]
        if send:
            done = await _let_out(tx, letters, ours, policy, now=now) + await _let_in(tx, updates, real_now=real_now)
        else:
            done = await _drop(tx, letters, updates, real_now=real_now)
        return Decided(count=done, sent=send)


# --- parts


async def _coordinated(store: Store, telegram_id: int, *, now: datetime) -> dict[int, Partnership]:
    known = await store.people.known(telegram_id, now=now)
    if known is None:
        raise NotInvited
    if not known.coordinates:
        raise ForCoordinators
    return {member.partnership.id: member.partnership for member in known.coordinates}


async def _described(store: Store, of: Heap, letters: Sequence[Delivery], ours: dict[int, Partnership]) -> Held:
    title, at = await _subject(store, of.about, letters[0])
    return Held(
        heap=of,
        cause=(await _interrupted(store)).cause(*_began(letters)),
        count=len(letters),
        last=max(letter.id for letter in letters),
        due_at=min(letter.due_at for letter in letters),
        partnership=ours[letters[0].partnership_id or 0],
        title=title,
        at=at,
    )


async def _subject(store: Store, about: int, letter: Delivery) -> tuple[str, datetime | None]:
    """The title and the date of what a letter is about."""
    if hasattr(letter.notice, "meeting_id"):
        meeting = await store.meetings.get(about)
        return (meeting.title, meeting.starts_at) if meeting else ("", None)
    if hasattr(letter.notice, "announcement_id"):
        announcement = await store.announcements.get(about)
        return (" ".join(markup.read(announcement.text).split()), None) if announcement else ("", None)
    if hasattr(letter.notice, "request_id"):
        request = await store.reports.request(about)
        return (request.details.title, request.details.deadline) if request else ("", None)
    return "", None


async def _interrupted(store: Store) -> Interrupted:
    last = await store.restores.last_downtime()
    return Interrupted(await store.restores.restored_at(), last.ended_at if last is not None else None)


def _began(letters: Iterable[Delivery] = (), updates: Iterable[Update] = ()) -> list[datetime]:
    return [*(letter.created_at for letter in letters), *(update.received_at for update in updates)]


def _updates(updates: Iterable[Update], ours: dict[int, Partnership], interrupted: Interrupted) -> list[Held]:
    of_partnership: dict[int, list[Update]] = {}
    for update in updates:
        of_partnership.setdefault(update.partnership_id, []).append(update)
    return [
        Held(
            heap=Heap(Kind.UPDATE, partnership_id),
            cause=interrupted.cause(*_began(updates=those)),
            count=len(those),
            last=max(update.update_id for update in those),
            due_at=min(update.received_at for update in those),
            partnership=ours[partnership_id],
        )
        for partnership_id, those in sorted(of_partnership.items())
    ]


async def _updates_of(store: Store, of: Heap, ours: dict[int, Partnership]) -> Held:
    updates = [update for update in await store.inbox.held(ours) if update.partnership_id == of.about]
    if not updates:
        raise NotFound("held")
    (found,) = _updates(updates, ours, await _interrupted(store))
    return replace(found, names=await _names(store, (update.chat_id for update in updates)))


async def _names(store: Store, chat_ids: Iterable[int]) -> tuple[str, ...]:
    """The people behind private chats, each once."""
    people = [await store.people.person(chat_id) for chat_id in dict.fromkeys(chat_ids)]
    return tuple(person.name for person in people if person is not None)


async def _pointless(store: Store, letter: Delivery, policy: Policy, *, now: datetime) -> bool:
    try:
        await last_look.told(store, letter, policy, now=now)
    except SkipNotice:
        return True
    return False


async def _let_out(
    tx: Store, letters: Iterable[Delivery], ours: dict[int, Partnership], policy: Policy, *, now: datetime
) -> int:
    """At once, as whatever a coordinator sends; while the office is closed without sound, unless it must be heard."""
    heard, quiet = list[int](), list[int]()
    for letter in letters:
        if isinstance(letter.notice, AnnouncementMade):
            await tx.announcements.touch(letter.notice.announcement_id)
        closed = not policy.hours(ours[letter.partnership_id or 0].zone).open_at(now)
        urgent = isinstance(letter.notice, MeetingCalledOff | MeetingChanged)
        (quiet if closed and not urgent else heard).append(letter.id)
    return await tx.outbox.let_out(heard, silent=False) + await tx.outbox.let_out(quiet, silent=True)


async def _let_in(tx: Store, updates: Iterable[Update], *, real_now: datetime) -> int:
    """Have what people did handled now; a typed text only while its chat has not gone on to something else."""
    resumed_at = await tx.restores.resumed_at()
    ready, overtaken = list[int](), list[int]()
    for update in updates:
        dialog = await tx.dialogs.get(update.chat_id)
        gone_on = dialog is not None and resumed_at is not None and dialog.updated_at >= resumed_at
        (overtaken if gone_on and _answers_a_question(update.content) else ready).append(update.update_id)
    await tx.inbox.drop_held(overtaken, OVERTAKEN, now=real_now)
    return await tx.inbox.let_in(ready)


def _answers_a_question(content: dict[str, Any] | None) -> bool:
    """Whether it would be read as the answer to whatever the chat is asked now; buttons know their own question."""
    message = (content or {}).get("message")
    return message is not None and not str(message.get("text", "")).startswith("/")


async def _drop(tx: Store, letters: Sequence[Delivery], updates: Sequence[Update], *, real_now: datetime) -> int:
    interrupted, dropped = await _interrupted(tx), 0
    for cause, reason in _DROPPED.items():
        these = [letter for letter in letters if interrupted.cause(letter.created_at) is cause]
        await tx.outbox.drop_queued([letter.once for letter in these], reason)
        for letter in these:
            await copy_fates.skipped(tx, letter, reason)
        those = [each.update_id for each in updates if interrupted.cause(each.received_at) is cause]
        dropped += len(these) + await tx.inbox.drop_held(those, reason, now=real_now)
    return dropped
