"""Who queues up while somebody is served is served together with those beside them."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.scheduler.desk import Desk


class Counter:
    """Doubles numbers, and keeps who was served together. It fails for 13, and waits where it is told to."""

    def __init__(self) -> None:
        self.served: list[list[int]] = []
        self.serving = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, asked: Sequence[int]) -> list[int]:
        self.served.append(list(asked))
        self.serving.set()
        await self.open.wait()
        if 13 in asked:
            raise ValueError("13")
        return [2 * number for number in asked]


async def test_those_that_come_at_the_same_moment_are_served_together_and_in_order() -> None:
    counter = Counter()
    desk = Desk[int, int](counter, together=4)

    assert await asyncio.gather(*(desk.ask(number) for number in range(9))) == [2 * number for number in range(9)]
    assert counter.served == [[0, 1, 2, 3], [4, 5, 6, 7], [8]]


async def test_who_comes_while_others_are_served_waits_for_the_next_time() -> None:
    counter = Counter()
    counter.open.clear()
    desk = Desk[int, int](counter, together=4)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(desk.ask(1))
        await counter.serving.wait()
        later = [group.create_task(desk.ask(number)) for number in (2, 3)]
        counter.open.set()

    assert [each.result() for each in (first, *later)] == [2, 4, 6]
    assert counter.served == [[1], [2, 3]]


async def test_one_that_cannot_be_answered_spoils_it_for_nobody_else() -> None:
    desk = Desk[int, int](Counter(), together=4)

    done = await asyncio.gather(*(desk.ask(number) for number in (12, 13, 14)), return_exceptions=True)

    assert done[0::2] == [24, 28]
    assert isinstance(done[1], ValueError)


@pytest.mark.parametrize("cancelled", [1, 2, 3])
async def test_whoever_is_cancelled_keeps_no_answer_from_the_others(cancelled: int) -> None:
    counter = Counter()
    counter.open.clear()
    desk = Desk[int, int](counter, together=2)
    async with asyncio.TaskGroup() as group, asyncio.timeout(30):
        asked = {number: group.create_task(desk.ask(number)) for number in (1, 2, 3, 4)}
        await counter.serving.wait()
        asked[cancelled].cancel()
        await asyncio.sleep(0)
        counter.open.set()

    assert [number for number, task in asked.items() if task.cancelled()] == [cancelled]
    assert all(task.result() == 2 * number for number, task in asked.items() if number != cancelled)
