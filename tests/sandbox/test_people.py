"""What virtual people do and see, and the updates the bot gets of it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from sandbox import Limits, NotSeen, Person, Sandbox
from tests.sandbox.conftest import Caller

CARD = {"inline_keyboard": [[{"text": "✅ Będę", "callback_data": "yes"}, {"text": "Nie będę", "callback_data": "no"}]]}


async def card(api: Caller, person: Person, text: str = "Będzie: 0", **more: Any) -> int:
    sent = await api.result("sendMessage", chat_id=person.id, text=text, **{"reply_markup": CARD, **more})
    number: int = sent["message_id"]
    return number


async def test_start_carries_the_payload_of_a_deep_link(api: Caller, telegram: Sandbox) -> None:
    person = telegram.person("przedstawicielka gminy", language="de", username="gmina")
    await person.open("https://t.me/narada_bot?start=abc_DEF-1")
    message = (await api.update())["message"]

    assert message["text"] == "/start abc_DEF-1"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "de"
    assert message["from"]["username"] == message["chat"]["username"] == "gmina"


@pytest.mark.parametrize("url", ["t.me/narada_bot?start=x", "tg://resolve?domain=Narada_Bot&start=x"])
async def test_every_form_of_a_deep_link_opens_the_bot(api: Caller, telegram: Sandbox, url: str) -> None:
    await telegram.person("przedstawiciel").open(url)

    assert (await api.update())["message"]["text"] == "/start x"


async def test_a_payload_that_no_app_would_pass_is_refused(telegram: Sandbox) -> None:
    with pytest.raises(ValueError, match="1-64 characters"):
        await telegram.person("przedstawiciel").start("za długo!")


async def test_a_text_of_more_than_4096_units_goes_out_as_several_messages(api: Caller, pup: Person) -> None:
    await api.update()
    await pup.say("😀" * 2048 + "reszta")
    texts = [update["message"]["text"] for update in await api.result("getUpdates")]

    assert texts[-2:] == ["😀" * 2048, "reszta"]


async def test_what_a_person_types_is_cleaned_as_by_the_server(api: Caller, pup: Person) -> None:
    await pup.say("\u202eseminarium\tjutro\r")

    assert (await api.update())["message"]["text"] == "seminarium jutro"
    with pytest.raises(ValueError, match="empty"):
        await pup.say("\u200b \u200b")


async def test_a_press_reaches_the_bot_and_its_answer_the_person(api: Caller, pup: Person) -> None:
    number = await card(api, pup)
    press = await pup.press("Będę")
    query = (await api.update())["callback_query"]
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="Zapisano: będę")
    toast = await press.answered()

    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("yes", number, pup.id)
    assert toast is not None
    assert (toast.text, toast.alert, pup.toasts) == ("Zapisano: będę", False, [toast])


async def test_an_icon_does_not_hide_a_button_and_words_are_whole(api: Caller, pup: Person) -> None:
    await card(api, pup)

    assert (await pup.press("Będę")).button.data == "yes"
    assert (await pup.press("Nie będę")).button.data == "no"
    with pytest.raises(NotSeen, match="sees no button 'będę'"):
        await pup.press("będę")


async def test_buttons_of_deleted_messages_and_edited_away_ones_cannot_be_pressed(api: Caller, pup: Person) -> None:
    first = await card(api, pup)
    second = await card(api, pup)
    await api.result("deleteMessage", chat_id=pup.id, message_id=second)
    await api.result("editMessageReplyMarkup", chat_id=pup.id, message_id=first)

    with pytest.raises(NotSeen):
        await pup.press("Będę")
    press = await pup.forge("yes", message=pup.chat.by_id[second])
    assert (await api.update())["callback_query"]["message"]["date"] == 0
    assert press.query is not None


async def test_forged_data_arrives_as_any_other(api: Caller, pup: Person) -> None:
    await card(api, pup)
    await pup.forge("ogłoś:999")

    assert (await api.update())["callback_query"]["data"] == "ogłoś:999"


async def test_a_query_can_be_answered_twice_but_only_in_time(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await card(api, pup)
    await pup.press("Będę")
    query = (await api.update())["callback_query"]["id"]
    await api.result("answerCallbackQuery", callback_query_id=query)
    await api.result("answerCallbackQuery", callback_query_id=query, text="drugi raz")
    telegram.limits = replace(telegram.limits, callback_seconds=0.0)
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"

    assert await api.refusal("answerCallbackQuery", callback_query_id=query) == old
    assert await api.refusal("answerCallbackQuery", callback_query_id="1") == old
    assert pup.toasts == []


async def test_the_text_of_an_answer_has_at_most_200_characters(api: Caller, pup: Person) -> None:
    await card(api, pup)
    await pup.press("Będę")
    query = (await api.update())["callback_query"]["id"]

    long = await api.refusal("answerCallbackQuery", callback_query_id=query, text="ż" * 201)
    await api.result("answerCallbackQuery", callback_query_id=query, text="ż" * 200, show_alert=True)

    assert long == "Bad Request: MESSAGE_TOO_LONG"
    assert (len(pup.toasts[0].text), pup.toasts[0].alert) == (200, True)


async def test_unanswered_presses_are_known(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await card(api, pup)
    press = await pup.press("Będę")

    assert telegram.unanswered() == [press.query]
    with pytest.raises(NotSeen, match="an answer to the press of '✅ Będę': not within"):
        await press.answered(timeout=0.01)


async def test_other_buttons_open_and_copy_without_asking_the_bot(api: Caller, pup: Person) -> None:
    buttons = [
        {"text": "Kalendarz", "url": "http://127.0.0.1:8080/calendar/x"},
        {"text": "Kopiuj adres", "copy_text": {"text": "http://127.0.0.1:8080/calendar/x.ics"}},
        {"text": "Wróć", "url": "https://t.me/narada_bot?start=menu"},
    ]
    await card(api, pup, reply_markup={"inline_keyboard": [buttons]})
    await api.update()
    await pup.press("Kalendarz")
    await pup.press("Kopiuj adres")
    await pup.press("Wróć")

    assert pup.opened == ["http://127.0.0.1:8080/calendar/x"]
    assert pup.clipboard == "http://127.0.0.1:8080/calendar/x.ics"
    assert (await api.update())["message"]["text"] == "/start menu"


async def test_blocking_and_coming_back_is_told_once_each(api: Caller, telegram: Sandbox, pup: Person) -> None:
    await api.update()
    await pup.block()
    await pup.block()
    with pytest.raises(NotSeen, match="has blocked the bot"):
        await pup.say("słychać mnie?")
    await pup.start()
    updates = (await api.result("getUpdates"))[1:]
    statuses = [
        (u["my_chat_member"]["old_chat_member"]["status"], u["my_chat_member"]["new_chat_member"]["status"])
        for u in updates[:-1]
    ]

    assert statuses == [("member", "kicked"), ("kicked", "member")]
    assert updates[-1]["message"]["text"] == "/start"
    assert telegram.users[pup.id]["id"] == updates[0]["my_chat_member"]["from"]["id"]


async def test_a_new_language_is_seen_in_the_next_update(api: Caller, pup: Person) -> None:
    pup.speak("en")
    await pup.say("hello")

    assert (await api.update())["message"]["from"]["language_code"] == "en"


async def test_files_places_and_stickers_arrive_as_what_they_are(api: Caller, pup: Person) -> None:
    await api.update()
    await pup.send_file("lista obecności.xlsx", b"PK", caption="lista")
    await pup.send_photo(b"GIF89a\x10\0\x08\0")
    await pup.send_sticker()
    await pup.send_location(54.6, 18.25)
    document, photo, sticker, place = [u["message"] for u in (await api.result("getUpdates"))[1:]]

    assert (document["document"]["file_name"], document["caption"]) == ("lista obecności.xlsx", "lista")
    assert (photo["photo"][0]["width"], photo["photo"][0]["height"]) == (16, 8)
    assert sticker["sticker"]["type"] == "regular"
    assert place["location"] == {"latitude": 54.6, "longitude": 18.25}
    assert (await api.result("getFile", file_id=document["document"]["file_id"]))["file_size"] == 2


async def test_a_person_corrects_only_their_own_message(api: Caller, pup: Person) -> None:
    own = await pup.say("wtorek")
    await pup.edit(own, "środa")
    await card(api, pup)

    assert (await api.update())["edited_message"]["text"] == "środa"
    with pytest.raises(ValueError, match="only what one wrote"):
        await pup.edit(pup.chat.last, "x")


async def test_waiting_ends_when_the_text_appears(api: Caller, pup: Person) -> None:
    async with asyncio.TaskGroup() as group:
        seen = group.create_task(pup.sees("Będzie: 1"))
        number = await card(api, pup, text="Będzie: 0")
        await api.result("editMessageText", chat_id=pup.id, message_id=number, text="Będzie: 1")

    assert (seen.result().id, seen.result().edited) == (number, 1)


async def test_waiting_in_vain_shows_the_whole_chat(api: Caller, pup: Person) -> None:
    await card(api, pup, text="Będzie: 0\nNie będzie: 2")

    with pytest.raises(NotSeen) as failure:
        await pup.sees("Będzie: 1", timeout=0.01)

    assert "    Nie będzie: 2\n    [✅ Będę] [Nie będę]" in str(failure.value)


async def test_until_returns_what_was_found(api: Caller, pup: Person) -> None:
    await card(api, pup)

    assert await pup.until(lambda chat: [m.text for m in chat.from_bot]) == ["Będzie: 0"]


async def test_messages_are_dated_by_the_clock_that_was_given() -> None:
    async with Sandbox(limits=Limits.off(), clock=lambda: 1_810_000_000.9) as telegram:
        message = await telegram.person("przedstawiciel").start()

    assert message.date == 1_810_000_000
