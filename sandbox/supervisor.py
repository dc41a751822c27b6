"""Runs a service as a process of its own: start, stop, kill, restart, and tell how it is.

It is given a command and an environment and knows nothing of what it runs. The service gets a process group of its own,
so that Ctrl-C in the terminal reaches only whoever supervises, and dies with its supervisor, also when that is killed.
"""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

PATIENCE = 5.0  # seconds between SIGTERM and SIGKILL
LOOK_EVERY = 0.1  # seconds between two questions "are you ready?"
TAIL_BYTES = 16_384
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Status(StrEnum):
    """What the service is doing."""

    STOPPED = "stopped"  # no process
    STARTING = "starting"  # a process that has not said that it is ready
    RUNNING = "running"  # ready


@dataclass(frozen=True, slots=True)
class Report:
    """How the service is at this moment."""

    status: Status
    restarts: int  # starts after the first
    pid: int | None
    exit_code: int | None  # of the process before, negative for a signal; None before any has ended
    asked: bool  # whether the last end was asked for; False means that it fell by itself


async def _at_once() -> bool:
    return True


class Supervisor:
    """One service, at most one process of it at a time. An async context manager; leaving it stops the service.

    `ready` is asked until it says yes; `changed` is called after every change of the report. Output goes straight to
    the log file: a pipe that nobody reads in time would make the service wait.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        log: Path,
        ready: Callable[[], Awaitable[bool]] = _at_once,
        changed: Callable[[], None] = lambda: None,
        patience: float = PATIENCE,
    ) -> None:
        self._command = list(command)
        self._environment = dict(environment)
        self._log = log
        self._ready = ready
        self._changed = changed
        self._patience = patience
        self._tasks = asyncio.TaskGroup()
        self._one_at_a_time = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._report = Report(Status.STOPPED, restarts=0, pid=None, exit_code=None, asked=True)
        self._starts = 0
        self._asked = False

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.stop()
        await self._tasks.__aexit__(None, None, None)

    @property
    def report(self) -> Report:
        """How the service is now."""
        return self._report

    def last_lines(self, count: int = 20) -> list[str]:
        """The end of what the service printed, over all its starts."""
        if not self._log.exists():
            return []
        with self._log.open("rb") as log:
            log.seek(max(0, log.seek(0, os.SEEK_END) - TAIL_BYTES))
            return log.read().decode("utf-8", "replace").splitlines()[-count:]

    async def start(self) -> None:
        """Start the service unless it is there; OSError when the command cannot be run."""
        async with self._one_at_a_time:
            await self._start()

    async def kill(self) -> None:
        """End the service at once, with no chance to tidy up (SIGKILL to its whole process group)."""
        async with self._one_at_a_time:
            await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        """Ask the service to end (SIGTERM); after the patience is over, end it."""
        async with self._one_at_a_time:
            await self._end(signal.SIGTERM)

    async def restart(self) -> None:
        """Stop the service if it is there, and start it."""
        async with self._one_at_a_time:
            await self._end(signal.SIGTERM)
            await self._start()

    async def wait_until(self, status: Status) -> None:
        """Wait for a status; return early when the service ends while it is awaited to run."""
        while self._report.status is not status:
            if self._watch is None or self._watch.done():
                return
            await asyncio.wait([self._watch], timeout=LOOK_EVERY)

    async def _start(self) -> None:
        if self._process is not None:
            return
        self._asked = False
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_the_supervisor(),
                process_group=0,
            )
        self._starts += 1
        self._tell(Status.STARTING)
        self._watch = self._tasks.create_task(self._watch_over(self._process))

    async def _end(self, how: signal.Signals) -> None:
        if self._process is None or self._watch is None:
            return
        self._asked = True
        _signal_group(self._process.pid, how)
        _, late = await asyncio.wait([self._watch], timeout=self._patience)
        if late:
            _signal_group(self._process.pid, signal.SIGKILL)
            await asyncio.wait([self._watch])

    async def _watch_over(self, process: asyncio.subprocess.Process) -> None:
        while process.returncode is None and not await self._ready():
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), LOOK_EVERY)
        if process.returncode is None:
            self._tell(Status.RUNNING)
        await process.wait()
        # The process may leave children behind; nothing of the service outlives it.
        _signal_group(process.pid, signal.SIGKILL)
        self._process = None
        self._tell(Status.STOPPED, exit_code=process.returncode)

    def _tell(self, status: Status, exit_code: int | None = None) -> None:
        self._report = Report(
            status,
            restarts=max(0, self._starts - 1),
            pid=self._process.pid if self._process else None,
            exit_code=self._report.exit_code if exit_code is None else exit_code,
            asked=self._asked if status is Status.STOPPED else True,
        )
        self._changed()


def _signal_group(pid: int, which: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, which)


def _die_with_the_supervisor() -> Callable[[], None] | None:
    """What the child does before it becomes the service; None where the system has no such thing (only Linux has).

    The library is loaded here, before the fork: loading it in the child could meet a lock that was held at the fork.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def before_exec() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above: nobody would send the signal any more
            os._exit(1)

    return before_exec
