"""P4: messages a second against python-telegram-bot as everybody uses it, and against aiogram."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from time import perf_counter

from bench import clients
from bench.running import Figures, fresh, median, telegram
from bench.table import Line, shown

CLIENTS = {
    "ours": lambda url: clients.narada(url, None),
    "stock": clients.stock,
    "aiogram": clients.aiogram,
}


async def sent(client: str, url: str, count: int, in_flight: int) -> Figures:
    """Messages a second, connections warm."""
    made: AbstractAsyncContextManager[clients.Send] = CLIENTS[client](url)
    async with made as send:
        await _many(send, in_flight, in_flight)
        began = perf_counter()
        await _many(send, count, in_flight)
        return {"rate": count / (perf_counter() - began)}


async def _many(send: clients.Send, count: int, in_flight: int) -> None:
    chats = iter(range(1, count + 1))

    async def write() -> None:
        for chat in chats:
            if not await send(chat):
                raise RuntimeError("a message was not taken")

    async with asyncio.TaskGroup() as group:
        for _ in range(in_flight):
            group.create_task(write())


def measure(quick: bool) -> Iterator[Line]:
    rounds = 1 if quick else 3
    wanted = {"ours": 4000, "stock": 400, "aiogram": 4000}
    near = _rates(wanted, rounds, in_flight=50, delay=0.0)
    far = _rates(wanted, rounds, in_flight=200, delay=0.05)
    for of, rates, what, baseline, goal in (
        ("P4", near, "messages/s, 50 in flight", "stock", "≥ 10"),
        ("P4", far, "messages/s, 200 in flight at 50 ms", "stock", "≥ 20"),
        ("P4", near, "messages/s, 50 in flight", "aiogram", "≥ 2"),
    ):
        others = f"{rates[baseline]:.0f} {baseline}"
        yield Line(of, what, f"{rates['ours']:.0f}", others, rates["ours"] / rates[baseline], goal)


def _rates(wanted: dict[str, int], rounds: int, *, in_flight: int, delay: float) -> dict[str, float]:
    found: dict[str, list[Figures]] = {client: [] for client in wanted}
    for _ in range(rounds):
        for client, count in wanted.items():
            with telegram(delay=delay) as server:
                figures = fresh("sending.sent", client=client, url=server.url, count=count, in_flight=in_flight)
                found[client].append(figures)
    return {client: median(figures, "rate") for client, figures in found.items()}


if __name__ == "__main__":
    sys.exit(shown(measure))
