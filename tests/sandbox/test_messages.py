"""Sending, changing and taking back, over HTTP: what is accepted, and what is refused in which words."""

import struct
from dataclasses import replace
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from sandbox import Limits, Person, Sandbox
from sandbox.entities import utf16_length
from tests.sandbox.conftest import Caller

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 40, 30) + b"\0" * 20


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


YES = {"text": "✅ Będę", "callback_data": "yes"}
NO = {"text": "Nie będę", "callback_data": "no"}


async def test_a_sent_message_comes_back_as_telegram_describes_it(api: Caller, pup: Person) -> None:
    message = await api.result("sendMessage", chat_id=pup.id, text="<b>Będzie</b>: 1", parse_mode="HTML")

    assert message["from"] == {"id": 123456, "is_bot": True, "first_name": "Narada", "username": "narada_bot"}
    assert message["chat"] == {"id": pup.id, "first_name": "przedstawiciel PUP w Wejherowie", "type": "private"}
    assert pup.id > 2**32
    assert (message["text"], message["entities"]) == ("Będzie: 1", [{"type": "bold", "offset": 0, "length": 6}])
    assert "reply_markup" not in message


@pytest.mark.parametrize("length", [1, 4096])
async def test_a_text_of_up_to_4096_units_after_parsing_is_accepted(api: Caller, pup: Person, length: int) -> None:
    await api.result("sendMessage", chat_id=pup.id, text="<b>" + "&amp;" * length + "</b>", parse_mode="HTML")

    assert pup.chat.last.text == "&" * length


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "\u200b\u200f\u202e"}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x" * 40000}, "text is too long"),
        ({"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": 1}, "chat not found"),
        ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "reply_to_message_id": 999}, "message to be replied not found"),
        (
            {"text": "x", "entities": [{"type": "x", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": []}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": "x"}}, 'field "inline_keyboard" must be of type Array'),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": ["x"]}},
            'field "inline_keyboard" must be an Array of Arrays',
        ),
        (
            {"text": "x", "reply_markup": keyboard("x")},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"callback_data": "x"})},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "x"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": " ", "callback_data": "x"})},
            "inline keyboard button text must be non-empty",
        ),
        ({"text": "x", "reply_markup": keyboard({"text": "x", "callback_data": "ż" * 33})}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": keyboard({"text": "x", "url": "webcal://x.org"})},
            "inline keyboard button URL 'webcal://x.org' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "x", "url": "http://localhost:1"})},
            "inline keyboard button URL 'http://localhost:1' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "x", "copy_text": {"text": "x" * 257}})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        ({"text": "x", "reply_markup": keyboard({"text": "x", "copy_text": {"text": ""}})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[YES] * 8] * 13}}, "reply markup is too long"),
    ],
)
async def test_a_wrong_message_is_refused(api: Caller, pup: Person, parameters: dict[str, Any], problem: str) -> None:
    before = len(pup.chat.history)

    assert await api.refusal("sendMessage", **{"chat_id": pup.id, **parameters}) == f"Bad Request: {problem}"
    assert len(pup.chat.history) == before


@pytest.mark.parametrize("data", ["x", "ż" * 32])
async def test_callback_data_of_1_to_64_bytes_is_accepted(api: Caller, pup: Person, data: str) -> None:
    markup = keyboard({"text": "x", "callback_data": data})
    await api.result("sendMessage", chat_id=pup.id, text="x", reply_markup=markup)

    assert pup.chat.last.buttons[0][0].data == data


async def test_a_reply_is_shown_as_one_and_may_do_without_its_original(api: Caller, pup: Person) -> None:
    first = await api.result("sendMessage", chat_id=pup.id, text="pierwsza")
    reply = {"message_id": first["message_id"]}
    answer = await api.result("sendMessage", chat_id=pup.id, text="druga", reply_parameters=reply)
    gone = {"message_id": 999, "allow_sending_without_reply": True}
    alone = await api.result("sendMessage", chat_id=pup.id, text="trzecia", reply_parameters=gone)

    assert answer["reply_to_message"]["text"] == "pierwsza"
    assert "reply_to_message" not in alone


