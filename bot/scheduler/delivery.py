"""Delivering the outbox: reserve, look once more, send, record. One letter at a time each, many at once."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from math import inf

from bot.domain.announcements import Copy
from bot.domain.letters import Delivery
from bot.domain.notices import (
    AnnouncementCorrected,
    CalendarFileSent,
    CardRetired,
    MeetingCalledOff,
    MeetingChanged,
    ReadingAsked,
    ReportArrived,
)
from bot.gateway.hearing import told_at_once
from bot.gateway.outcomes import Migrated, Outcome, Reason, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.logs import about
from bot.scheduler import counting
from bot.scheduler.desk import Desk
from bot.services import Services, insist
from bot.usecases import outbox
from bot.usecases.outbox import Begun
from bot.views import notices
from bot.views.calendar import meeting_file
from bot.views.message import Message
from bot.views.texts import texts

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # longer than a reserved letter may wait for its turn
ON_ITS_WAY = timedelta(minutes=5)
"""How long a letter that has begun is its sender's. A sender that has died is known by its heart long before; one that
lives may have to wait for the store, and nobody else must take its letter for lost meanwhile."""
AT_ONCE = 64
AHEAD = 0.25  # seconds of sending that are reserved at once, where that is more
TOGETHER = 16  # letters that begin in one transaction; a press waits for those that do, and not for a broadcast
LOOK_EVERY = 0.5  # seconds; letters queued by another process are found this late at most
GATHER = 0.02  # seconds: chats that become free one after another are given letters by one transaction
CALM = 10.0
"""Seconds without trouble (a start of ours, a request without an answer) before a letter that may have arrived goes
again, alone. In trouble it would become doubtful a second time, and of two copies in doubt both may be lost: a third is
never sent."""
JUST = 0.02  # seconds: what Telegram answered longer ago says nothing about now
GONE = {Reason.BLOCKED, Reason.DEACTIVATED, Reason.NEVER_STARTED, Reason.CHAT_NOT_FOUND}


class Postman:
    """Empties the outbox until stopped. The chats go side by side: a slow one keeps nobody else waiting."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()
        self._receipts = services.receipts()
        self._due_in = 0.0  # seconds until something is due, as far as is known
        self._in_hand: dict[int, int] = {}  # letters by chat
        self._waiting: set[asyncio.Timeout] = set()  # for their turn
        self._troubled_at = asyncio.get_running_loop().time()
        self._in_doubt: set[int] = set()  # chats that a letter in doubt is on its way to, one at most
        self._begins = Desk[Delivery, Begun | str | None](self._begin, together=TOGETHER)
        # All that wait: whatever a crash finds unwritten goes out a second time.
        self._accepted = Desk[outbox.Accepted, None](self._write_down, together=AT_ONCE)

    def stop(self) -> None:
        """Take nothing more; what is on its way is finished, what waits for its turn is given back."""
        self._stopping.set()
        self._services.wakes.outbox.set()
        for waiting in self._waiting:
            waiting.reschedule(asyncio.get_running_loop().time())

    async def run(self) -> None:
        async with asyncio.TaskGroup() as senders:
            while not self._stopping.is_set():
                self._services.wakes.outbox.clear()
                for chat_id, deliveries in (await self._next()).items():
                    self._in_hand[chat_id] = len(deliveries)
                    senders.create_task(self._to_one_chat(chat_id, deliveries))
                await self._rest()

    async def _next(self) -> dict[int, list[Delivery]]:
        """What goes out next, by chat: of one chat in order, or a change could overtake its card."""
        chats: dict[int, list[Delivery]] = {}
        try:
            for delivery in await self._take():
                chats.setdefault(delivery.chat_id, []).append(delivery)
        except Exception:
            log.exception("the outbox could not be looked at")
        return chats

    async def _take(self) -> list[Delivery]:
        services = self._services
        most = max(AT_ONCE, int(services.pace.per_second * AHEAD))
        free = most - sum(self._in_hand.values())
        if free < most // 4:
            return []
        due = await outbox.next_due(services.db)
        self._due_in = inf if due is None else (due - services.clock()).total_seconds()
        if self._due_in > 0:
            return []
        return await outbox.take_due(
            services.db,
            now=services.clock(),
            real_now=services.clock.real(),
            owner=services.owner,
            lease=LEASE,
            limit=free,
            busy=self._in_hand,
            in_doubt=self._may_doubt(),
        )

    def _may_doubt(self) -> bool:
        return not self._in_doubt and asyncio.get_running_loop().time() - self._troubled_at >= CALM

    async def _to_one_chat(self, chat_id: int, deliveries: list[Delivery]) -> None:
        if any(delivery.possibly_twice for delivery in deliveries):
            self._in_doubt.add(chat_id)
        try:
            for position, delivery in enumerate(deliveries):
                if not await self._has_turn(delivery):
                    await outbox.give_back(self._services.db, deliveries[position:], owner=self._services.owner)
                    return
                await self._try(delivery)
        except Exception:
            log.exception("letters could not be given back")  # their lease runs out
        finally:
            del self._in_hand[chat_id]
            self._in_doubt.discard(chat_id)
            self._services.wakes.outbox.set()

    async def _has_turn(self, delivery: Delivery) -> bool:
        """Wait for the chat's turn; False when the stop came first."""
        if self._stopping.is_set():
            return False
        try:
            async with asyncio.timeout(None) as waiting:
                self._waiting.add(waiting)
                lane, messages = Lane(delivery.urgency), delivery.notice.messages
                await self._services.sender.turn(delivery.chat_id, lane, messages)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return not self._stopping.is_set()

    async def _try(self, delivery: Delivery) -> None:
        of_update = {} if delivery.origin is None else {"update": delivery.origin}
        with about(delivery=delivery.id, **of_update):
            try:
                await self._one(delivery)
            except Exception:
                # The letter's lease runs out and it is looked at again; the others must not suffer.
                log.exception("a letter could not be delivered: %s", type(delivery.notice).__name__)

    async def _one(self, delivery: Delivery) -> None:
        try:
            begun = await self._begun_again(delivery) if delivery.possibly_twice else await self._begins.ask(delivery)
        except Exception as error:
            await self._at_fault(delivery, error)
            return
        if isinstance(begun, str):
            counting.skipped(self._services.counts, delivery)
            log.info("not sent: %s (%s)", begun, type(delivery.notice).__name__)
        elif begun is not None:
            await self._deliver(begun)

    async def _begun_again(self, delivery: Delivery) -> Begun | str | None:
        """Begin a letter in doubt only when Telegram has just answered, and by itself, so that it leaves at once.

        Between its beginning and its arrival every fault could cost it: a third copy is never sent.
        """
        services, clock = self._services, asyncio.get_running_loop().time
        if await services.sender.trouble() is not None:
            self._troubled_at = clock()
            await insist(lambda: outbox.give_back(services.db, [delivery], owner=services.owner))
            return None
        answered_at = clock()
        (begun,) = await self._begin([delivery])
        if not isinstance(begun, Begun) or clock() - answered_at <= JUST:
            return begun
        if (trouble := await services.sender.trouble()) is None:  # asked again: the store kept us waiting
            return begun
        self._troubled_at = clock()
        await self._not_sent(begun, trouble)
        return None

    async def _deliver(self, begun: Begun) -> None:
        try:
            message = self._message(begun)
        except Exception as error:
            await self._at_fault(begun.delivery, error, begun=True)
            return
        letter_id = begun.delivery.id
        self._receipts.left(letter_id)
        with told_at_once(partial(self._receipts.answered, letter_id)):
            outcome = await self._send(begun, message)
        if isinstance(outcome, Sent) and not outcome.album:  # of an album each message counts
            self._receipts.answered(letter_id, outcome.message_id)
        # Never in the queue of those that begin: until it is recorded, a crash would have it sent again.
        if isinstance(outcome, Sent):
            await self._sent(begun, message, outcome)
        else:
            await self._not_sent(begun, outcome)
        self._receipts.recorded(letter_id)

    async def _at_fault(self, delivery: Delivery, error: Exception, *, begun: bool = False) -> None:
        """Nothing has left. Left to its lease, a letter that has begun would count as one that may have arrived."""
        services, kind = self._services, type(delivery.notice).__name__
        log.error("a letter could not be written: %s", kind, exc_info=error)
        counting.at_fault(services.counts, delivery)
        reason = f"{type(error).__name__}: {error}".removesuffix(": ")
        await insist(
            lambda: outbox.at_fault(
                services.db,
                delivery,
                reason,
                begun=begun,
                owner=services.owner,
                now=services.clock(),
                lease_until=services.clock.real() + ON_ITS_WAY,
            )
        )

    async def _begin(self, deliveries: Sequence[Delivery]) -> list[Begun | str | None]:
        services = self._services
        return await insist(
            lambda: outbox.begin_all(
                services.db,
                deliveries,
                services.policy,
                owner=services.owner,
                now=services.clock(),
                real_now=services.clock.real(),
                lease=ON_ITS_WAY,
            )
        )

    def _message(self, begun: Begun) -> Message:
        told = begun.told
        t = texts(told.reader.language)
        message = notices.message(told, t, self._services.clock())
        if isinstance(told.notice, CalendarFileSent) and told.entry is not None:
            return Message(message.text, message.buttons, meeting_file(told.entry, t))
        return message

    async def _send(self, begun: Begun, message: Message) -> Outcome:
        delivery, sender = begun.delivery, self._services.sender
        if isinstance(delivery.notice, CardRetired):
            return await sender.edit(delivery.chat_id, delivery.notice.message_id, message, lane=None)
        if isinstance(delivery.notice, AnnouncementCorrected):
            return await self._correct(begun, message)
        if isinstance(delivery.notice, ReportArrived) and begun.told.message_id is not None:
            outcome = await sender.edit(delivery.chat_id, begun.told.message_id, message, lane=None)
            if not (isinstance(outcome, Undeliverable) and outcome.reason is Reason.MESSAGE_GONE):
                return outcome
        answers_card = isinstance(delivery.notice, MeetingChanged | MeetingCalledOff)
        reply_to = begun.shown.message_id if answers_card and begun.shown is not None else None
        if isinstance(delivery.notice, ReadingAsked) and begun.told.copy is not None:
            reply_to = begun.told.copy.message_id
        return await sender.send(delivery.chat_id, message, lane=None, silent=delivery.silent, reply_to=reply_to)

    async def _correct(self, begun: Begun, message: Message) -> Outcome:
        """Edit the copy. One with files that is taken back is deleted: an edited caption would leave the files."""
        told, chat_id, sender = begun.told, begun.delivery.chat_id, self._services.sender
        of, copy = told.announcement, told.copy
        assert of is not None  # without them it was skipped
        assert copy is not None
        if of.withdrawn_at is not None and of.attachments:
            outcome = await self._take_away(chat_id, copy)
            if isinstance(outcome, TryLater):
                return outcome
            if copy.message_id is None or (isinstance(outcome, Sent) and not of.text_apart):
                return Sent(copy.message_id or 0)
        return await sender.edit(chat_id, copy.message_id or 0, message, lane=None)

    async def _take_away(self, chat_id: int, copy: Copy) -> Outcome:
        if copy.album:
            return await self._services.sender.delete_all(chat_id, copy.album)
        return await self._services.sender.delete(chat_id, copy.message_id or 0)

    async def _sent(self, begun: Begun, message: Message, sent: Sent) -> None:
        """Write down that Telegram took it. What is not written down goes out a second time."""
        now = self._services.clock()
        counting.tried(self._services.counts, begun.delivery, sent, now=now)
        log.info("sent: %s", type(begun.delivery.notice).__name__)
        accepted = outbox.Accepted(begun, sent.message_id, message.digest(), sent.album, now)
        await self._accepted.ask(accepted)

    async def _not_sent(self, begun: Begun, outcome: TryLater | Undeliverable | Migrated) -> None:
        """Write down why Telegram did not take it, as far as is known."""
        now = self._services.clock()
        counting.tried(self._services.counts, begun.delivery, outcome, now=now)
        await insist(lambda: self._written(begun, outcome, now))

    async def _write_down(self, accepted: Sequence[outbox.Accepted]) -> Sequence[None]:
        await insist(lambda: outbox.all_sent(self._services.db, accepted))
        return [None] * len(accepted)

    async def _written(self, begun: Begun, outcome: TryLater | Undeliverable | Migrated, now: datetime) -> None:
        db = self._services.db
        match outcome:
            case TryLater(seconds, error, maybe_delivered):
                if maybe_delivered:
                    self._troubled_at = asyncio.get_running_loop().time()
                wait = timedelta(seconds=seconds)
                await outbox.later(db, begun, error=error, wait=wait, maybe_delivered=maybe_delivered, now=now)
            case Undeliverable(reason, error):
                log.info("undeliverable: %s", reason)
                await outbox.undeliverable(db, begun, error=error, blocked=reason in GONE, now=now)
            case Migrated(new_chat_id):
                await outbox.migrated(db, begun, new_chat_id, now=now)

    async def _rest(self) -> None:
        """Until somebody has queued something or a chat is free again, or it is time to look."""
        try:
            look = self._services.wakes.look_every(LOOK_EVERY)
            async with asyncio.timeout(min(look, max(self._due_in, LOOK_EVERY))):
                await self._services.wakes.outbox.wait()
        except TimeoutError:
            return
        if self._in_hand and not self._stopping.is_set():
            await asyncio.sleep(GATHER)
