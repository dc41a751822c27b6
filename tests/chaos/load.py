"""What goes on while the service is hurt: people press, coordinators announce, move and tell."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.meetings import Meeting
from sandbox import NotSeen
from sandbox.people import Press as Pressed
from sandbox.realtime import monotonic
from tests.chaos.following import Follower
from tests.chaos.plan import Act, Deed, Plan, Press, Step
from tests.support.crowd import Crowd, Partner, crowd
from tests.support.processes import Place

TUESDAY_AFTERNOON = datetime(2027, 5, 11, 14, tzinfo=UTC)  # when a run's place begins
TUESDAY_NIGHT = datetime(2027, 5, 11, 20, tzinfo=UTC)  # 22:00 in Warsaw: what is announced now comes without a sound
NEAR, FAR = "14.05.2027 10:00", "21.05.2027 10:00"
AT_ONCE = 120  # presses without an answer: nobody presses faster than all of them see something happen
FORGOTTEN = 30.0  # seconds after which Telegram takes no answer to a press any more: it is waited for no longer
LONGEST_WAIT = 2.0  # seconds that a step is prolonged for presses whose cards have not come
LONGEST_CALM = 60.0  # seconds without a fault when far too many wait for theirs
LOOK_EVERY = 0.02


@dataclass
class Load:
    """The towns of a run, and what people there have done so far."""

    plan: Plan
    place: Place
    crowds: list[Crowd]
    followers: list[Follower] = field(default_factory=list)  # by town
    meetings: dict[int, Meeting] = field(default_factory=dict)  # by number
    moved: dict[int, str] = field(default_factory=dict)  # the new place, by number
    told: dict[int, str] = field(default_factory=dict)  # the title of each announcement, by its id in the store
    presses: int = 0
    acting: asyncio.Lock = field(default_factory=asyncio.Lock)  # held by whoever lets the store's server fall
    once: set[tuple[int, int]] | None = None  # who pressed about which meeting, while nobody may do so twice
    _not_seen: dict[tuple[int, int], deque[Press]] = field(default_factory=dict)  # the card has not arrived there yet
    _open: deque[tuple[float, Pressed]] = field(default_factory=deque)

    @property
    def partners(self) -> list[Partner]:
        """Everybody, town by town, as the plan counts them."""
        return [partner for each in self.crowds for partner in each.partners]

    @property
    def waiting(self) -> int:
        """Presses of the plan that could not be made yet."""
        return sum(map(len, self._not_seen.values()))

    def numbers_of(self, town: int) -> list[int]:
        """The meetings of a town."""
        return [number for number in self.meetings if self.plan.town_of(number) == town]

    def near(self, number: int) -> bool:
        return self.plan.is_near(number)

    async def play(self, step: Step) -> None:
        """Everything people do in this step. Its fault comes at the same time."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self.act(step.acts))
            both.create_task(self._press(step.presses))

    async def catch_up(self) -> None:
        """Make the presses whose cards and lists have arrived meanwhile."""
        for follower in self.followers:
            await follower.go_on()
        for pair, waiting in list(self._not_seen.items()):
            while waiting and await self._pressed(waiting[0]):
                waiting.popleft()
                await self._room()
            if not waiting:
                del self._not_seen[pair]

    async def tell(self, number: int, town: int) -> None:
        """One announcement more, to all of a town."""
        title = f"Ogłoszenie nr {number:04}"
        announcement_id = await self.crowds[town].tell(f"{title}: nabór wniosków trwa.")
        self.told[announcement_id] = title
        self.followers[town].follow(announcement_id)

    async def follow(self) -> None:
        """Let the coordinators open every account that they have not seen yet."""
        async with asyncio.timeout(LONGEST_CALM):
            while any(follower.waits for follower in self.followers):
                await self.catch_up()
                await asyncio.sleep(LOOK_EVERY)

    async def act(self, acts: tuple[Act, ...]) -> None:
        """Coordinators do this, one thing after the other."""
        for act in acts:
            async with self.acting:
                await self._one(act)

    async def _one(self, act: Act) -> None:
        number, town = act.number, self.plan.town_of(act.number)
        many = self.crowds[town]
        match act.deed:
            case Deed.ANNOUNCE:
                line = f"Narada nr {number:04}; {NEAR if self.near(number) else FAR}; Sala nr {number}"
                self.meetings[number] = await many.announce(line)
            case Deed.MOVE:
                self.moved[number] = f"Nowa sala nr {number}"
                await many.move_to(self.meetings[number], self.moved[number])
            case Deed.TELL:
                await self.tell(number, town)

    async def _press(self, presses: tuple[Press, ...]) -> None:
        for press in presses:
            await asyncio.sleep(press.after)
            await self._room()
            pair = (press.partner, press.meeting)
            if pair in self._not_seen or not await self._pressed(press):
                self._not_seen.setdefault(pair, deque()).append(press)
        await self.seen(len(presses), LONGEST_WAIT)

    async def seen(self, most: int, within: float) -> None:
        """Let cards arrive until no more than so many presses wait for theirs: else all would come when all is calm."""
        deadline = monotonic() + within
        await self.catch_up()
        while self.waiting > most and monotonic() < deadline:
            await asyncio.sleep(LOOK_EVERY)
            await self.catch_up()

    async def calm(self, most: int) -> None:
        """No fault while far too many presses wait for their cards, and something is still to come.

        What was queued while the clock was an hour ahead is not due before the end of the day.
        """
        deadline = monotonic() + LONGEST_CALM
        while self.waiting > most and monotonic() < deadline and await self.place.busy({"sweep", "cards", "accounts"}):
            await self.seen(most, LONGEST_WAIT)

    async def _pressed(self, press: Press) -> bool:
        meeting, partner = self.meetings.get(press.meeting), self.partners[press.partner]
        pair = (press.partner, press.meeting)
        if meeting is None or (self.once is not None and pair in self.once):
            return False
        try:
            made = await partner.person.press(data=f"r:{meeting.id}:{press.answer}")
        except NotSeen:
            return False
        partner.pressed.setdefault(meeting.id, []).append(press.answer)
        self._open.append((monotonic(), made))
        self.presses += 1
        if self.once is not None:
            self.once.add(pair)
        return True

    async def _room(self) -> None:
        """Wait while too many have pressed and seen nothing."""
        while self._unanswered() >= AT_ONCE:  # noqa: ASYNC110 - answers of many queries, each with its own event
            await asyncio.sleep(LOOK_EVERY)

    def _unanswered(self) -> int:
        now = monotonic()
        self._open = deque((at, made) for at, made in self._open if made.query and not made.query.answered)
        return len(self.place.telegram.updates) + sum(now - at < FORGOTTEN for at, _ in self._open)


async def settled(plan: Plan, place: Place) -> Load:
    """The towns of a plan with everybody in them, and nothing announced yet. It is Tuesday night then.

    People joined earlier than any clock of the run goes back to: before that they would speak for nobody.
    """
    amounts = plan.amounts
    names = [f"Partnerstwo nr {number + 1}" for number in range(amounts.towns)]
    crowds = [await crowd(place, amounts.partners, name=name) for name in names]
    load = Load(plan, place, crowds, [Follower(each.coordinator) for each in crowds])
    place.clock.to(TUESDAY_NIGHT)
    return load