async def test_the_bot_may_not_write_first_nor_to_whom_blocked_it(api: Caller, telegram: Sandbox) -> None:
    stranger = telegram.person("przedstawicielka banku spółdzielczego")

    first = await api("sendMessage", chat_id=stranger.id, text="x")
    await stranger.start()
    second = await api("sendMessage", chat_id=stranger.id, text="x")
    await stranger.block()
    third = await api("sendMessage", chat_id=stranger.id, text="x")

    assert (first["error_code"], first["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    assert second["ok"]
    assert (third["error_code"], third["description"]) == (403, "Forbidden: bot was blocked by the user")


async def test_an_edit_replaces_text_and_keyboard_and_is_counted(api: Caller, pup: Person) -> None:
    sent = await api.result("sendMessage", chat_id=pup.id, text="Będzie: 0", reply_markup=keyboard(YES, NO))
    place = {"chat_id": pup.id, "message_id": sent["message_id"]}
    edited = await api.result("editMessageText", **place, text="Będzie: 1")

    assert (edited["text"], "reply_markup" in edited, edited["edit_date"] >= edited["date"]) == (
        "Będzie: 1",
        False,
        True,
    )
    assert (pup.chat.last.text, pup.chat.last.edited) == ("Będzie: 1", 1)


async def test_an_edit_that_changes_nothing_is_refused(api: Caller, pup: Person) -> None:
    shown = {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": keyboard(YES)}
    sent = await api.result("sendMessage", chat_id=pup.id, **shown)
    place = {"chat_id": pup.id, "message_id": sent["message_id"]}

    refusal = await api.refusal("editMessageText", **place, **shown)

    assert refusal.startswith("Bad Request: message is not modified: specified new message content and reply markup")
    assert await api.refusal("editMessageReplyMarkup", **place, reply_markup=keyboard(YES)) == refusal
    await api.result("editMessageText", **place, **{**shown, "reply_markup": keyboard(YES, NO)})
    assert pup.chat.last.words == ["✅ Będę", "Nie będę"]


async def test_what_cannot_be_edited_is_said(api: Caller, pup: Person) -> None:
    own = pup.chat.history[0].id
    sent = (await api.result("sendMessage", chat_id=pup.id, text="x"))["message_id"]

    async def refusal(method: str, message_id: int, **more: Any) -> str:
        return await api.refusal(method, chat_id=pup.id, message_id=message_id, **more)

    assert await refusal("editMessageText", 999, text="y") == "Bad Request: message to edit not found"
    assert await refusal("editMessageText", 0, text="y") == "Bad Request: message identifier is not specified"
    assert await refusal("editMessageText", own, text="y") == "Bad Request: message can't be edited"
    assert await refusal("editMessageText", sent, text="x" * 4097) == "Bad Request: MESSAGE_TOO_LONG"
    assert await refusal("editMessageText", sent, text="y", reply_markup={"keyboard": [["a"]]}) == (
        "Bad Request: inline keyboard expected"
    )
    assert await refusal("editMessageCaption", sent, caption="y") == (
        "Bad Request: there is no caption in the message to edit"
    )


async def test_a_message_can_be_taken_back_for_48_hours(telegram: Sandbox, api: Caller, pup: Person) -> None:
    now = telegram.clock()
    young = (await api.result("sendMessage", chat_id=pup.id, text="x"))["message_id"]
    old = (await api.result("sendMessage", chat_id=pup.id, text="y"))["message_id"]
    assert await api.result("deleteMessage", chat_id=pup.id, message_id=young) is True
    telegram.clock = lambda: now + 48 * 3600 + 2

    too_late = await api.refusal("deleteMessage", chat_id=pup.id, message_id=old)
    again = await api.refusal("deleteMessage", chat_id=pup.id, message_id=young)

    assert too_late == "Bad Request: message can't be deleted for everyone"
    assert again == "Bad Request: message to delete not found"
    assert [message.text for message in pup.chat.from_bot] == ["y"]


def upload(chat_id: int, field: str, name: str, content: bytes, **more: str) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("chat_id", str(chat_id))
    for key, value in more.items():
        form.add_field(key, value)
    form.add_field(field, BytesIO(content), filename=name, content_type="application/octet-stream")
    return form


async def test_a_document_arrives_with_its_polish_name_and_every_byte(api: Caller, pup: Person) -> None:
    content = bytes(range(256)) * 300
    form = upload(pup.id, "document", "Walne zebranie – źdźbło.ics", content, caption="<b>plik</b>", parse_mode="HTML")
    message = (await api.form("sendDocument", form))["result"]
    file = pup.chat.last.document

    assert file is not None
    assert (file.name, file.bytes, file.mime) == ("Walne zebranie – źdźbło.ics", content, "text/calendar")
    assert (message["caption"], message["document"]["file_size"]) == ("plik", len(content))
    assert message["document"]["mime_type"] == "text/calendar"


async def test_a_file_is_downloaded_by_getfile_and_sent_again_by_its_id(api: Caller, pup: Person) -> None:
    form = upload(pup.id, "document", "plan.ics", b"BEGIN:VCALENDAR")
    file_id = (await api.form("sendDocument", form))["result"]["document"]["file_id"]
    file = await api.result("getFile", file_id=file_id)
    base = f"{api.telegram.api_url}/file/bot{api.telegram.token}"
    async with api.session.get(f"{base}/{file['file_path']}") as response:
        downloaded = await response.read()
    again = await api.result("sendDocument", chat_id=pup.id, document=file_id)

    assert downloaded == b"BEGIN:VCALENDAR"
    assert again["document"] == (await api.result("sendDocument", chat_id=pup.id, document=file_id))["document"]
    assert await api.refusal("getFile", file_id="x") == "Bad Request: invalid file_id"
    assert await api.refusal("sendPhoto", chat_id=pup.id, photo=file_id) == (
        "Bad Request: can't use file of type Document as Photo"
    )


@pytest.mark.parametrize(
    ("field", "content", "problem"),
    [
        ("document", b"", "file must be non-empty"),
        ("photo", b"not a picture", "IMAGE_PROCESS_FAILED"),
        ("photo", PICTURE[:16] + struct.pack(">II", 9000, 1001) + b"\0" * 9, "PHOTO_INVALID_DIMENSIONS"),
        ("photo", PICTURE[:16] + struct.pack(">II", 210, 10) + b"\0" * 9, "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_wrong_file_is_refused(api: Caller, pup: Person, field: str, content: bytes, problem: str) -> None:
    answer = await api.form(f"send{field.title()}", upload(pup.id, field, "x.png", content))

    assert answer["description"] == f"Bad Request: {problem}"


async def test_missing_and_too_large_files_are_refused(telegram: Sandbox, api: Caller, pup: Person) -> None:
    document = (await api.form("sendDocument", upload(pup.id, "document", "x.bin", b"123456")))["result"]["document"]
    telegram.limits = replace(telegram.limits, photo_bytes=len(PICTURE) - 1, file_bytes=100_000, download_bytes=5)
    photo = await api.form("sendPhoto", upload(pup.id, "photo", "x.png", PICTURE))
    large = await api.form("sendDocument", upload(pup.id, "document", "x.bin", b"0" * 100_001))
    telegram.limits = replace(telegram.limits, file_bytes=0)
    huge = await api.form("sendDocument", upload(pup.id, "document", "x.bin", b"0" * 1_048_577))

    assert await api.refusal("sendDocument", chat_id=pup.id) == "Bad Request: there is no document in the request"
    assert photo["description"] == (
        f"Bad Request: file of size {len(PICTURE)} bytes is too big for a photo; "
        f"the maximum size is {len(PICTURE) - 1} bytes"
    )
    assert large["description"] == "Bad Request: file is too big"
    assert (huge["error_code"], huge["description"]) == (413, "Request Entity Too Large")
    assert await api.refusal("getFile", file_id=document["file_id"]) == "Bad Request: file is too big"
    assert Limits().file_bytes == 50 * 1024 * 1024


async def test_captions_have_at_most_1024_units_and_are_edited(api: Caller, pup: Person) -> None:
    form = upload(pup.id, "photo", "qr.png", PICTURE, caption="😀" * 512)
    sent = (await api.form("sendPhoto", form))["result"]
    long = await api.form("sendPhoto", upload(pup.id, "photo", "qr.png", PICTURE, caption="😀" * 513))
    place = {"chat_id": pup.id, "message_id": sent["message_id"]}
    await api.result("editMessageCaption", **place, caption="nowy podpis")

    assert (sent["photo"][0]["width"], utf16_length(sent["caption"])) == (40, 1024)
    assert long["description"] == "Bad Request: message caption is too long"
    assert pup.chat.last.text == "nowy podpis"
    assert await api.refusal("editMessageText", **place, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_a_file_in_a_message_can_be_replaced(api: Caller, pup: Person) -> None:
    sent = (await api.form("sendDocument", upload(pup.id, "document", "plan.ics", b"SEQUENCE:0")))["result"]
    media = '{"type": "document", "media": "attach://new", "caption": "zmiana"}'
    form = upload(pup.id, "new", "plan.ics", b"SEQUENCE:1", message_id=str(sent["message_id"]), media=media)
    await api.form("editMessageMedia", form)
    file = pup.chat.last.document

    assert file is not None
    assert (file.bytes, pup.chat.last.text, pup.chat.last.edited) == (b"SEQUENCE:1", "zmiana", 1)


@pytest.mark.parametrize(
    ("value", "silent"),
    [(True, True), ("true", True), ("True", True), ("1", True), (1, True), ("yes", True), (False, False), ("0", False)],
)
async def test_silence_is_seen_by_the_person(api: Caller, pup: Person, value: Any, silent: bool) -> None:
    await api.result("sendMessage", chat_id=pup.id, text="po cichu", disable_notification=value)

    assert pup.chat.last.silent is silent
