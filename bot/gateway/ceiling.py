"""How many messages a second Telegram takes: found by trying, because the numbers are unpublished and change."""

from dataclasses import dataclass
from math import inf

FALL = 0.5
"""What is left of the rate when everybody is refused at a rate that was never known to be taken."""
CLIMB = 15.0
"""Seconds in which a climb doubles the rate, slowly at first: a ceiling that did not move is touched gently."""
REST = 10.0
"""Seconds between touching the ceiling and climbing again; each touch costs a refused message."""
_TOUCH = 0.98  # of the rate at which it was touched, the ceiling lies at most here
_PROVEN = 2.0  # seconds after which a rate that nobody was refused at counts as taken
_ECHO = 1.0  # seconds in which refusals still come of what was sent before the rate fell
_LEAST = 1.0  # a second


@dataclass(frozen=True, slots=True)
class Found:
    """A rate as another process can be told of it: the three moments in seconds from now, behind or ahead.

    It applies `since`, climbs from `climbs_at` on, and what is refused before `deaf_until` is an echo.
    """

    rate: float
    since: float
    climbs_at: float
    deaf_until: float


class Ceiling:
    """The rate to send at: falls by half when it is far too high, else by a little, and climbs up to `most`.

    A rate that was refused at once says little about the ceiling: it is halved and climbs from there. A rate that was
    taken until now has touched the ceiling: the rate of a second ago was right (Telegram counts seconds), and is kept
    for `REST` seconds before the next try. So in the long run less than one message in a hundred is refused, and a
    ceiling twice as high is found within half a minute.
    """

    def __init__(self, most: float) -> None:
        self._most = self._base = float(most)
        self._since = -inf  # when the base began to apply
        self._climbs_at = inf
        self._deaf_until = -inf

    def at(self, now: float) -> float:
        """Messages a second."""
        if now <= self._climbs_at:
            return self._base
        return min(self._most, self._base * (1 + ((now - self._climbs_at) / CLIMB) ** 2))

    def refused(self, now: float, *, everybody: bool, seconds: float) -> None:
        """Telegram answered 429: to a chat that was not the last one refused, or to `everybody` for so many seconds."""
        if now < self._deaf_until:
            return
        # At `most` nothing was being tried out: whoever alone is refused there is refused for a reason of their own.
        if not everybody and self.at(now) >= self._most:
            return
        if now - self._since >= _PROVEN:
            self._step_back(now, now + seconds if everybody else now)
        elif everybody:
            self._fall(now, now + seconds)

    def found(self, now: float) -> Found | None:
        """What was found by being refused; None while nobody was."""
        if self._since == -inf:
            return None
        return Found(self._base, self._since - now, self._climbs_at - now, self._deaf_until - now)

    def adopt(self, found: Found, now: float) -> None:
        """Go on from what another process has found."""
        self._base = min(found.rate, self._most)
        self._since, self._climbs_at = now + found.since, now + found.climbs_at
        self._deaf_until = now + found.deaf_until

    def _step_back(self, now: float, since: float) -> None:
        self._base = max(_LEAST, min(self.at(now - 1.0), self.at(now) * _TOUCH))
        self._since, self._climbs_at, self._deaf_until = since, since + REST, now + _ECHO

    def _fall(self, now: float, since: float) -> None:
        self._base = max(_LEAST, self.at(now) * FALL)
        self._since = self._climbs_at = since
        self._deaf_until = max(since, now + _ECHO)
