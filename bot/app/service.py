"""The running service: what is started, in which order, and how it stops."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.app import telegram as wire
from bot.app.inbox import doorbell_of, inbox_of
from bot.app.parts import Part
from bot.app.policy import policy_of
from bot.app.store import opened, seal_of, trouble_in_a_word
from bot.app.telegram import TelegramUnreachable
from bot.app.web import sources_of
from bot.clock import Clock
from bot.config import Mode, Settings
from bot.counts import STARTS, Counts, ErrorCounter
from bot.gateway.ahead import Ahead
from bot.gateway.pace import Pace
from bot.gateway.polling import fetch_from
from bot.gateway.receiver import Receiver
from bot.gateway.sender import Sender
from bot.gateway.transport import BadToken
from bot.gateway.updates import ALLOWED_UPDATES
from bot.gateway.webhook import WebhookRefused, set_webhook
from bot.scheduler.announcements import AccountKeeper
from bot.scheduler.backup import NightlyBackup
from bot.scheduler.cards import CardKeeper
from bot.scheduler.counting import CountKeeper
from bot.scheduler.delivery import Postman
from bot.scheduler.housekeeping import Heartbeat, Presence, Tidying
from bot.scheduler.reminders import ReminderSweep
from bot.scheduler.timetable import Timetable
from bot.services import Services
from bot.usecases import counts as count_cases
from bot.usecases import parts
from storage.database import Database
from storage.listening import listen
from storage.news import News

__all__ = ["BadToken", "Part", "TelegramUnreachable", "WebhookRefused", "run"]

log = logging.getLogger(__name__)

SWEEP_EVERY = timedelta(seconds=20)
TAKE_OVER_EVERY = timedelta(seconds=5)
PRESENT_EVERY = timedelta(minutes=1)
TIDY_EVERY = timedelta(hours=6)
BACKUP_EVERY = timedelta(minutes=1)  # a look whether one is due
STOP_SECONDS = 4.5


async def run(
    settings: Settings,
    clock: Clock,
    only: frozenset[Part] = frozenset(Part),
    *,
    stop: asyncio.Event,
    migrate: bool = True,
    demo: bool = False,
    ready: Callable[[], None] = lambda: None,
    ahead: Ahead | None = None,
) -> None:
    """Run the parts until `stop` is set; `ready` is called once everything is being started and HTTP is served.

    What Telegram was asked `ahead` is not asked again.

    Raises StoreUnusable, PortTaken, BadToken, TelegramUnreachable or WebhookRefused when it cannot start.
    """
    async with opened(settings, migrate=migrate, seal=seal_of(settings)) as db:
        started_at = clock.real()
        owner = parts.new_owner()
        async with _speaking(settings, clock, db, owner, only, ahead) as services:
            with _errors_counted(services.counts):
                await _until_stopped(services, only, stop, started_at, demo=demo, ready=ready)


@contextlib.contextmanager
def _errors_counted(counts: Counts) -> Iterator[None]:
    handler, everything = ErrorCounter(counts), logging.getLogger()
    everything.addHandler(handler)
    try:
        yield
    finally:
        everything.removeHandler(handler)


async def _until_stopped(
    services: Services,
    only: frozenset[Part],
    stop: asyncio.Event,
    started_at: datetime,
    *,
    demo: bool,
    ready: Callable[[], None],
) -> None:
    names = tuple(sorted(only))
    heart, presence, counting = Heartbeat(services, names, started_at), Presence(services, names), CountKeeper(services)
    for part in only:
        services.counts.add(STARTS, part)
    with trouble_in_a_word():  # a server may fall in this very moment
        await presence()  # before anything of before a downtime is taken up
        await heart()
        await heart.take_over()
    running = _Running(services, only, demo=demo, ready=ready)
    timetable = Timetable(services.clock.real)
    timetable.every(parts.BEATS_EVERY, heart, "heartbeat")
    timetable.every(TAKE_OVER_EVERY, heart.take_over, "take over")
    timetable.every(PRESENT_EVERY, presence, "presence")
    timetable.every(count_cases.WRITTEN_EVERY, counting, "counting")
    if Part.SCHEDULER in only:
        timetable.every(SWEEP_EVERY, running.sweep, "reminders")
        timetable.every(TIDY_EVERY, Tidying(services), "tidying")
        timetable.every(BACKUP_EVERY, NightlyBackup(services), "nightly backup")
    log.info("running: %s", ", ".join(sorted(only)))
    try:
        await running.run(timetable, stop)
    finally:
        await heart.leave()
        await counting()
        log.info("stopped")


class _Running:
    """The coroutines of the chosen parts, and their way to stop."""

    def __init__(self, services: Services, only: frozenset[Part], *, demo: bool, ready: Callable[[], None]) -> None:
        self._services, self._only, self._demo, self._ready = services, only, demo, ready
        self.sweep = ReminderSweep(services)
        self._postman = Postman(services)
        self._keeper = CardKeeper(services)
        self._accounts = AccountKeeper(services)
        self._receiver: Receiver | None = None
        self._web_starts, self._web_stop = asyncio.Event(), asyncio.Event()

    async def run(self, timetable: Timetable, stop: asyncio.Event) -> None:
        services = self._services
        wakes = services.wakes
        told = {
            News.INBOX: wakes.inbox.set,
            News.OUTBOX: wakes.outbox.set,
            News.CARDS: wakes.cards.set,
            News.ACCOUNTS: wakes.accounts.set,
        }
        endless: list[Coroutine[Any, Any, None]] = [timetable.run(), services.pace.run()]
        if self._only != {Part.WEB}:
            endless.append(listen(services.db, told, wakes.listening))
        working: list[Coroutine[Any, Any, None]] = []
        if Part.BOT in self._only:
            working += await self._bot()
            endless += [self._hook()] if self._by_webhook else []
        if Part.SCHEDULER in self._only:
            working += [self._postman.run(), self._keeper.run(), self._accounts.run(), self.sweep.run()]
        if Part.WEB in self._only:
            working.append(self._web())
        else:
            self._ready()
        await _run_all(working, endless, stop, self._tell_to_stop)

    async def _bot(self) -> list[Coroutine[Any, Any, None]]:
        services, bot = self._services, self._services.sender.bot
        application = wire.application_of(bot, services)
        await application.initialize()
        self._receiver = Receiver(
            inbox_of(services),
            wire.handling(application),
            fetch=fetch_from(bot, ALLOWED_UPDATES),
            wake=services.wakes.inbox,
            patience=services.wakes.look_every,
        )
        polling = [] if self._by_webhook else [self._receiver.poll()]
        return [*polling, self._receiver.work(), wire.set_default_commands(services.sender)]

    @property
    def _by_webhook(self) -> bool:
        return self._services.settings.telegram.mode is Mode.WEBHOOK

    async def _hook(self) -> None:
        if Part.WEB in self._only:
            # Called before it answers, Telegram would note a failure and come again only after a pause.
            await self._web_starts.wait()
        telegram = self._services.settings.telegram
        address = wire.webhook_address(telegram)
        await set_webhook(self._services.sender.bot, address, telegram.webhook_secret, ALLOWED_UPDATES)

    async def _web(self) -> None:
        from bot.web.app import build
        from bot.web.server import serve

        services, web = self._services, self._services.settings.web
        sources = sources_of(services)
        app = build(sources, demo=self._demo, doorbell=doorbell_of(services) if self._by_webhook else None)
        await serve(app, web.host, web.port, started=lambda _: self._served(), stop=self._web_stop)

    def _served(self) -> None:
        # Not before: who reads that the service runs would open an address that another program has.
        self._ready()
        self._web_starts.set()

    def _tell_to_stop(self) -> None:
        if self._receiver is not None:
            self._receiver.stop()
        self._postman.stop()
        self._keeper.stop()
        self._accounts.stop()
        self.sweep.stop()
        self._web_stop.set()


async def _run_all(
    working: Iterable[Coroutine[Any, Any, None]],
    endless: Iterable[Coroutine[Any, Any, None]],
    stop: asyncio.Event,
    tell: Callable[[], None],
) -> None:
    """Run everything; at the stop the working ones finish what is in hand, then the endless ones are cancelled."""
    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(each) for each in working]
            ticking = [group.create_task(each) for each in endless]
            await stop.wait()
            tell()
            if running:
                await asyncio.wait(running, timeout=STOP_SECONDS)
            for task in (*running, *ticking):
                task.cancel()
    except* Exception as failures:
        raise failures.exceptions[0] from None


@asynccontextmanager
async def _speaking(
    settings: Settings, clock: Clock, db: Database, owner: str, only: frozenset[Part], ahead: Ahead | None
) -> AsyncIterator[Services]:
    """The services, signed in at Telegram unless this process only serves HTTP."""
    counts = Counts()
    bot = wire.bot_of(settings, counts, ahead)
    silent = only == {Part.WEB}
    if not silent:
        await _sign_in(bot, to_poll=Part.BOT in only and settings.telegram.mode is Mode.POLLING)
    shared = wire.PaceThroughTheStore(db, _bot_id(settings), clock.real) if len(only) < len(Part) else None
    pace = Pace(settings.delivery.messages_per_second, shared=shared)
    sender = Sender(bot, pace, paid_broadcast=settings.delivery.paid_broadcast)
    try:
        yield Services(
            db=db,
            settings=settings,
            policy=policy_of(settings),
            clock=clock,
            sender=sender,
            pace=pace,
            username="" if silent else bot.username,
            owner=owner,
            counts=counts,
        )
    finally:
        if not silent:
            with contextlib.suppress(TelegramError):
                await sender.close()


async def _sign_in(bot: ExtBot[None], *, to_poll: bool) -> None:
    try:
        await wire.signed_in(bot, to_poll=to_poll)
    except BaseException:
        await bot.shutdown()  # else its open connections complain after the one sentence that is meant to be read
        raise


def _bot_id(settings: Settings) -> int:
    """The number before the colon of a token is the bot's own id."""
    number = settings.telegram.token.partition(":")[0]
    return int(number) if number.isdecimal() else 0
