"""Trouble that lasts: told once when it begins and once when it is over, waited for with growing pauses."""

import logging
import random
from collections.abc import Callable

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0


class Outage:
    """What is wrong with one thing we depend on, if anything."""

    def __init__(self, log: logging.Logger, over: str, chance: Callable[[], float] = random.random) -> None:
        self._log, self._over, self._chance = log, over, chance
        self._trouble = ""
        self._tries = 0

    @property
    def lasts(self) -> bool:
        """Whether the last try failed."""
        return self._tries > 0

    def failed(self, trouble: str) -> float:
        """One more try failed: the seconds to wait before the next, doubling up to 30, by chance up to half shorter."""
        if trouble != self._trouble:
            self._trouble = trouble
            self._log.warning("%s", trouble)
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._tries, 10))
        self._tries += 1
        return pause * (1.0 - self._chance() / 2)

    def ended(self) -> None:
        """A try succeeded."""
        if self._tries:
            self._log.warning("%s (tries that failed: %d)", self._over, self._tries)
        self._trouble, self._tries = "", 0
