"""What the web part is given: functions that look things up, never a store."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.calendars import Calendar
from bot.web.health import Health
from bot.web.metrics import Look

WEBHOOK_PATH = "/telegram/webhook"


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """What tells one state of a feed from the next.

    `version` differs whenever the feed's bytes may differ; `last_modified` then never goes back.
    """

    feed_id: int
    version: str
    last_modified: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """The next moment at which something happens by itself, and what."""

    at: datetime | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything the addresses are answered from.

    `feed_version` is a cheap look-up made at each request; it and `feed` give None for an address that is unknown or
    withdrawn. `public_url` is how people's calendars reach this server, without a slash at its end.
    """

    feed_version: Callable[[str], Awaitable[FeedVersion | None]]
    feed: Callable[[str], Awaitable[Calendar | None]]
    health: Callable[[], Awaitable[Health]]
    next_due: Callable[[], Awaitable[Due | None]]
    metrics: Look
    now: Callable[[], datetime]
    public_url: str


@dataclass(frozen=True, slots=True)
class Doorbell:
    """The secret that Telegram shows, and where what it brings is put: `store` returns when the update is durable."""

    secret: str = field(repr=False)
    store: Callable[[dict[str, Any]], Awaitable[None]]
