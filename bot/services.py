"""The few things that every edge of the service needs."""

import asyncio
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.config import Settings
from bot.counts import Counts
from bot.domain.guesses import Guesses
from bot.domain.policy import Policy
from bot.gateway.pace import Pace
from bot.gateway.sender import Sender
from bot.gateway.true_time import is_far_off
from storage.database import AlreadyApplied, Database, insist
from storage.receipts import Receipts

__all__ = ["AlreadyApplied", "Database", "Services", "Wakes", "insist"]


LOOK_SELDOM = 5.0
"""Seconds between two looks for what another process left, while the store tells of it. Leases that run out, and news
that went astray, are found by looking alone.
"""


@dataclass(frozen=True, slots=True)
class Wakes:
    """Set by whoever makes work for a part that runs in this process, and by the store for what is made elsewhere."""

    inbox: asyncio.Event = field(default_factory=asyncio.Event)
    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    cards: asyncio.Event = field(default_factory=asyncio.Event)
    accounts: asyncio.Event = field(default_factory=asyncio.Event)
    listening: asyncio.Event = field(default_factory=asyncio.Event)  # while the store tells

    def look_every(self, often: float) -> float:
        """Seconds between two looks when nobody wakes: `often` unless the store tells."""
        return max(often, LOOK_SELDOM) if self.listening.is_set() else often


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
    guesses: Guesses = field(default_factory=Guesses)  # at invitations

    def clock_is_wrong(self) -> bool:
        """Whether this machine's clock is days off: nothing that depends on the date may be done by it."""
        return is_far_off(self.sender.bot, self.clock.real())

    def receipts(self) -> Receipts:
        """Where this process notes what it knows of the letters in its hands; to be made once."""
        return Receipts(self.owner)

    def deep_link(self, payload: str) -> str:
        """The address that opens the bot with a payload of at most 64 of A-Za-z0-9_- (Bot API "Deep linking")."""
        return f"https://t.me/{self.username}?start={payload}"

    def feed_url(self, secret: str) -> str:
        return f"{self.settings.web.public_url.rstrip('/')}/calendar/{secret}"
