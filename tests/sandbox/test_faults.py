"""Trouble on demand, and what the journal says about it."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest

from sandbox import Person, Sandbox
from sandbox.faults import Faults
from sandbox.journal import Entry, Outcome
from tests.sandbox.conftest import Caller


def last(telegram: Sandbox, method: str) -> Entry:
    return telegram.journal.select(method)[-1]


async def test_a_lost_answer_leaves_the_message_with_the_person(api: Caller, telegram: Sandbox, pup: Person) -> None:
    telegram.faults.lose_answer(times=1, method="sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api("sendMessage", chat_id=pup.id, text="przyszło?")
    await api.result("sendMessage", chat_id=pup.id, text="drugi raz")

    assert [message.text for message in pup.chat.from_bot] == ["przyszło?", "drugi raz"]
    cut, heard = telegram.journal.select("sendMessage")
    assert (cut.outcome, cut.accepted, cut.message_id) == (Outcome.CUT, True, pup.chat.from_bot[0].id)
    assert (heard.outcome, heard.accepted) == (Outcome.OK, True)


async def test_a_connection_cut_before_leaves_nothing(api: Caller, telegram: Sandbox, pup: Person) -> None:
    telegram.faults.cut(times=2)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientConnectionError):
            await api("sendMessage", chat_id=pup.id, text="x")

    assert pup.chat.from_bot == []
    assert (last(telegram, "sendMessage").outcome, last(telegram, "sendMessage").accepted) == (Outcome.CUT, False)
    assert (await api("sendMessage", chat_id=pup.id, text="x"))["ok"]


async def test_an_outage_cuts_everything_until_it_ends(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.update()
    confirmed = telegram.journal[-1].update_ids[-1] + 1
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(refused(api, "getUpdates", timeout=30, offset=confirmed))
        await telegram.updates.polled()
        telegram.faults.outage(True)
        await refused(api, "sendMessage", chat_id=pup.id, text="x")
    telegram.faults.outage(False)
    await api.result("sendMessage", chat_id=pup.id, text="znowu jest")

    assert poll.done()
    assert last(telegram, "getUpdates").outcome is Outcome.CUT
    assert [message.text for message in pup.chat.from_bot] == ["znowu jest"]


async def refused(api: Caller, method: str, **parameters: Any) -> None:
    with pytest.raises(aiohttp.ClientConnectionError):
        await api(method, **parameters)


async def test_an_outage_may_be_a_bad_gateway(api: Caller, telegram: Sandbox) -> None:
    telegram.faults.outage(True, mode="bad_gateway")

    assert await api("getMe") == {"ok": False, "error_code": 502, "description": "Bad Gateway"}


async def test_a_server_that_hung_up_refuses_connections_until_it_listens_again(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    await api.result("getMe")
    await telegram.hang_up()
    async with aiohttp.ClientSession() as newcomer:
        with pytest.raises(aiohttp.ClientConnectorError):
            await newcomer.get(api.url("getMe"))
    await pup.say("jest tam kto?")
    await telegram.listen()

    assert (await api.update())["message"]["text"] == "jest tam kto?"


async def test_what_people_do_during_an_outage_waits_for_the_bot(api: Caller, telegram: Sandbox, pup: Person) -> None:
    telegram.faults.outage(True)
    await pup.say("jest tam kto?")
    telegram.faults.outage(False)

    assert (await api.update())["message"]["text"] == "jest tam kto?"


async def test_slow_answers_take_longer_but_come(api: Caller, telegram: Sandbox) -> None:
    telegram.faults.slow(0.05, method="getMe")
    await api.result("getMe")
    telegram.faults.slow(0, method="getMe")
    slow = last(telegram, "getMe")
    await api.result("getMe")
    quick = last(telegram, "getMe")

    assert slow.finished is not None
    assert quick.finished is not None
    assert slow.finished - slow.started >= 0.05 > quick.finished - quick.started


async def test_a_failure_is_answered_as_asked(api: Caller, telegram: Sandbox, pup: Person) -> None:
    telegram.faults.fail(1, "sendMessage", retry_after=7)
    telegram.faults.fail(1, "getMe")

    assert (await api("sendMessage", chat_id=pup.id, text="x"))["parameters"] == {"retry_after": 7}
    assert (await api("getMe"))["description"] == "Internal Server Error"
    assert (await api("getMe"))["ok"]
    assert pup.chat.from_bot == []


async def test_an_update_is_delivered_twice_with_the_same_number(api: Caller, telegram: Sandbox, pup: Person) -> None:
    first = (await api.update())["update_id"]
    await pup.say("raz")
    telegram.faults.repeat_update(times=1)
    batches = [await api.result("getUpdates", offset=first + n) for n in (1, 2, 2)]

    assert [[update["update_id"] for update in batch] for batch in batches] == [[first, first + 1], [], []]


async def test_with_repetition_always_on_each_update_comes_exactly_twice(
    api: Caller, telegram: Sandbox, pup: Person
) -> None:
    telegram.faults.repeat_update(times=None)
    await pup.say("raz")
    seen: list[int] = []
    offset = 0
    while updates := await api.result("getUpdates", offset=offset):
        seen += [update["update_id"] for update in updates]
        offset = seen[-1] + 1

    assert seen == [offset - 2, offset - 1] * 2


async def test_a_bare_fault_leaves_polling_alone(api: Caller, telegram: Sandbox) -> None:
    telegram.faults.cut(times=1)

    assert await api.result("getUpdates") == []
    await refused(api, "getMe")


def test_chance_repeats_with_its_seed() -> None:
    def drawn(seed: int) -> list[bool]:
        faults = Faults(lambda: None, seed)
        faults.cut(times=None, probability=0.3)
        return [bool(faults.drawn("sendMessage")) for _ in range(200)]

    assert drawn(7) == drawn(7) != drawn(8)
    assert 30 < sum(drawn(7)) < 90


async def test_clearing_takes_every_fault_away(api: Caller, telegram: Sandbox) -> None:
    telegram.faults.outage(True)
    telegram.faults.cut(times=None)
    telegram.faults.clear()

    assert (await api("getMe"))["ok"]
    assert telegram.faults.as_json() == {"outage": "none", "rules": []}


async def test_the_journal_knows_what_was_under_way_at_a_moment(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.result("sendMessage", chat_id=pup.id, text="przedtem")
    telegram.faults.slow(0.05, method="sendMessage", times=1)
    await api.result("sendMessage", chat_id=pup.id, text="w trakcie")
    await api.result("sendMessage", chat_id=pup.id, text="potem")
    before, during, after = telegram.journal.select("sendMessage", chat_id=pup.id)
    moment = during.started + 0.01
    assert before.finished is not None

    assert telegram.journal.in_flight(moment) == [during]
    assert telegram.journal.in_flight(moment, grace=moment - before.finished + 0.001) == [before, during]
    assert [entry.number for entry in telegram.journal] == [1, 2, 3]
    assert telegram.journal.select(after=2) == [after]
    assert telegram.journal.counts() == {"sendMessage": 3}


async def asked_and_gone(telegram: Sandbox, *, reading: bool) -> None:
    """A client that ends when its answer is there, and has read it or not."""
    there = asyncio.Event()
    with socket.create_connection((telegram.host, telegram.port)) as client:
        client.sendall(f"GET /bot{telegram.token}/getMe HTTP/1.1\r\nHost: telegram\r\n\r\n".encode())
        asyncio.get_running_loop().add_reader(client, there.set)
        await there.wait()
        asyncio.get_running_loop().remove_reader(client)
        if reading:
            client.recv(1 << 16)


async def test_an_answer_that_nobody_read_is_in_flight_until_the_client_has_gone(
    api: Caller, telegram: Sandbox
) -> None:
    async with asyncio.timeout(30):
        await asked_and_gone(telegram, reading=True)
        await asked_and_gone(telegram, reading=False)
        await api.result("getMe")  # comes after the news of both ends

    heard, unheard, _ = telegram.journal
    assert heard.outcome == unheard.outcome == Outcome.OK
    assert heard.finished is not None
    assert unheard.finished is not None
    assert unheard.unheard_at is not None
    assert telegram.journal.in_flight(heard.finished) == []
    assert telegram.journal.in_flight(unheard.finished) == [unheard]
    assert telegram.journal.in_flight(unheard.unheard_at) == []


async def test_the_journal_keeps_refused_requests_with_their_reason(api: Caller, telegram: Sandbox) -> None:
    await api("sendMessage", chat_id=1, text="x")
    await api("noSuchMethod")

    reasons = [(e.method, e.error_code, e.description, e.accepted) for e in telegram.journal.errors()]
    assert reasons == [
        ("sendMessage", 400, "Bad Request: chat not found", False),
        ("noSuchMethod", 404, "Not Found", False),
    ]


async def test_files_stand_in_the_journal_by_name_size_and_hash(api: Caller, telegram: Sandbox, pup: Person) -> None:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(pup.id))
    form.add_field("document", b"abc", filename="plan.ics")
    await api.form("sendDocument", form)

    assert telegram.journal[-1].as_json()["parameters"]["document"] == {
        "name": "plan.ics",
        "size": 3,
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }
