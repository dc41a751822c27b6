"""A counter with one clerk: who queues up while somebody is served is served together with those beside them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class Desk(Generic[Asked, Answer]):
    """`serve` answers several at once, each in its place; at most `together` of them.

    One that cannot be answered must not spoil it for the others: when `serve` raises, it is asked again for each alone.
    """

    def __init__(self, serve: Callable[[Sequence[Asked]], Awaitable[Sequence[Answer]]], *, together: int) -> None:
        self._serve = serve
        self._together = together
        self._turn = asyncio.Lock()
        self._waiting: deque[tuple[Asked, asyncio.Future[Answer]]] = deque()

    async def ask(self, asked: Asked) -> Answer:
        """Wait for the answer; raises what `serve` raised for this one."""
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        place = (asked, mine)
        self._waiting.append(place)
        try:
            while not mine.done():
                async with self._turn:
                    await asyncio.sleep(0)  # whoever comes at this very moment joins
                    if not mine.done():
                        await self._next()
        finally:
            if not mine.done():  # we were cancelled while we waited
                mine.cancel()
        return mine.result()

    async def _next(self) -> None:
        served = [self._waiting.popleft() for _ in range(min(self._together, len(self._waiting)))]
        served = [(asked, future) for asked, future in served if not future.done()]
        try:
            await self._all(served)
        except asyncio.CancelledError:
            self._waiting.extendleft(reversed([each for each in served if not each[1].done()]))
            raise

    async def _all(self, served: Sequence[tuple[Asked, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._serve([asked for asked, _ in served])
        except Exception as error:
            if len(served) == 1:
                _tell(served[0][1], error)
                return
            for each in served:
                await self._all([each])
        else:
            for (_, future), answer in zip(served, answers, strict=True):
                if not future.done():
                    future.set_result(answer)


def _tell(future: asyncio.Future[Answer], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
        future.exception()  # nobody may be left to hear it
