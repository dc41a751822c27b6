"""Which parts of the service are alive: heartbeats, and owners known to be dead."""

import os
import secrets
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storage.database import Database

BEATS_EVERY = timedelta(seconds=2)
DEAD_AFTER = timedelta(seconds=10)
FORGOTTEN_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Alive:
    """One part of one process; `since_beat` is how long ago it last said so."""

    name: str
    owner: str
    alive: bool
    since_beat: timedelta


def new_owner() -> str:
    """A name for this process in leases: machine, process-id namespace, process id, and something random."""
    return f"{_machine()}:{os.getpid()}:{secrets.token_hex(4)}"


async def beat(db: Database, owner: str, names: Sequence[str], *, started_at: datetime, real_now: datetime) -> None:
    async with db.apart() as tx:
        await tx.parts.beat(owner, tuple(names), started_at=started_at, now=real_now)
        await tx.parts.forget(before=real_now - FORGOTTEN_AFTER)


async def leave(db: Database, owner: str) -> None:
    """A clean stop."""
    async with db.transaction() as tx:
        await tx.parts.leave(owner)


async def alive(db: Database, *, real_now: datetime) -> tuple[Alive, ...]:
    async with db.snapshot() as store:
        beats = await store.parts.all()
    return tuple(
        Alive(
            name=each.part,
            owner=each.owner,
            alive=real_now - each.beat_at < DEAD_AFTER and not _gone(each.owner),
            since_beat=real_now - each.beat_at,
        )
        for each in beats
    )


async def dead(db: Database, *, real_now: datetime) -> frozenset[str]:
    """Owners that will do nothing any more: processes of this machine that have ended.

    An owner elsewhere whose heart stopped is not sure to be dead; its leases decide.
    """
    async with db.snapshot() as store:
        beats = await store.parts.all()
    return frozenset(each.owner for each in beats if _gone(each.owner))


def _gone(owner: str) -> bool:
    machine, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    if machine != _machine() or not pid.isdecimal() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _machine() -> str:
    """This machine and its process-id namespace: two containers with one name must not judge each other's processes."""
    namespace = Path("/proc/self/ns/pid")
    inside = namespace.readlink().name.strip("pid:[]") if namespace.exists() else ""
    return f"{socket.gethostname()}/{inside}".replace(":", "_")
