"""A coordinator who looks at the account of every announcement, and leaves it standing there."""

from collections import deque

from sandbox import NotSeen, Person
from sandbox.realtime import monotonic

LISTED = 8  # announcements in the list, the newest: an older one cannot be pressed there any more
ASKS_EVERY = 2.0  # seconds: the list that was asked for may be on its way


class Follower:
    """Presses as far as can be pressed; the rest when what belongs to it has arrived."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.followed: list[int] = []
        self._to_follow: deque[int] = deque(maxlen=LISTED)
        self._asked_at = 0.0

    @property
    def waits(self) -> bool:
        return bool(self._to_follow)

    def follow(self, announcement_id: int) -> None:
        """This one, too, as soon as it is in the list."""
        self._to_follow.append(announcement_id)

    async def go_on(self) -> None:
        """Press what has arrived by now."""
        while self._to_follow:
            try:
                await self.person.press(data=f"ann:{self._to_follow[0]}")
            except NotSeen:
                await self._ask_for_the_list()
                return
            self.followed.append(self._to_follow.popleft())

    async def _ask_for_the_list(self) -> None:
        if monotonic() - self._asked_at < ASKS_EVERY:
            return
        self._asked_at = monotonic()
        try:
            await self.person.press(data="menu:announcements")
        except NotSeen:
            await self.person.start()
