"""How often somebody may guess a secret before nobody listens to them for a while."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

MOST = 20  # wrong guesses; people mistype, and open old links again
WITHIN = timedelta(hours=1)
GUESSERS = 10_000  # remembered at once: whoever comes with ever new accounts must not fill the memory


class Guesses:
    """Wrong guesses of the last hour, by who made them; in memory, for this process alone."""

    def __init__(self, most: int = MOST, within: timedelta = WITHIN, guessers: int = GUESSERS) -> None:
        self._most, self._within, self._guessers = most, within, guessers
        self._wrong: OrderedDict[int, deque[datetime]] = OrderedDict()

    def too_many(self, who: int, now: datetime) -> bool:
        """Whether this guesser has to wait."""
        wrong = self._wrong.get(who, ())
        return sum(now - self._within < moment <= now for moment in wrong) >= self._most

    def was_wrong(self, who: int, now: datetime) -> None:
        """Remember a wrong guess; of those who guessed longest ago none is remembered any more."""
        self._wrong.setdefault(who, deque(maxlen=self._most)).append(now)
        self._wrong.move_to_end(who)
        while len(self._wrong) > self._guessers:
            self._wrong.popitem(last=False)
