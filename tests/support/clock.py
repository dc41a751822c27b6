"""A clock that stands still until a test moves it."""

import asyncio
from datetime import UTC, datetime, timedelta


class FakeClock:
    """The shape of bot.clock.Clock. `clock()` and `clock.real()` are moved apart from each other, as in the demo."""

    def __init__(self, now: datetime) -> None:
        self._now = self._real = _aware(now)
        self._moved = asyncio.Event()

    def __call__(self) -> datetime:
        """Now, as the test set it, in UTC."""
        return self._now

    def real(self) -> datetime:
        """The machine's time: moved by `real_forward` alone."""
        return self._real

    async def changed(self) -> None:
        """Return once a test has moved the clock."""
        await self._moved.wait()
        self._moved.clear()

    def forward(self, by: timedelta) -> datetime:
        """Move the clock on and give the new time."""
        return self.at(self._now + by)

    def at(self, moment: datetime) -> datetime:
        """Set the clock to an aware moment, and give it in UTC."""
        self._now = _aware(moment)
        self._moved.set()
        return self._now

    def real_forward(self, by: timedelta) -> datetime:
        """Let real time pass, as leases and heartbeats see it."""
        self._real += by
        return self._real


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC)
