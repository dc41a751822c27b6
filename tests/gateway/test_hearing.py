"""The number of a message is known from the moment its answer is there, whatever becomes of the request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from aiohttp import web

from bot.gateway.hearing import told_at_once
from bot.gateway.transport import AiohttpRequest
from tests.gateway.wire import Answer, Heard, Wire, fine, no, ok, serving

MESSAGE = {"message_id": 77, "chat": {"id": 1}, "reply_to_message": {"message_id": 5}}


@asynccontextmanager
async def asking(answer: Answer = fine) -> AsyncIterator[tuple[AiohttpRequest, Wire]]:
    async with serving(answer) as wire, AiohttpRequest(in_flight=1) as request:
        yield request, wire


def answering(result: Any) -> Answer:
    async def answer(_heard: Heard) -> web.Response:
        return ok(result)

    return answer


async def told(request: AiohttpRequest, wire: Wire) -> list[int]:
    """What is told of one request."""
    numbers = list[int]()
    with told_at_once(numbers.append):
        await request.do_request(wire.method("sendMessage"), "POST")
    return numbers


async def test_a_message_is_known_before_the_request_goes_on() -> None:
    numbers = list[int]()

    def stop(number: int) -> None:
        numbers.append(number)
        sending.cancel()

    async with asking(answering(MESSAGE)) as (request, wire), asyncio.TaskGroup() as group:
        with told_at_once(stop):
            sending = group.create_task(request.do_request(wire.method("sendMessage"), "POST"))

    assert numbers == [77]
    assert sending.cancelled()


async def test_an_answer_that_comes_in_pieces_is_told_once_it_is_whole() -> None:
    content = orjson.dumps({"ok": True, "result": MESSAGE})

    async def in_pieces(heard: Heard) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(content))})
        await response.prepare(heard.request)
        for place in range(0, len(content), 40):
            await response.write(content[place : place + 40])
            await asyncio.sleep(0)
        return response

    async with asking(in_pieces) as (request, wire):
        assert await told(request, wire) == [77]


@pytest.mark.parametrize("result", [True, [MESSAGE, MESSAGE], {"id": 77}, {"message_id": "77"}, None])
async def test_what_is_no_message_is_not_told(result: object) -> None:
    async with asking(answering(result)) as (request, wire):
        assert await told(request, wire) == []


async def test_a_refusal_is_not_told_even_if_it_looks_like_a_message() -> None:
    async def refused(_heard: Heard) -> web.Response:
        return no(400, "Bad Request", message_id=77)

    async def wrong_status(_heard: Heard) -> web.Response:
        return web.json_response({"ok": True, "result": MESSAGE}, status=502)

    for answer in (refused, wrong_status):
        async with asking(answer) as (request, wire):
            assert await told(request, wire) == []


async def test_an_answer_too_long_for_any_message_is_only_read() -> None:
    long = {"text": "ż" * 100_000, **MESSAGE}

    async with asking(answering(long)) as (request, wire):
        numbers = list[int]()
        with told_at_once(numbers.append):
            status, payload = await request.do_request(wire.method("sendMessage"), "POST")

    assert (status, orjson.loads(payload)["result"]) == (200, long)
    assert numbers == []


async def test_on_a_kept_connection_each_request_is_told_its_own_and_one_that_does_not_ask_nothing() -> None:
    async with asking() as (request, wire):
        first, second = list[int](), list[int]()
        for number, numbers in ((1, first), (2, second)):
            wire.answer = answering({"message_id": number})
            with told_at_once(numbers.append):
                await request.do_request(wire.method("sendMessage"), "POST")
        wire.answer = answering({"message_id": 3})
        await request.do_request(wire.method("sendMessage"), "POST")

    assert (first, second) == ([1], [2])
    assert len(wire.connections) == 1


async def test_a_compressed_answer_is_read_as_ever() -> None:
    async def packed(_heard: Heard) -> web.Response:
        response = ok(MESSAGE)
        response.enable_compression(web.ContentCoding.gzip)
        return response

    async with asking(packed) as (request, wire):
        numbers = list[int]()
        with told_at_once(numbers.append):
            _, payload = await request.do_request(wire.method("sendMessage"), "POST")

    assert orjson.loads(payload)["result"] == MESSAGE
    assert numbers == []
