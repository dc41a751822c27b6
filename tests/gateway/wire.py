"""A server that answers as a test says: for what the sandbox, which is always a Bot API, does not do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

TOKEN = "123456:AAE-secret_part"

Answer = Callable[["Heard"], Awaitable[web.StreamResponse]]


@dataclass
class Heard:
    """One request, as it came over the wire."""

    request: web.Request
    body: bytes

    @property
    def method(self) -> str:
        return self.request.path.rpartition("/")[2]

    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass
class Wire:
    """What was heard, and how to answer the next."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    answer: Answer = field(default_factory=lambda: fine)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    def method(self, name: str) -> str:
        return f"{self.url}/bot{TOKEN}/{name}"

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.connections.add(request.transport)
        heard = Heard(request, await request.read())
        self.heard.append(heard)
        self.came.set()
        return await self.answer(heard)


@asynccontextmanager
async def serving(answer: Answer | None = None) -> AsyncIterator[Wire]:
    wire = Wire()
    if answer is not None:
        wire.answer = answer
    app = web.Application(client_max_size=2**24)
    app.router.add_route("*", "/{path:.*}", wire.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    wire.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield wire
    finally:
        await runner.cleanup()


def ok(result: Any) -> web.Response:
    return web.Response(body=orjson.dumps({"ok": True, "result": result}), content_type="application/json")


def no(status: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")


async def fine(_heard: Heard) -> web.Response:
    return ok({"message_id": 1})


async def cut(heard: Heard) -> web.Response:
    """The connection is closed in place of an answer."""
    assert heard.request.transport is not None
    heard.request.transport.close()
    return web.Response()


async def silence(_heard: Heard) -> web.Response:
    """No answer, until the client has gone."""
    await asyncio.Event().wait()
    raise AssertionError("nobody wakes this")


def page(status: int, text: str, **headers: str) -> Answer:
    """A page that is not the Bot API's, as a proxy writes it; {path} in it is the path that was asked for."""

    async def answer(heard: Heard) -> web.Response:
        return web.Response(status=status, text=text.replace("{path}", heard.request.raw_path), headers=headers)

    return answer
