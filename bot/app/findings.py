"""What `narada check` finds out about a service that may be running: its clock, its store, its queues, its address."""

import shutil
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp
from telegram import WebhookInfo

from bot.app.store import opened
from bot.app.telegram import webhook_address
from bot.clock import Clock
from bot.config import Mode, Settings
from bot.usecases import backups, counts, held
from bot.usecases.counts import Depths
from storage.soundness import damage

CLOCK_MAY_DIFFER = timedelta(seconds=60)  # an answer may be slow; a reminder may be a minute late
OLDEST_CLOCK_YEAR = 2026
OLDEST_BACKUP_DAYS = 2
MANY_PENDING = 100  # updates
TROUBLE_LASTS = timedelta(days=1)  # Telegram keeps telling of a failed delivery long after it was made good
STUCK_AFTER = timedelta(minutes=10)
ANSWER_WITHIN = 5.0  # seconds
LEAST_FREE = 200 * 1024 * 1024  # bytes: a year of a large partnership, and a night's backup of it


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `narada check`. `key` names its sentence; a warning does not make the check fail."""

    key: str
    good: bool
    warning: bool = False
    detail: str = ""


def of_clock(telegrams: str, ours: datetime) -> Finding:
    """Our clock beside the one in Telegram's last answer, an HTTP date; "" when there was no answer."""
    try:
        theirs = parsedate_to_datetime(telegrams).replace(tzinfo=UTC)  # an HTTP date is always one (RFC 9110 §5.6.7)
    except ValueError:
        return Finding("check-clock", good=ours.year >= OLDEST_CLOCK_YEAR, detail=_minute(ours))
    if abs(ours - theirs) > CLOCK_MAY_DIFFER:
        return Finding("check-clock-wrong", good=False, detail=f"{_minute(ours)} / {_minute(theirs)}")
    return Finding("check-clock", good=True, detail=_minute(ours))


def of_webhook(settings: Settings, info: WebhookInfo, now: datetime) -> list[Finding]:
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
    if info.pending_update_count >= MANY_PENDING:
        return [Finding("check-webhook-pending", good=True, warning=True, detail=str(info.pending_update_count))]
    return [Finding("check-webhook", good=True, detail=address)]


async def of_store(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """What is wrong inside a store of this version, how old its last backup is, and what waits since a restore."""
    async with opened(settings, migrate=False) as db:
        if complaint := await damage(db):
            yield Finding("check-store-damaged", good=False, detail=complaint)
            return
        for finding in of_queues(await counts.depths(db, now=clock(), real_now=clock.real())):
            yield finding
        yield of_backup(settings.backup.folder, await backups.last_taken_at(db), clock())
        if waiting := await held.count_all(db):
            yield Finding("check-held", good=True, warning=True, detail=str(waiting))


def of_queues(depths: Depths) -> Iterator[Finding]:
    """What has waited so long that nobody can be at work on it."""
    if depths.oldest_update is not None and depths.oldest_update > STUCK_AFTER:
        yield Finding("check-inbox-stuck", good=False, detail=_waited(depths.oldest_update))
    if depths.oldest_letter is not None and depths.oldest_letter > STUCK_AFTER:
        yield Finding("check-outbox-stuck", good=False, detail=_waited(depths.oldest_letter))


def of_backup(folder: str, taken_at: datetime | None, now: datetime) -> Finding:
    """How old the last nightly backup is."""
    if not folder:
        return Finding("check-backup-none", good=True, warning=True)
    if taken_at is None:
        return Finding("check-backup-not-yet", good=True, warning=True, detail=folder)
    days = max((now - taken_at).days, 0)
    return Finding("check-backup", good=days <= OLDEST_BACKUP_DAYS, detail=str(days))


def of_disks(folders: Iterable[Path]) -> Iterator[Finding]:
    """How much room there is where the store's file is, the first, and whether there is enough for the backups."""
    known = [(folder, free) for folder in folders if (free := _free(folder)) is not None]
    for number, (folder, free) in enumerate(known):
        if number == 0 or free < LEAST_FREE:
            yield Finding("check-disk", good=free >= LEAST_FREE, detail=f"{free // (1024 * 1024)} MB ({folder})")


def _free(folder: Path) -> int | None:
    """Bytes; None for a folder that is not there or cannot be looked at."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


async def of_address(settings: Settings) -> Finding:
    """Whether calendars can be fetched under the address that people are given."""
    address = settings.web.public_url.rstrip("/")
    if any(mark in address for mark in ("127.0.0.1", "localhost", "[::1]")):
        return Finding("check-feed-local", good=True, warning=True, detail=address)
    trouble = await _trouble_with(f"{address}/robots.txt")
    if trouble:
        # No failure: the service may not run yet, and some networks let nobody in by their own front door.
        return Finding("check-feed-unreachable", good=True, warning=True, detail=f"{address} ({trouble})")
    return Finding("check-feed", good=True, detail=address)


async def _trouble_with(address: str) -> str:
    timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(address) as answer:
            return "" if answer.status == 200 else f"HTTP {answer.status}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return str(error) or type(error).__name__


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _waited(wait: timedelta) -> str:
    """Hours and minutes, which read alike in every language."""
    hours, minutes = divmod(int(wait.total_seconds()) // 60, 60)
    return f"{hours} h {minutes} min"
