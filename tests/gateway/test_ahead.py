"""What Telegram is asked while the program is still being loaded is asked once, and lost by nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot

from bot.gateway.ahead import Ahead, asked
from bot.gateway.polling import fetch_from
from bot.gateway.transport import AiohttpRequest, Answered, BadToken, sign_in
from bot.gateway.updates import ALLOWED_UPDATES, question
from sandbox import Sandbox
from tests.gateway.wire import TOKEN, Answer, Heard, Wire, cut, no, ok, page, serving

QUESTIONS = {"getMe": {}, "getUpdates": question(0, 0)}
ME = {"id": 1, "is_bot": True, "first_name": "Narada", "username": "narada_bot"}

Told = list[tuple[str, Answered]]


async def well(heard: Heard) -> web.Response:
    return ok(ME if heard.method == "getMe" else [])


def first(answer: Answer) -> Answer:
    """This for the first question of each kind, good answers from then on."""
    answered: set[str] = set()

    async def either(heard: Heard) -> web.StreamResponse:
        if heard.method in answered:
            return await well(heard)
        answered.add(heard.method)
        return await answer(heard)

    return either


def bot_of(api_url: str, token: str, ahead: Ahead, told: Told | None = None) -> Bot:
    noted = told if told is not None else []
    request = AiohttpRequest(ahead=ahead, told=lambda method, answered: noted.append((method, answered)))
    return Bot(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)


@asynccontextmanager
async def a_start(wire: Wire, told: Told | None = None) -> AsyncIterator[Bot]:
    """Telegram is asked ahead, and then the bot speaks through the same connections."""
    async with asked(f"{wire.url}/bot{TOKEN}", QUESTIONS) as ahead:
        bot = bot_of(wire.url, TOKEN, ahead, told)
        await bot.request.initialize()
        yield bot
        await bot.request.shutdown()


def methods(wire: Wire) -> list[str]:
    return sorted(heard.method for heard in wire.heard)


async def test_what_was_asked_ahead_is_asked_once_and_counted_once() -> None:
    told: Told = []
    async with serving(well) as wire, a_start(wire, told) as bot:
        await sign_in(bot)
        assert await fetch_from(bot, ALLOWED_UPDATES)(0, 0) == []

        assert bot.username == "narada_bot"
        assert methods(wire) == ["getMe", "getUpdates"]
        assert sorted(told) == [("getMe", Answered.OK), ("getUpdates", Answered.OK)]


async def test_the_second_time_telegram_is_asked_again() -> None:
    async with serving(well) as wire, a_start(wire) as bot:
        await sign_in(bot)
        for _ in range(2):
            await fetch_from(bot, ALLOWED_UPDATES)(0, 0)

        assert methods(wire) == ["getMe", "getUpdates", "getUpdates"]


@pytest.mark.parametrize(
    "answer",
    [cut, page(502, "gateway"), page(307, "", Location="http://elsewhere.invalid/")],
    ids=["cut", "502", "redirect"],
)
async def test_what_was_not_answered_well_is_asked_again(answer: Answer) -> None:
    async with serving() as wire:
        wire.answer = first(answer)
        async with a_start(wire) as bot:
            await sign_in(bot)
            assert await fetch_from(bot, ALLOWED_UPDATES)(0, 0) == []


async def test_a_refused_token_is_told_as_if_nothing_had_been_asked_ahead() -> None:
    async def refuse(_heard: Heard) -> web.Response:
        return no(401, "Unauthorized")

    async with serving(refuse) as wire, a_start(wire) as bot:
        with pytest.raises(BadToken):
            await sign_in(bot)


async def test_a_start_that_fails_confirms_nothing_so_that_every_update_comes_again() -> None:
    async with Sandbox() as telegram:
        person = telegram.person("przedstawiciel PUP w Wejherowie")
        await person.start()
        address = f"{telegram.api_url}/bot{telegram.token}"
        async with asked(address, QUESTIONS) as failing:
            assert await failing.answer("getUpdates") is not None

        async with asked(address, QUESTIONS) as ahead:
            bot = bot_of(telegram.api_url, telegram.token, ahead)
            await bot.request.initialize()
            updates = await fetch_from(bot, ALLOWED_UPDATES)(0, 0)
            await bot.request.shutdown()

    assert [update["message"]["text"] for update in updates] == ["/start"]


async def test_a_webhook_left_over_keeps_nothing_that_came_ahead_from_being_asked_for_later() -> None:
    async with Sandbox() as telegram:
        await telegram.person("przedstawiciel PUP w Wejherowie").start()
        address = f"{telegram.api_url}/bot{telegram.token}"
        async with asked(
            address, {"setWebhook": {"url": f"{telegram.api_url}/nobody", "secret_token": "x"}}
        ) as setting:
            await setting.answer("setWebhook")
        async with asked(address, QUESTIONS) as ahead:
            assert await ahead.answer("getUpdates") is None
            bot = bot_of(telegram.api_url, telegram.token, ahead)
            await sign_in(bot)
            await bot.delete_webhook()
            updates = await fetch_from(bot, ALLOWED_UPDATES)(0, 0)
            await bot.shutdown()

    assert [update["message"]["text"] for update in updates] == ["/start"]


async def test_what_nobody_took_ends_with_the_start() -> None:
    asked_once = asyncio.Event()

    async def silence(_heard: Heard) -> web.StreamResponse:
        asked_once.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody wakes this")

    async with serving(silence) as wire, asyncio.timeout(5), asked(f"{wire.url}/bot{TOKEN}", QUESTIONS) as ahead:
        await asked_once.wait()

    assert ahead.session.closed
