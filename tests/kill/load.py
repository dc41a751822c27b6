"""What goes on while the service is killed: people press, meetings are announced and moved."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from bot.domain.meetings import Meeting
from sandbox import NotSeen
from tests.support.crowd import Crowd, Partner

ANSWERS = ("yes", "no", "maybe")
LONGEST_GAP = 0.03  # seconds between two presses of the crowd
NEAR, FAR = "14.05.2027 10:00", "21.05.2027 10:00"


@dataclass
class Load:
    """Chance comes from the seed alone; time is whatever the machine makes of it."""

    crowd: Crowd
    random: Random
    near: list[Meeting] = field(default_factory=list)  # Friday of this week: reminded during the run
    far: list[Meeting] = field(default_factory=list)  # Friday of the next: answered until the end
    moved: dict[int, str] = field(default_factory=dict)  # the new place, by meeting
    presses: int = 0

    async def announce(self) -> None:
        """One meeting more, in turn for this week and the next."""
        number = len(self.near) + len(self.far) + 1
        near = number % 2 == 1
        line = f"Narada nr {number:03}; {NEAR if near else FAR}; Sala nr {number}"
        (self.near if near else self.far).append(await self.crowd.announce(line))

    async def move_one(self) -> None:
        """Some meeting that was not moved yet gets another place."""
        still = [meeting for meeting in (*self.near, *self.far) if meeting.id not in self.moved]
        if still:
            meeting = self.random.choice(still)
            self.moved[meeting.id] = f"Nowa sala nr {meeting.id}"
            await self.crowd.move_to(meeting, self.moved[meeting.id])

    async def press(self, count: int, meetings: list[Meeting]) -> None:
        """So many presses by anybody who sees a card, each an answer other than the one before."""
        while count:
            count -= await self._one(meetings)
            await asyncio.sleep(self.random.uniform(0, LONGEST_GAP))

    async def _one(self, meetings: list[Meeting]) -> bool:
        partner = self.random.choice(self.crowd.partners)
        meeting = self.random.choice(meetings)
        answer = self.random.choice([each for each in ANSWERS if each != _last(partner, meeting)])
        try:
            await partner.person.press(data=f"r:{meeting.id}:{answer}")
        except NotSeen:
            return False  # the card has not arrived there yet
        partner.pressed.setdefault(meeting.id, []).append(answer)
        self.presses += 1
        return True


def _last(partner: Partner, meeting: Meeting) -> str | None:
    pressed = partner.pressed.get(meeting.id)
    return pressed[-1] if pressed else None
