"""P3: a limit that nobody told us, 20 a second and later 45: how soon it is found, and what the search costs."""

import asyncio
import sys
from collections.abc import Iterator
from itertools import count

from bench.clients import narada
from bench.running import Figures, fresh, telegram
from bench.table import Line, shown

FIRST, SECOND, MOST = 20, 45, 60
FOUND_WITHIN = 30.0  # seconds
SENDERS = 64


async def ours(url: str, seconds: float) -> Figures:
    chats = count(1)
    async with narada(url, MOST) as send, asyncio.TaskGroup() as group:

        async def write() -> None:
            while True:
                await send(next(chats))

        writers = [group.create_task(write()) for _ in range(SENDERS)]
        await asyncio.sleep(seconds)
        for writer in writers:
            writer.cancel()
    return {}


def measure(quick: bool) -> Iterator[Line]:
    part = FOUND_WITHIN + (10 if quick else 30)
    with telegram(delay=0.05, limits=((0, FIRST), (part, SECOND))) as server:
        fresh("hidden.ours", url=server.url, seconds=2 * part)
        stats = server.stats()
    for limit, begins in ((FIRST, 0.0), (SECOND, part)):
        rate = _rate(stats["taken"], begins + FOUND_WITHIN, begins + part)
        found = f"{rate:.1f}/s"
        yield Line("P3", f"hidden limit {limit}/s: rate ÷ limit after 30 s", found, "–", rate / limit, "≥ 0.95")
    refused = len(stats["refused"]) / (len(stats["refused"]) + len(stats["taken"]))
    yield Line("P3", "requests answered 429", f"{refused:.2%}", "–", refused, "≤ 0.01")


def _rate(taken: list[float], since: float, until: float) -> float:
    return sum(since <= at < until for at in taken) / (until - since)


if __name__ == "__main__":
    sys.exit(shown(measure))
