"""uvicorn inside our own event loop: our signals, our logs, our way to stop."""

import asyncio
import errno
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_LAST_ANSWERS = 1  # seconds that requests under way are given once the server is told to stop
_BACKLOG = 512


class AddressUnusable(Exception):
    """Nothing can listen there; `reason` is the system's word for why."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"{host}:{port}: {reason}")
        self.host, self.port, self.reason = host, port, reason


class PortTaken(AddressUnusable):
    """Another program listens there."""


async def serve(
    app: "ASGIApp",
    host: str,
    port: int,
    *,
    started: Callable[[int], None] = lambda _: None,
    stop: asyncio.Event | None = None,
) -> None:
    """Answer HTTP at host:port until cancelled or until `stop` is set; requests under way get a second to end.

    Port 0 takes any free one; `started` is told the real one once connections are accepted.
    Raises PortTaken, or AddressUnusable for any other reason.
    """
    from bot.web.uvicorn_server import Server, configuration

    listener = await _listen(host, port)
    try:
        server = Server(configuration(app, graceful=_LAST_ANSWERS))
        await server.answer(listener, lambda: started(listener.getsockname()[1]), stop or asyncio.Event())
    finally:
        listener.close()


async def _listen(host: str, port: int) -> socket.socket:
    try:
        return await _bound(host, port)
    except OSError as error:
        refusal = PortTaken if error.errno == errno.EADDRINUSE else AddressUnusable
        raise refusal(host, port, error.strerror or str(error)) from error


async def _bound(host: str, port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    # A name such as localhost may mean both; what our own addresses are printed with is IPv4.
    family, kind, protocol, _, address = min(found, key=lambda info: info[0] != socket.AF_INET)
    listener = socket.socket(family, kind, protocol)
    try:
        # Else a restart finds its own closed connections in the way for a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setblocking(False)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
