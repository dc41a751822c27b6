"""The only place that asks what time it is. Everywhere else time is an argument."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

CLOCK_FILE_VARIABLE = "NARADA_CLOCK_FILE"
LOOK_EVERY = 0.1  # seconds; how late a moved clock may be noticed. One stat() a look, and only in demo and tests
FARTHEST = 10 * 366 * 86_400  # seconds; an offset beyond ten years is a broken file, not a wish


class Clock(Protocol):
    """What those who need the time are given."""

    def __call__(self) -> datetime:
        """Now, in UTC, as people and meetings see it."""

    def real(self) -> datetime:
        """Now, in UTC, as the machine sees it: for leases and heartbeats, which must not jump with a moved clock."""

    async def changed(self) -> None:
        """Return once somebody has moved the clock; never, when nobody can."""


class ClockFileRefused(Exception):
    """The clock may not be moved while real people are written to."""


def is_telegrams_own(api_url: str) -> bool:
    """Whether real people stand behind this Bot API address: telegram.org or any host below it."""
    host = (urlsplit(api_url).hostname or "").rstrip(".").lower()
    return host == "telegram.org" or host.endswith(".telegram.org")


def clock_from(environ: Mapping[str, str], api_url: str) -> "SystemClock":
    """The machine's clock, moved by NARADA_CLOCK_FILE where that is set. Raises ClockFileRefused for real Telegram."""
    named = environ.get(CLOCK_FILE_VARIABLE, "")
    if named and is_telegrams_own(api_url):
        raise ClockFileRefused(CLOCK_FILE_VARIABLE)
    return SystemClock(Path(named) if named else None)


class SystemClock:
    """The machine's clock plus the seconds that a file names, read at each look."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._file = offset_file
        self._seen: tuple[int, int, int] | None = None  # inode, mtime and size when the offset was last read
        self._offset = timedelta(0)
        self._told = self._current_offset()

    def __call__(self) -> datetime:
        """Now, in UTC, with the offset."""
        return self.real() + self._current_offset()

    def real(self) -> datetime:
        """Now, in UTC, without the offset."""
        return datetime.now(UTC)

    async def changed(self) -> None:
        """Return once the offset differs from when this last returned, at most LOOK_EVERY seconds late.

        For one waiter: a move while it was busy is told at its next call, so none is missed.
        """
        if self._file is None:
            await asyncio.Event().wait()  # nobody can move this clock
        before = self._told
        while self._current_offset() == before:  # noqa: ASYNC110 - a file that another process writes has no event
            await asyncio.sleep(LOOK_EVERY)
        self._told = self._current_offset()

    def _current_offset(self) -> timedelta:
        if self._file is None:
            return self._offset
        try:
            status = self._file.stat()
            seen = (status.st_ino, status.st_mtime_ns, status.st_size)
            if seen != self._seen:
                self._offset = _offset(self._file.read_text())
                self._seen = seen
        except (OSError, ValueError):
            # Not there yet, or caught half-written: the last good offset stands, and the next look reads again.
            self._seen = None
        return self._offset


def _offset(text: str) -> timedelta:
    seconds = float(text)
    if not -FARTHEST <= seconds <= FARTHEST:
        raise ValueError(text)
    return timedelta(seconds=seconds)
