"""How fast we may speak, and who goes first."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from bot.gateway.pace import Lane, Pace
from tests.gateway.shared_row import Row
from tests.gateway.virtual_time import virtual_time

GROUP = -1001234567890


@dataclass
class Telegram:
    """Notes who was allowed to send and when."""

    pace: Pace
    sent: list[tuple[float, int, Lane]] = field(default_factory=list)

    async def send(self, chat_id: int, lane: Lane = Lane.BULK) -> None:
        await self.pace.turn(chat_id, lane)
        self.sent.append((asyncio.get_running_loop().time(), chat_id, lane))

    def moments(self, chat_id: int | None = None) -> list[float]:
        return [at for at, chat, _ in self.sent if chat_id in (None, chat)]


@asynccontextmanager
async def running(*paces: Pace) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        dispatchers = [group.create_task(pace.run()) for pace in paces]
        yield
        for dispatcher in dispatchers:
            dispatcher.cancel()


async def all_of(telegram: Telegram, chats: range, lane: Lane = Lane.BULK) -> None:
    async with asyncio.TaskGroup() as group:
        for chat_id in chats:
            group.create_task(telegram.send(chat_id, lane))


def most_within(moments: list[float], seconds: float) -> int:
    ordered = sorted(moments)
    return max(sum(1 for other in ordered if at <= other < at + seconds) for at in ordered)


@virtual_time
async def test_no_sliding_second_holds_more_than_the_limit() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        await all_of(telegram, range(1, 301))

    assert most_within(telegram.moments(), 1.0) <= 30
    assert 300 / telegram.moments()[-1] >= 0.97 * 30


@pytest.mark.parametrize("lane", list(Lane))
@virtual_time
async def test_a_fresh_start_does_not_begin_with_a_burst(lane: Lane) -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        await all_of(telegram, range(1, 31), lane)

    assert most_within(telegram.moments(), 0.1) <= 4


@virtual_time
async def test_after_a_silence_people_who_press_are_answered_at_once() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        await telegram.send(1)
        await asyncio.sleep(5)
        began = asyncio.get_running_loop().time()
        await all_of(telegram, range(2, 22), Lane.REPLY)

    assert telegram.moments()[-1] == began


@virtual_time
async def test_announcements_never_come_in_a_burst_not_even_after_a_silence() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        await telegram.send(1)
        await asyncio.sleep(5)
        await all_of(telegram, range(2, 22))

    assert most_within(telegram.moments(), 0.1) <= 5


@virtual_time
async def test_at_a_thousand_a_second_the_limit_is_used_and_kept() -> None:
    telegram = Telegram(Pace(1000))

    async with running(telegram.pace):
        await all_of(telegram, range(1, 5001))

    assert most_within(telegram.moments()[:2500], 1.0) <= 1000
    assert 5000 / telegram.moments()[-1] >= 0.97 * 1000


@virtual_time
async def test_a_button_press_overtakes_a_thousand_waiting_announcements() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for chat_id in range(1, 1001):
            group.create_task(telegram.send(chat_id))
        await asyncio.sleep(2)
        pressed_at = asyncio.get_running_loop().time()
        await telegram.send(5000, Lane.REPLY)
        answered_at = telegram.moments(5000)[0]

    assert answered_at - pressed_at <= 1.02 / 30 + 1e-6


@virtual_time
async def test_lanes_go_in_order_and_inside_a_lane_who_came_first_goes_first() -> None:
    telegram = Telegram(Pace(10))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for chat_id, lane in enumerate([Lane.BULK, Lane.REMINDER, Lane.REPLY, Lane.BULK, Lane.REMINDER, Lane.REPLY]):
            group.create_task(telegram.send(chat_id, lane))

    assert [chat_id for _, chat_id, _ in telegram.sent] == [2, 5, 1, 4, 0, 3]


@virtual_time
async def test_a_reply_to_a_chat_overtakes_the_announcements_for_the_same_chat() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(telegram.send(7))
        await asyncio.sleep(2)
        already = len(telegram.sent)
        group.create_task(telegram.send(7, Lane.REPLY))

    assert telegram.sent[already][2] is Lane.REPLY


@virtual_time
async def test_one_private_chat_gets_a_short_burst_and_then_one_a_second() -> None:
    telegram = Telegram(Pace(1000))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(telegram.send(7))

    moments = telegram.moments()
    assert moments[3] < 0.1
    assert all(later - earlier >= 0.99 for earlier, later in pairwise(moments[3:]))


@virtual_time
async def test_a_group_never_gets_more_than_twenty_in_any_minute() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for _ in range(90):
            group.create_task(telegram.send(GROUP))

    assert most_within(telegram.moments(), 60.0) <= 20
    assert telegram.moments()[-1] < 90 * 3.5


@virtual_time
async def test_a_chat_that_must_wait_does_not_stop_the_others() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        for _ in range(30):
            group.create_task(telegram.send(GROUP))
        await asyncio.sleep(0)
        await all_of(telegram, range(1, 31))
        others_done = asyncio.get_running_loop().time()

    assert others_done < 1.3


@virtual_time
async def test_a_chat_that_was_told_to_wait_does_not_stop_the_others() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        telegram.pace.hold(20, chat_id=7)
        async with asyncio.TaskGroup() as group:
            for chat_id in (7, 8, 9):
                group.create_task(telegram.send(chat_id))

    assert max(telegram.moments(8) + telegram.moments(9)) < 0.2
    assert telegram.moments(7) == [pytest.approx(20, abs=0.01)]


@virtual_time
async def test_two_chats_refused_within_a_second_mean_that_everybody_waits() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        telegram.pace.hold(5, chat_id=7)
        await asyncio.sleep(0.5)
        telegram.pace.hold(5, chat_id=8)
        await telegram.send(9, Lane.REPLY)

    assert telegram.moments(9) == [pytest.approx(5.5, abs=0.01)]


@virtual_time
async def test_one_chat_refused_again_and_again_is_no_reason_for_the_others_to_wait() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        for _ in range(3):
            telegram.pace.hold(60, chat_id=7)
        await telegram.send(9)

    assert telegram.moments(9)[0] < 0.1


@virtual_time
async def test_two_chats_refused_at_different_times_each_wait_alone() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        telegram.pace.hold(60, chat_id=7)
        await asyncio.sleep(1.5)
        telegram.pace.hold(60, chat_id=8)
        await telegram.send(9)

    assert telegram.moments(9)[0] < 1.6


@virtual_time
async def test_told_to_wait_without_a_chat_nobody_speaks_until_then() -> None:
    telegram = Telegram(Pace(30))

    async with running(telegram.pace):
        telegram.pace.hold(3)
        await all_of(telegram, range(1, 4), Lane.REPLY)

    assert telegram.moments()[0] >= 3


@virtual_time
async def test_who_gives_up_waiting_takes_nobodys_turn() -> None:
    telegram = Telegram(Pace(1))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        quitters = [group.create_task(telegram.send(chat_id, Lane.REPLY)) for chat_id in range(1, 6)]
        group.create_task(telegram.send(9))
        await asyncio.sleep(0)
        for quitter in quitters:
            quitter.cancel()

    assert telegram.moments() == [pytest.approx(1.02)]
    assert telegram.pace.waiting == 0


@virtual_time
async def test_a_turn_granted_to_somebody_who_has_just_given_up_goes_to_the_next() -> None:
    telegram = Telegram(Pace(1))

    async with asyncio.TaskGroup() as group:
        quitter = group.create_task(telegram.send(1))
        await asyncio.sleep(1.1)
        group.create_task(telegram.send(2))  # on its way in it hands the first its turn
        await asyncio.sleep(0)
        assert telegram.pace.waiting == 1
        quitter.cancel()  # before the first has noticed
        async with running(telegram.pace):
            await asyncio.sleep(0.01)

    assert telegram.moments() == [pytest.approx(1.1)]
    assert telegram.sent[0][1] == 2


@virtual_time
async def test_processes_that_share_a_pace_together_keep_the_limit_and_use_it() -> None:
    row = Row()
    first, second, third = (Telegram(Pace(30, shared=row)) for _ in range(3))

    async with running(first.pace, second.pace, third.pace), asyncio.TaskGroup() as group:
        for number, telegram in enumerate((first, second, third)):
            group.create_task(all_of(telegram, range(1000 * number + 1, 1000 * number + 101)))
    moments = sorted(first.moments() + second.moments() + third.moments())

    assert most_within(moments, 1.0) <= 30
    assert 300 / moments[-1] >= 0.97 * 30


@pytest.mark.parametrize(("per_second", "seconds"), [(30, 0.005), (1000, 0.005), (1000, 0.04)])
@virtual_time
async def test_a_single_sender_on_a_shared_pace_loses_no_slot_to_a_slow_store(per_second: int, seconds: float) -> None:
    row = Row(seconds=seconds)
    telegram = Telegram(Pace(per_second, shared=row))
    messages = 4 * per_second

    async with running(telegram.pace):
        await all_of(telegram, range(1, messages + 1))

    assert most_within(telegram.moments(), 1.0) <= per_second
    assert messages / telegram.moments()[-1] >= 0.97 * per_second
    assert row.handed_out == messages


@virtual_time
async def test_on_a_shared_pace_a_press_waits_for_a_tenth_of_a_second_of_others_bulk() -> None:
    row = Row()
    scheduler, bot = Telegram(Pace(30, shared=row)), Telegram(Pace(30, shared=row))

    async with running(scheduler.pace, bot.pace), asyncio.TaskGroup() as group:
        for chat_id in range(1, 200):
            group.create_task(scheduler.send(chat_id))
        await asyncio.sleep(1)
        await bot.send(5000, Lane.REPLY)
        answered_at = bot.moments()[0]

    assert answered_at - 1 <= 0.2


@virtual_time
async def test_what_everybody_must_wait_for_is_told_to_the_other_processes() -> None:
    row = Row()
    one, other = Telegram(Pace(30, shared=row)), Telegram(Pace(30, shared=row))

    async with running(one.pace, other.pace):
        one.pace.hold(4)
        await asyncio.sleep(0.01)
        async with asyncio.TaskGroup() as group:
            group.create_task(one.send(1))
            group.create_task(other.send(2, Lane.REPLY))

    assert one.moments()[0] >= 4
    assert other.moments()[0] >= 4
    assert max(one.moments() + other.moments()) < 4.2


@virtual_time
async def test_while_the_shared_pace_cannot_be_reached_nobody_speaks_and_then_it_goes_on() -> None:
    row = Row(failing=True)
    telegram = Telegram(Pace(30, shared=row))

    async with running(telegram.pace), asyncio.TaskGroup() as group:
        group.create_task(telegram.send(1))
        await asyncio.sleep(10)
        assert telegram.sent == []
        row.failing = False

    assert 10 <= telegram.moments()[0] <= 11.1
    assert row.asked <= 13


@virtual_time
async def test_an_idle_pace_asks_the_store_for_nothing() -> None:
    row = Row()
    telegram = Telegram(Pace(30, shared=row))

    async with running(telegram.pace):
        await telegram.send(1)
        await asyncio.sleep(3600)

    assert row.asked == 1


@virtual_time
async def test_a_waiting_message_is_cancelled_without_an_error_elsewhere() -> None:
    pace = Pace(1, shared=Row())

    async with running(pace):
        with suppress(TimeoutError):
            async with asyncio.timeout(0.5):
                for _ in range(20):
                    await pace.turn(1, Lane.BULK)

    assert pace.waiting == 0
