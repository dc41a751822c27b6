"""uvicorn as we need it: no signals of its own, a clean refusal of what is too long. Imported when a server starts."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.web.at_once import AtOnce, head_of, plain_request

LONGEST_HEAD = 16 * 1024  # bytes of request line and headers that may wait in memory for their end
_DRAIN_SECONDS = 1.0
_DRAIN_BYTES = 4 * 1024 * 1024


def configuration(app: ASGIApp, *, graceful: int) -> uvicorn.Config:
    """How `app` is served; what it can answer `at_once` it need not be asked for."""
    protocol: Any = partial(QuickProtocol, at_once=getattr(app, "at_once", None))
    return uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        loop="none",
        log_config=None,
        access_log=False,  # addresses of feeds are secrets, and an access log is full of them
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=graceful,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )


class Server(uvicorn.Server):
    """A uvicorn that listens on a socket of ours until an event of ours."""

    async def answer(self, listener: socket.socket, started: Callable[[], None], stop: asyncio.Event) -> None:
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup(sockets=[listener])
        try:
            started()
            while not stop.is_set():
                await self.on_tick(0)  # renews the Date header
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1):
                        await stop.wait()
        finally:
            await self.shutdown(sockets=[listener])

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave SIGINT and SIGTERM to those who stop the whole service."""
        yield


class RefusingProtocol(H11Protocol):
    """Says 414 or 431 to a request that is too long, where uvicorn says 400.

    After a refusal it reads on for a moment without keeping anything: closing a socket that has unread bytes resets
    the connection, and the client never sees why.
    """

    _drained: int | None = None

    def data_received(self, data: bytes) -> None:
        if self._drained is None:
            super().data_received(data)
            return
        self._drained += len(data)
        if self._drained > _DRAIN_BYTES:
            self.transport.abort()

    def eof_received(self) -> None:
        if self._drained is not None:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """What uvicorn calls on an unreadable request; the status is ours to choose."""
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.abort()  # an answer is half out already; there is no place left for another
            return
        status = self._refusal()
        phrase = {400: b"Bad Request", 414: b"URI Too Long", 431: b"Request Header Fields Too Large"}[status]
        body = phrase + b"\n"
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        for event in (
            h11.Response(status_code=status, headers=headers, reason=phrase),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self._drain()

    def shutdown(self) -> None:
        if self._drained is None:
            super().shutdown()
        else:
            self.transport.abort()

    def _refusal(self) -> int:
        error = sys.exception()
        if not isinstance(error, h11.RemoteProtocolError) or error.error_status_hint != 431:
            return 400
        return 431 if b"\n" in self.conn.trailing_data[0] else 414

    def _drain(self) -> None:
        self._drained = 0
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_DRAIN_SECONDS, self.transport.abort)


class QuickProtocol(RefusingProtocol):
    """Answers a plain request at once when it can, and leaves every other to uvicorn."""

    def __init__(self, *given: Any, at_once: AtOnce | None, **named: Any) -> None:
        super().__init__(*given, **named)
        self._at_once = at_once

    def data_received(self, data: bytes) -> None:
        """As asyncio.Protocol.data_received."""
        if self._drained is not None or not self._answered_at_once(data):
            super().data_received(data)

    def _answered_at_once(self, data: bytes) -> bool:
        if self._at_once is None or not self._rests():
            return False
        request = plain_request(data)
        answer = self._at_once(request.secret, request.headers) if request is not None else None
        if answer is None:
            return False
        self.transport.write(head_of(answer, self.server_state.default_headers))
        if answer.body:
            self.transport.write(memoryview(answer.body))  # what cannot be sent at once is copied, and only that
        self.on_response_complete()
        return True

    def _rests(self) -> bool:
        """Whether nothing of an earlier request or answer is under way: who does not read waits for the long way."""
        conn = self.conn
        return (
            conn.our_state is h11.IDLE
            and conn.their_state is h11.IDLE
            and not conn.trailing_data[0]
            and not self.transport.get_write_buffer_size()
            and not self.transport.is_closing()
        )
