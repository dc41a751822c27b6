"""The routes for the page and for other processes."""

import asyncio
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp import web

from sandbox import Limits, Person, Sandbox
from tests.sandbox.conftest import Caller

CARD = {"inline_keyboard": [[{"text": "✅ Będę", "callback_data": "yes"}, {"text": "Strona", "url": "https://x.org"}]]}


async def get(api: Caller, path: str) -> Any:
    async with api.session.get(f"{api.telegram.url}/sandbox/{path}") as response:
        assert response.status == 200, await response.text()
        return await response.json()


async def post(api: Caller, path: str, status: int = 200, **body: Any) -> Any:
    async with api.session.post(f"{api.telegram.url}/sandbox/{path}", json=body) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def test_the_state_shows_each_person_their_chat(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.result("setMyCommands", commands=[{"command": "spotkania", "description": "Spotkania"}])
    await api.result("sendMessage", chat_id=pup.id, text="<b>Będzie</b>: 0", parse_mode="HTML", reply_markup=CARD)
    telegram.add_link("Koordynatorka", "https://t.me/narada_bot?start=x")
    state = await get(api, "state")
    (person,) = state["people"]
    start, card = person["messages"]
    ((newest,),) = [chat["messages"] for chat in (await get(api, "state?last=1"))["people"]]

    assert state["bot"] == {"username": "narada_bot", "name": "Narada"}
    assert (person["id"], person["title"], person["language"]) == (pup.id, pup.title, "pl")
    assert (person["started"], person["blocked"], person["toast"]) == (True, False, None)
    assert person["commands"] == [{"command": "spotkania", "description": "Spotkania"}]
    assert newest == card
    assert (start["from"], start["text"]) == ("person", "/start")
    assert (card["from"], card["html"]) == ("bot", "<b>Będzie</b>: 0")
    assert card["buttons"] == [[{"text": "✅ Będę", "data": "yes"}, {"text": "Strona", "url": "https://x.org"}]]
    assert state["links"] == [{"label": "Koordynatorka", "url": "https://t.me/narada_bot?start=x"}]
    assert state["faults"] == {"outage": "none", "rules": []}
    assert state["limits"]["enabled"] is False


async def test_a_person_is_played_from_another_process(api: Caller) -> None:
    person = (await post(api, "people", 201, name="przedstawicielka Caritas", language="pl"))["id"]
    await post(api, f"people/{person}/start", payload="abc")
    sent = await api.result("sendMessage", chat_id=person, text="Karta", reply_markup=CARD)
    await post(api, f"people/{person}/press", text="Będę", message=sent["message_id"])
    query = (await api.update())["callback_query"]
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="Zapisano", show_alert=True)
    opened = await post(api, f"people/{person}/press", text="Strona")
    await post(api, f"people/{person}/say", text="/spotkania")
    said = (await api.update())["message"]
    await post(api, f"people/{person}/edit", message=said["message_id"], text="/pomoc")
    await post(api, f"people/{person}/forge", data="x")
    await post(api, f"people/{person}/open", url="t.me/narada_bot?start=def")
    await post(api, f"people/{person}/send_location", latitude=54.6, longitude=18.2)
    await post(api, f"people/{person}/language", language="de")
    await post(api, f"people/{person}/block")
    blocked = await get(api, f"people/{person}")
    await post(api, f"people/{person}/unblock")

    assert (query["data"], opened["done"]["opened"]) == ("yes", "https://x.org")
    assert (blocked["blocked"], blocked["language"], blocked["opened"]) == (True, "de", ["https://x.org"])
    assert {name: blocked["toast"][name] for name in ("text", "alert")} == {"text": "Zapisano", "alert": True}
    assert [m["text"] for m in blocked["messages"] if m["from"] == "person"] == [
        "/start abc",
        "/pomoc",
        "/start def",
        "",
    ]


@pytest.mark.parametrize(
    ("path", "status", "body"),
    [
        ("people", 400, {}),
        ("people/1/start", 404, {}),
        ("people/5000000001/fly", 404, {}),
        ("people/5000000001/press", 409, {"text": "Nie ma"}),
        ("people/5000000001/press", 409, {"text": "x", "message": 99}),
        ("people/5000000001/press", 409, {}),
        ("people/5000000001/say", 409, {"text": " "}),
        ("people/5000000001/start", 409, {"payload": "zły payload"}),
        ("people/5000000001/language", 409, {}),
        ("faults", 400, {"kind": "earthquake"}),
        ("faults", 400, {"kind": "slow", "minutes": 5}),
        ("limits", 400, {"no_such": 1}),
        ("limits", 400, {"overall_per_second": "30"}),
        ("limits", 400, {"group_per_minute": -1}),
        ("limits", 400, {"chat_per_second": 0}),
    ],
)
async def test_what_cannot_be_done_is_said(api: Caller, pup: Person, path: str, status: int, body: Any) -> None:
    assert (await post(api, path, status, **body))["error"]
    assert len(pup.chat.history) == 1


