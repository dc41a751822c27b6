"""The arithmetic of turns, for any order of events."""

import math
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from bot.gateway.turns import PRIVATE, ChatLimit, Lane, SlidingSecond, Slots, Ticket, Turns

GROUP = ChatLimit.within(60.0, 20, 3)
CHATS = (1, 2, 3, -1, -2)

joins = st.tuples(st.just("join"), st.sampled_from(CHATS), st.sampled_from(list(Lane)))
leaves = st.tuples(st.just("leave"), st.integers(0, 30), st.none())
holds = st.tuples(st.just("hold"), st.sampled_from((*CHATS, None)), st.floats(0.1, 5.0))
pauses = st.tuples(st.just("pause"), st.floats(0.0, 3.0), st.none())


@dataclass
class Play:
    """A queue, and what happened to it."""

    turns: Turns = field(default_factory=lambda: Turns(SlidingSecond(5, 0.0), PRIVATE, GROUP))
    now: float = 0.0
    waiting: list[Ticket] = field(default_factory=list)
    granted: list[Ticket] = field(default_factory=list)
    too_early: dict[int | None, float] = field(default_factory=dict)

    def act(self, what: str, which: object, how: object) -> None:
        match what, which, how:
            case "join", int(chat), Lane() as lane:
                self.waiting.append(self.turns.join(chat, lane, self.now))
            case "leave", int(place), _ if self.waiting:
                self.turns.leave(self.waiting.pop(place % len(self.waiting)), self.now)
            case "hold", int() | None as chat, float(seconds):
                self.too_early[chat] = max(self.too_early.get(chat, 0.0), self.now + seconds)
                if chat is None:
                    self.turns.hold(self.now + seconds)
                else:
                    self.turns.hold_chat(chat, self.now + seconds, self.now)
            case "pause", float(seconds), _:
                self.pass_until(self.now + seconds)

    def pass_until(self, moment: float) -> None:
        while (soon := self.turns.next_at(self.now)) <= moment:
            self.now = max(self.now, soon)
            self.grant()
        self.now = max(self.now, moment)

    def grant(self) -> None:
        for ticket in self.turns.grant(self.now):
            self.waiting.remove(ticket)
            self.granted.append(ticket)
            assert self.now >= max(self.too_early.get(ticket.chat_id, 0.0), self.too_early.get(None, 0.0))

    def moments(self, *chats: int) -> list[float]:
        return [t.granted_at for t in self.granted if t.granted_at is not None and (not chats or t.chat_id in chats)]


def most_within(moments: list[float], seconds: float) -> int:
    return max((sum(1 for other in moments if at <= other < at + seconds) for at in moments), default=0)


@given(st.lists(st.one_of(joins, joins, joins, leaves, holds, pauses), max_size=80))
def test_whatever_happens_limits_are_kept_and_everybody_has_a_turn(events: list[tuple[str, object, object]]) -> None:
    play = Play()

    for event in events:
        play.act(*event)
    while (soon := play.turns.next_at(play.now)) < math.inf:
        play.pass_until(soon)

    assert play.waiting == []
    assert play.turns.waiting == 0
    assert most_within(play.moments(), 1.0) <= 5
    for chat in CHATS:
        assert most_within(play.moments(chat), 60.0 if chat < 0 else 1.0) <= (20 if chat < 0 else PRIVATE.burst + 1)


@given(st.lists(st.sampled_from(list(Lane)), min_size=1, max_size=40))
def test_of_those_who_wait_for_different_chats_the_best_lane_and_then_the_first_comer_goes(lanes: list[Lane]) -> None:
    play = Play()
    tickets = [play.turns.join(chat, lane, 0.0) for chat, lane in enumerate(lanes, start=1)]
    play.waiting.extend(tickets)

    while (soon := play.turns.next_at(play.now)) < math.inf:
        play.pass_until(soon)

    assert play.granted == sorted(tickets, key=lambda ticket: (ticket.lane, ticket.number))


def test_idle_chats_are_forgotten() -> None:
    turns = Turns(SlidingSecond(1000, 0.0), PRIVATE, GROUP)
    most = served = 0

    for second in range(10, 110):
        for chat_id in range(second * 500, second * 500 + 500):
            turns.join(chat_id, Lane.REPLY, float(second))
        served += sum(1 for _ in turns.grant(float(second)))
        most = max(most, turns.remembered())

    assert served == 100 * 500
    assert most <= 3000


def test_coming_and_going_leaves_nothing_behind() -> None:
    turns = Turns(SlidingSecond(1000, 0.0), PRIVATE, GROUP)

    for step in range(5_000):
        now = step / 10
        tickets = [turns.join(chat, lane, now) for chat in range(1, 8) for lane in Lane]
        for ticket in tickets[step % 2 :: 2]:
            turns.leave(ticket, now)
        served = set(map(id, turns.grant(now)))
        for ticket in tickets[1 - step % 2 :: 2]:
            if id(ticket) not in served:
                turns.leave(ticket, now)

    assert turns.waiting == 0
    assert turns.entries() <= 50


def test_a_turn_given_back_is_given_back_to_its_chat_too() -> None:
    turns = Turns(SlidingSecond(1000, 0.0), PRIVATE, GROUP)
    tickets = [turns.join(1, Lane.REPLY, 10.0) for _ in range(PRIVATE.burst + 1)]
    granted = list(turns.grant(10.0))
    assert granted == tickets[:-1]

    turns.leave(granted[-1], 10.0)

    assert list(turns.grant(10.0)) == tickets[-1:]


def test_a_slot_that_was_not_used_in_time_is_lost() -> None:
    slots = Slots()
    slots.add(first=1.0, number=3, spacing=0.1)

    assert slots.opens(Lane.BULK, 1.15) == 1.2
    assert slots.opens(Lane.BULK, 1.3) == math.inf


def test_a_chats_own_wait_is_told_apart_from_everybodys() -> None:
    turns = Turns(SlidingSecond(1, 0.0), ChatLimit(spacing=1.0), GROUP)
    turns.join(1, Lane.REPLY, 10.0)
    turns.join(2, Lane.REPLY, 10.0)
    assert [ticket.chat_id for ticket in turns.grant(10.0)] == [1]  # chat 2 waits for its turn among all

    assert turns.chat_waits(1, 10.25) == 0.75
    assert turns.chat_waits(2, 10.25) == 0.0
    turns.hold_chat(3, 15.0, 12.0)
    assert turns.chat_waits(3, 12.0) == 3.0
