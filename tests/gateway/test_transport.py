"""The Bot API's HTTP over aiohttp, and what can be known about a request that failed."""

import asyncio
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.gateway.transport import AiohttpRequest, AnswerTimedOut, BadToken, MaybeDelivered, NotDelivered, sign_in
from tests.gateway.wire import TOKEN, Answer, Heard, Wire, cut, fine, no, ok, page, serving, silence

SECRET = TOKEN.partition(":")[2]


def bot_at(url: str, **times: float) -> Bot:
    request = AiohttpRequest(**times)  # type: ignore[arg-type]
    return Bot(
        TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request, get_updates_request=request
    )


@asynccontextmanager
async def speaking(answer: Answer | None = None, **times: float) -> AsyncIterator[tuple[Bot, Wire]]:
    async with serving(answer) as wire:
        bot = bot_at(wire.url, **times)
        await bot.request.initialize()
        try:
            yield bot, wire
        finally:
            await bot.request.shutdown()


def nobody_listens() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


async def hello(bot: Bot) -> object:
    return await bot.do_api_request("send_Message", {"chat_id": 1, "text": "Dzień dobry"})


async def test_a_refused_connection_was_not_delivered() -> None:
    bot = bot_at(nobody_listens())
    await bot.request.initialize()

    with pytest.raises(NotDelivered):
        await hello(bot)

    await bot.request.shutdown()


async def test_a_cut_answer_is_reported_as_maybe_delivered() -> None:
    async with speaking(cut) as (bot, wire):
        with pytest.raises(MaybeDelivered):
            await hello(bot)

        assert [heard.method for heard in wire.heard] == ["sendMessage"]


async def test_an_answer_that_does_not_come_in_time_is_maybe_delivered_and_timed_out() -> None:
    async with speaking(silence, read_timeout=0.05) as (bot, wire):
        with pytest.raises(AnswerTimedOut) as caught:
            await hello(bot)

        assert isinstance(caught.value, TimedOut)
        assert isinstance(caught.value, MaybeDelivered)
        assert len(wire.heard) == 1


async def test_a_request_that_found_no_free_connection_was_not_delivered() -> None:
    async with speaking(silence, in_flight=1, pool_timeout=0.05, connect_timeout=0.05) as (bot, wire):
        async with asyncio.TaskGroup() as group:
            first = group.create_task(hello(bot))
            await wire.came.wait()
            with pytest.raises(NotDelivered) as caught:
                await hello(bot)
            first.cancel()

        assert isinstance(caught.value, TimedOut)
        assert len(wire.heard) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (page(502, "<html>Bad Gateway</html>"), MaybeDelivered),
        (page(504, "<html>Gateway Timeout</html>"), MaybeDelivered),
        (page(503, "<html>Service Unavailable</html>"), NotDelivered),
        (page(200, "<html>Please sign in to the hotel</html>"), MaybeDelivered),
        (page(200, "[]"), MaybeDelivered),
        (page(200, '{"ok": true}'), MaybeDelivered),
    ],
    ids=["502", "504", "503", "a page", "a list", "no result"],
)
async def test_a_gateways_answer_says_as_much_as_a_gateway_can_know(answer: Answer, expected: type[Exception]) -> None:
    async with speaking(answer) as (bot, _):
        with pytest.raises(expected):
            await hello(bot)


async def test_what_telegram_itself_failed_at_was_not_done() -> None:
    async def failing(_heard: Heard) -> web.Response:
        return no(500, "Internal Server Error")

    async with speaking(failing) as (bot, _):
        with pytest.raises(NetworkError) as caught:
            await hello(bot)

        assert not isinstance(caught.value, MaybeDelivered)


async def test_telegrams_own_errors_keep_their_meaning() -> None:
    async def answer(heard: Heard) -> web.Response:
        flood = heard.method == "sendMessage"
        return (
            no(429, "Too Many Requests: retry after 7", retry_after=7)
            if flood
            else no(400, "Bad Request: chat not found")
        )

    async with speaking(answer) as (bot, _):
        with pytest.raises(RetryAfter):
            await hello(bot)
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.do_api_request("send_Photo", {"chat_id": 1})


async def test_a_redirect_is_not_followed() -> None:
    async with speaking(page(307, "", Location="/elsewhere")) as (bot, wire):
        with pytest.raises(TelegramError):
            await hello(bot)

        assert len(wire.heard) == 1


async def test_a_request_without_files_is_json_with_nested_values() -> None:
    async with speaking() as (bot, wire):
        keyboard = {"inline_keyboard": [[{"text": "Będę", "callback_data": "yes"}]]}
        await bot.do_api_request("send_Message", {"chat_id": 5_000_000_001, "text": "ą", "reply_markup": keyboard})

    assert wire.heard[0].request.content_type == "application/json"
    assert wire.heard[0].json() == {"chat_id": 5_000_000_001, "text": "ą", "reply_markup": keyboard}


async def test_half_a_surrogate_pair_reaches_telegram_which_refuses_it() -> None:
    async with speaking() as (bot, wire):
        await bot.do_api_request("send_Message", {"chat_id": 1, "text": "\ud83d"})

    assert b'"\\ud83d"' in wire.heard[0].body


