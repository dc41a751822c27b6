"""The number of a message that Telegram made, told as soon as the answer's bytes are here.

Until the request that waits for it goes on, the event loop does whatever else is due: some milliseconds, after which a
process that is killed would have had the answer and known nothing of it. Here nothing lies between.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import aiohttp
import orjson

Tell = Callable[[int], None]

_MOST = 1 << 16  # bytes of an answer that are listened to; that of a message is a hundredth of it
_tell: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def told_at_once(tell: Tell) -> Iterator[None]:
    """For the requests made within: `tell` is given the message_id of a good answer.

    Not of an album, which is several, nor of an answer that comes compressed or in chunks: whoever asked learns it all
    the same, a little later.
    """
    before = _tell.set(tell)
    try:
        yield
    finally:
        _tell.reset(before)


class HearingResponse(aiohttp.ClientResponse):
    """Listens to its connection before anything can have come."""

    async def start(self, connection: Any) -> aiohttp.ClientResponse:
        if connection.transport is not None:
            _listen(connection.transport, _tell.get())
        return await super().start(connection)


def _listen(transport: asyncio.Transport, tell: Tell | None) -> None:
    protocol = transport.get_protocol()
    if isinstance(protocol, _Listening):
        protocol.expect(tell)
    elif tell is not None:
        assert isinstance(protocol, asyncio.Protocol)
        transport.set_protocol(_Listening(protocol, tell))


class _Listening(asyncio.Protocol):
    """Between a transport and aiohttp's protocol: passes everything on."""

    def __init__(self, protocol: asyncio.Protocol, tell: Tell) -> None:
        self._protocol = protocol
        self.expect(tell)

    def expect(self, tell: Tell | None) -> None:
        self._tell, self._received = tell, b""

    def data_received(self, data: bytes) -> None:
        if self._tell is not None:
            self._hear(self._tell, data)
        self._protocol.data_received(data)

    def eof_received(self) -> bool | None:
        return self._protocol.eof_received()

    def pause_writing(self) -> None:
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        self._protocol.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._protocol.connection_lost(exc)

    def _hear(self, tell: Tell, data: bytes) -> None:
        self._received += data
        if len(self._received) > _MOST:
            self.expect(None)
            return
        head, _, body = self._received.partition(b"\r\n\r\n")
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError:  # not all of it yet
            return
        self.expect(None)
        if b" 200 " in head[:16] and isinstance(answer, dict) and answer.get("ok") is True:
            match answer.get("result"):
                case {"message_id": int(message_id)}:
                    tell(message_id)
