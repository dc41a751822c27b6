"""How the server is spoken to: tokens, methods, forms of a request, long polling."""

import asyncio
from itertools import pairwise
from typing import Any

import aiohttp
import pytest

from sandbox import Person, Sandbox
from tests.sandbox.conftest import Caller


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot123456:WRONG/getMe", 401, "Unauthorized"),
        ("bot999:TEST/getMe", 401, "Unauthorized"),
        ("botnonsense/getMe", 404, "Not Found"),
        ("bot123456:TEST/noSuchMethod", 404, "Not Found"),
        ("bot123456:TEST", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_methods_are_told_apart(api: Caller, path: str, status: int, description: str) -> None:
    async with api.session.get(f"{api.telegram.api_url}/{path}") as response:
        answer = await response.json()

    assert (response.status, answer) == (status, {"ok": False, "error_code": status, "description": description})


async def test_parameters_come_in_every_documented_form(api: Caller, pup: Person) -> None:
    keyboard = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    fields = {"chat_id": str(pup.id), "text": "zażółć & gęślą", "reply_markup": keyboard}
    form = aiohttp.FormData(fields, default_to_multipart=True)
    url = api.url("SENDMESSAGE")
    for sending in (
        api.session.get(url, params=fields),
        api.session.post(url, data=fields),
        api.session.post(url, json=fields),
        api.session.post(url, data=form),
        api.session.post(url, params={"chat_id": str(pup.id)}, json={"text": fields["text"], "reply_markup": keyboard}),
    ):
        async with sending as response:
            assert (await response.json())["ok"]

    assert [(m.text, m.words) for m in pup.chat.from_bot] == [("zażółć & gęślą", ["a"])] * 5


async def test_a_body_that_is_no_json_is_refused(api: Caller) -> None:
    headers = {"Content-Type": "application/json"}
    async with api.session.post(api.url("getMe"), data=b"{", headers=headers) as response:
        assert response.status == 400


async def test_getme_names_the_bot(api: Caller) -> None:
    me = await api.result("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (123456, True, "narada_bot")


async def test_updates_come_in_order_until_an_offset_confirms_them(api: Caller, pup: Person) -> None:
    await pup.say("raz")
    await pup.say("dwa")
    first = await api.result("getUpdates")
    again = await api.result("getUpdates", limit=2)
    rest = await api.result("getUpdates", offset=first[1]["update_id"] + 1)

    assert [update["message"]["text"] for update in first] == ["/start", "raz", "dwa"]
    assert [b["update_id"] - a["update_id"] for a, b in pairwise(first)] == [1, 1]
    assert again == first[:2]
    assert rest == first[2:]
    assert await api.result("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_a_negative_offset_forgets_all_but_the_last(api: Caller, pup: Person) -> None:
    await pup.say("raz")
    await pup.say("dwa")

    assert [u["message"]["text"] for u in await api.result("getUpdates", offset=-2)] == ["raz", "dwa"]
    assert len(await api.result("getUpdates")) == 2


async def test_a_waiting_poll_is_answered_by_the_next_update(api: Caller, telegram: Sandbox) -> None:
    person = telegram.person("przedstawicielka Caritas")
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api.result("getUpdates", timeout=30))
        await telegram.updates.polled()
        await person.start()

    assert [update["message"]["text"] for update in poll.result()] == ["/start"]


async def test_an_empty_poll_ends_after_its_timeout(api: Caller, telegram: Sandbox) -> None:
    assert await api.result("getUpdates", timeout=1) == []

    entry = telegram.journal[-1]
    assert entry.finished is not None
    assert 0.9 < entry.finished - entry.started < 5


async def test_a_second_poller_ends_the_first_with_409(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.update()
    confirmed = telegram.journal[-1].update_ids[-1] + 1
    async with asyncio.TaskGroup() as group:
        older = group.create_task(api("getUpdates", timeout=30, offset=confirmed))
        await telegram.updates.polled()
        newer = group.create_task(api("getUpdates", timeout=30, offset=confirmed))
        ended = await older
        await pup.say("x")

    assert ended == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    assert newer.result()["result"][0]["message"]["text"] == "x"


async def test_kinds_that_were_not_asked_for_are_not_kept(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.update()
    await api.result("getUpdates", offset=-1, allowed_updates=["callback_query", "my_chat_member"])
    await pup.say("nie trafi do kolejki")
    await pup.block()

    updates = await api.result("getUpdates", offset=telegram.journal[-1].update_ids[-1] + 1)

    assert [list(update) for update in updates] == [["update_id", "my_chat_member"]]


async def test_a_webhook_shuts_polling_out_until_it_is_deleted(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.update()
    confirmed = telegram.journal[-1].update_ids[-1] + 1
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api("getUpdates", timeout=30, offset=confirmed))
        await telegram.updates.polled()
        await api.result("setWebhook", url="https://example.org/hook", allowed_updates=["message"])
    refused = await api("getUpdates")
    info = await api.result("getWebhookInfo")
    await pup.say("x")
    await api.result("deleteWebhook", drop_pending_updates=True)

    assert poll.result()["description"] == "Conflict: terminated by setWebhook request"
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    assert (info["url"], info["allowed_updates"]) == ("https://example.org/hook", ["message"])
    assert await api.result("getUpdates") == []
    assert (await api.result("getWebhookInfo"))["url"] == ""


async def test_file_and_chat_lookups_answer_as_documented(api: Caller, telegram: Sandbox, pup: Person) -> None:
    stranger = telegram.person("przedstawiciel parafii")
    member = await api.result("getChatMember", chat_id=pup.id, user_id=pup.id)
    chat: dict[str, Any] = await api.result("getChat", chat_id=pup.id)

    assert (chat["type"], chat["first_name"], member["status"]) == ("private", pup.name, "member")
    assert await api.refusal("getChat", chat_id=stranger.id) == "Bad Request: chat not found"
    assert await api.refusal("getChatMember", chat_id=pup.id, user_id=1) == "Bad Request: user not found"
    assert await api.result("sendChatAction", chat_id=pup.id, action="typing") is True
