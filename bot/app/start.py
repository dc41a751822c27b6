"""The order of a start: Telegram is asked, the program loaded while it answers, then everything is run."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import ModuleType
from typing import Any

from bot.app.parts import Part
from bot.clock import Clock
from bot.config import Mode, Settings
from bot.gateway.ahead import Ahead, asked
from bot.gateway.updates import question


async def start(
    settings: Settings,
    clock: Clock,
    only: frozenset[Part],
    *,
    stop: asyncio.Event,
    migrate: bool,
    demo: bool,
    ready: Callable[[], None],
) -> None:
    """`bot.app.service.run`, loaded while Telegram's first answers are on the way. Raises what that raises."""
    async with _asked_ahead(settings, only) as ahead:
        with _nothing_collected():
            service: Any = await asyncio.to_thread(_loaded, only)
        await service.run(settings, clock, only, stop=stop, migrate=migrate, demo=demo, ready=ready, ahead=ahead)


@asynccontextmanager
async def _asked_ahead(settings: Settings, only: frozenset[Part]) -> AsyncIterator[Ahead | None]:
    """Who we are, and what people have done meanwhile: what every start asks."""
    if only == {Part.WEB}:
        yield None
        return
    questions: dict[str, dict[str, Any]] = {"getMe": {}}
    if Part.BOT in only and settings.telegram.mode is Mode.POLLING:
        questions["getUpdates"] = question(0, 0)
    address = f"{settings.telegram.api_url.rstrip('/')}/bot{settings.telegram.token}"
    async with asked(address, questions) as ahead:
        yield ahead


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No garbage is looked for, and what has come into being is never again looked through.

    All that is loaded stays. Looking through it at every step of its growth takes a tenth of the start, and later, each
    time, some fifty milliseconds in which nobody is answered.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _loaded(only: frozenset[Part]) -> ModuleType:
    """In a thread, so that Telegram's answers can be taken meanwhile."""
    from bot.app import service

    if Part.WEB in only:
        from bot.web import app, uvicorn_server  # noqa: F401 - else the first request would wait for them
    return service
