"""The few things that every edge of the service needs."""

import asyncio
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.config import Settings
from bot.counts import Counts
from bot.domain.policy import Policy
from bot.gateway.pace import Pace
from bot.gateway.sender import Sender
from storage.database import AlreadyApplied, Database, insist

__all__ = ["AlreadyApplied", "Database", "Services", "Wakes", "insist"]


@dataclass(frozen=True, slots=True)
class Wakes:
    """Set by whoever makes work for a part that runs in this process; parts elsewhere look twice a second."""

    inbox: asyncio.Event = field(default_factory=asyncio.Event)
    outbox: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """One a process. `owner` names the process in leases and heartbeats."""

    db: Database
    settings: Settings
    policy: Policy
    clock: Clock
    sender: Sender
    pace: Pace
    username: str
    owner: str
    counts: Counts = field(default_factory=Counts)
    wakes: Wakes = field(default_factory=Wakes)

    def deep_link(self, payload: str) -> str:
        """The address that opens the bot with a payload of at most 64 of A-Za-z0-9_- (Bot API "Deep linking")."""
        return f"https://t.me/{self.username}?start={payload}"

    def feed_url(self, secret: str) -> str:
        return f"{self.settings.web.public_url.rstrip('/')}/calendar/{secret}"
