"""Updates carried to the bot's own address, as at Telegram."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from sandbox import Person, Sandbox
from sandbox.webhooks import SECRET_HEADER
from tests.sandbox.conftest import Caller

SECRET = "znany-tylko-Telegramowi"


@dataclass
class Door:
    """A bot's address that answers what a test wants, and remembers what was brought."""

    url: str = ""
    answers: list[int] = field(default_factory=list)  # the next ones; 200 afterwards
    brought: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    open: asyncio.Event = field(default_factory=asyncio.Event)  # a closed door answers nobody yet
    at_once: int = 0
    most_at_once: int = 0
    rung: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def ring(self, request: web.Request) -> web.Response:
        async with self.rung:
            self.secrets.add(request.headers.get(SECRET_HEADER, ""))
            self.brought.append(await request.json())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            self.rung.notify_all()
        status = self.answers.pop(0) if self.answers else 200
        await self.open.wait()
        self.at_once -= 1
        return web.Response(status=status)

    async def times(self, count: int) -> list[str]:
        """What people wrote, once so many updates were brought."""
        async with asyncio.timeout(10), self.rung:
            await self.rung.wait_for(lambda: len(self.brought) >= count)
        return [update["message"]["text"] for update in self.brought]


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    door.open.set()
    app = web.Application()
    app.router.add_post("/hook", door.ring)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield door
    await runner.cleanup()


async def gone(telegram: Sandbox) -> None:
    async with asyncio.timeout(10):
        await telegram.updates.emptied()


@pytest.fixture
async def caritas(telegram: Sandbox) -> Person:
    person = telegram.person("przedstawicielka Caritas")
    await person.start()
    return person


async def test_what_waited_and_what_comes_is_brought_in_order_with_the_secret(
    api: Caller, telegram: Sandbox, pup: Person, door: Door
) -> None:
    await pup.say("raz")
    await api.result("setWebhook", url=door.url, secret_token=SECRET, allowed_updates=["message"])
    await pup.say("dwa")

    assert await door.times(3) == ["/start", "raz", "dwa"]
    assert door.secrets == {SECRET}
    await gone(telegram)


async def test_what_is_refused_comes_again_before_what_follows_it_in_its_chat(
    api: Caller, telegram: Sandbox, pup: Person, door: Door
) -> None:
    door.answers = [500, 404]
    await api.result("setWebhook", url=door.url)
    await pup.say("raz")

    assert await door.times(4) == ["/start", "/start", "/start", "raz"]
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"
    assert info["last_error_date"] > 0


async def test_one_chat_in_trouble_does_not_hold_up_another(
    api: Caller, telegram: Sandbox, pup: Person, caritas: Person, door: Door
) -> None:
    door.answers = [500, 200]
    await api.result("setWebhook", url=door.url)

    await door.times(3)
    assert [update["message"]["chat"]["id"] for update in door.brought] == [pup.id, caritas.id, pup.id]


@pytest.mark.parametrize(("most", "at_once"), [(1, 1), (40, 2)])
async def test_of_one_chat_one_at_a_time_of_all_at_most_as_many_as_were_asked_for(
    api: Caller, telegram: Sandbox, pup: Person, caritas: Person, door: Door, most: int, at_once: int
) -> None:
    door.open.clear()
    await pup.say("raz")
    await caritas.say("raz")
    await api.result("setWebhook", url=door.url, max_connections=most)
    await door.times(at_once)
    door.open.set()
    await gone(telegram)

    assert (len(door.brought), door.most_at_once) == (4, at_once)


async def test_nothing_is_brought_while_telegram_is_down(
    api: Caller, telegram: Sandbox, pup: Person, door: Door
) -> None:
    await api.result("setWebhook", url=door.url)
    await gone(telegram)
    telegram.faults.outage()
    await pup.say("raz")
    await asyncio.sleep(0)
    assert len(door.brought) == 1

    telegram.faults.outage(False)
    assert await door.times(2) == ["/start", "raz"]


async def test_a_repeated_update_is_brought_with_the_same_number(
    api: Caller, telegram: Sandbox, pup: Person, door: Door
) -> None:
    telegram.faults.repeat_update()
    await api.result("setWebhook", url=door.url)
    await door.times(2)

    assert len({update["update_id"] for update in door.brought}) == 1


async def test_an_address_that_nobody_answers_is_told_and_called_again_when_it_is_set_anew(
    api: Caller, telegram: Sandbox, pup: Person, door: Door
) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")
    async with asyncio.timeout(10):
        assert await telegram.updates.was_refused() == "Connection refused"

    await api.result("setWebhook", url=door.url)
    await gone(telegram)
    assert "last_error_message" not in await api.result("getWebhookInfo")


async def test_no_other_machine_is_ever_called(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.result("setWebhook", url="https://narada.powiat.example/hook")
    async with asyncio.timeout(10):
        assert (await telegram.updates.was_refused()).startswith("Failed to resolve host")


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"url": "narada"}, "Bad Request: bad webhook: invalid webhook URL specified"),
        (
            {"url": "http://127.0.0.1:9/", "secret_token": "ą"},
            "Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_what_telegram_would_not_take_is_refused(api: Caller, wrong: dict[str, str], refusal: str) -> None:
    assert await api.refusal("setWebhook", **wrong) == refusal
