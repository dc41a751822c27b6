"""Backups: every row of one state of the store, on either engine; what was due is held once one is restored."""

import asyncio
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, insert, select, update

from bot.domain.backups import BackupRefused, Trouble
from bot.domain.letters import InboxStatus, Letter, Status
from bot.domain.notices import AnnouncementMade, CalendarFileSent, CardRetired, Notice, PartnerJoined
from bot.domain.people import Language, Sector
from storage import backup, backup_file, restore, upgrade
from storage.database import Database
from storage.schema import copies, inbox, metadata, outbox
from tests.support.clock import FakeClock
from tests.support.postgres import Postgres
from tests.support.store import Town, fresh, town

START = datetime(2027, 5, 20, 10)  # noqa: DTZ001 - a wall-clock time
JOINED = PartnerJoined(person_name="przedstawiciel PUP", organisation_name="PUP w Wejherowie")
CHANGED_BY_HOLDING = {"outbox", "inbox", "dialogs", "restores", "meetings"}

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
async def elsewhere(server: Postgres | None, tmp_path: Path) -> AsyncIterator[list[Database]]:
    """Empty stores on both engines, as far as both are there."""
    async with AsyncExitStack() as ending:
        urls = [f"sqlite:///{tmp_path}/elsewhere.db"]
        if server is not None:
            urls.append(await ending.enter_async_context(server.database(server.migrated)))
        yield [await ending.enter_async_context(fresh(url)) for url in urls]


@pytest.fixture
async def busy(wejherowo: Town) -> Town:
    """A partnership with a meeting, a letter and an update that wait."""
    await wejherowo.partner("PUP w Wejherowie")
    await wejherowo.partner("Caritas Archidiecezji Gdańskiej", Sector.NGO, people=2)
    await wejherowo.meeting(START)
    await queued(wejherowo, "waiting", JOINED)
    async with wejherowo.db.transaction() as tx:
        await tx.inbox.add([(1, wejherowo.office.chat_id, {"update_id": 1, "słowo": "żółć"})], now=wejherowo.now)
    return wejherowo


async def queued(of: Town, once: str, notice: Notice, *, due_in: timedelta = timedelta(0)) -> None:
    letter = Letter(
        once=once,
        notice=notice,
        chat_id=of.office.chat_id,
        person_id=of.office.id,
        partnership_id=of.partnership.id,
        due_at=of.now + due_in,
    )
    async with of.db.transaction() as tx:
        await tx.outbox.add([letter], now=of.now)


