"""A whole Telegram for visitors: the page, virtual people, a clock, and the service under a supervisor.

It is told what the service is and who holds the phones; it knows nothing of either. See `run`.
"""

import asyncio
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp

from sandbox.chats import Chat, NotSeen
from sandbox.clock import ShiftedClock, first_quiet_tuesday, real_now
from sandbox.limits import Limits
from sandbox.people import Person, words_fit
from sandbox.server import Sandbox
from sandbox.steering import ServiceDoor, Steering
from sandbox.supervisor import Status, Supervisor

HOST = "127.0.0.1"
TOKEN = "123456:SANDBOX"  # noqa: S105 – of the bot on this machine; it opens nothing elsewhere
PORTS_TO_TRY = 100
PATIENCE = 3.5  # seconds for the service, so that everything has stopped within five
GREETING_SECONDS = 30.0
HOW_TO_STOP = "Open this address in a browser. Ctrl-C stops everything."


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where this demo takes place: what the service has to be told."""

    folder: Path  # its own, gone when the demo ends
    token: str
    bot_username: str
    secret: str  # that nobody else knows, for whatever the service needs one
    api_url: str  # of the Bot API, and of the page
    web_port: int  # free, for the service's own web pages
    web_url: str
    clock_file: Path
    starts_at: datetime  # the service's time at the beginning, UTC


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with a phone on the page."""

    name: str  # in Telegram
    title: str  # over the phone
    language: str = "pl"
    link: str | None = None  # opened at the beginning: https://t.me/<bot>?start=<payload>
    presses: tuple[str, ...] = ()  # the words of buttons pressed then, each as soon as it is there


Cast = Callable[[DemoPlace], Awaitable[Sequence[DemoPerson]]]


async def run(
    *,
    command: Callable[[DemoPlace], Sequence[str]],
    environment: Callable[[DemoPlace], Mapping[str, str]],
    prepare: Cast,
    port: int = 8080,
    limits: Limits | None = None,
    sentence: str = HOW_TO_STOP,
) -> int:
    """Play until Ctrl-C or SIGTERM; the exit status.

    Prints the page's address as the first line, then the sentence. `prepare` then makes ready what the service needs
    (a store, say) and tells who holds the phones; after it the service starts with `command` and this process's
    environment with `environment` laid over it, and every person opens their link. The page's port is the next free one
    from `port`; Telegram's limits are the documented ones unless told otherwise. OSError when no port is free or the
    command cannot be run.
    """
    task = asyncio.current_task()
    assert task is not None
    with _cancelled_by_signals(task) as signals:
        try:
            async with _stage(command, environment, port, limits) as stage:
                _tell(stage.place.api_url, sentence)
                return await stage.play(await prepare(stage.place))
        except asyncio.CancelledError:
            if not signals:
                raise
            return 0


@dataclass(frozen=True, slots=True)
class Stage:
    """A demo that has begun: its place, its Telegram, its service."""

    place: DemoPlace
    telegram: Sandbox
    service: Supervisor

    async def play(self, cast: Sequence[DemoPerson]) -> int:
        """Give everybody a phone, start the service, let them arrive; stay until cancelled. 1 if it cannot start."""
        phones = [(self.telegram.person(who.title, who.language, name=who.name), who) for who in cast]
        await self.service.start()
        await self.service.wait_until(Status.RUNNING)
        if self.service.report.status is Status.STOPPED and not self.service.report.asked:
            _complain("The service ended while it was starting:", *self.service.last_lines())
            return 1
        async with asyncio.TaskGroup() as everybody:
            for person, who in phones:
                everybody.create_task(_arrive(person, who))
        await asyncio.Event().wait()
        return 0


@asynccontextmanager
async def _stage(
    command: Callable[[DemoPlace], Sequence[str]],
    environment: Callable[[DemoPlace], Mapping[str, str]],
    port: int,
    limits: Limits | None,
) -> AsyncIterator[Stage]:
    with TemporaryDirectory(prefix="demo-", ignore_cleanup_errors=True) as folder:
        clock = ShiftedClock(Path(folder, "clock"), starts_at=first_quiet_tuesday(real_now()))
        place = _place(Path(folder), clock, free_port(port))
        async with aiohttp.ClientSession() as session:
            door = ServiceDoor(session, place.web_url)
            service = Supervisor(
                command(place),
                {**os.environ, **environment(place)},
                log=place.folder / "service.log",
                ready=door.healthy,
                changed=lambda: telegram.announce(0, 0),  # the page looks at once
                patience=PATIENCE,
            )
            telegram = Sandbox(
                TOKEN,
                host=HOST,
                port=int(place.api_url.rsplit(":", 1)[1]),
                limits=limits,
                extra_routes=Steering(clock, service, door).routes(),
                username=place.bot_username,
                clock=lambda: clock.now().timestamp(),
            )
            async with telegram, service:
                yield Stage(place, telegram, service)


def _place(folder: Path, clock: ShiftedClock, page_port: int) -> DemoPlace:
    # Beside the page's port, not one the system hands out: those are also given to outgoing connections, and the
    # service must find its port free again after every restart.
    web_port = free_port(page_port + 1)
    return DemoPlace(
        folder=folder,
        token=TOKEN,
        bot_username="narada_bot",
        secret=secrets.token_urlsafe(24),
        api_url=f"http://{HOST}:{page_port}",
        web_port=web_port,
        web_url=f"http://{HOST}:{web_port}",
        clock_file=clock.path,
        starts_at=clock.now(),
    )


def free_port(first: int) -> int:
    """The first port from there on that nobody listens on; OSError when a hundred are taken."""
    for port in range(first, min(first + PORTS_TO_TRY, 65_536)):
        with socket.socket() as probe:
            # As servers do: a port whose last connections are merely fading away is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise OSError(f"No free port from {first} on.")


async def _arrive(person: Person, who: DemoPerson) -> None:
    try:
        if who.link:
            await person.open(who.link)
        for words in who.presses:
            await person.until(partial(_shows, words=words), GREETING_SECONDS)
            await (await person.press(words)).answered(GREETING_SECONDS)
    except NotSeen as missing:
        # A visitor who kills the service in its first seconds may go on by hand; the demo goes on too.
        _complain(str(missing))


def _shows(chat: Chat, words: str) -> bool:
    return any(words_fit(shown, words) for message in chat.from_bot for shown in message.words)


@contextmanager
def _cancelled_by_signals(task: "asyncio.Task[object]") -> Iterator[list[signal.Signals]]:
    loop = asyncio.get_running_loop()
    received: list[signal.Signals] = []

    def note(which: signal.Signals) -> None:
        # Only the first one cancels: a second Ctrl-C must not break off the tidying up, which ends by itself.
        if not received:
            task.cancel()
        received.append(which)

    for which in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(which, note, which)
    try:
        yield received
    finally:
        for which in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(which)


def _tell(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _complain(*lines: str) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
