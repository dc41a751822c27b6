"""What a run does, drawn from its seed before anything starts: the same seed is the same presses, deeds and faults.

When a fault meets a request is the machine's doing; what is done, in which order and what is hurt, is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

ANSWERS = ("yes", "no", "maybe")
ON_ITS_WAY = 3  # steps in which a new card reaches people; pressed about before, it would only be waited for
HOT = 6  # meetings that people press about at one time: their cards change together, as in life
NOTICES_OF_A_MEETING = 2.2  # for each partner: its card, a reminder for half of them, its move
MOST_TOWNS, A_TOWN = 16, 1_000  # presses: Telegram takes about one message a second in each chat
TOLD_BESIDES = 1.1  # a letter may be overtaken and rightly stay away


class Fault(StrEnum):
    """What is done to the service while people press."""

    KILL = "a part is killed"
    KILL_ALL = "all parts are killed"
    REFUSED = "Telegram refuses connections"
    RESET = "Telegram cuts connections"
    BAD_GATEWAY = "Telegram answers 502"
    HANG = "Telegram never answers"
    CHAT_429 = "one chat is too busy (429)"
    ALL_429 = "everything is too busy (429)"
    SLOW = "answers come late"
    LOST = "answers are lost after acceptance"
    TWICE = "updates come twice"
    OUT_OF_ORDER = "updates come out of order"
    WRITER = "another process holds the write lock"
    READER = "another process reads for long"
    FULL = "the disk is full"
    FALL = "the server falls"
    AHEAD = "the clock is an hour ahead"
    BEHIND = "the clock is an hour behind"


KILLS = (Fault.KILL, Fault.KILL, Fault.KILL, Fault.KILL_ALL)
OUTAGES = (Fault.REFUSED, Fault.RESET, Fault.BAD_GATEWAY, Fault.HANG)
ANYWHERE = (
    Fault.CHAT_429,
    Fault.ALL_429,
    Fault.SLOW,
    Fault.LOST,
    Fault.TWICE,
    Fault.OUT_OF_ORDER,
    Fault.WRITER,
    Fault.READER,
    Fault.AHEAD,
    Fault.BEHIND,
)
TROUBLES = {"SQLite": (*ANYWHERE, Fault.FULL), "PostgreSQL": (*ANYWHERE, Fault.FALL)}


class Day(StrEnum):
    """Meetings are announced in the night; on the two mornings after it people are reminded."""

    NIGHT = "Tuesday night"
    WEDNESDAY = "Wednesday morning"
    THURSDAY = "Thursday morning"


class Deed(StrEnum):
    """What a coordinator does."""

    ANNOUNCE = "announces a meeting"
    MOVE = "moves a meeting"
    TELL = "sends an announcement"


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody's answer, so many seconds after the press before it. Numbers are places in the lists of the town."""

    after: float
    partner: int
    meeting: int
    answer: str


@dataclass(frozen=True, slots=True)
class Act:
    deed: Deed
    number: int  # of the meeting or the announcement


