"""Asking Telegram while the rest of the program is still being loaded.

Nothing here needs python-telegram-bot: loading that alone takes longer than Telegram takes to answer. What comes is
kept as it came, until `transport` is asked the same question. Only a good answer counts; anything else is asked again
in the usual way, which knows what to make of trouble.

A getUpdates asked like this confirms nothing to Telegram. If the start fails, the updates come again.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
import orjson

from bot.gateway.hearing import HearingResponse

IN_FLIGHT = 256
_TIMES = aiohttp.ClientTimeout(total=20.0, sock_connect=5.0)  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer of the Bot API, and what Telegram's clock said then (RFC 9110 §6.6.1)."""

    payload: bytes
    date: str
    at: float  # on the clock of the event loop


class Ahead:
    """What has been asked already, by the Bot API's method; `session` are the connections it was asked through."""

    def __init__(self, session: aiohttp.ClientSession, asked: Mapping[str, "asyncio.Task[Answer | None]"]) -> None:
        self.session = session
        self._asked = dict(asked)

    def __bool__(self) -> bool:
        """Whether anything is still to be taken."""
        return bool(self._asked)

    async def answer(self, method: str) -> Answer | None:
        """The answer, given once; None for what was not asked, or not answered well."""
        asked = self._asked.pop(method, None)
        return await asked if asked is not None else None


def connections(in_flight: int = IN_FLIGHT) -> aiohttp.ClientSession:
    """Kept connections to Telegram, this many requests at once."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=in_flight, ttl_dns_cache=300, keepalive_timeout=30),
        response_class=HearingResponse,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": "Narada"},
    )


@asynccontextmanager
async def asked(address: str, questions: Mapping[str, Mapping[str, Any]]) -> AsyncIterator[Ahead]:
    """Ask all of them side by side, at `address` with the token in it. What nobody took is let go at the end."""
    loop = asyncio.get_running_loop()
    async with connections() as session:
        under_way = {
            method: loop.create_task(_ask(session, f"{address}/{method}", question))
            for method, question in questions.items()
        }
        try:
            yield Ahead(session, under_way)
        finally:
            for each in under_way.values():
                each.cancel()
            await asyncio.gather(*under_way.values(), return_exceptions=True)


async def _ask(session: aiohttp.ClientSession, url: str, question: Mapping[str, Any]) -> Answer | None:
    headers = {"Content-Type": "application/json"}
    try:
        async with session.post(
            url, data=orjson.dumps(question), headers=headers, timeout=_TIMES, allow_redirects=False
        ) as response:
            payload = await response.read()
    except (aiohttp.ClientError, TimeoutError, OSError):  # whose text quotes the address, and so the token
        return None
    if response.status != HTTPStatus.OK:
        return None
    return Answer(payload, response.headers.get("Date", ""), asyncio.get_running_loop().time())
