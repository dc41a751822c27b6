"""Who asks for feed addresses that are none: how often the store is asked for them, and what then happens.

A secret has 192 random bits, so guessing is hopeless; what must be kept from harm is the store, and the subscribers
who stand behind the same address as whoever guesses.
"""

import asyncio
import logging
import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Container
from ipaddress import IPv6Address, ip_address
from time import monotonic

log = logging.getLogger(__name__)

AN_ADDRESS = 60  # wrong guesses a minute from one address, and as many from all of them together:
ALL = 300
ADDRESSES = 4_096  # remembered at once; whoever comes with ever new ones is left with what all have together
SECRETS_KEPT = 5.0  # seconds; how often all secrets are looked at while somebody guesses too often
SAID_EVERY = 60.0  # seconds between two lines in the log
_MINUTE = 60.0
_NEIGHBOURS = 64  # bits; a house has so many addresses of IPv6 that it is told by the first half


class Guesses:
    """Whether the store may be asked about a secret that nobody has shown lately. `clock` counts seconds."""

    def __init__(
        self, secrets: Callable[[], Awaitable[Container[str]]], clock: Callable[[], float] = monotonic
    ) -> None:
        self._secrets, self._clock = secrets, clock
        self._all = _Allowance(ALL)
        self._addresses: OrderedDict[str, _Allowance] = OrderedDict()
        self._looking = asyncio.Lock()
        self._known: Container[str] = ()
        self._known_at = -math.inf
        self._refused, self._said_at = 0, -math.inf

    async def may_ask(self, secret: str, address: str) -> bool:
        """Whether to look for the secret. After too many wrong ones only for such as there are, so nobody else suffers.

        Who finds something calls `was_right` then: subscribers use nothing up.
        """
        if self._of(address).take(self._clock()):
            if self._all.take(self._clock()):
                return True
            self._of(address).give_back()
        if secret in await self._all_secrets():
            return True
        self._say_so()
        return False

    def was_right(self, address: str) -> None:
        self._of(address).give_back()
        self._all.give_back()

    def _of(self, address: str) -> "_Allowance":
        house = _house(address)
        found = self._addresses.setdefault(house, _Allowance(AN_ADDRESS))
        self._addresses.move_to_end(house)
        while len(self._addresses) > ADDRESSES:
            self._addresses.popitem(last=False)
        return found

    async def _all_secrets(self) -> Container[str]:
        async with self._looking:
            if self._clock() - self._known_at >= SECRETS_KEPT:
                self._known = await self._secrets()
                self._known_at = self._clock()
            return self._known

    def _say_so(self) -> None:
        self._refused += 1
        if self._clock() - self._said_at >= SAID_EVERY:
            log.warning("addresses of calendars are being guessed; %d requests were refused for it", self._refused)
            self._refused, self._said_at = 0, self._clock()


class _Allowance:
    """So many a minute, and after a silence as many at once."""

    __slots__ = ("_left", "_most", "_seen")

    def __init__(self, most: int) -> None:
        self._most, self._left, self._seen = most, float(most), -math.inf

    def take(self, now: float) -> bool:
        if self._seen > -math.inf:
            self._left = min(self._most, self._left + (now - self._seen) * self._most / _MINUTE)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def give_back(self) -> None:
        self._left = min(self._most, self._left + 1)


def _house(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""  # a socket without one, or a name that a proxy gave
    if not isinstance(found, IPv6Address) or found.ipv4_mapped is not None:
        return address
    return found.packed[: _NEIGHBOURS // 8].hex()
