"""The connection to Telegram: the bot, the library's application, and what becomes of an update."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot

from bot.config import Settings, TelegramSettings
from bot.counts import TELEGRAM_REQUESTS, Counts
from bot.domain.people import Language
from bot.gateway.ahead import Ahead
from bot.gateway.pace import Found, Reserved
from bot.gateway.polling import RawUpdate
from bot.gateway.promises import broken_promise
from bot.gateway.sender import Sender
from bot.gateway.transport import AiohttpRequest, sign_in
from bot.handlers.routes import routes
from bot.services import Services
from bot.usecases import pace as pace_cases
from bot.views import commands
from bot.web.sources import WEBHOOK_PATH
from storage.database import Database

SIGN_IN_SECONDS = 8.0  # a Telegram that accepts connections and says nothing must not hold a start for ever
NO_TOKEN = "0:none"  # noqa: S105 - the library wants one even of a process that only serves HTTP and asks Telegram nothing

log = logging.getLogger(__name__)


class TelegramUnreachable(Exception):
    """At the start; once running, an outage is waited for."""


class LoudApplication(Application[Any, Any, Any, Any, Any, Any]):
    """The library's application, except that a handler's exception reaches whoever had the update processed.

    As it stands the library logs and swallows it, and the receiver would take the update for handled.
    """

    async def process_error(self, update: object, error: Exception, job: Any = None, coroutine: Any = None) -> bool:
        raise error


def bot_of(settings: Settings, counts: Counts | None = None, ahead: Ahead | None = None) -> ExtBot[None]:
    """The bot; what becomes of its requests is counted. What was asked `ahead` is not asked again."""
    counting = counts or Counts()
    request = AiohttpRequest(
        told=lambda method, answered: counting.add(TELEGRAM_REQUESTS, method, answered), ahead=ahead
    )
    address = settings.telegram.api_url.rstrip("/")
    return ExtBot(
        settings.telegram.token or NO_TOKEN,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=request,
        get_updates_request=request,
    )


def webhook_address(telegram: TelegramSettings) -> str:
    """Where Telegram is to bring updates."""
    return f"{telegram.webhook_url.rstrip('/')}{WEBHOOK_PATH}"


async def signed_in(bot: Bot, *, to_poll: bool = False) -> None:
    """Open the bot's connections, at most SIGN_IN_SECONDS long. Raises BadToken or TelegramUnreachable.

    With `to_poll` a webhook left over from an earlier set-up goes: it would make every getUpdates fail.
    """
    try:
        async with asyncio.timeout(SIGN_IN_SECONDS):
            await sign_in(bot)
            if to_poll:
                await bot.delete_webhook()
    except (TelegramError, TimeoutError) as error:
        raise TelegramUnreachable(str(error)) from error


def application_of(bot: Bot, services: Services) -> LoudApplication:
    builder = ApplicationBuilder().application_class(LoudApplication).bot(bot).updater(None).job_queue(None)
    application: LoudApplication = builder.build()  # type: ignore[assignment]
    application.add_handlers(routes(services))
    return application


def handling(application: LoudApplication) -> Callable[[RawUpdate], Awaitable[None]]:
    """What the receiver does with an update."""

    async def handle(raw: RawUpdate) -> None:
        update = update_in(raw, application.bot) if raw else None
        if update is not None:
            await application.process_update(update)

    return handle


def update_in(raw: RawUpdate, bot: Bot) -> Update | None:
    """The update; None for one that lacks what the Bot API promises."""
    # Not left to the receiver: reading it again would not mend it, and the chat's later updates would wait.
    if (place := broken_promise(raw)) is not None:
        log.warning("an update that cannot be read is passed over (%s)", place)
        return None
    try:
        return Update.de_json(raw, bot)
    except Exception as error:  # whatever the library makes of what it does not expect
        log.warning("an update that cannot be read is passed over (%s)", type(error).__name__)
        return None


class PaceThroughTheStore:
    """`SharedPace` for several processes: one row in the store, in real time."""

    def __init__(self, db: Database, bot_id: int, real: Callable[[], datetime]) -> None:
        self._db, self._bot_id, self._real = db, bot_id, real

    async def reserve(self, count: int, spacing: float) -> Reserved:
        now = self._real()
        block = await pace_cases.reserve(self._db, self._bot_id, count, timedelta(seconds=spacing), real_now=now)
        found = None if block.rate is None else _from_now(block.rate, now)
        return Reserved(block.wait.total_seconds(), count, found)

    async def hold(self, seconds: float) -> None:
        await pace_cases.hold(self._db, self._bot_id, timedelta(seconds=seconds), real_now=self._real())

    async def agree(self, found: Found) -> Found:
        now = self._real()
        rate = pace_cases.Rate(
            found.rate, *(now + timedelta(seconds=each) for each in (found.since, found.climbs_at, found.deaf_until))
        )
        return _from_now(await pace_cases.agree(self._db, self._bot_id, rate, real_now=now), now)


def _from_now(rate: pace_cases.Rate, now: datetime) -> Found:
    moments = (rate.since, rate.climbs_at, rate.deaf_until)
    return Found(rate.per_second, *((moment - now).total_seconds() for moment in moments))


async def set_default_commands(sender: Sender) -> None:
    """The command menu of people the bot does not know yet, in each language."""
    for language in Language:
        listed = commands.menu(language, coordinator=False, member=False)
        await sender.commands(listed, language=language.value)
    await sender.commands(commands.menu(Language.POLISH, coordinator=False, member=False))
