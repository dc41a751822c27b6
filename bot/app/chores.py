"""What `narada` does besides running: a coordinator's link, and a check of everything that can be checked."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import WebhookInfo
from telegram.error import TelegramError

from bot.app.policy import new_partnership
from bot.app.store import StoreUnusable, opened, revision
from bot.app.telegram import TelegramUnreachable, bot_of, signed_in, webhook_address
from bot.clock import Clock
from bot.config import Mode, Settings
from bot.gateway.transport import BadToken
from bot.usecases import partners
from storage.database import file_of
from storage.upgrade import HEAD

__all__ = ["BadToken", "Finding", "TelegramUnreachable", "bot_username", "check", "coordinator_link"]

LEAST_FREE = 200 * 1024 * 1024  # bytes
OLDEST_CLOCK_YEAR = 2026
TROUBLE_LASTS = timedelta(days=1)  # Telegram keeps telling of a failed delivery long after it was made good


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `narada check`. `key` names its sentence; a warning does not make the check fail."""

    key: str
    good: bool
    warning: bool = False
    detail: str = ""


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
    yield await _store(settings)
    for finding in _disk(settings):
        yield finding
    yield _feed_address(settings)
    yield Finding("check-clock", good=clock.real().year >= OLDEST_CLOCK_YEAR, detail=clock.real().isoformat()[:16])
    yield _privacy(settings)


async def _telegram(settings: Settings, clock: Clock) -> list[Finding]:
    if not settings.telegram.token:
        return [Finding("check-no-token", good=False)]
    bot = bot_of(settings)
    try:
        await signed_in(bot)
        info = await bot.get_webhook_info()
    except BadToken:
        return [Finding("check-bad-token", good=False)]
    except (TelegramUnreachable, TelegramError):
        return [Finding("check-telegram-unreachable", good=False, detail=settings.telegram.api_url)]
    else:
        found = Finding("check-telegram", good=True, detail=f"@{bot.username}")
        return [found, *_webhook(settings, info, clock.real())]
    finally:
        await bot.shutdown()


def _webhook(settings: Settings, info: WebhookInfo, now: datetime) -> list[Finding]:
    """Where Telegram brings updates, and whether it can."""
    if settings.telegram.mode is Mode.POLLING:
        return [Finding("check-webhook-set", good=True, warning=True)] if info.url else []
    address = webhook_address(settings.telegram)
    if info.url != address:
        return [Finding("check-webhook-missing", good=True, warning=True, detail=address)]
    failed_at = info.last_error_date
    if failed_at is not None and now - failed_at < TROUBLE_LASTS:
        told = f"{failed_at:%Y-%m-%d %H:%M} UTC, {info.last_error_message}; {info.pending_update_count}"
        return [Finding("check-webhook-fails", good=True, warning=True, detail=told)]
    return [Finding("check-webhook", good=True, detail=address)]


async def _store(settings: Settings) -> Finding:
    try:
        found = await revision(settings)
    except StoreUnusable as unusable:
        return Finding("check-store-unreachable", good=False, detail=unusable.detail)
    if found is None:
        return Finding("check-store-empty", good=True, warning=True, detail=settings.storage.shown)
    if found > HEAD:
        return Finding("check-store-newer", good=False, detail=found)
    if found != HEAD:
        return Finding("check-store-older", good=True, warning=True, detail=found)
    return Finding("check-store", good=True, detail=settings.storage.shown)


def _disk(settings: Settings) -> list[Finding]:
    file = file_of(settings.storage.url)
    if file is None:
        return []
    folder = file.parent
    free = shutil.disk_usage(folder).free if folder.exists() else 0
    return [Finding("check-disk", good=free >= LEAST_FREE, detail=f"{free // (1024 * 1024)} MB")]


def _feed_address(settings: Settings) -> Finding:
    address = settings.web.public_url
    local = any(mark in address for mark in ("127.0.0.1", "localhost", "[::1]"))
    return Finding("check-feed-local" if local else "check-feed", good=True, warning=local, detail=address)


def _privacy(settings: Settings) -> Finding:
    empty = [name for name in ("controller", "contact", "legal_basis") if not getattr(settings.privacy, name)]
    if empty:
        return Finding("check-privacy-empty", good=True, warning=True, detail=", ".join(empty))
    return Finding("check-privacy", good=True)
