"""What the web part is given: functions that look things up, never a store."""

from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.calendars import Calendar, EventKey, Outline, Version
from bot.web.health import Health
from bot.web.metrics import Look

WEBHOOK_PATH = "/telegram/webhook"


@dataclass(frozen=True, slots=True)
class Due:
    """The next moment at which something happens by itself, and what."""

    at: datetime | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything the addresses are answered from.

    `mark` is another one whenever anything was committed to the store, None when that cannot be told; `mark_at_once` is
    the same without waiting, where there is such a way. `latest` and `feed` give None for an address that is unknown or
    withdrawn. `latest` is given the digest of the version and the events that are known already; it gives the version
    and, where that is another one, the outline. `secrets` are all that work.
    `public_url` is how people's calendars reach this server, without a slash at its end.
    """

    mark_at_once: Callable[[], str | None]
    mark: Callable[[], Awaitable[str | None]]
    latest: Callable[[str, str | None, Container[EventKey]], Awaitable[tuple[Version, Outline | None] | None]]
    feed: Callable[[str], Awaitable[Calendar | None]]
    secrets: Callable[[], Awaitable[Container[str]]]
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
