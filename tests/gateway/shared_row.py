"""What the processes of one token share, in memory."""

import asyncio
from dataclasses import dataclass

from bot.gateway.pace import Found, Reserved


@dataclass
class Row:
    """The row in the store, with the arithmetic that `SharedPace` asks for."""

    until: float = 0.0
    failing: bool = False
    asked: int = 0
    handed_out: int = 0
    seconds: float = 0.0  # how long the store takes
    found: Found | None = None
    found_at: float = 0.0

    async def reserve(self, count: int, spacing: float) -> Reserved:
        self.asked += 1
        await asyncio.sleep(self.seconds)
        if self.failing:
            raise OSError("disk I/O error")
        now = asyncio.get_running_loop().time()
        start = max(now, self.until)
        self.until = start + count * spacing
        self.handed_out += count
        return Reserved(start - now, count, self._known(now))

    async def hold(self, seconds: float) -> None:
        self.until = max(self.until, asyncio.get_running_loop().time() + seconds)

    async def agree(self, found: Found) -> Found:
        await asyncio.sleep(self.seconds)
        now = asyncio.get_running_loop().time()
        known = self._known(now)
        if known is None or known.deaf_until <= 0:
            self.found, self.found_at = found, now
        return self._known(now) or found

    def _known(self, now: float) -> Found | None:
        if self.found is None:
            return None
        of, ago = self.found, now - self.found_at
        return Found(of.rate, of.since - ago, of.climbs_at - ago, of.deaf_until - ago)
