"""One Message out, and what became of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web
from telegram import Bot

from bot.gateway.outcomes import Migrated, Outcome, Reason, Sent, TryLater, Undeliverable
from bot.gateway.pace import ChatLimit, Lane, Pace
from bot.gateway.sender import Sender
from bot.gateway.transport import AiohttpRequest, sign_in
from bot.views.message import Button, File, FileKind, KeptFile, Message
from sandbox.limits import Limits
from sandbox.people import Person
from sandbox.server import Sandbox
from tests.gateway.wire import TOKEN, Answer, Heard, no, ok, serving

CARD = Message(
    "<b>Zebranie partnerów</b>",
    (
        (Button("Będę", data="yes"), Button("Nie będę", data="no")),
        (Button("Kalendarz", url="https://narada.example/k"), Button("Kopiuj", copy="adres")),
    ),
)
ICS = File("Zebranie partnerów.ics", b"BEGIN:VCALENDAR", "text/calendar; charset=utf-8; method=REQUEST")


def plain(text: str) -> Message:
    return Message(text)


@dataclass
class Desk:
    """A sender, the Telegram it speaks with, and somebody who has started the bot."""

    sender: Sender
    telegram: Sandbox
    person: Person
    pace: Pace

    async def send(self, message: Message, lane: Lane = Lane.REPLY) -> Outcome:
        return await self.sender.send(self.person.id, message, lane=lane)

    async def sent(self, message: Message) -> int:
        match await self.send(message):
            case Sent(message_id):
                return message_id
            case outcome:
                raise AssertionError(outcome)

    def asked(self, method: str) -> int:
        return len(self.telegram.journal.select(method))


@asynccontextmanager
async def sending_to(api_url: str, token: str, per_second: int = 1000) -> AsyncIterator[tuple[Sender, Pace]]:
    request = AiohttpRequest(read_timeout=5)
    bot = Bot(token, base_url=f"{api_url}/bot", request=request, get_updates_request=request)
    await bot.request.initialize()
    pace = Pace(per_second, private=ChatLimit(spacing=0.001, burst=100))
    sender = Sender(bot, pace)
    async with asyncio.TaskGroup() as group:
        dispatcher = group.create_task(pace.run())
        yield sender, pace
        dispatcher.cancel()
    await bot.request.shutdown()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Sandbox(limits=Limits.off()) as telegram:
        person = telegram.person("przedstawiciel PUP w Wejherowie")
        await person.start()
        async with sending_to(telegram.api_url, telegram.token) as (sender, pace):
            yield Desk(sender, telegram, person, pace)


async def test_a_card_arrives_with_its_text_and_every_kind_of_button(desk: Desk) -> None:
    message_id = await desk.sent(CARD)

    card = desk.person.chat.from_bot[-1]
    assert card.id == message_id
    assert card.text == "Zebranie partnerów"
    assert card.html == "<b>Zebranie partnerów</b>"
    assert [button.text for row in card.buttons for button in row] == ["Będę", "Nie będę", "Kalendarz", "Kopiuj"]
    assert [len(row) for row in card.buttons] == [2, 2]


async def test_a_message_shows_no_link_preview_and_is_silent_only_when_asked(desk: Desk) -> None:
    await desk.sender.send(desk.person.id, plain("https://narada.example"), lane=Lane.REPLY)
    await desk.sender.send(desk.person.id, plain("cicho"), lane=Lane.REPLY, silent=True)

    loud, silent = (entry.parameters for entry in desk.telegram.journal.select("sendMessage"))
    assert loud["link_preview_options"] == {"is_disabled": True}
    assert "disable_notification" not in loud
    assert silent["disable_notification"] is True


async def test_a_reply_to_a_message_that_was_deleted_arrives_all_the_same(desk: Desk) -> None:
    outcome = await desk.sender.send(desk.person.id, plain("Zmiana terminu"), lane=Lane.REPLY, reply_to=987_654)

    assert isinstance(outcome, Sent)


@pytest.mark.parametrize("kind", list(FileKind))
async def test_a_file_arrives_under_its_polish_name_with_its_media_type(desk: Desk, kind: FileKind) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\2\0\0\0"
    content, media_type = (ICS.content, ICS.media_type) if kind is FileKind.DOCUMENT else (png, "image/png")
    file = File("Zebranie partnerów.ics", content, media_type, kind)

    await desk.sent(Message("<i>plik</i>", CARD.buttons, file))

    entry = desk.telegram.journal.select("sendPhoto" if kind is FileKind.PHOTO else "sendDocument")[-1]
    upload = entry.parameters[kind.value]
    assert (upload.name, upload.content, upload.mime) == ("Zebranie partnerów.ics", content, media_type)
    card = desk.person.chat.from_bot[-1]
    assert card.text == "plik"
    assert card.buttons[0][0].text == "Będę"


async def test_an_album_arrives_in_its_order_with_the_text_under_its_first_file(desk: Desk) -> None:
    known = [await desk.person.send_file(f"plan{n}.pdf", b"%PDF") for n in (1, 2)]
    files = tuple(KeptFile(message.wire()["document"]["file_id"]) for message in known)

    outcome = await desk.send(Message("<i>plany</i>", album=files))

    first, second = desk.person.chat.from_bot
    assert outcome == Sent(first.id, (first.id, second.id))
    assert [(message.text, message.file and message.file.name) for message in (first, second)] == [
        ("plany", "plan1.pdf"),
        ("", "plan2.pdf"),
    ]
    edited = await desk.sender.edit(desk.person.id, first.id, Message("po", album=files), lane=Lane.REPLY)
    assert (edited, first.text) == (Sent(first.id), "po")
    assert await desk.sender.delete_all(desk.person.id, [first.id, second.id]) == Sent(0)
    assert desk.person.chat.from_bot == []


class CountedTurns(Pace):
    """A pace at which everybody may speak at once; it notes whose turns were taken."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[int, Lane]] = []

    async def turn(self, chat_id: int, lane: Lane) -> None:
        self.taken.append((chat_id, lane))


