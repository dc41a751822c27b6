"""The real process: an outage is waited for, a stop is clean, and nothing secret is logged."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from sandbox import Limits, Person, Sandbox
from sandbox.demo import free_port
from tests.bad_input.command import Ended, ended, narada, started
from tests.bad_input.town import pressed, reply
from tests.support import full_disk

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.thorough]

TOKEN = "123456:TEST-of-a-token-that-nobody-may-read"
STOPPED_WITHIN = 5.0  # seconds after SIGTERM


class Process:
    """The service in a process of its own, with its Telegram."""

    def __init__(self, telegram: Sandbox, folder: Path) -> None:
        self.telegram, self.folder = telegram, folder
        self.environ = {
            "TELEGRAM__TOKEN": TOKEN,
            "TELEGRAM__API_URL": telegram.api_url,
            "WEB__PORT": str(free_port(24_000)),
            "LOG": "json",
        }
        self.url = f"http://127.0.0.1:{self.environ['WEB__PORT']}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await started("run", folder=self.folder, environ=self.environ)
        try:
            async with asyncio.timeout(30):
                await self.telegram.updates.polled()
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def link(self) -> str:
        told = await narada("coordinator-link", folder=self.folder, environ=self.environ)
        assert (told.status, told.stderr) == (0, "") or '"level": "INFO"' in told.stderr
        return told.stdout.splitlines()[-1]


async def stopped(process: asyncio.subprocess.Process) -> Ended:
    process.send_signal(signal.SIGTERM)
    return await ended(process)


@pytest_asyncio.fixture(loop_scope="module")
async def service(tmp_path: Path) -> AsyncIterator[Process]:
    async with Sandbox(TOKEN, limits=Limits.off()) as telegram:
        yield Process(telegram, tmp_path)


async def arrived(person: Person, link: str) -> None:
    await person.open(link)
    await person.until(lambda chat: any("Zgadzam się" in message.words for message in chat.from_bot))
    await (await person.press("Zgadzam się")).answered()


def logged(told: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.stderr.splitlines()]


async def test_the_service_lives_through_an_outage_keeps_secrets_and_stops_cleanly(service: Process) -> None:
    telegram, secrets = service.telegram, [TOKEN, TOKEN.partition(":")[2]]
    link = await service.link()
    office, stranger = telegram.person("koordynatorka partnerstwa"), telegram.person("ktoś z ulicy")

    async with service.running() as process:
        await arrived(office, link)
        secrets.append(link.rpartition("=")[2])
        invitation = await reply(office, lambda: office.say("/zapros Gmina Luzino; publiczny"))
        secrets.append(invitation.text.partition("?start=")[2].split()[0])
        feed = (await reply(office, lambda: office.say("/kalendarz"))).text.partition("/calendar/")[2].split(".ics")[0]
        secrets.append(feed)

        await reply(stranger, lambda: stranger.start("A" * 64))
        await pressed(stranger, f"agree:{secrets[2]}x")
        async with aiohttp.ClientSession() as client:
            async with client.get(f"{service.url}/calendar/{feed}.ics") as answer:
                assert answer.status == 200
            async with client.get(f"{service.url}/calendar/{feed}x.ics") as answer:
                assert answer.status == 404
            async with client.get(f"{service.url}/demo/next") as answer:
                assert answer.status == 404

        telegram.faults.outage()
        asked = len(telegram.journal)
        while len(telegram.journal) < asked + 3:  # noqa: ASYNC110 - the journal has no event
            await asyncio.sleep(0.02)
        await office.say("/pomoc")
        telegram.faults.outage(False)
        await office.sees("Pomoc", 30)
        told = await stopped(process)

    assert told.status == 0
    assert told.seconds <= STOPPED_WITHIN
    assert [secret for secret in secrets if not secret or secret in told.stdout + told.stderr] == []
    assert "A" * 64 not in told.stderr
    messages = [line["message"] for line in logged(told) if line["logger"] == "bot.gateway.polling"]
    assert [message.partition(" (")[0].partition(";")[0] for message in messages] == [
        "Telegram cannot be reached",
        "Telegram answers again",
    ]
    assert [line for line in logged(told) if line["level"] == "ERROR"] == []
    with closing(sqlite3.connect(service.folder / "narada.db")) as store:
        kept = store.execute("SELECT content FROM inbox WHERE chat_id = ?", (stranger.id,)).fetchall()
    assert set(kept) == {(None,)}


async def test_a_full_disk_is_waited_for_and_what_people_did_meanwhile_is_handled_after_it(service: Process) -> None:
    telegram = service.telegram
    office = telegram.person("koordynatorka partnerstwa")

    async with service.running() as process:
        await arrived(office, await service.link())
        full_disk.fill(process.pid)
        await office.say("/pomoc")
        asked = len(telegram.journal.select("getUpdates"))
        while len(telegram.journal.select("getUpdates")) < asked + 2:  # noqa: ASYNC110 - the journal has no event
            await asyncio.sleep(0.02)
        full_disk.free(process.pid)
        await office.sees("Pomoc", 60)
        told = await stopped(process)

    assert told.status == 0
    with closing(sqlite3.connect(service.folder / "narada.db")) as store:
        fates = {status for (status,) in store.execute("SELECT status FROM inbox")}
    assert fates == {"done"}
    waited = [line["message"] for line in logged(told) if line["logger"] == "bot.gateway.polling"]
    assert waited[0].startswith("Updates cannot be stored")
    assert waited[-1].startswith("Updates can be stored again")
