"""P1: how much of Telegram's 30 messages a second a broadcast uses, against a server that enforces them."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator

from bench.clients import narada, stock
from bench.running import Figures, fresh, telegram
from bench.table import Line, shown

CEILING = 30


async def ours(url: str, count: int) -> Figures:
    async with narada(url, CEILING) as send:
        return {"taken": await _broadcast(send, count)}


async def theirs(url: str, count: int) -> Figures:
    async with stock(url, limited=True) as send:
        return {"taken": await _broadcast(send, count)}


async def _broadcast(send: Callable[[int], Awaitable[bool]], count: int) -> int:
    return sum(await asyncio.gather(*(send(chat) for chat in range(1, count + 1))))


def measure(quick: bool) -> Iterator[Line]:
    seconds = 12 if quick else 60
    found = {}
    for name in ("ours", "theirs"):
        with telegram(delay=0.05, limits=((0, CEILING),)) as server:
            fresh(f"ceiling.{name}", url=server.url, count=CEILING * seconds)
            found[name] = server.stats()
    rate, fullest, refused = ((of(found["ours"]), of(found["theirs"])) for of in (_rate, _fullest, _refused))
    yield Line("P1", f"broadcast, {CEILING}/s enforced, {seconds} s: rate ÷ ceiling", *_both(rate), rate[0], "≥ 0.97")
    yield Line("P1", "fullest sliding second ÷ ceiling", *_both(fullest), fullest[0], "≤ 1.00")
    yield Line("P1", "times 429", *_both(refused), refused[0], "≤ 0")


def _rate(stats: Figures) -> float:
    arrived: list[float] = stats["taken"]
    return (len(arrived) - 1) / (arrived[-1] - arrived[0]) / CEILING


def _fullest(stats: Figures) -> float:
    """Of all that arrived, refused or not."""
    arrived: list[float] = sorted(stats["taken"] + stats["refused"])
    return max(sum(at <= other < at + 1 for other in arrived) for at in arrived) / CEILING


def _refused(stats: Figures) -> float:
    return float(len(stats["refused"]))


def _both(figures: tuple[float, float]) -> tuple[str, str]:
    return f"{figures[0]:.3g}", f"{figures[1]:.3g} AIORate"


if __name__ == "__main__":
    sys.exit(shown(measure))
