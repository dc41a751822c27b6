"""What is counted is added up over all processes; what waits is told by how much and since when."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.app.metrics import look_of
from bot.counts import STARTS, TELEGRAM_REQUESTS, UPDATES, Counts
from bot.domain.letters import Letter
from bot.domain.notices import AnswerReminder, MeetingAnnounced, Notice
from bot.scheduler.counting import late
from bot.usecases import counts, inbox, outbox, parts
from bot.web.metrics import written
from storage.database import Database
from tests.support.clock import FakeClock
from tests.support.exposition import read, value
from tests.support.store import Town

SENT = TELEGRAM_REQUESTS.series("sendMessage", "ok")
LEASE = timedelta(seconds=60)


def letter(once: str, notice: Notice, due_at: datetime) -> Letter:
    return Letter(once=once, notice=notice, chat_id=5, person_id=None, partnership_id=None, due_at=due_at)


async def test_what_processes_counted_is_one_total_and_outlives_them(db: Database) -> None:
    bot, scheduler = Counts(), Counts()
    for number in range(5):
        bot.add(TELEGRAM_REQUESTS, "sendMessage", "ok")
        scheduler.add(TELEGRAM_REQUESTS, "sendMessage", "ok", by=10)
        scheduler.add(STARTS, f"part{number}")
    await asyncio.gather(counts.keep(db, bot), counts.keep(db, scheduler))
    del bot, scheduler
    later = Counts()
    later.add(TELEGRAM_REQUESTS, "sendMessage", "ok")
    await counts.keep(db, later)

    assert (await counts.kept(db))[SENT] == 56


async def test_nothing_new_writes_nothing_and_the_same_is_not_added_twice(db: Database) -> None:
    counted = Counts()
    counted.add(UPDATES, "handled")
    for _ in range(3):
        await counts.keep(db, counted)

    assert await counts.kept(db) == {UPDATES.series("handled"): 1}


async def test_what_could_not_be_kept_is_kept_the_next_time(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counts()
    counted.add(UPDATES, "handled")
    with monkeypatch.context() as broken:
        broken.setattr("storage.counted.Counted.add", _disk_full)
        with pytest.raises(OSError, match="disk full"):
            await counts.keep(db, counted)
    counted.add(UPDATES, "handled")
    await counts.keep(db, counted)

    assert await counts.kept(db) == {UPDATES.series("handled"): 2}


async def test_depths_tell_what_waits_by_lane_kind_and_status(db: Database, clock: FakeClock) -> None:
    now, real_now = clock(), clock.real()
    reminder = AnswerReminder(meeting_id=1, rule="1d", counts_from=now)
    async with db.transaction() as tx:
        for number, minutes in enumerate((0, 7, -60)):
            await tx.outbox.add([letter(f"r{number}", reminder, now - timedelta(minutes=minutes))], now=now)
        await tx.outbox.add([letter("m", MeetingAnnounced(meeting_id=1), now)], now=now)
        await tx.outbox.add([letter("gone", MeetingAnnounced(meeting_id=2), now - timedelta(days=9))], now=now)
        gone = await tx.outbox.by_once("gone")
        assert gone is not None
        await tx.outbox.sent(gone.id, 1, now=now)
    await inbox.store(db, [(1, 5, {}), (2, 5, {})], real_now=real_now - timedelta(minutes=3))
    await inbox.store(db, [(3, 6, {})], real_now=real_now)
    await inbox.take(db, real_now=real_now, owner="a", lease=LEASE, limit=1, busy=())
    await parts.beat(db, "elsewhere:1:a", ["bot"], started_at=real_now, real_now=real_now - timedelta(seconds=4))

    seen = read(written(await look_of(db, clock, Counts())()).decode())

    def letters(lane: str, kind: str, status: str) -> float:
        return value(seen, "narada_outbox_letters", lane=lane, kind=kind, status=status)

    assert letters("reminder", "AnswerReminder", "due") == 2
    assert letters("reminder", "AnswerReminder", "queued") == 1
    assert letters("bulk", "MeetingAnnounced", "due") == 1
    assert len(seen["narada_outbox_letters"].samples) == 3  # what was sent is no backlog
    assert value(seen, "narada_outbox_oldest_due_seconds") == 7 * 60
    assert value(seen, "narada_inbox_oldest_seconds") == 3 * 60
    assert [value(seen, "narada_inbox_updates", status=status) for status in ("waiting", "working")] == [2, 1]
    assert [value(seen, "narada_part_up", part=part) for part in ("bot", "web")] == [1, 0]
    assert value(seen, "narada_part_heartbeat_age_seconds", part="bot") == 4
    assert value(seen, "narada_schema_info", revision=await counts.schema(db)) == 1


async def test_a_store_in_which_nothing_waits_says_so(db: Database, wejherowo: Town, clock: FakeClock) -> None:
    found = await counts.depths(db, now=clock(), real_now=clock.real())

    assert (found.updates, found.letters, found.oldest_update, found.oldest_letter) == ({}, (), None, None)
    assert (found.cards_behind, found.accounts_behind, found.last_backup) == (0, 0, None)


async def test_a_reminder_that_waited_for_telegram_is_late_from_its_first_moment(
    db: Database, wejherowo: Town, clock: FakeClock
) -> None:
    now = clock()
    reminder = AnswerReminder(meeting_id=1, rule="1d", counts_from=now)
    async with db.transaction() as tx:
        await tx.outbox.add([letter("r", reminder, now - timedelta(seconds=9))], now=now)
    (delivery,) = await outbox.take_due(db, now=now, real_now=now, owner="a", lease=LEASE, limit=1)
    assert late(delivery, now) == timedelta(seconds=9)

    async with db.transaction() as tx:
        assert await tx.outbox.begin(delivery.id, owner="a", lease_until=now + LEASE)
        await tx.outbox.later(delivery.id, due_at=now + timedelta(hours=1), error="away")
    clock.forward(timedelta(hours=1))
    (again,) = await outbox.take_due(db, now=clock(), real_now=now, owner="a", lease=LEASE, limit=1)
    async with db.transaction() as tx:
        begun = await tx.outbox.begin(again.id, owner="a", lease_until=now + LEASE)

    assert begun is not None
    assert late(begun, clock()) == timedelta(hours=1)


async def _disk_full(*_: object) -> None:
    raise OSError("disk full")
