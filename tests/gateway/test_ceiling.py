"""The rate that Telegram takes is found, up and down, without being told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.gateway.ceiling import CLIMB, FALL, REST, Ceiling
from bot.gateway.pace import Lane, Pace
from tests.gateway.shared_row import Row
from tests.gateway.virtual_time import virtual_time

SENDERS = 64


@dataclass
class StrictTelegram:
    """Takes `limit` messages in any second, at a round trip of 50 ms; what is too much it refuses for a second."""

    limit: int
    patience: float = 1.0
    taken: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    _window: deque[float] = field(default_factory=deque)

    async def send(self, pace: Pace, chat_id: int, lane: Lane = Lane.BULK) -> None:
        await pace.turn(chat_id, lane)
        await asyncio.sleep(0.025)
        now, accepted = asyncio.get_running_loop().time(), self._accepts()
        (self.taken if accepted else self.refused).append(now)
        await asyncio.sleep(0.025)
        if not accepted:
            pace.hold(self.patience, chat_id)

    def rate(self, since: float, until: float) -> float:
        """Messages taken a second."""
        return sum(since <= at < until for at in self.taken) / (until - since)

    def share_refused(self) -> float:
        return len(self.refused) / (len(self.refused) + len(self.taken))

    def _accepts(self) -> bool:
        now = asyncio.get_running_loop().time()
        while self._window and self._window[0] <= now - 1.0:
            self._window.popleft()
        if len(self._window) >= self.limit:
            return False
        self._window.append(now)
        return True


@asynccontextmanager
async def broadcasting(telegram: StrictTelegram, pace: Pace, offset: int = 0) -> AsyncIterator[None]:
    """While this lasts there is always somebody to write to, each in a chat of their own."""

    async def write(first: int) -> None:
        for chat_id in range(offset + first, offset + 1_000_000, SENDERS):
            await telegram.send(pace, chat_id)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(pace.run())]
        tasks += [group.create_task(write(first)) for first in range(1, SENDERS + 1)]
        yield
        for task in tasks:
            task.cancel()


@pytest.mark.parametrize("change_at", [60, 65, 70])
@virtual_time
async def test_a_hidden_limit_is_found_within_half_a_minute_and_so_is_the_next(change_at: int) -> None:
    telegram, pace = StrictTelegram(20), Pace(60)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(change_at)
        telegram.limit = 45
        await asyncio.sleep(60)

    assert telegram.rate(30, change_at) >= 0.95 * 20
    assert telegram.rate(change_at + 30, change_at + 60) >= 0.95 * 45
    assert telegram.share_refused() <= 0.01


@virtual_time
async def test_a_limit_that_becomes_lower_is_found_too() -> None:
    telegram, pace = StrictTelegram(45), Pace(60)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(90)
        telegram.limit = 20
        await asyncio.sleep(90)

    assert telegram.rate(30, 90) >= 0.95 * 45
    assert telegram.rate(120, 180) >= 0.95 * 20
    assert telegram.share_refused() <= 0.01


@virtual_time
async def test_at_the_documented_limit_nobody_is_refused_and_the_rate_stays() -> None:
    telegram, pace = StrictTelegram(30), Pace(30)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(60)

    assert telegram.refused == []
    assert telegram.rate(0.1, 60) >= 0.97 * 30


@virtual_time
async def test_a_limit_far_below_what_was_configured_is_found_as_well() -> None:
    telegram, pace = StrictTelegram(30), Pace(1000)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(90)

    assert telegram.rate(45, 90) >= 0.95 * 30


@virtual_time
async def test_a_telegram_that_wants_long_pauses_is_given_them() -> None:
    telegram, pace = StrictTelegram(20, patience=15), Pace(30)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(15)
        in_the_pause = telegram.rate(2, 15)
        await asyncio.sleep(60)

    assert in_the_pause == 0
    assert telegram.rate(60, 75) >= 0.9 * 20
    assert len(telegram.refused) <= 12


@virtual_time
async def test_one_chat_refused_again_and_again_does_not_slow_the_others() -> None:
    telegram, pace = StrictTelegram(1000), Pace(30)

    async with broadcasting(telegram, pace):
        for _ in range(30):
            pace.hold(1, chat_id=-7)
            await asyncio.sleep(2)

    assert pace.per_second == 30


@virtual_time
async def test_who_presses_while_the_limit_is_searched_for_is_not_kept_behind_the_broadcast() -> None:
    telegram, pace = StrictTelegram(20), Pace(60)

    async with broadcasting(telegram, pace):
        await asyncio.sleep(40)
        waits = []
        for number in range(20):
            began = asyncio.get_running_loop().time()
            await telegram.send(pace, 2_000_000 + number, Lane.REPLY)
            waits.append(asyncio.get_running_loop().time() - began)
            await asyncio.sleep(0.5)

    assert max(waits) <= 0.2


@virtual_time
async def test_processes_of_one_token_find_a_hidden_limit_together_and_so_the_next() -> None:
    telegram, row = StrictTelegram(20), Row()
    bot, scheduler = (Pace(60, shared=row) for _ in range(2))

    async with broadcasting(telegram, bot), broadcasting(telegram, scheduler, offset=5_000_000):
        await asyncio.sleep(60)
        telegram.limit = 45
        await asyncio.sleep(60)

    assert telegram.rate(30, 60) >= 0.95 * 20
    assert telegram.rate(90, 120) >= 0.95 * 45
    assert telegram.share_refused() <= 0.01


@virtual_time
async def test_a_limit_that_one_process_has_found_is_kept_by_another_from_its_first_message_on() -> None:
    telegram, row = StrictTelegram(20), Row()
    finder, newcomer = Pace(60, shared=row), Pace(60, shared=row)

    async with broadcasting(telegram, finder):
        await asyncio.sleep(40)
    refused = len(telegram.refused)
    async with broadcasting(telegram, newcomer, offset=5_000_000):
        await asyncio.sleep(5)

    assert len(telegram.refused) - refused <= 1
    assert telegram.rate(41, 45) >= 0.9 * 20
    assert newcomer.per_second < 22


@virtual_time
async def test_refusals_that_several_processes_meet_at_once_lower_the_rate_once() -> None:
    row = Row()
    paces = [Pace(30, shared=row) for _ in range(4)]
    async with asyncio.TaskGroup() as group:
        dispatchers = [group.create_task(pace.run()) for pace in paces]
        await asyncio.sleep(3)
        for number, pace in enumerate(paces):
            pace.hold(1, chat_id=number + 1)
            pace.hold(1, chat_id=number + 11)
        await asyncio.sleep(0.1)
        rates = {round(pace.per_second, 6) for pace in paces}
        for dispatcher in dispatchers:
            dispatcher.cancel()

    assert rates == {30 * 0.98}


def refused_at_once() -> Ceiling:
    """Everybody was refused at 99 s, and at 100 s again: what was tried in between was too fast as well."""
    ceiling = Ceiling(60)
    ceiling.refused(98.9, everybody=True, seconds=1)
    ceiling.refused(100, everybody=True, seconds=5)
    return ceiling


def test_a_rate_that_was_taken_until_now_loses_only_a_little() -> None:
    ceiling = Ceiling(30)

    ceiling.refused(100, everybody=True, seconds=1)

    assert ceiling.at(101) == pytest.approx(30, rel=0.03)


def test_a_rate_refused_at_once_is_halved_and_climbs_from_there_once_the_wait_is_over() -> None:
    ceiling = refused_at_once()
    half = ceiling.at(105)

    assert half == pytest.approx(60 * FALL, rel=0.03)
    assert ceiling.at(105 + CLIMB / 2) == pytest.approx(half * 1.25)
    assert ceiling.at(105 + 2 * CLIMB) == 60


def test_refusals_of_what_was_already_under_way_do_not_halve_it_again() -> None:
    ceiling = refused_at_once()

    for moment in (100.02, 100.04):
        ceiling.refused(moment, everybody=True, seconds=5)

    assert ceiling.at(105) == pytest.approx(60 * FALL, rel=0.03)


def test_a_rate_that_touched_the_ceiling_goes_back_by_a_second_and_rests() -> None:
    ceiling = refused_at_once()

    a_second_ago = ceiling.at(112)
    ceiling.refused(113, everybody=False, seconds=1)

    assert ceiling.at(113) == ceiling.at(113 + REST) == a_second_ago
    assert ceiling.at(115 + REST) > a_second_ago


def test_it_never_climbs_beyond_what_was_configured_and_never_falls_to_silence() -> None:
    ceiling = Ceiling(30)

    for number in range(20):
        ceiling.refused(1.5 * number, everybody=True, seconds=1)
    lowest = ceiling.at(29.5)

    assert lowest == 1.0
    assert ceiling.at(10_000) == 30
