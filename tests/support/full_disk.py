"""A full disk, played by a limit on the size of files: SQLite meets it as it meets the end of a disk."""

import resource
from contextlib import suppress

BEFORE_A_COMMAND = ("sh", "-c", 'ulimit -f 128 && exec "$@"', "sh")
"""A program that runs a command for which no file may grow beyond 64 KiB; any store is larger."""


def fill(pid: int) -> None:
    """From now on no file of that process may grow or change beyond its first bytes: every write fails at once."""
    _limit(pid, 0)


def free(pid: int) -> None:
    """There is room again."""
    _limit(pid, resource.RLIM_INFINITY)


def _limit(pid: int, size: int) -> None:
    with suppress(ProcessLookupError):
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