@pytest.mark.parametrize(("files", "turns"), [(0, 1), (2, 2), (10, 10)])
async def test_an_album_takes_as_many_turns_as_it_has_files(files: int, turns: int, desk: Desk) -> None:
    known = await desk.person.send_file("plan.pdf", b"%PDF")
    file = KeptFile(known.wire()["document"]["file_id"])
    pace = CountedTurns()
    sender = Sender(desk.sender.bot, pace)

    await sender.send(desk.person.id, Message("plany", album=(file,) * files), lane=Lane.REPLY)
    assert pace.taken == [(desk.person.id, Lane.REPLY)] * turns
    await sender.turn(desk.person.id, Lane.BULK, files or 1)
    assert pace.taken[turns:] == [(desk.person.id, Lane.BULK)] * turns
    await sender.send(desk.person.id, Message("plany", album=(file,) * files), lane=None)
    assert len(pace.taken) == 2 * turns


async def test_an_edit_changes_text_and_buttons(desk: Desk) -> None:
    message_id = await desk.sent(CARD)

    outcome = await desk.sender.edit(desk.person.id, message_id, plain("odwołane"), lane=Lane.REPLY)

    card = desk.person.chat.from_bot[-1]
    assert outcome == Sent(message_id)
    assert (card.text, card.buttons) == ("odwołane", [])


async def test_the_text_of_a_message_with_a_file_is_edited_as_its_caption(desk: Desk) -> None:
    message_id = await desk.sent(Message("przed", (), ICS))

    outcome = await desk.sender.edit(desk.person.id, message_id, Message("po", CARD.buttons, ICS), lane=Lane.REPLY)

    assert outcome == Sent(message_id)
    assert desk.person.chat.from_bot[-1].text == "po"


async def test_an_edit_that_changes_nothing_counts_as_done(desk: Desk) -> None:
    message_id = await desk.sent(CARD)

    assert await desk.sender.edit(desk.person.id, message_id, CARD, lane=Lane.REPLY) == Sent(message_id)


async def test_an_edit_of_a_message_that_is_gone_says_so_and_so_does_one_of_the_wrong_kind(desk: Desk) -> None:
    with_file = await desk.sent(Message("plik", (), ICS))

    gone = await desk.sender.edit(desk.person.id, 987_654, CARD, lane=Lane.REPLY)
    other = await desk.sender.edit(desk.person.id, with_file, CARD, lane=Lane.REPLY)

    assert isinstance(gone, Undeliverable)
    assert isinstance(other, Undeliverable)
    assert (gone.reason, other.reason) == (Reason.MESSAGE_GONE, Reason.MESSAGE_GONE)


async def test_buttons_are_taken_off_and_taking_them_off_twice_is_no_error(desk: Desk) -> None:
    message_id = await desk.sent(CARD)

    outcomes = [await desk.sender.strip_buttons(desk.person.id, message_id) for _ in range(2)]

    assert outcomes == [Sent(message_id), Sent(message_id)]
    assert desk.person.chat.from_bot[-1].buttons == []


async def test_a_message_is_deleted_and_a_second_time_it_is_gone(desk: Desk) -> None:
    message_id = await desk.sent(CARD)

    first, second = [await desk.sender.delete(desk.person.id, message_id) for _ in range(2)]

    assert first == Sent(message_id)
    assert isinstance(second, Undeliverable)
    assert second.reason is Reason.MESSAGE_GONE


