"""What `narada check` finds out about a service: its clock, its store, its queues, its address."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import WebhookInfo

from bot import config
from bot.app import findings
from bot.app.chores import check
from bot.app.findings import Finding, of_address, of_clock, of_disks, of_store, of_webhook
from bot.config import Settings
from bot.counts import ERRORS, Counts
from bot.domain.letters import Letter
from bot.domain.notices import MeetingAnnounced
from bot.usecases import counts, inbox
from bot.web.app import build
from storage.database import Database, file_of
from tests.support.clock import FakeClock
from tests.support.service import narada
from tests.support.store import fresh
from tests.support.web import Shelf, served

NOON = datetime(2027, 5, 11, 12, tzinfo=UTC)
HTTP_NOON = "Tue, 11 May 2027 12:00:00 GMT"


@asynccontextmanager
async def store(folder: Path) -> AsyncIterator[tuple[Database, Settings]]:
    url = f"sqlite:///{folder}/narada.db"
    async with fresh(url) as db:
        yield db, config.load(None, {"NARADA_STORAGE__URL": url})


async def inside(settings: Settings, clock: FakeClock) -> list[Finding]:
    found = [finding async for finding in of_store(settings, clock)]
    return [finding for finding in found if not finding.key.startswith("check-backup")]  # which have tests of their own


@pytest.mark.parametrize(
    ("off", "key"),
    [
        (0, "check-clock"),
        (59, "check-clock"),
        (-60, "check-clock"),
        (61, "check-clock-wrong"),
        (-7200, "check-clock-wrong"),
    ],
)
def test_a_clock_is_wrong_when_it_differs_from_telegrams_by_more_than_a_minute(off: int, key: str) -> None:
    found = of_clock(HTTP_NOON, NOON + timedelta(seconds=off))

    assert (found.key, found.good) == (key, key == "check-clock")


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_without_telegrams_word_only_an_impossible_clock_is_wrong(date: str) -> None:
    assert of_clock(date, NOON).good
    assert not of_clock(date, datetime(1970, 1, 1, tzinfo=UTC)).good


@pytest.mark.parametrize(
    ("waiting", "key"), [(0, "check-webhook"), (99, "check-webhook"), (100, "check-webhook-pending")]
)
def test_many_updates_that_wait_at_telegram_are_told(waiting: int, key: str) -> None:
    settings = config.load(
        None,
        {
            "NARADA_TELEGRAM__MODE": "webhook",
            "NARADA_TELEGRAM__WEBHOOK_URL": "https://narada.powiat.example/",
            "NARADA_TELEGRAM__WEBHOOK_SECRET": "znany-tylko-Telegramowi",
        },
    )
    info = WebhookInfo("https://narada.powiat.example/telegram/webhook", False, waiting)

    assert [found.key for found in of_webhook(settings, info, NOON)] == [key]


async def test_telegrams_clock_is_asked(tmp_path: Path) -> None:
    async with narada(tmp_path, NOON, running=False) as service:
        clock = FakeClock(service.clock.real() + timedelta(minutes=5))
        keys = {finding.key: finding.good async for finding in check(service.settings, clock)}

    assert keys["check-clock-wrong"] is False


async def test_what_waits_for_more_than_ten_minutes_is_told_with_its_wait(tmp_path: Path, clock: FakeClock) -> None:
    async with store(tmp_path) as (db, settings):
        due = Letter(
            once="m",
            notice=MeetingAnnounced(meeting_id=1),
            chat_id=5,
            person_id=None,
            partnership_id=None,
            due_at=clock() - timedelta(hours=2, minutes=5),
        )
        async with db.transaction() as tx:
            await tx.outbox.add([due], now=clock())
        await inbox.store(db, [(1, 5, {})], real_now=clock.real() - timedelta(minutes=10))
        on_time = await inside(settings, clock)
        clock.real_forward(timedelta(minutes=1))
        late = await inside(settings, clock)

    assert [(each.key, each.good, each.detail) for each in on_time] == [("check-outbox-stuck", False, "2 h 5 min")]
    assert (late[0].key, late[0].detail) == ("check-inbox-stuck", "0 h 11 min")


async def test_nothing_is_told_of_a_store_that_is_well(tmp_path: Path, clock: FakeClock) -> None:
    async with store(tmp_path) as (_, settings):
        assert await inside(settings, clock) == []


def test_room_on_the_disk_is_told_of_the_store_and_of_backups_only_when_it_is_scarce(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = tmp_path / "kopie"
    backups.mkdir()
    free = shutil.disk_usage(tmp_path).free

    monkeypatch.setattr(findings, "LEAST_FREE", free // 2)
    assert [(each.key, each.good) for each in of_disks([tmp_path, backups])] == [("check-disk", True)]
    monkeypatch.setattr(findings, "LEAST_FREE", free * 2)
    store, of_backups = of_disks([tmp_path, backups, tmp_path / "not there"])

    assert (store.good, of_backups.good) == (False, False)
    assert store.detail.endswith(f"MB ({tmp_path})")
    assert of_backups.detail.endswith(f"({backups})")


async def test_a_damaged_file_is_told(tmp_path: Path, clock: FakeClock) -> None:
    many = Counts()
    for number in range(150):
        many.add(ERRORS, f"bot.module{number}", "LookupError")
    async with store(tmp_path) as (db, settings):
        await counts.keep(db, many)
    file = file_of(settings.storage.url)
    assert file is not None
    content = bytearray(file.read_bytes())
    content[-4096 * 3 :] = b"\xff" * 4096 * 3
    file.write_bytes(content)

    (found,) = await inside(settings, clock)

    assert (found.key, found.good) == ("check-store-damaged", False)
    assert found.detail


async def test_an_address_that_answers_is_good_and_one_that_does_not_is_a_warning() -> None:
    settings = config.load(None, {"NARADA_WEB__PUBLIC_URL": "https://narada.powiat.example"})
    async with served(build(Shelf().sources())) as port:
        # Not taken for an address of this machine alone, though it leads there.
        there = replace(settings, web=replace(settings.web, public_url=f"http://0.0.0.0:{port}"))
        assert (await of_address(there)).key == "check-feed"
        elsewhere = replace(settings, web=replace(settings.web, public_url=f"http://0.0.0.0:{port}/elsewhere"))
        found = await of_address(elsewhere)

    assert (found.key, found.good, found.warning) == ("check-feed-unreachable", True, True)
    assert "HTTP 404" in found.detail
    gone = await of_address(there)
    assert (gone.key, gone.warning) == ("check-feed-unreachable", True)


async def test_an_address_that_works_here_alone_is_told_without_asking() -> None:
    assert (await of_address(config.load(None, {}))).key == "check-feed-local"
