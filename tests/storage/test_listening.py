"""News between processes: what is told with a commit, who hears it, and what becomes of whoever cannot listen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.domain.letters import Letter
from bot.domain.notices import PartnerJoined
from bot.services import LOOK_SELDOM, Wakes
from storage.database import Database
from storage.listening import listen
from storage.news import News
from tests.support.clock import FakeClock
from tests.support.postgres import Postgres, cut_off, let_in
from tests.support.store import Town, fresh, town

PATIENCE = 10  # seconds
AN_HOUR = timedelta(hours=1)


class Ear:
    """A process that listens, and what it has heard since it was last asked."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._heard = {news: asyncio.Event() for news in News}
        self.listening = asyncio.Event()

    async def run(self) -> None:
        await listen(self._db, {news: event.set for news, event in self._heard.items()}, self.listening)

    async def all_told(self) -> None:
        """Who begins to listen, and who cannot any more, is told of everything: some of it may have been missed."""
        for news in News:
            await self.hears(news)

    async def hears(self, news: News) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._heard[news].wait()
        self._heard[news].clear()

    def heard(self) -> set[News]:
        return {news for news, event in self._heard.items() if event.is_set()}


@asynccontextmanager
async def ear(url: str) -> AsyncIterator[Ear]:
    other = Database.open(url)
    async with asyncio.TaskGroup() as group:
        one = Ear(other)
        running = group.create_task(one.run())
        await one.all_told()
        yield one
        running.cancel()
    await other.close()


@pytest.fixture
async def on_server(postgres: Postgres) -> AsyncIterator[str]:
    """The address of a store on PostgreSQL."""
    async with postgres.database(postgres.migrated) as url:
        yield url


@pytest.fixture
async def wejherowo(on_server: str, clock: FakeClock) -> AsyncIterator[Town]:
    async with fresh(on_server) as db:
        yield await town(db, clock())


def letter(of: Town, once: str) -> Letter:
    return Letter(
        once=once,
        notice=PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie"),
        chat_id=of.office.chat_id,
        person_id=of.office.id,
        partnership_id=of.partnership.id,
        due_at=of.now,
    )


async def test_what_one_process_leaves_another_hears_of(wejherowo: Town, on_server: str, clock: FakeClock) -> None:
    db, meeting = wejherowo.db, await wejherowo.meeting(clock().replace(tzinfo=None) + timedelta(days=9))
    async with ear(on_server) as other:
        async with db.apart() as tx:
            await tx.inbox.add([(1, 1, {"update_id": 1})], now=clock())
        await other.hears(News.INBOX)

        async with db.transaction() as tx:
            await tx.outbox.add([letter(wejherowo, "one"), letter(wejherowo, "two")], now=clock())
        await other.hears(News.OUTBOX)

        async with db.transaction() as tx:
            await tx.meetings.touch(meeting.id)
        await other.hears(News.CARDS)

        async with db.apart() as tx:
            await tx.inbox.take(now=clock(), owner="dead", lease_until=clock() + AN_HOUR, limit=1)
        async with db.transaction() as tx:
            await tx.inbox.release(["dead"])
        await other.hears(News.INBOX)
        assert other.heard() == set()


async def test_what_was_taken_back_nobody_hears_of(wejherowo: Town, on_server: str, clock: FakeClock) -> None:
    meeting = await wejherowo.meeting(clock().replace(tzinfo=None) + timedelta(days=9))
    async with ear(on_server) as other:
        with suppress(LookupError):
            async with wejherowo.db.transaction() as tx:
                await tx.outbox.add([letter(wejherowo, "one")], now=clock())
                raise LookupError

        async with wejherowo.db.transaction() as tx:  # on the same connection
            await tx.meetings.touch(meeting.id)
        await other.hears(News.CARDS)

        assert other.heard() == set()


async def test_who_cannot_listen_any_more_looks_by_itself_until_it_listens_again(
    wejherowo: Town, on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.listening.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("storage.postgresql_access.RESTED_SECONDS", 0.0)
    async with ear(on_server) as other:
        assert other.listening.is_set()
        await cut_off(on_server)
        await other.all_told()
        assert not other.listening.is_set()

        await let_in(on_server)
        async with asyncio.timeout(PATIENCE):
            await other.listening.wait()
        await other.all_told()
        async with wejherowo.db.snapshot() as store:  # a connection that died is replaced
            assert await store.inbox.waiting() == 0


async def test_a_connection_that_has_fallen_silent_is_given_up(
    wejherowo: Town, on_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.listening.PROVED_EVERY", 0.05)
    monkeypatch.setattr("storage.listening.PROVED_WITHIN", 0.2)
    monkeypatch.setattr("storage.listening.FIRST_PAUSE", 0.01)
    address = make_url(on_server)
    async with Wire(Path(str(address.query["host"])), tmp_path) as wire:
        through = address.set(query={"host": str(tmp_path)}).render_as_string(hide_password=False)
        async with ear(through) as other:
            wire.carries.clear()
            await other.all_told()
            assert not other.listening.is_set()

            wire.carries.set()
            await other.all_told()
            assert other.listening.is_set()


class Wire:
    """Between a client and the server: what it does not carry is neither refused nor answered."""

    NAME = ".s.PGSQL.5432"

    def __init__(self, server: Path, here: Path) -> None:
        self._server, self._here = server / self.NAME, here / self.NAME
        self.carries = asyncio.Event()
        self.carries.set()

    async def __aenter__(self) -> "Wire":
        self._listener = await asyncio.start_unix_server(self._connected, self._here)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.carries.set()
        self._listener.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_unix_connection(self._server)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._carried(reader, to_server))
            group.create_task(self._carried(from_server, writer))

    async def _carried(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while said := await source.read(65_536):
                await self.carries.wait()
                target.write(said)
                await target.drain()
        target.close()


async def test_on_sqlite_there_is_nothing_to_listen_to_and_parts_look_often(tmp_path: Path) -> None:
    wakes = Wakes()
    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db, asyncio.timeout(PATIENCE):
        await listen(db, {}, wakes.listening)

    assert wakes.look_every(0.5) == 0.5
    wakes.listening.set()
    assert wakes.look_every(0.5) == LOOK_SELDOM
