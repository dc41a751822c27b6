"""What `narada` does besides running: a coordinator's link, and a check of everything that can be checked."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.app.findings import Finding, of_address, of_clock, of_disks, of_store, of_webhook
from bot.app.policy import new_partnership
from bot.app.store import StoreUnusable, opened, revision
from bot.app.telegram import TelegramUnreachable, bot_of, signed_in
from bot.clock import Clock
from bot.config import Settings
from bot.gateway.transport import AiohttpRequest, BadToken
from bot.usecases import partners
from storage.database import file_of
from storage.upgrade import HEAD, UNFINISHED

__all__ = ["BadToken", "Finding", "TelegramUnreachable", "bot_username", "check", "coordinator_link"]


async def coordinator_link(settings: Settings, clock: Clock, name: str, username: str = "") -> tuple[str, str]:
    """A single-use link that makes its bearer a coordinator, and the partnership's name.

    Asks Telegram for the bot's name unless it is given. Raises BadToken, TelegramUnreachable, StoreUnusable.
    """
    username = username or await bot_username(settings)
    async with opened(settings, migrate=True) as db:
        issued = await partners.invite_coordinator(db, new_partnership(settings, name), now=clock())
    return f"https://t.me/{username}?start={issued.token}", issued.partnership.name


async def bot_username(settings: Settings) -> str:
    """The bot's name at Telegram. Raises BadToken or TelegramUnreachable."""
    bot = bot_of(settings)
    try:
        await signed_in(bot)
        return bot.username
    finally:
        await bot.shutdown()


async def check(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Look at everything that a running service depends on."""
    yield Finding("check-configuration", good=True)
    for finding in await _telegram(settings, clock):
        yield finding
    store = await _store(settings)
    yield store
    if store.key == "check-store":
        async for finding in of_store(settings, clock):
            yield finding
    for finding in of_disks(_folders(settings)):
        yield finding
    yield await of_address(settings)
    yield _privacy(settings)


async def _telegram(settings: Settings, clock: Clock) -> list[Finding]:
    if not settings.telegram.token:
        return [Finding("check-no-token", good=False), of_clock("", clock.real())]
    bot = bot_of(settings)
    try:
        found = await _asked(bot, settings, clock.real())
    finally:
        await bot.shutdown()
    return [*found, of_clock(_date(bot), clock.real())]


async def _asked(bot: ExtBot[None], settings: Settings, now: datetime) -> list[Finding]:
    try:
        await signed_in(bot)
        info = await bot.get_webhook_info()
    except BadToken:
        return [Finding("check-bad-token", good=False)]
    except (TelegramUnreachable, TelegramError):
        return [Finding("check-telegram-unreachable", good=False, detail=settings.telegram.api_url)]
    return [Finding("check-telegram", good=True, detail=f"@{bot.username}"), *of_webhook(settings, info, now)]


def _date(bot: ExtBot[None]) -> str:
    """What Telegram's clock said in its last answer."""
    request = bot.request
    return request.date if isinstance(request, AiohttpRequest) else ""


async def _store(settings: Settings) -> Finding:
    try:
        found = await revision(settings)
    except StoreUnusable as unusable:
        return Finding("check-store-unreachable", good=False, detail=unusable.detail)
    if found is None:
        return Finding("check-store-empty", good=True, warning=True, detail=settings.storage.shown)
    if found == UNFINISHED:
        return Finding("check-store-unfinished", good=False, detail=settings.storage.shown)
    if found > HEAD:
        return Finding("check-store-newer", good=False, detail=found)
    if found != HEAD:
        return Finding("check-store-older", good=True, warning=True, detail=found)
    return Finding("check-store", good=True, detail=settings.storage.shown)


def _folders(settings: Settings) -> list[Path]:
    backups = settings.backup.folder
    return [*_folder_of_store(settings), *([Path(backups)] if backups else [])]


def _folder_of_store(settings: Settings) -> list[Path]:
    try:
        file = file_of(settings.storage.url)
    except FileNotFoundError:  # the folder we were started in is gone
        return []
    return [file.parent] if file is not None else []


def _privacy(settings: Settings) -> Finding:
    empty = [name for name in ("controller", "contact", "legal_basis") if not getattr(settings.privacy, name)]
    if empty:
        return Finding("check-privacy-empty", good=True, warning=True, detail=", ".join(empty))
    return Finding("check-privacy", good=True)
