"""The real `narada` command in a process of its own."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
Environ = Mapping[str, str]
NOTHING: Environ = {}
PATIENCE = 60.0  # seconds until a command that does not end is given up


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    status: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def sentence(self) -> str:
        """What was complained about, which must be one line; what went well before it may be in the log."""
        (line,) = (line for line in self.stderr.splitlines() if '"level": "INFO"' not in line)
        return line


async def started(
    *arguments: str, folder: Path, environ: Environ = NOTHING, before: tuple[str, ...] = ()
) -> asyncio.subprocess.Process:
    """`narada` with these arguments in that folder; `environ` without NARADA_; `before` is a program that runs it."""
    return await asyncio.create_subprocess_exec(
        *before,
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment(environ),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def ended(process: asyncio.subprocess.Process) -> Ended:
    """The command's end; one that does not end in time is killed, and that is a failure."""
    begun = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(PATIENCE):
            stdout, stderr = await process.communicate()
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode is not None
    seconds = asyncio.get_running_loop().time() - begun
    return Ended(process.returncode, stdout.decode(), stderr.decode(), seconds)


async def narada(*arguments: str, folder: Path, environ: Environ = NOTHING, before: tuple[str, ...] = ()) -> Ended:
    """Run a command to its end."""
    return await ended(await started(*arguments, folder=folder, environ=environ, before=before))


def environment(environ: Environ) -> dict[str, str]:
    """An environment in which nothing but `environ` speaks to Narada, in English."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TZ") if name in os.environ}
    plain = {"PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | plain | {f"NARADA_{name}": value for name, value in environ.items()}
