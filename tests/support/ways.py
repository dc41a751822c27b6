"""The ways in which a story is played: how updates come in, and which engine keeps the store."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.postgres import Postgres
from tests.support.service import compacted, forget_updates

POLLING_ON_SQLITE, WEBHOOK_ON_POSTGRESQL = "polling on SQLite", "webhook on PostgreSQL"
WAYS = (POLLING_ON_SQLITE, WEBHOOK_ON_POSTGRESQL)

Prepare = Callable[[Path, dict[str, str]], Awaitable[None]]
"""Play what leads up to the stories, in a folder, with these settings."""


@asynccontextmanager
async def settings_of(server: Postgres | None) -> AsyncIterator[dict[str, str]]:
    """The settings of a service with an empty store, gone afterwards; without a server those that are anyway."""
    if server is None:
        yield {}
        return
    async with server.database(server.migrated) as url:
        yield {"TELEGRAM__MODE": "webhook", "STORAGE__URL": url}


@dataclass(frozen=True)
class Prepared:
    """A store that every story begins with a copy of."""

    mode: str
    source: Path | str  # a file, or the name of a database
    postgres: Postgres | None

    @asynccontextmanager
    async def copied(self, folder: Path) -> AsyncIterator[dict[str, str]]:
        """The settings of a service with a copy of its own."""
        async with AsyncExitStack() as ending:
            if self.postgres is None:
                shutil.copy(self.source, folder / "narada.db")
                url = f"sqlite:///{folder}/narada.db"
            else:
                url = await ending.enter_async_context(self.postgres.database(str(self.source)))
            yield {"TELEGRAM__MODE": self.mode, "STORAGE__URL": url}


def prepared(postgres: Postgres | None, folder: Path, prepare: Prepare) -> Prepared:
    """Prepare once for many stories: by polling on SQLite, by webhook on PostgreSQL."""
    return asyncio.run(_prepared(postgres, folder, prepare))


async def _prepared(postgres: Postgres | None, folder: Path, prepare: Prepare) -> Prepared:
    if postgres is None:
        url = f"sqlite:///{folder}/narada.db"
        await prepare(folder, {"STORAGE__URL": url})
        await forget_updates(url)
        return Prepared("polling", compacted(folder / "narada.db"), None)
    name = f"{postgres.migrated}_stage"
    await postgres.execute(f"CREATE DATABASE {name} TEMPLATE {postgres.migrated}")
    await prepare(folder, {"STORAGE__URL": postgres.address(name), "TELEGRAM__MODE": "webhook"})
    await forget_updates(postgres.address(name))
    return Prepared("webhook", name, postgres)