async def test_files_go_both_ways_with_their_polish_names(api: Caller, pup: Person) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", b"dane", filename="lista obecności.txt", content_type="text/plain")
    form.add_field("caption", "lista")
    async with api.session.post(f"{api.telegram.url}/sandbox/people/{pup.id}/send_file", data=form) as response:
        message = (await response.json())["done"]
    async with api.session.get(f"{api.telegram.url}/sandbox/files/{message['file']['id']}") as response:
        disposition, content = response.headers["Content-Disposition"], await response.read()

    assert (message["text"], message["file"]["name"], message["file"]["size"]) == ("lista", "lista obecności.txt", 4)
    assert content == b"dane"
    assert disposition == (
        f"attachment; filename=\"lista obecno_ci.txt\"; filename*=UTF-8''{quote('lista obecności.txt')}"
    )
    assert (await api.update())["message"]["caption"] == "lista"


async def test_an_unknown_file_is_not_found(api: Caller) -> None:
    async with api.session.get(f"{api.telegram.url}/sandbox/files/x") as response:
        assert response.status == 404


async def test_switches_are_moved_and_read(api: Caller, telegram: Sandbox, pup: Person) -> None:
    assert (await post(api, "faults", outage=True))["outage"] == "reset"
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("getMe")
    assert (await post(api, "faults", outage=False))["outage"] == "none"
    faults = await post(api, "faults", kind="fail", times=1, method="getMe", code=502, description="Bad Gateway")
    assert [rule["kind"] for rule in faults["rules"]] == ["fail"]
    assert (await api("getMe"))["error_code"] == 502
    await post(api, "faults", kind="cut", seed=3)
    assert (await post(api, "faults", clear=True))["rules"] == []
    assert (await post(api, "limits", enabled=True, overall_per_second=0))["chat_per_second"] == 1.0
    assert (await api("sendMessage", chat_id=pup.id, text="x"))["error_code"] == 429
    assert (await get(api, "limits"))["overall_per_second"] == 0
    assert await get(api, "faults") == telegram.faults.as_json()


async def test_the_journal_is_read_from_a_number_on(api: Caller, telegram: Sandbox, pup: Person) -> None:
    for text in ("raz", "dwa", "trzy"):
        await api.result("sendMessage", chat_id=pup.id, text=text)
    await api.result("getMe")
    answer = await get(api, f"journal?after=1&method=sendmessage&limit=1&chat_id={pup.id}&outcome=ok")
    under_way = await get(api, f"journal/in_flight?at={telegram.journal[2].started}")

    assert [(entry["number"], entry["parameters"]["text"]) for entry in answer["entries"]] == [(2, "dwa")]
    assert (answer["last"], answer["entries"][0]["message_id"]) == (4, pup.chat.from_bot[1].id)
    assert [entry["number"] for entry in under_way["entries"]] == [3]


async def test_whoever_looks_is_told_of_every_change(api: Caller, telegram: Sandbox, pup: Person) -> None:
    async with api.session.get(f"{telegram.url}/sandbox/events") as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert await stream.content.readline() == b": hello\n"
        await api.result("sendMessage", chat_id=pup.id, text="x")
        first = await event(stream)
        telegram.faults.outage(True)
        second = await event(stream)

    assert first == f'{{"person":{pup.id},"version":{pup.chat.version}}}'
    assert second == '{"sandbox":0,"version":0}'


async def event(stream: aiohttp.ClientResponse) -> str:
    """The data of the next event."""
    async with asyncio.timeout(5):
        while not (line := await stream.content.readline()).startswith(b"data: "):
            pass
    return line.removeprefix(b"data: ").decode().strip()


async def test_the_page_adds_its_own_routes() -> None:
    async def page(_request: web.Request) -> web.Response:
        return web.Response(text="strona")

    async with (
        Sandbox(limits=Limits.off(), extra_routes=[web.get("/", page)]) as telegram,
        aiohttp.ClientSession() as session,
        session.get(telegram.url) as response,
    ):
        assert await response.text() == "strona"
