"""The supervisor: one process at a time, its end however it comes, and no orphan."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from sandbox.supervisor import Status, Supervisor

ENVIRONMENT = dict(os.environ)
WAITS = [sys.executable, "-u", "-c", "import time; print('here'); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-u",
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(600)",
]
WITH_A_CHILD = [
    sys.executable,
    "-u",
    "-c",
    (
        "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        " print(c.pid); time.sleep(600)"
    ),
]


class Notebook:
    """Writes down every status that was told, and lets a test wait for the next word."""

    def __init__(self) -> None:
        self.told: list[Status] = []
        self.changed = asyncio.Event()
        self.supervisor: Supervisor | None = None

    def __call__(self) -> None:
        assert self.supervisor is not None
        self.told.append(self.supervisor.report.status)
        self.changed.set()


@asynccontextmanager
async def supervised(
    command: Sequence[str], log: Path, *, patience: float = 5.0
) -> AsyncIterator[tuple[Supervisor, Notebook]]:
    notebook = Notebook()

    async def has_printed() -> bool:
        return bool(supervisor.last_lines())

    supervisor = Supervisor(command, ENVIRONMENT, log=log, ready=has_printed, changed=notebook, patience=patience)
    notebook.supervisor = supervisor
    async with supervisor:
        yield supervisor, notebook


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "service.log"


def alive(pid: int) -> bool:
    """Whether a process exists and is no zombie that merely waits to be collected."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


async def until_gone(pid: int) -> None:
    async with asyncio.timeout(5):
        while alive(pid):
            await asyncio.to_thread(os.sched_yield)


async def test_the_service_is_starting_until_it_says_that_it_is_ready(log: Path) -> None:
    async with supervised(WAITS, log) as (supervisor, notebook):
        await supervisor.start()
        await supervisor.wait_until(Status.RUNNING)

        assert supervisor.report.status is Status.RUNNING
        assert notebook.told == [Status.STARTING, Status.RUNNING]
        assert supervisor.last_lines() == ["here"]


async def test_kill_is_sigkill(log: Path) -> None:
    async with supervised(DEAF, log) as (supervisor, _):
        await supervisor.start()
        await supervisor.wait_until(Status.RUNNING)
        await supervisor.kill()

        assert supervisor.report.status is Status.STOPPED
        assert supervisor.report.exit_code == -signal.SIGKILL
        assert supervisor.report.asked


async def test_stop_is_sigterm_and_a_service_that_does_not_listen_is_ended_when_the_patience_is_over(log: Path) -> None:
    async with supervised(WAITS, log) as (supervisor, _):
        await supervisor.start()
        await supervisor.wait_until(Status.RUNNING)
        await supervisor.stop()
        assert supervisor.report.exit_code == -signal.SIGTERM

    async with supervised(DEAF, log.with_name("deaf.log"), patience=0.2) as (supervisor, _):
        await supervisor.start()
        await supervisor.wait_until(Status.RUNNING)
        await supervisor.stop()
        assert supervisor.report.exit_code == -signal.SIGKILL


async def test_a_restart_gives_another_process_and_is_counted(log: Path) -> None:
    async with supervised(WAITS, log) as (supervisor, _):
        await supervisor.start()
        first = supervisor.report.pid
        assert supervisor.report.restarts == 0
        await supervisor.restart()
        await supervisor.wait_until(Status.RUNNING)

        assert supervisor.report.pid not in (None, first)
        assert supervisor.report.restarts == 1
        assert first is not None
        assert not alive(first)


async def test_starting_what_runs_changes_nothing(log: Path) -> None:
    async with supervised(WAITS, log) as (supervisor, _):
        await supervisor.start()
        first = supervisor.report.pid
        await supervisor.start()

        assert supervisor.report.pid == first


async def test_a_service_that_falls_by_itself_is_told_apart_from_one_that_was_stopped(log: Path) -> None:
    falls = [sys.executable, "-c", "import sys; print('no room'); sys.exit(3)"]
    async with supervised(falls, log) as (supervisor, _):
        await supervisor.start()
        await supervisor.wait_until(Status.STOPPED)

        assert supervisor.report.exit_code == 3
        assert not supervisor.report.asked
        assert supervisor.last_lines(1) == ["no room"]


async def test_killing_the_service_ends_its_children_too(log: Path) -> None:
    async with supervised(WITH_A_CHILD, log) as (supervisor, _):
        await supervisor.start()
        await supervisor.wait_until(Status.RUNNING)
        child = int(supervisor.last_lines(1)[0])
        assert alive(child)
        await supervisor.kill()

        await until_gone(child)


async def test_leaving_the_supervisor_stops_the_service(log: Path) -> None:
    async with supervised(WAITS, log) as (supervisor, _):
        await supervisor.start()
        pid = supervisor.report.pid

    assert pid is not None
    assert not alive(pid)


async def test_a_command_that_does_not_exist_is_refused_and_leaves_no_process(log: Path) -> None:
    async with supervised(["./no-such-command"], log) as (supervisor, _):
        with pytest.raises(FileNotFoundError):
            await supervisor.start()

        assert supervisor.report.status is Status.STOPPED


SUPERVISES = """
import asyncio, os, sys
from pathlib import Path
from sandbox.supervisor import Supervisor

async def main():
    async with Supervisor(sys.argv[2:], dict(os.environ), log=Path(sys.argv[1])) as supervisor:
        await supervisor.start()
        print(supervisor.report.pid, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent has died")
def test_no_orphan_remains_when_the_supervisor_itself_is_killed(log: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", SUPERVISES, str(log), *DEAF], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with parent:
        assert parent.stdout is not None
        service = int(parent.stdout.readline())
        assert alive(service)
        parent.kill()

    asyncio.run(until_gone(service))