async def rows(db: Database) -> Rows:
    async with db.inspected() as connection:
        return {
            table.name: [
                dict(row._mapping) for row in await connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in metadata.sorted_tables
        }


async def row(db: Database, table: Table, **named: Any) -> Any:
    (column, value), *_ = named.items()
    async with db.inspected() as connection:
        return (await connection.execute(select(table).where(table.c[column] == value))).one()


async def taken(db: Database, path: Path, clock: FakeClock) -> Path:
    await backup.take(db, path, replace=False, now=clock())
    return path


async def restored(db: Database, path: Path, now: datetime) -> Path | None:
    async with restore.prepared(db, path, now=now, real_now=now) as ready:
        return await restore.put_in_place(db, ready, path)


async def test_a_backup_holds_every_row_and_is_for_its_owner_alone(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    label = await backup.take(busy.db, tmp_path / "kopia.db", replace=False, now=clock())

    counts = label.counts
    assert (counts.partnerships, counts.people, counts.meetings, counts.waiting) == (1, 4, 1, 1)
    assert stat.S_IMODE((tmp_path / "kopia.db").stat().st_mode) == 0o600
    assert backup_file.looked_at(tmp_path / "kopia.db") == label
    copy = Database.open(backup.address_of(tmp_path / "kopia.db"))
    assert await rows(copy) == await rows(busy.db)
    await copy.close()
    assert not list(tmp_path.glob(".kopia*"))


async def test_a_backup_shows_one_state_while_others_write(busy: Town, clock: FakeClock, tmp_path: Path) -> None:
    done = asyncio.Event()

    async def go_on_writing() -> int:
        number = 0
        while not done.is_set():
            number += 1
            async with busy.db.transaction() as tx:  # two rows that are never one without the other
                await tx.people.add_person(number, f"osoba {number}", Language.POLISH)
                await tx.inbox.add([(1_000 + number, number, {"update_id": number})], now=clock())
        return number

    async with asyncio.TaskGroup() as group:
        writing = group.create_task(go_on_writing())
        await taken(busy.db, tmp_path / "kopia.db", clock)
        done.set()

    with closing(sqlite3.connect(tmp_path / "kopia.db")) as copy:
        people = copy.execute("SELECT telegram_id FROM people WHERE telegram_id < 1000000").fetchall()
        updates = copy.execute("SELECT chat_id FROM inbox WHERE update_id > 1000").fetchall()
    assert people == updates
    assert writing.result() >= len(people)


async def test_a_backup_of_either_engine_is_restored_on_either(
    busy: Town, elsewhere: list[Database], clock: FakeClock, tmp_path: Path
) -> None:
    path = await taken(busy.db, tmp_path / "kopia.db", clock)
    before = path.read_bytes()
    kept = {name: of for name, of in (await rows(busy.db)).items() if name not in CHANGED_BY_HOLDING}

    for other in elsewhere:
        await restored(other, path, clock.forward(timedelta(days=1)))

        found = await rows(other)
        assert {name: found[name] for name in kept} == kept
        assert await upgrade.revision(other) == upgrade.HEAD
        async with other.snapshot() as store:
            assert await store.restores.held_before() == clock()
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*.part*"))


async def test_the_store_that_was_there_is_kept_beside_under_a_dated_name(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    path = await taken(busy.db, tmp_path / "kopia.db", clock)
    async with busy.db.transaction() as tx:
        await tx.people.add_person(77, "osoba po kopii", Language.POLISH)

    kept = await restored(busy.db, path, clock())

    assert kept is not None
    assert kept.name.split(".before-")[1].startswith("2027-05-11-")
    async with busy.db.snapshot() as store:
        assert await store.people.person(77) is None
    with closing(sqlite3.connect(kept)) as before:
        assert before.execute("SELECT name FROM people WHERE telegram_id = 77").fetchall() == [("osoba po kopii",)]


async def test_at_no_moment_of_a_restore_is_there_no_store(
    clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[bool]()
    take_place = backup_file.take_place

    def looking(draft: Path, path: Path) -> None:
        seen.append(path.exists())
        take_place(draft, path)

    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db:
        path = await taken(db, tmp_path / "kopia.db", clock)
        monkeypatch.setattr(backup_file, "take_place", looking)
        await restored(db, path, clock())

    assert seen == [True]


async def test_what_is_made_after_a_restore_has_numbers_that_no_lost_button_carries(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    path = await taken(busy.db, tmp_path / "kopia.db", clock)
    lost = await busy.meeting(START + timedelta(days=1), title="Spotkanie, którego nie ma w kopii")
    await restored(busy.db, path, clock())

    first = await busy.meeting(START + timedelta(days=2), title="Seminarium")
    second = await busy.meeting(START + timedelta(days=3), title="Konferencja")
    partner = await busy.partner("Gmina Luzino")

    assert lost.id < first.id < second.id < first.id + 10
    assert partner.id > max(each.id for name, each in busy.partners.items() if name != "Gmina Luzino")


async def test_calendars_take_what_comes_after_a_restore_for_newer_than_what_is_lost(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    (meeting,) = (await rows(busy.db))["meetings"]
    await queued(busy, "file", CalendarFileSent(meeting_id=meeting["id"], revision=meeting["revision"]))
    path = await taken(busy.db, tmp_path / "kopia.db", clock)

    await restored(busy.db, path, clock.forward(timedelta(days=1)))

    (after,) = (await rows(busy.db))["meetings"]
    assert after["revision"] >= meeting["revision"] + 1_000
    assert after["changed_at"] == clock()
    assert (await row(busy.db, outbox, once="file")).facts["revision"] == after["revision"]


async def test_what_was_due_or_on_its_way_is_held_and_what_is_due_later_is_not(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    await queued(busy, "tomorrow", JOINED, due_in=timedelta(days=2))
    await queued(busy, "edit", CardRetired(meeting_id=1, message_id=5))
    await queued(busy, "going", JOINED)
    async with busy.db.altered() as connection:
        claimed = {"owner": "somebody:1:x", "lease_until": clock()}
        await connection.execute(
            update(outbox).where(outbox.c.once == "going").values(status=Status.SENDING, **claimed)
        )
        await connection.execute(update(outbox).where(outbox.c.once == "waiting").values(claimed))
    path = await taken(busy.db, tmp_path / "kopia.db", clock)

    await restored(busy.db, path, clock.forward(timedelta(days=1)))

    fates = {once: await row(busy.db, outbox, once=once) for once in ("waiting", "tomorrow", "edit", "going")}
    assert {once: of.status for once, of in fates.items()} == {
        "waiting": Status.HELD,
        "tomorrow": Status.QUEUED,
        "edit": Status.QUEUED,
        "going": Status.HELD,
    }
    assert [once for once, of in fates.items() if of.possibly_twice] == ["going"]
    assert [once for once, of in fates.items() if of.owner or of.lease_until] == []


async def test_a_copy_that_was_on_its_way_is_known_to_have_perhaps_arrived(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    pup = busy.people["PUP w Wejherowie"]
    async with busy.db.altered() as connection:
        await connection.execute(insert(metadata.tables["announcements"]).values(_announcement(busy)))
        await connection.execute(insert(copies).values(_copy(pup.id)))
    await queued(busy, "announcement/1/x", AnnouncementMade(announcement_id=1))
    async with busy.db.altered() as connection:
        going = {"status": Status.SENDING, "person_id": pup.id}
        await connection.execute(update(outbox).where(outbox.c.once == "announcement/1/x").values(going))
    path = await taken(busy.db, tmp_path / "kopia.db", clock)

    await restored(busy.db, path, clock())

    assert (await row(busy.db, copies, person_id=pup.id)).possibly_twice


def _announcement(of: Town) -> dict[str, Any]:
    table = metadata.tables["announcements"]
    plain: dict[str, Any] = {
        "id": 1,
        "partnership_id": of.partnership.id,
        "once": "dialog/1/1",
        "text": "Zapraszamy",
        "audience": {},
        "created_at": of.now,
        "due_at": of.now,
        "asks_receipt": False,
        "dropped": False,
        "revision": 0,
    }
    return plain | {name: [] for name in ("attachments",) if name in table.c}


def _copy(person_id: int) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "announcement_id": 1,
        "person_id": person_id,
        "organisation_ids": [],
        "status": "queued",
        "reason": "",
        "possibly_twice": False,
        "revision": 0,
    }
    return plain | {name: [] for name in ("album",) if name in copies.c}


async def test_updates_without_their_effect_are_held_and_those_of_nobody_are_ended(
    busy: Town, clock: FakeClock, tmp_path: Path
) -> None:
    async with busy.db.transaction() as tx:
        await tx.inbox.add([(2, busy.office.chat_id, {"update_id": 2}), (3, 999, {"update_id": 3})], now=clock())
        await tx.inbox.apply(2)
    path = await taken(busy.db, tmp_path / "kopia.db", clock)

    await restored(busy.db, path, clock())

    found = {number: await row(busy.db, inbox, update_id=number) for number in (1, 2, 3)}
    assert {number: of.status for number, of in found.items()} == {
        1: InboxStatus.HELD,
        2: InboxStatus.DONE,
        3: InboxStatus.DONE,
    }
    assert found[3].content is None
    assert found[2].last_error == "its reply was not sent in time"


async def test_an_older_backup_is_migrated(tmp_path: Path, clock: FakeClock) -> None:
    async with fresh(f"sqlite:///{tmp_path}/old.db") as old:
        await town(old, clock())
        async with old.altered() as connection:
            await connection.run_sync(upgrade.run, "downgrade", "0003")
        path = await taken(old, tmp_path / "kopia.db", clock)
    assert backup_file.looked_at(path).revision == "0003"

    async with fresh(f"sqlite:///{tmp_path}/narada.db") as db:
        await restored(db, path, clock())

        assert await upgrade.revision(db) == upgrade.HEAD
        assert len((await rows(db))["partnerships"]) == 1


async def test_a_restore_that_fails_on_the_way_leaves_the_store_as_it_was(
    busy: Town, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = await taken(busy.db, tmp_path / "kopia.db", clock)
    before = await rows(busy.db)

    async def break_off(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.restore._go_on_numbering", break_off)
    monkeypatch.setattr("storage.backup_file._sync", _no_space)
    with pytest.raises(BackupRefused) as refused:
        await restored(busy.db, path, clock())

    assert refused.value.trouble is Trouble.UNWRITABLE
    assert await rows(busy.db) == before
    assert not list(tmp_path.glob(".*.part*"))


def _no_space(_: Path) -> None:
    raise OSError(28, "No space left on device")


async def test_the_store_of_another_program_is_not_replaced(busy: Town, clock: FakeClock, tmp_path: Path) -> None:
    path = await taken(busy.db, tmp_path / "kopia.db", clock)
    with closing(sqlite3.connect(tmp_path / "notes.db")) as store:
        store.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    other = Database.open(f"sqlite:///{tmp_path}/notes.db")

    with pytest.raises(BackupRefused) as refused:
        await restored(other, path, clock())
    await other.close()

    assert (refused.value.trouble, refused.value.detail) == (Trouble.STORE_FOREIGN, "notes")
    with closing(sqlite3.connect(tmp_path / "notes.db")) as store:
        assert store.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
