"""`narada copy`: the whole store of the configuration into another one, verified row by row."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from enum import StrEnum
from os.path import realpath

from bot.app.store import StoreUnusable, opened_or_made, revision, trouble_in_a_word, unmade
from bot.clock import Clock
from bot.config import Settings, StorageSettings
from bot.usecases import parts
from storage import unfinished, upgrade
from storage.comparing import Compared, Differs, compare
from storage.copying import KeyOf
from storage.database import UNUSABLE, Database, file_of, reason_of
from storage.schema import metadata

__all__ = ["Compared", "CopyRefused", "OneUnusable", "Trouble", "copy"]

Told = Callable[[Compared], None]


class Trouble(StrEnum):
    """Why a store was not copied; `CopyRefused.detail` says more."""

    SAME = "same-store"
    RUNNING = "running"  # detail: which parts
    NOT_EMPTY = "not-empty"  # a table
    OF_ANOTHER = "of-another"  # the other source
    UNREADABLE = "unreadable"  # a table
    UNSTORABLE = "unstorable"  # a row
    MISSING = "missing"  # a row
    DIFFERS = "differs"  # a row and its column
    OVERTAKEN = "overtaken"
    BROKEN_OFF = "broken-off"  # the engine's own words


class CopyRefused(Exception):
    """No store that anybody could run was made. `store` is the one it is about, without its password."""

    def __init__(self, trouble: Trouble, store: str, detail: str = "") -> None:
        super().__init__(trouble, store, detail)
        self.trouble, self.store, self.detail = trouble, store, detail


class OneUnusable(Exception):
    """One of the two stores cannot be used at all."""

    def __init__(self, store: str, unusable: StoreUnusable) -> None:
        super().__init__(store, unusable)
        self.store, self.unusable = store, unusable


async def copy(settings: Settings, clock: Clock, to: StorageSettings, told: Told) -> None:
    """Copy the store of the settings, and read both again; `told` hears of each table that is the same.

    The service must be stopped on both sides. Until everything is verified the new store is marked, and no Narada runs
    on it; done again, the copy begins anew. Raises CopyRefused or OneUnusable.
    """
    source = settings.storage
    with _about(source.shown):
        same = _same(source.url, to.url)
    if same:
        raise CopyRefused(Trouble.SAME, to.shown)
    async with _found(settings) as ours:
        await _must_rest(ours, source.shown, clock)
        async with _to_be_filled(replace(settings, storage=to)) as theirs:
            await _Copying(ours, theirs, source.shown, to.shown, clock).run(told)


class _Copying:
    """From one open store into another."""

    def __init__(self, ours: Database, theirs: Database, source: str, target: str, clock: Clock) -> None:
        self._ours, self._theirs, self._source, self._target, self._clock = ours, theirs, source, target, clock

    async def run(self, told: Told) -> None:
        await _must_rest(self._theirs, self._target, self._clock)
        attempt = await self._begun()
        try:
            await self._filled()
            await self._verified(told)
            await self._both_must_rest()  # what was verified first may have changed since
            await unfinished.finish(self._theirs, attempt)
        except unfinished.Overtaken as overtaken:
            raise CopyRefused(Trouble.OVERTAKEN, self._target) from overtaken
        except UNUSABLE as error:
            raise CopyRefused(Trouble.BROKEN_OFF, self._target, reason_of(error)) from error

    async def _begun(self) -> str:
        try:
            with _about(self._target):
                return await unfinished.begin(self._theirs, self._source)
        except unfinished.NotEmpty as holds:
            raise CopyRefused(Trouble.NOT_EMPTY, self._target, holds.table) from holds
        except unfinished.OfAnother as other:
            raise CopyRefused(Trouble.OF_ANOTHER, self._target, other.source) from other

    async def _filled(self) -> None:
        try:
            async with self._ours.snapshot() as store:
                await unfinished.fill(self._theirs, store.connection)
        except unfinished.Unreadable as table:
            raise CopyRefused(Trouble.UNREADABLE, self._source, table.name) from table
        except unfinished.Unstorable as row:
            raise CopyRefused(Trouble.UNSTORABLE, self._target, _row(row.table, row.key)) from row

    async def _verified(self, told: Told) -> None:
        """Both sides are read anew, so that a change since the copy began is seen, too."""
        try:
            async with self._ours.snapshot() as ours, self._theirs.snapshot() as theirs:
                for table in metadata.sorted_tables:
                    told(await compare(ours.connection, theirs.connection, table))
        except Differs as found:
            await self._both_must_rest()  # most probably somebody has started the service
            row = _row(found.table, found.key)
            if found.column:
                raise CopyRefused(Trouble.DIFFERS, self._target, f"{row}, {found.column}") from found
            raise CopyRefused(Trouble.MISSING, self._target, row) from found

    async def _both_must_rest(self) -> None:
        await _must_rest(self._ours, self._source, self._clock)
        await _must_rest(self._theirs, self._target, self._clock)


@asynccontextmanager
async def _found(source: Settings) -> AsyncIterator[Database]:
    """The store that is copied: it must be there, and of this version. Nothing in it changes."""
    with _about(source.storage.shown):
        if await revision(source) is None:  # which makes no file
            raise StoreUnusable("not_migrated")
        db = unmade(source)
    try:
        with _about(source.storage.shown):
            await upgrade.must_be_current(db)
        yield db
    finally:
        await db.close()


@asynccontextmanager
async def _to_be_filled(target: Settings) -> AsyncIterator[Database]:
    """The other store, made if it is a file that is missing."""
    with _about(target.storage.shown):
        await revision(target)  # the engine says first what keeps it from being used
        db = opened_or_made(target)
    try:
        yield db
    finally:
        await db.close()


@contextmanager
def _about(store: str) -> Iterator[None]:
    """What keeps this store from being used is told with its name."""
    try:
        with trouble_in_a_word():
            yield
    except StoreUnusable as unusable:
        raise OneUnusable(store, unusable) from unusable


async def _must_rest(db: Database, store: str, clock: Clock) -> None:
    """Raise when parts run on a store; one of another version, or an empty one, is not asked."""
    with _about(store):
        if await upgrade.revision(db) not in {upgrade.HEAD, upgrade.UNFINISHED}:
            return
        found = await parts.alive(db, real_now=clock.real())
    if running := ", ".join(sorted({each.name for each in found if each.alive})):
        raise CopyRefused(Trouble.RUNNING, store, running)


def _same(one: str, other: str) -> bool:
    """Two addresses of one file, or one address of a server. Another name of one server is found not to be empty."""
    ours, theirs = file_of(one), file_of(other)
    if ours is None or theirs is None:
        return one == other
    return realpath(ours) == realpath(theirs)  # unlike Path.resolve, it lets a link that leads to itself be


def _row(table: str, key: KeyOf) -> str:
    return f"{table} {'/'.join(str(part) for part in key)}"
