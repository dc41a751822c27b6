"""Connections of clients, and the answer that one of them died without having read.

A process that ends with something unread in its socket resets the connection, one that had read everything closes it
(RFC 9293 §3.6.1, RFC 2525 §2.17). So the server learns what nobody else could tell it: whether its last answer was
heard.
"""

import asyncio
from collections.abc import Callable

from aiohttp import web


def when_reset(request: web.Request, tell: Callable[[], None]) -> None:
    """Have `tell` called if the connection is reset before another request comes by it."""
    transport = request.transport
    if transport is None:
        return
    protocol = transport.get_protocol()
    if isinstance(protocol, _Watched):
        protocol.tell = tell
    else:
        assert isinstance(protocol, asyncio.Protocol)
        transport.set_protocol(_Watched(protocol, tell))


class _Watched(asyncio.Protocol):
    """Between a transport and aiohttp's protocol: passes everything on."""

    def __init__(self, protocol: asyncio.Protocol, tell: Callable[[], None]) -> None:
        self._protocol = protocol
        self.tell = tell

    def data_received(self, data: bytes) -> None:
        self._protocol.data_received(data)

    def eof_received(self) -> bool | None:
        return self._protocol.eof_received()

    def pause_writing(self) -> None:
        self._protocol.pause_writing()

    def resume_writing(self) -> None:
        self._protocol.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if isinstance(exc, ConnectionError):
            self.tell()
        self._protocol.connection_lost(exc)
