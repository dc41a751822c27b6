"""What chaos does on top of plain faults: silence, one busy chat, updates twice at once and out of order."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from sandbox import Person, Sandbox
from sandbox.journal import Outcome
from tests.sandbox.conftest import Caller
from tests.sandbox.test_faults import refused
from tests.support.processes import WatchedJournal


@dataclass
class Door:
    """An address of the bot that takes everything."""

    url: str = ""
    brought: list[int] = field(default_factory=list)


@pytest.fixture
async def doors() -> AsyncIterator[tuple[Door, Door]]:
    async def begun(door: Door) -> web.AppRunner:
        async def ring(request: web.Request) -> web.Response:
            door.brought.append((await request.json())["update_id"])
            return web.Response()

        app = web.Application()
        app.router.add_post("/hook", ring)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        door.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    both = (Door(), Door())
    runners = [await begun(door) for door in both]
    yield both
    for runner in runners:
        await runner.cleanup()


async def test_requests_that_hang_are_cut_when_the_outage_is_over_and_have_done_nothing(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    journal = telegram.journal = WatchedJournal()
    telegram.faults.outage(mode="hang")
    async with asyncio.TaskGroup() as group:
        arriving = group.create_task(journal.next("sendMessage", within=10))
        group.create_task(refused(api, "sendMessage", chat_id=pup.id, text="halo"))
        hanging = await arriving
        assert hanging is not None
        assert hanging.outcome is Outcome.PENDING
        telegram.faults.outage(False)

    assert (hanging.outcome, hanging.accepted) == (Outcome.CUT, False)
    assert pup.chat.from_bot == []


async def test_one_chat_may_be_too_busy_while_others_are_served(api: Caller, telegram: Sandbox, pup: Person) -> None:
    caritas = telegram.person("przedstawicielka Caritas")
    await caritas.start()
    busy = telegram.faults.fail(None, retry_after=3, chat_id=pup.id)

    refused = await api("sendMessage", chat_id=pup.id, text="x")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 3})
    assert (await api("sendMessage", chat_id=caritas.id, text="x"))["ok"]

    telegram.faults.withdraw(busy)
    assert (await api("sendMessage", chat_id=pup.id, text="x"))["ok"]


async def test_updates_go_in_turn_to_the_addresses_behind_the_webhook_and_past_one_that_is_down(
    api: Caller, telegram: Sandbox, pup: Person, doors: tuple[Door, Door]
) -> None:
    one, other = doors
    telegram.webhooks.behind = (one.url, "http://127.0.0.1:1", other.url)
    for word in ("raz", "dwa", "trzy", "cztery", "pięć"):
        await pup.say(word)
    await api.result("setWebhook", url="http://127.0.0.1:1/hook")
    await _gone(telegram)

    assert one.brought
    assert other.brought
    brought = sorted(one.brought + other.brought)
    assert brought == list(range(brought[0], brought[0] + 6))


async def test_an_update_may_be_brought_to_two_addresses_at_once(
    api: Caller, telegram: Sandbox, pup: Person, doors: tuple[Door, Door]
) -> None:
    telegram.webhooks.behind = tuple(door.url for door in doors)
    telegram.faults.double_update()
    await api.result("setWebhook", url=f"{doors[0].url}/hook")
    await _gone(telegram)

    assert doors[0].brought == doors[1].brought
    assert len(doors[0].brought) == 1


async def test_an_update_may_be_overtaken_by_the_next_of_its_chat(
    api: Caller, telegram: Sandbox, pup: Person, doors: tuple[Door, Door]
) -> None:
    door, first = doors[0], (await api("getUpdates"))["result"][0]["update_id"]
    await pup.say("raz")
    await pup.say("dwa")
    telegram.faults.overtake(1)
    await api.result("setWebhook", url=f"{door.url}/hook")
    await _gone(telegram)

    assert door.brought == [first + 1, first, first + 2]


async def test_by_polling_an_overtaken_update_comes_last_in_its_batch(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    await pup.say("raz")
    await pup.say("dwa")
    telegram.faults.overtake(1)
    numbers = [update["update_id"] for update in await api.result("getUpdates")]

    assert numbers == [numbers[2] + 1, numbers[2] + 2, numbers[2]]


async def _gone(telegram: Sandbox) -> None:
    async with asyncio.timeout(10):
        await telegram.updates.emptied()
