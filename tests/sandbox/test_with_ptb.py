"""The library the bot is built on takes the sandbox for Telegram: its own requests, objects and errors."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from sandbox import Person, Sandbox

CARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("✅ Będę", callback_data="yes"), InlineKeyboardButton("Nie będę", callback_data="no")],
        [InlineKeyboardButton("Kopiuj", copy_text=CopyTextButton("adres"))],
    ]
)


@pytest.fixture
async def bot(telegram: Sandbox) -> AsyncIterator[Bot]:
    """python-telegram-bot's own Bot, talking to the sandbox."""
    base = f"{telegram.api_url}/bot"
    async with Bot(telegram.token, base_url=base, base_file_url=f"{telegram.api_url}/file/bot") as bot:
        yield bot


async def test_a_card_is_sent_pressed_answered_and_edited(bot: Bot, pup: Person) -> None:
    sent = await bot.send_message(pup.id, "<b>Będzie</b>: 0", parse_mode=ParseMode.HTML, reply_markup=CARD)
    press = await pup.press("Będę")
    *_, update = await bot.get_updates(timeout=0)
    query = update.callback_query
    assert query is not None
    await query.answer("Zapisano")
    edited = await query.edit_message_text("<b>Będzie</b>: 1", parse_mode=ParseMode.HTML, reply_markup=CARD)
    reply = await bot.send_message(pup.id, "x", reply_parameters=ReplyParameters(sent.message_id))
    toast = await press.answered()

    assert sent.text_html == "<b>Będzie</b>: 0"
    assert (query.data, query.from_user.language_code) == ("yes", "pl")
    assert toast is not None
    assert toast.text == "Zapisano"
    assert not isinstance(edited, bool)
    assert edited.text == "Będzie: 1"
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == sent.message_id
    assert (await pup.sees("Będzie: 1")).words == ["✅ Będę", "Nie będę", "Kopiuj"]


async def test_files_are_sent_replaced_and_downloaded(bot: Bot, pup: Person) -> None:
    sent = await bot.send_document(pup.id, BytesIO(b"SEQUENCE:0"), filename="posiedzenie żuławskie.ics", caption="plan")
    await bot.edit_message_media(InputMediaDocument(b"SEQUENCE:1", filename="nowy.ics"), pup.id, sent.message_id)
    own = await pup.send_file("raport.txt", "zażółć".encode())
    assert own.file is not None
    content = await (await bot.get_file(own.file.id)).download_as_bytearray()

    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("posiedzenie żuławskie.ics", "text/calendar")
    assert bytes(content) == "zażółć".encode()
    assert pup.chat.from_bot[0].document is not None
    assert pup.chat.from_bot[0].document.bytes == b"SEQUENCE:1"


async def test_the_menu_is_set_per_language(bot: Bot, pup: Person) -> None:
    await bot.set_my_commands([BotCommand("spotkania", "Spotkania")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [BotCommand("meetings", "Meetings")], scope=BotCommandScopeAllPrivateChats(), language_code="en"
    )
    pup.speak("en")

    assert pup.commands == [{"command": "meetings", "description": "Meetings"}]
    assert await bot.get_my_commands(BotCommandScopeAllPrivateChats()) == (BotCommand("spotkania", "Spotkania"),)


async def test_everything_that_is_read_has_the_shape_of_the_real_one(bot: Bot, pup: Person) -> None:
    await pup.block()
    await pup.unblock()
    updates = await bot.get_updates(timeout=0)

    assert (await bot.get_me()).username == "narada_bot"
    assert (await bot.get_chat(pup.id)).first_name == pup.name
    assert (await bot.get_chat_member(pup.id, pup.id)).status == "member"
    assert (await bot.get_webhook_info()).pending_update_count == 3
    assert [u.my_chat_member.new_chat_member.status for u in updates if u.my_chat_member] == ["kicked", "member"]
    assert (await bot.get_chat_menu_button()).type == "commands"


async def test_errors_become_the_librarys_exceptions(bot: Bot, telegram: Sandbox, pup: Person) -> None:
    stranger = telegram.person("przedstawiciel parafii")
    group = telegram.group("Partnerstwo", pup)
    await group.add_bot()
    old = group.id
    await group.migrate()

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "x")
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(old, "x")
    assert migrated.value.new_chat_id == group.id
    telegram.faults.fail(1, "sendMessage", retry_after=3)
    with pytest.raises(RetryAfter) as later:
        await bot.send_message(pup.id, "x")
    assert later.value.retry_after == timedelta(seconds=3)
    telegram.faults.lose_answer(method="sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(pup.id, "x")
    telegram.faults.fail(1, "getUpdates", code=409, description="Conflict: terminated by other getUpdates request")
    with pytest.raises(Conflict):
        await bot.get_updates(timeout=0)


async def test_a_wrong_token_is_seen_at_once(telegram: Sandbox) -> None:
    bot = Bot("123456:WRONG", base_url=f"{telegram.api_url}/bot")

    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()
