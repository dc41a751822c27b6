"""Updates into the inbox, then each handled once, in order per chat, many chats at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.receiver import (
    HANDLING_LIMIT,
    LOOK_EVERY,
    STOP_LIMIT,
    Postponed,
    RawUpdate,
    Receiver,
    chat_of,
    fetch_from,
)
from bot.gateway.transport import AiohttpRequest, BadToken, NotDelivered, sign_in
from bot.services import LOOK_SELDOM, Wakes
from sandbox.server import Sandbox
from tests.gateway.inbox import PAUSE, MemoryInbox
from tests.gateway.virtual_time import virtual_time


def said(update_id: int, chat: int, text: str = "") -> RawUpdate:
    return {"update_id": update_id, "message": {"message_id": update_id, "chat": {"id": chat}, "text": text}}


def now() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Telegram:
    """getUpdates by a script: each item is a batch or an error; afterwards nothing more comes."""

    script: list[list[RawUpdate] | TelegramError]
    offsets: list[int] = field(default_factory=list)
    patience: list[int] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)

    async def fetch(self, offset: int, seconds: int) -> list[RawUpdate]:
        self.offsets.append(offset)
        self.patience.append(seconds)
        self.moments.append(now())
        if not self.script:
            await asyncio.sleep(max(seconds, 1))
            return []
        match self.script.pop(0):
            case TelegramError() as error:
                raise error
            case list() as updates:
                return updates


@dataclass
class Handler:
    """Takes a while for each update, fails those it is told to, and notes who ran when."""

    seconds: float = 0.0
    failing: dict[int, int] = field(default_factory=dict)  # update → how many tries fail
    error: Exception = field(default_factory=lambda: ValueError("this went wrong"))
    began: list[tuple[int, float]] = field(default_factory=list)
    ended: list[tuple[int, float]] = field(default_factory=list)
    running: dict[int, int | None] = field(default_factory=dict)
    together: int = 0
    clashes: list[int] = field(default_factory=list)

    async def __call__(self, raw: RawUpdate) -> None:
        update_id, chat = raw["update_id"], chat_of(raw)
        if chat in self.running.values():
            self.clashes.append(update_id)
        self.running[update_id] = chat
        self.together = max(self.together, len(self.running))
        self.began.append((update_id, now()))
        try:
            await asyncio.sleep(self.seconds)
            if self.failing.get(update_id, 0) > 0:
                self.failing[update_id] -= 1
                raise self.error
        finally:
            del self.running[update_id]
        self.ended.append((update_id, now()))

    def order(self) -> list[int]:
        return [update_id for update_id, _ in self.began]


@asynccontextmanager
async def running(receiver: Receiver, *, poll: bool = False) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        group.create_task(receiver.work())
        if poll:
            group.create_task(receiver.poll())
        yield
        receiver.stop()


async def inbox_with(*updates: RawUpdate) -> MemoryInbox:
    inbox = MemoryInbox()
    await inbox.store(updates)
    return inbox


@virtual_time
async def test_an_update_is_confirmed_only_after_it_is_stored() -> None:
    inbox = MemoryInbox()
    telegram = Telegram([[said(7, 1), said(8, 2)]])
    confirmed_too_early: list[int] = []

    async def fetch(offset: int, seconds: int) -> list[RawUpdate]:
        confirmed_too_early.extend(number for number in (7, 8) if number < offset and number not in inbox.rows)
        return await telegram.fetch(offset, seconds)

    async with running(Receiver(inbox.functions(), Handler(), fetch=fetch), poll=True):
        await asyncio.sleep(5)

    assert telegram.offsets[:2] == [0, 9]
    assert confirmed_too_early == []


@virtual_time
async def test_what_could_not_be_stored_is_not_confirmed_and_asked_for_again(caplog: pytest.LogCaptureFixture) -> None:
    inbox = MemoryInbox(broken=OSError("disk full"))
    telegram = Telegram([[said(7, 1)] for _ in range(100)])
    receiver = Receiver(inbox.functions(), Handler(), fetch=telegram.fetch)

    async with asyncio.TaskGroup() as group:
        group.create_task(receiver.poll())
        await asyncio.sleep(20)
        assert set(telegram.offsets) == {0}
        inbox.broken = None
        await asyncio.sleep(40)
        receiver.stop()

    assert 8 in telegram.offsets
    assert list(inbox.rows) == [7]
    assert len([record for record in caplog.records if "cannot be stored" in record.message]) == 1


@virtual_time
async def test_the_same_update_twice_is_handled_once() -> None:
    inbox, handler = MemoryInbox(), Handler()
    telegram = Telegram([[said(7, 1)], [said(7, 1), said(8, 1)], [said(7, 1)]])

    async with running(Receiver(inbox.functions(), handler, fetch=telegram.fetch), poll=True):
        await asyncio.sleep(5)

    assert handler.order() == [7, 8]


@virtual_time
async def test_two_updates_of_one_chat_never_run_together_and_keep_their_order() -> None:
    inbox = await inbox_with(*(said(number, number % 5) for number in range(1, 101)))
    handler = Handler(seconds=0.1)

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(10)

    assert handler.clashes == []
    for chat in range(5):
        assert [number for number in handler.order() if number % 5 == chat] == [*range(chat or 5, 101, 5)]


@virtual_time
async def test_an_update_in_hand_is_not_taken_again_here_even_if_its_lease_ran_out() -> None:
    inbox = await inbox_with(said(1, 1), said(2, 1))
    handler = Handler(seconds=20.0)

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(5)
        inbox.rows[1].leased = False
        await asyncio.sleep(36)

    assert handler.order() == [1, 2]


@virtual_time
async def test_many_chats_are_served_at_once() -> None:
    inbox = await inbox_with(*(said(number, number) for number in range(1, 201)))
    handler = Handler(seconds=1.0)

    async with running(Receiver(inbox.functions(), handler, concurrency=64)):
        await asyncio.sleep(4.5)

    assert handler.together == 64
    assert len(handler.ended) == 200


@virtual_time
async def test_updates_that_belong_to_nobody_do_not_wait_for_one_another() -> None:
    inbox = await inbox_with({"update_id": 1, "poll": {"id": "1"}}, {"update_id": 2, "poll": {"id": "2"}})
    receiver = Receiver(inbox.functions(), handler := Handler(seconds=1.0))

    async with running(receiver):
        await asyncio.sleep(1.5)

    assert [moment for _, moment in handler.began] == [0.0, 0.0]


@virtual_time
async def test_a_failing_update_is_tried_again_after_its_pause_and_its_chat_waits_while_others_go_on() -> None:
    inbox = await inbox_with(said(1, 1), said(2, 1), said(3, 2))
    handler = Handler(failing={1: 1})

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(2 * PAUSE)

    assert handler.order() == [1, 3, 1, 2]
    assert handler.ended[0] == (3, 0.0)
    assert [update_id for update_id, _ in handler.ended[1:]] == [1, 2]
    assert [moment for _, moment in handler.ended[1:]] == pytest.approx([PAUSE, PAUSE], abs=0.01)


@virtual_time
async def test_after_three_tries_an_update_is_set_aside_and_its_chat_goes_on() -> None:
    inbox = await inbox_with(said(1, 1), said(2, 1))
    handler = Handler(failing={1: 99})

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(5 * PAUSE)

    assert handler.order() == [1, 1, 1, 2]
    assert inbox.rows[1].set_aside == "ValueError: this went wrong"


@virtual_time
async def test_an_update_that_must_wait_for_telegram_is_no_fault_and_costs_no_try(
    caplog: pytest.LogCaptureFixture,
) -> None:
    inbox = await inbox_with(said(1, 1), said(2, 1))
    handler = Handler(failing={1: 5}, error=Postponed("Telegram is away"))

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(6 * PAUSE)

    assert handler.order() == [1] * 6 + [2]
    assert inbox.rows[1].tries == 1
    assert {(record.levelname, record.exc_info) for record in caplog.records} == {("WARNING", None)}


@virtual_time
async def test_a_handler_that_never_ends_counts_as_failed() -> None:
    inbox = await inbox_with(said(1, 1))

    async with running(Receiver(inbox.functions(), Handler(seconds=10 * HANDLING_LIMIT))):
        await asyncio.sleep(3 * HANDLING_LIMIT + 3 * PAUSE)

    assert inbox.rows[1].set_aside == "TimeoutError"


@virtual_time
async def test_a_failure_is_logged_with_the_updates_number(caplog: pytest.LogCaptureFixture) -> None:
    inbox = await inbox_with(said(4711, 1))

    async with running(Receiver(inbox.functions(), Handler(failing={4711: 1}))):
        await asyncio.sleep(1)

    assert [getattr(record, "update_id", None) for record in caplog.records] == [4711]


@virtual_time
async def test_what_another_process_stored_is_found_within_half_a_second() -> None:
    inbox, handler = MemoryInbox(), Handler()

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(10.1)
        await inbox.store([said(1, 1)])
        await asyncio.sleep(0.5)

    assert handler.began[0][1] <= 10.6


@virtual_time
async def test_who_fills_the_inbox_in_this_process_wakes_the_work_at_once() -> None:
    inbox, handler, wake = MemoryInbox(), Handler(), asyncio.Event()

    async with running(Receiver(inbox.functions(), handler, wake=wake)):
        await asyncio.sleep(10.1)
        await inbox.store([said(1, 1)])
        wake.set()
        await asyncio.sleep(0.01)

    assert [moment for _, moment in handler.began] == pytest.approx([10.1])


@virtual_time
async def test_while_the_store_tells_an_idle_receiver_seldom_asks_and_often_again_once_it_does_not() -> None:
    inbox, wakes = MemoryInbox(), Wakes()
    wakes.listening.set()

    async with running(Receiver(inbox.functions(), Handler(), wake=wakes.inbox, patience=wakes.look_every)):
        await asyncio.sleep(10 * LOOK_SELDOM + 0.1)
        told = inbox.looks
        wakes.listening.clear()
        wakes.inbox.set()  # as whoever listened does when it cannot any more
        await asyncio.sleep(10 * LOOK_EVERY + 0.1)

    assert (told, inbox.looks - told) == (11, 11)


@virtual_time
async def test_an_inbox_that_cannot_be_read_is_waited_for_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    inbox, handler = await inbox_with(said(1, 1)), Handler()
    inbox.broken = OSError("disk I/O error")

    async with running(Receiver(inbox.functions(), handler)):
        await asyncio.sleep(60)
        inbox.broken = None
        await asyncio.sleep(31)

    assert handler.order() == [1]
    assert inbox.looks < 100
    assert [record.message.partition(" (")[0] for record in caplog.records] == [
        "The inbox cannot be read",
        "The inbox can be read again",
    ]


@virtual_time
async def test_a_stop_lets_the_updates_in_hand_finish_and_leaves_the_rest_in_the_inbox() -> None:
    inbox = await inbox_with(*(said(number, number % 2) for number in range(1, 11)))
    receiver = Receiver(inbox.functions(), handler := Handler(seconds=3.0))

    async with running(receiver):
        await asyncio.sleep(1)

    assert now() == pytest.approx(3.0)
    assert sorted(update_id for update_id, _ in handler.ended) == [1, 2]
    assert [number for number, row in inbox.rows.items() if row.done] == [1, 2]
    assert inbox.released == []


@virtual_time
async def test_a_stop_cuts_off_what_takes_too_long_and_gives_its_row_back_untried() -> None:
    inbox = await inbox_with(said(1, 1), said(2, 2))
    receiver = Receiver(inbox.functions(), Handler(seconds=40.0))

    async with running(receiver):
        await asyncio.sleep(1)

    assert now() == pytest.approx(1 + STOP_LIMIT)
    assert sorted(inbox.released) == [1, 2]
    assert [(row.leased, row.tries, row.done) for row in inbox.rows.values()] == 2 * [(False, 0, False)]


@virtual_time
async def test_a_work_that_is_cancelled_gives_its_rows_back() -> None:
    inbox = await inbox_with(said(1, 1))

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await Receiver(inbox.functions(), Handler(seconds=40.0)).work()

    assert inbox.released == [1]


@virtual_time
async def test_a_stop_ends_a_long_poll_at_once() -> None:
    receiver = Receiver(MemoryInbox().functions(), Handler(), fetch=Telegram([[]]).fetch)

    async with running(receiver, poll=True):
        await asyncio.sleep(7)

    assert now() == pytest.approx(7.0, abs=0.01)


@virtual_time
async def test_a_receiver_stopped_before_it_began_does_nothing() -> None:
    telegram = Telegram([[said(1, 1)]])
    receiver = Receiver(MemoryInbox().functions(), Handler(), fetch=telegram.fetch)
    receiver.stop()

    await receiver.poll()
    await receiver.work()

    assert telegram.offsets == []


@pytest.mark.parametrize("error", [InvalidToken("Unauthorized"), InvalidToken("Not Found")])
@virtual_time
async def test_a_bad_token_at_the_first_call_is_an_error_of_its_own(error: TelegramError) -> None:
    receiver = Receiver(MemoryInbox().functions(), Handler(), fetch=Telegram([error]).fetch)

    with pytest.raises(BadToken):
        await receiver.poll()

    receiver.stop()


@virtual_time
async def test_a_token_refused_later_is_waited_for_with_one_sentence(caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram([[], *(InvalidToken("Unauthorized") for _ in range(5)), [said(1, 1)]])
    inbox = MemoryInbox()

    async with running(Receiver(inbox.functions(), Handler(), fetch=telegram.fetch), poll=True):
        await asyncio.sleep(60)

    assert 1 in inbox.rows
    assert sum("no longer accepts" in record.message for record in caplog.records) == 1


@virtual_time
async def test_an_outage_is_waited_for_with_growing_pauses_and_told_twice(caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram([[], *(NotDelivered("connection refused") for _ in range(20)), [said(1, 1)]])
    inbox = MemoryInbox()

    async with running(Receiver(inbox.functions(), Handler(), fetch=telegram.fetch), poll=True):
        await asyncio.sleep(700)

    pauses = [later - earlier for earlier, later in zip(telegram.moments[1:21], telegram.moments[2:22], strict=True)]
    assert 1 in inbox.rows
    assert all(low <= pause <= 2 * low for low, pause in zip([0.25, 0.5, 1, 2, 4, 8], pauses[:6], strict=True))
    assert all(15 <= pause <= 30 for pause in pauses[6:])
    assert [record.message.partition(" (")[0] for record in caplog.records] == [
        "Telegram cannot be reached; waiting for it",
        "Telegram answers again",
    ]


@virtual_time
async def test_after_trouble_the_first_question_does_not_wait_for_news() -> None:
    telegram = Telegram([[], NetworkError("Bad Gateway"), []])

    async with running(Receiver(MemoryInbox().functions(), Handler(), fetch=telegram.fetch), poll=True):
        await asyncio.sleep(10)

    assert telegram.patience[:4] == [0, 30, 0, 30]


@virtual_time
async def test_a_second_poller_is_named_in_one_sentence_and_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram([[], *(Conflict("terminated by other getUpdates request") for _ in range(5)), [said(1, 1)]])
    inbox = MemoryInbox()

    async with running(Receiver(inbox.functions(), Handler(), fetch=telegram.fetch), poll=True):
        await asyncio.sleep(60)

    assert 1 in inbox.rows
    assert sum("Somebody else receives" in record.message for record in caplog.records) == 1


@virtual_time
async def test_told_to_poll_later_it_polls_later() -> None:
    telegram = Telegram([[], RetryAfter(17), []])

    async with running(Receiver(MemoryInbox().functions(), Handler(), fetch=telegram.fetch), poll=True):
        await asyncio.sleep(30)

    assert telegram.moments[2] - telegram.moments[1] == pytest.approx(17)


@pytest.mark.parametrize(
    ("kind", "body", "chat"),
    [
        ("message", {"chat": {"id": -5}, "from": {"id": 1}}, -5),
        ("edited_message", {"chat": {"id": 5_000_000_001}}, 5_000_000_001),
        ("callback_query", {"id": "1", "from": {"id": 1}, "message": {"chat": {"id": -5}}}, -5),
        ("callback_query", {"id": "1", "from": {"id": 1}, "inline_message_id": "x"}, 1),
        ("my_chat_member", {"chat": {"id": 6}, "from": {"id": 1}}, 6),
        ("chat_member", {"chat": {"id": -7}, "from": {"id": 1}}, -7),
        ("inline_query", {"id": "1", "from": {"id": 3}}, 3),
        ("poll_answer", {"poll_id": "1", "user": {"id": 4}}, 4),
        ("poll", {"id": "1"}, None),
        ("message", "not an object", None),
        ("callback_query", {"message": "not an object", "from": {"id": "five"}}, None),
        ("message", {"chat": None, "from": {"id": 9}}, 9),
    ],
)
def test_every_kind_of_update_has_its_chat(kind: str, body: Any, chat: int | None) -> None:
    assert chat_of({"update_id": 1, kind: body}) == chat


def test_an_update_of_no_kind_at_all_has_no_chat() -> None:
    assert chat_of({"update_id": 1}) is None


@asynccontextmanager
async def signed_in(telegram: Sandbox) -> AsyncIterator[Bot]:
    request = AiohttpRequest()
    bot = Bot(telegram.token, base_url=f"{telegram.api_url}/bot", request=request, get_updates_request=request)
    await sign_in(bot)
    try:
        yield bot
    finally:
        await bot.shutdown()


def noting(seen: list[str], enough: asyncio.Event, number: int) -> Callable[[RawUpdate], Awaitable[None]]:
    async def handle(raw: RawUpdate) -> None:
        seen.append(raw["message"]["text"])
        if len(seen) == number:
            enough.set()

    return handle


async def test_over_the_wire_what_people_say_arrives_in_order_and_is_confirmed() -> None:
    seen: list[str] = []
    inbox, enough = MemoryInbox(), asyncio.Event()
    async with Sandbox() as telegram, signed_in(telegram) as bot:
        person = telegram.person("przedstawiciel PUP w Wejherowie")
        receiver = Receiver(
            inbox.functions(), noting(seen, enough, 3), fetch=fetch_from(bot, ["message", "callback_query"])
        )
        async with running(receiver, poll=True), asyncio.timeout(5):
            await person.start()
            await person.say("Dzień dobry")
            await person.say("/spotkania")
            await enough.wait()

        confirming = telegram.journal.select("getUpdates")[-1].parameters["offset"]

    assert seen == ["/start", "Dzień dobry", "/spotkania"]
    assert confirming == max(inbox.rows) + 1


async def test_over_the_wire_an_update_repeated_by_telegram_is_handled_once() -> None:
    seen: list[str] = []
    inbox, enough = MemoryInbox(), asyncio.Event()
    async with Sandbox() as telegram, signed_in(telegram) as bot:
        telegram.faults.repeat_update(times=2)
        person = telegram.person("przedstawiciel PUP w Wejherowie")
        receiver = Receiver(inbox.functions(), noting(seen, enough, 3), fetch=fetch_from(bot, ["message"]))
        async with running(receiver, poll=True), asyncio.timeout(5):
            for word in ("jeden", "dwa", "trzy"):
                await person.say(word)
            await enough.wait()

    assert seen == ["jeden", "dwa", "trzy"]