async def test_a_press_is_answered_with_a_toast(desk: Desk) -> None:
    await desk.sent(CARD)
    press = await desk.person.press("Będę")
    assert press.query is not None

    outcome = await desk.sender.answer(press.query.id, "Zapisano", alert=True)

    assert outcome == Sent()
    toast = await press.answered()
    assert toast is not None
    assert (toast.text, toast.alert) == ("Zapisano", True)


async def test_answering_a_press_that_is_too_old_is_an_outcome_and_no_error(desk: Desk) -> None:
    outcome = await desk.sender.answer("4382999999999999", "Zapisano")

    assert isinstance(outcome, Undeliverable)
    assert outcome.reason is Reason.QUERY_EXPIRED


async def test_a_menu_is_set_for_a_language_and_for_one_chat_and_taken_away_again(desk: Desk) -> None:
    await desk.sender.commands([("spotkania", "najbliższe spotkania")])
    await desk.sender.commands([("meetings", "coming meetings")], language="en")
    at_first = [command["command"] for command in desk.person.commands]
    await desk.sender.commands([("nowe", "nowe spotkanie")], chat_id=desk.person.id)
    as_coordinator = [command["command"] for command in desk.person.commands]
    assert await desk.sender.commands([], chat_id=desk.person.id) == Sent()
    afterwards = [command["command"] for command in desk.person.commands]

    assert (at_first, as_coordinator, afterwards) == (["spotkania"], ["nowe"], ["spotkania"])


async def test_who_blocked_the_bot_and_who_never_started_it_are_told_apart(desk: Desk) -> None:
    stranger = desk.telegram.person("przedstawicielka MOPS w Wejherowie")
    await desk.person.block()

    blocked = await desk.send(CARD)
    unknown = await desk.sender.send(404_404, CARD, lane=Lane.BULK)
    unstarted = await desk.sender.send(stranger.id, CARD, lane=Lane.BULK)

    reasons = [outcome.reason for outcome in (blocked, unknown, unstarted) if isinstance(outcome, Undeliverable)]
    assert reasons[:2] == [Reason.BLOCKED, Reason.CHAT_NOT_FOUND]
    assert reasons[2] in (Reason.NEVER_STARTED, Reason.CHAT_NOT_FOUND)


@pytest.mark.parametrize("text", ["x" * 4097, "<b>nie zamknięte", "", "\ud83d"], ids=["long", "html", "empty", "half"])
async def test_our_own_mistake_is_undeliverable_with_telegrams_description(desk: Desk, text: str) -> None:
    outcome = await desk.send(plain(text))

    assert isinstance(outcome, Undeliverable)
    assert outcome.reason is Reason.BAD_REQUEST
    assert outcome.error


async def test_a_lost_answer_to_a_message_is_reported_and_never_tried_again_here(desk: Desk) -> None:
    desk.telegram.faults.lose_answer(method="sendMessage")

    outcome = await desk.send(CARD)

    assert isinstance(outcome, TryLater)
    assert outcome.maybe_delivered
    assert desk.asked("sendMessage") == 1


async def test_a_lost_answer_to_an_edit_or_a_press_is_made_good_by_asking_again(desk: Desk) -> None:
    message_id = await desk.sent(CARD)
    press = await desk.person.press("Będę")
    assert press.query is not None
    desk.telegram.faults.lose_answer(method="editMessageText")
    desk.telegram.faults.cut(method="answerCallbackQuery")

    edited = await desk.sender.edit(desk.person.id, message_id, plain("po"), lane=Lane.REPLY)
    answered = await desk.sender.answer(press.query.id)

    assert (edited, answered) == (Sent(message_id), Sent())
    assert (desk.asked("editMessageText"), desk.asked("answerCallbackQuery")) == (2, 2)


async def test_in_an_outage_only_the_first_message_is_doubtful(desk: Desk) -> None:
    desk.telegram.faults.outage(True)
    during = [await desk.send(plain(f"{number}")) for number in range(5)]
    desk.telegram.faults.outage(False)
    afterwards = await desk.send(plain("po awarii"))

    assert [isinstance(outcome, TryLater) and outcome.maybe_delivered for outcome in during] == [True] + 4 * [False]
    assert isinstance(afterwards, Sent)
    assert [message.text for message in desk.person.chat.from_bot] == ["po awarii"]


async def test_after_a_single_lost_answer_messages_go_on(desk: Desk) -> None:
    desk.telegram.faults.lose_answer(method="sendMessage")
    await desk.send(plain("zgubiona odpowiedź"))

    outcomes = await asyncio.gather(*(desk.send(plain(f"{number}")) for number in range(3)))

    assert all(isinstance(outcome, Sent) for outcome in outcomes)
    assert desk.asked("getMe") == 1


