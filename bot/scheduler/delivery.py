"""Delivering the outbox: reserve, look once more, send, record. One letter at a time each, many at once."""

import asyncio
import logging
from datetime import timedelta

from bot.domain.letters import Delivery
from bot.domain.notices import (
    AnnouncementCorrected,
    CalendarFileSent,
    CardRetired,
    MeetingCalledOff,
    MeetingChanged,
    ReadingAsked,
)
from bot.gateway.outcomes import Migrated, Outcome, Reason, Sent, TryLater, Undeliverable
from bot.gateway.pace import Lane
from bot.logs import about
from bot.services import Services
from bot.usecases import outbox
from bot.usecases.outbox import Begun
from bot.views import notices
from bot.views.calendar import meeting_file
from bot.views.message import Message
from bot.views.texts import texts

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)  # longer than a request may take with its turn
AT_ONCE = 64
LOOK_EVERY = 0.5  # seconds; letters queued by another process are found this late at most
GONE = {Reason.BLOCKED, Reason.DEACTIVATED, Reason.NEVER_STARTED, Reason.CHAT_NOT_FOUND}


class Postman:
    """Empties the outbox until stopped."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take nothing more; what is on its way is finished."""
        self._stopping.set()
        self._services.wakes.outbox.set()

    async def run(self) -> None:
        while not self._stopping.is_set():
            self._services.wakes.outbox.clear()
            taken = await self._take()
            if taken:
                await self._deliver(taken)
            else:
                await self._rest()

    async def _take(self) -> list[Delivery]:
        services = self._services
        return await outbox.take_due(
            services.db,
            now=services.clock(),
            real_now=services.clock.real(),
            owner=services.owner,
            lease=LEASE,
            limit=AT_ONCE,
        )

    async def _deliver(self, taken: list[Delivery]) -> None:
        """A batch at a time, the chats side by side; of one chat in order, or a change could overtake its card."""
        chats: dict[int, list[Delivery]] = {}
        for delivery in taken:
            chats.setdefault(delivery.chat_id, []).append(delivery)
        async with asyncio.TaskGroup() as senders:
            for deliveries in chats.values():
                senders.create_task(self._to_one_chat(deliveries))

    async def _to_one_chat(self, deliveries: list[Delivery]) -> None:
        for position, delivery in enumerate(deliveries):
            if self._stopping.is_set():
                await outbox.give_back(self._services.db, deliveries[position:], owner=self._services.owner)
                return
            with about(delivery=delivery.id):
                try:
                    await self._one(delivery)
                except Exception:
                    # The letter's lease runs out and it is looked at again; the others must not suffer.
                    log.exception("a letter could not be delivered: %s", type(delivery.notice).__name__)

    async def _one(self, delivery: Delivery) -> None:
        services = self._services
        await services.sender.turn(delivery.chat_id, Lane(delivery.urgency))
        begun = await outbox.begin(
            services.db,
            delivery,
            services.policy,
            owner=services.owner,
            now=services.clock(),
            real_now=services.clock.real(),
            lease=LEASE,
        )
        if isinstance(begun, str):
            log.info("not sent: %s (%s)", begun, type(delivery.notice).__name__)
        elif begun is not None:
            message = self._message(begun)
            await self._record(begun, message, await self._send(begun, message))

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
        answers_card = isinstance(delivery.notice, MeetingChanged | MeetingCalledOff)
        reply_to = begun.shown.message_id if answers_card and begun.shown is not None else None
        if isinstance(delivery.notice, ReadingAsked) and begun.told.copy is not None:
            reply_to = begun.told.copy.message_id
        return await sender.send(delivery.chat_id, message, lane=None, silent=delivery.silent, reply_to=reply_to)

    async def _correct(self, begun: Begun, message: Message) -> Outcome:
        """Edit the copy. One with a file that is taken back is deleted: an edited caption would leave the file."""
        told, chat_id, sender = begun.told, begun.delivery.chat_id, self._services.sender
        copy_id = (told.copy.message_id if told.copy is not None else None) or 0  # without one it was skipped
        taken_back = told.announcement is not None and told.announcement.withdrawn_at is not None
        if taken_back and message.file is not None:
            outcome = await sender.delete(chat_id, copy_id)
            if isinstance(outcome, Sent):
                return Sent(copy_id)
        return await sender.edit(chat_id, copy_id, message, lane=None)

    async def _record(self, begun: Begun, message: Message, outcome: Outcome) -> None:
        db, now = self._services.db, self._services.clock()
        match outcome:
            case Sent(message_id):
                await outbox.sent(db, begun, message_id, message.digest(), now=now)
            case TryLater(seconds, error, maybe_delivered):
                wait = timedelta(seconds=seconds)
                await outbox.later(db, begun, error=error, wait=wait, maybe_delivered=maybe_delivered, now=now)
            case Undeliverable(reason, error):
                log.info("undeliverable: %s", reason)
                await outbox.undeliverable(db, begun, error=error, blocked=reason in GONE, now=now)
            case Migrated(new_chat_id):
                await outbox.migrated(db, begun, new_chat_id, now=now)

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await self._services.wakes.outbox.wait()
        except TimeoutError:
            return