async def test_half_a_surrogate_pair_in_an_update_does_not_stop_polling() -> None:
    async def answer(_heard: Heard) -> web.Response:
        return ok_text('[{"update_id": 1, "message": {"text": "\\ud83d"}}]')

    def ok_text(result: str) -> web.Response:
        response = ok([])
        response.body = f'{{"ok": true, "result": {result}}}'.encode()
        return response

    async with speaking(answer) as (bot, _):
        updates = await bot.do_api_request("get_Updates", {})

    assert updates[0]["update_id"] == 1


@pytest.mark.parametrize(
    ("name", "on_the_wire"),
    [
        ("Spotkanie zespołu ćwiczeń – sierpień.ics", "Spotkanie zespołu ćwiczeń – sierpień.ics"),
        ('a"\r\nContent-Type: text/html\r\n\r\n<b>.ics', "a Content-Type: text html <b>.ics"),
        ("..\\..\\etc/passwd", ".. .. etc passwd"),
        ("\r\n", "file"),
        ("\ud83d.ics", "?.ics"),
    ],
)
async def test_a_file_goes_under_its_own_name_and_nothing_else_can_be_smuggled_in(name: str, on_the_wire: str) -> None:
    async with speaking() as (bot, wire):
        file = InputFile(b"BEGIN:VCALENDAR", filename=name)
        await bot.do_api_request("send_Document", {"chat_id": 1, "document": file, "caption": "zażółć"})

    body = wire.heard[0].body
    assert f'name="document"; filename="{on_the_wire}"\r\n'.encode() in body
    assert "zażółć".encode() in body
    assert wire.heard[0].request.content_type == "multipart/form-data"


async def test_a_hundred_requests_are_in_flight_together() -> None:
    together = asyncio.Barrier(100)

    async def answer(heard: Heard) -> web.Response:
        await together.wait()
        return await fine(heard)

    async with speaking(answer) as (bot, wire), asyncio.timeout(10):
        await asyncio.gather(*(hello(bot) for _ in range(100)))

    assert len(wire.heard) == 100


async def test_a_connection_is_used_again() -> None:
    async with speaking() as (bot, wire):
        for _ in range(10):
            await hello(bot)

    assert len(wire.connections) == 1


async def test_a_long_poll_may_take_longer_than_other_answers() -> None:
    async def answer(_heard: Heard) -> web.Response:
        await asyncio.sleep(0.15)
        return ok([])

    async with speaking(answer, read_timeout=0.05) as (bot, _):
        assert await bot.do_api_request("get_Updates", {"timeout": 1}, read_timeout=2) == []


async def test_a_bad_token_is_told_without_the_token() -> None:
    async def answer(_heard: Heard) -> web.Response:
        return no(401, "Unauthorized")

    async with speaking(answer) as (bot, _):
        with pytest.raises(BadToken) as caught:
            await sign_in(bot)

    assert SECRET not in "".join(traceback.format_exception(caught.value))


async def test_after_signing_in_the_bot_knows_its_name() -> None:
    async def answer(_heard: Heard) -> web.Response:
        return ok({"id": 1, "is_bot": True, "first_name": "Narada", "username": "narada_bot"})

    async with speaking(answer) as (bot, _):
        await sign_in(bot)

        assert bot.username == "narada_bot"


@pytest.mark.parametrize(
    "answer",
    [
        cut,
        silence,
        page(404, "<html>nginx: {path} not found</html>"),
        page(400, "cannot handle {path}"),
        page(502, "upstream of {path} is gone"),
        page(200, "you asked for {path}"),
        page(307, "", Location=f"http://elsewhere.invalid/bot{TOKEN}/sendMessage"),
        page(400, '{"ok": false, "description": "no such path: {path}"}'),
        page(404, '{"ok": false, "description": "Not Found: {path}"}'),
    ],
    ids=["cut", "silence", "404", "400", "502", "200", "redirect", "json 400", "json 404"],
)
async def test_the_token_is_in_no_error_text(answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with speaking(answer, read_timeout=0.05) as (bot, _):
        await complains_without_the_token(lambda: hello(bot), caplog)


@pytest.mark.parametrize(
    "url",
    [nobody_listens(), "http://[::1", "gopher://127.0.0.1", "http://127.0.0.1:99999"],
    ids=["nobody listens", "no address", "no http", "no such port"],  # the first port differs from run to run
)
async def test_the_token_is_in_no_error_text_when_there_is_no_connection(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bot = bot_at(url)
    await bot.request.initialize()

    await complains_without_the_token(lambda: hello(bot), caplog)

    await bot.request.shutdown()


async def complains_without_the_token(
    action: Callable[[], Awaitable[object]], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as caught:
        await action()

    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    seen: BaseException | None = caught.value
    while seen is not None:
        told += str(seen)
        seen = seen.__cause__ or seen.__context__
    assert SECRET not in told


async def test_a_closed_transport_says_so() -> None:
    bot = bot_at("http://127.0.0.1:1")

    with pytest.raises(TelegramError, match="before initialize"):
        await hello(bot)


async def test_an_unknown_method_is_no_reason_to_doubt_the_token_text() -> None:
    async def answer(_heard: Heard) -> web.Response:
        return no(404, "Not Found")

    async with speaking(answer) as (bot, _):
        with pytest.raises(InvalidToken, match="endpoint"):
            await bot.do_api_request("say_Hello")