async def test_told_to_wait_the_message_is_later_and_the_chat_is_held_but_not_the_others(desk: Desk) -> None:
    other = desk.telegram.person("przedstawicielka MOPS w Wejherowie")
    await other.start()
    desk.telegram.faults.fail(method="sendMessage", retry_after=30)

    refused = await desk.send(CARD)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await desk.send(CARD)
    elsewhere = await desk.sender.send(other.id, CARD, lane=Lane.BULK)

    assert isinstance(refused, TryLater)
    assert (refused.seconds, refused.maybe_delivered) == (30, False)
    assert isinstance(elsewhere, Sent)


async def test_a_menu_that_must_wait_holds_up_no_messages(desk: Desk) -> None:
    desk.telegram.faults.fail(method="setMyCommands", retry_after=300)

    menu = await desk.sender.commands([("spotkania", "najbliższe spotkania")])
    message = await desk.send(CARD)

    assert isinstance(menu, TryLater)
    assert menu.seconds == 300
    assert isinstance(message, Sent)


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[Sender]:
    async with serving(answer) as wire, sending_to(wire.url, TOKEN) as (sender, _):
        yield sender


@pytest.mark.parametrize(
    ("status", "description", "reason"),
    [
        (403, "Forbidden: bot was blocked by the user", Reason.BLOCKED),
        (403, "Forbidden: user is deactivated", Reason.DEACTIVATED),
        (403, "Forbidden: bot can't initiate conversation with a user", Reason.NEVER_STARTED),
        (403, "Forbidden: bot was kicked from the supergroup chat", Reason.REMOVED),
        (403, "Forbidden: bot is not a member of the channel chat", Reason.REMOVED),
        (403, "Forbidden: the group chat was deleted", Reason.CHAT_NOT_FOUND),
        (403, "Forbidden: bots can't send messages to bots", Reason.NO_RIGHTS),
        (400, "Bad Request: chat not found", Reason.CHAT_NOT_FOUND),
        (400, "Bad Request: PEER_ID_INVALID", Reason.CHAT_NOT_FOUND),
        (400, "Bad Request: not enough rights to send text messages to the chat", Reason.NO_RIGHTS),
        (400, "Bad Request: have no rights to send a message", Reason.NO_RIGHTS),
        (400, "Bad Request: message to edit not found", Reason.MESSAGE_GONE),
        (400, "Bad Request: message can't be edited", Reason.MESSAGE_GONE),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Reason.BAD_REQUEST),
        (413, "Request Entity Too Large", Reason.BAD_REQUEST),
    ],
)
async def test_every_refusal_has_its_reason(status: int, description: str, reason: Reason) -> None:
    async def answer(_heard: Heard) -> web.Response:
        return no(status, description)

    async with answering(answer) as sender:
        outcome = await sender.send(1, CARD, lane=Lane.REPLY)

    assert isinstance(outcome, Undeliverable)
    assert outcome.reason is reason


async def test_a_group_that_moved_tells_its_new_number() -> None:
    async def answer(_heard: Heard) -> web.Response:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        return no(400, text, migrate_to_chat_id=-1_001_234_567_890)

    async with answering(answer) as sender:
        outcome = await sender.send(-123, CARD, lane=Lane.BULK)

    assert outcome == Migrated(-1_001_234_567_890)


async def test_a_429_without_parameters_is_understood_from_its_words() -> None:
    async def answer(_heard: Heard) -> web.Response:
        return no(429, "Too Many Requests: retry after 12")

    async with answering(answer) as sender:
        outcome = await sender.send(1, CARD, lane=Lane.BULK)

    assert isinstance(outcome, TryLater)
    assert outcome.seconds == 12


async def test_a_token_withdrawn_while_running_makes_messages_wait_and_not_fail() -> None:
    async def answer(heard: Heard) -> web.Response:
        if heard.method == "getMe":
            return ok({"id": 123456, "is_bot": True, "first_name": "Narada", "username": "narada_bot"})
        return no(401, "Unauthorized")

    async with serving(answer) as wire:
        request = AiohttpRequest()
        bot = Bot(TOKEN, base_url=f"{wire.url}/bot", request=request, get_updates_request=request)
        await sign_in(bot)
        sender = Sender(bot, Pace(1000))
        outcome = await sender.answer("1")
        await sender.close()

    assert isinstance(outcome, TryLater)
    assert not outcome.maybe_delivered


async def test_paid_broadcasts_are_asked_for_only_when_they_are_configured(desk: Desk) -> None:
    for paid in (False, True):
        sender = Sender(desk.sender.bot, desk.pace, paid_broadcast=paid)
        await sender.send(desk.person.id, plain("Zebranie w czwartek"), lane=Lane.BULK)

    asked = [entry.parameters.get("allow_paid_broadcast") for entry in desk.telegram.journal.select("sendMessage")]
    assert asked == [None, True]