@dataclass(frozen=True, slots=True)
class Step:
    """One fault, and what goes on meanwhile."""

    number: int
    day: Day
    fault: Fault
    chance: int  # seeds what the fault draws for itself
    presses: tuple[Press, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much of everything."""

    kills: int = 10
    outages: int = 2
    troubles: int = 0  # faults of each other kind
    presses: int = 410
    notices: int = 0  # at least; 0: what comes of the meetings alone
    meetings: int = 8
    towns: int = 1  # partnerships
    partners: int = 20  # of each
    gap: float = 0.03  # the longest between two presses, s

    @classmethod
    def of(cls, kills: int, outages: int, troubles: int, presses: int, notices: int) -> "Amounts":
        """What a run of that size needs in meetings, and towns to hold them."""
        towns, partners = max(1, min(MOST_TOWNS, presses // A_TOWN)), 25
        meetings = max(8, round(0.85 * notices / (NOTICES_OF_A_MEETING * partners)))
        return cls(kills, outages, troubles, presses, notices, meetings, towns, partners)

    @property
    def tellings(self) -> int:
        """Announcements that make up for what the meetings leave of the notices."""
        of_meetings = self.meetings * self.partners * NOTICES_OF_A_MEETING
        return max(0, round((self.notices * TOLD_BESIDES - of_meetings) / self.partners))


@dataclass(slots=True)
class Plan:
    """The steps of a run. `town_of` tells whose a meeting or an announcement is."""

    seed: int
    amounts: Amounts
    opening: tuple[Act, ...] = ()  # what everybody has heard of before the first fault
    steps: list[Step] = field(default_factory=list)

    def town_of(self, number: int) -> int:
        return number % self.amounts.towns

    def is_near(self, meeting: int) -> bool:
        """Whether a meeting is on Friday of this week (everybody is reminded of it), and not of the next."""
        return is_near(meeting, self.amounts.towns)

    def of_day(self, day: Day) -> list[Step]:
        return [step for step in self.steps if step.day is day]


def is_near(meeting: int, towns: int) -> bool:
    """Every other meeting of each town."""
    return meeting // towns % 2 == 0


def planned(seed: int, amounts: Amounts, engine: str, *, only: Sequence[Fault] = ()) -> Plan:
    """Draw a run; with `only`, these faults in this order."""
    random = Random(seed)
    faults = list(only) or _faults(random, amounts, engine)
    days = _days(len(faults))
    night = days.count(Day.NIGHT)
    at_first = min(amounts.meetings, HOT // 2 * max(2, amounts.towns))
    acts = _acts(random, amounts, at_first, night, len(faults))
    presses = _Presses(random, amounts)
    plan = Plan(seed, amounts, tuple(Act(Deed.ANNOUNCE, meeting) for meeting in range(at_first)))
    known = [at_first]
    for number, (fault, day) in enumerate(zip(faults, days, strict=True)):
        known.append(known[-1] + sum(act.deed is Deed.ANNOUNCE for act in acts[number]))
        share = _share(amounts.presses, number, len(faults))
        drawn = tuple(presses.some(share, known[max(0, number - ON_ITS_WAY)], day))
        plan.steps.append(Step(number, day, fault, random.getrandbits(32), drawn, tuple(acts[number])))
    return plan


def _faults(random: Random, amounts: Amounts, engine: str) -> list[Fault]:
    kills = [random.choice(KILLS) for _ in range(amounts.kills)]
    outages = [OUTAGES[number % len(OUTAGES)] for number in range(amounts.outages)]
    faults = kills + outages + list(TROUBLES[engine]) * amounts.troubles
    random.shuffle(faults)
    return faults


def _days(steps: int) -> list[Day]:
    morning = steps // 4
    return [Day.NIGHT] * (steps - 2 * morning) + [Day.WEDNESDAY] * morning + [Day.THURSDAY] * morning


def _acts(random: Random, amounts: Amounts, at_first: int, night: int, steps: int) -> list[list[Act]]:
    """Meetings are announced in the night and moved after it has been announced; announcements go at any time."""
    found: list[list[Act]] = [[] for _ in range(steps)]
    for meeting in range(amounts.meetings):
        step = 0 if meeting < at_first else (meeting - at_first) * night // max(1, amounts.meetings - at_first)
        if meeting >= at_first:
            found[step].append(Act(Deed.ANNOUNCE, meeting))
        later = random.randint(step, night - 1)
        if later > step:
            found[later].append(Act(Deed.MOVE, meeting))
    for number in range(amounts.tellings):
        found[random.randrange(steps)].append(Act(Deed.TELL, number))
    return found


def _share(whole: int, number: int, parts: int) -> int:
    return whole * (number + 1) // parts - whole * number // parts


class _Presses:
    """Draws presses, each an answer other than the one before it."""

    def __init__(self, random: Random, amounts: Amounts) -> None:
        self._random, self._amounts = random, amounts
        self._last: dict[tuple[int, int], str] = {}

    def some(self, count: int, known: int, day: Day) -> Iterator[Press]:
        """So many about the meetings that are announced, nobody twice about the same one within one step if possible:
        then their order does not matter, and updates may come in any.
        """
        random, amounts = self._random, self._amounts
        pairs = [(p, m) for m in self._hot(known, day) for p in range(amounts.partners)]
        chosen = random.sample(pairs, min(count, len(pairs)))
        while len(chosen) < count:
            chosen += random.sample(pairs, min(count - len(chosen), len(pairs)))
        for partner, meeting in chosen:
            town = meeting % amounts.towns
            yield self._one(town * amounts.partners + partner, meeting)

    def _hot(self, known: int, day: Day) -> Sequence[int]:
        towns = self._amounts.towns
        open_still = [m for m in range(known) if day is Day.NIGHT or not is_near(m, towns)]
        newest, older = open_still[-HOT // 2 :], open_still[: -HOT // 2]
        return [*newest, *self._random.sample(older, min(len(older), HOT // 2))]

    def _one(self, partner: int, meeting: int) -> Press:
        pair = (partner, meeting)
        answer = self._random.choice([each for each in ANSWERS if each != self._last.get(pair)])
        self._last[pair] = answer
        return Press(self._random.uniform(0, self._amounts.gap), partner, meeting, answer)
