"""One Message out; says Sent, TryLater, Undeliverable or Migrated."""

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import Bot, InputFile, InputMedia, InputMediaDocument, InputMediaPhoto
from telegram.error import NetworkError, TelegramError

from bot.gateway.outcomes import (
    UNREACHABLE_PAUSE,
    Migrated,
    Outcome,
    Reason,
    Sent,
    TryLater,
    Undeliverable,
    is_unchanged,
    outcome_of,
    retry_after,
)
from bot.gateway.pace import Lane, Pace
from bot.gateway.transport import MaybeDelivered, NotDelivered
from bot.views.message import Button, File, FileKind, Message, Rows

__all__ = ["Migrated", "Outcome", "Reason", "Sender", "Sent", "TryLater", "Undeliverable"]

# `do_api_request` builds no objects out of the answer, which is most of what a message costs. At every call it warns
# about methods that Bot knows; in this spelling, which it turns into the right one, it does not recognise them.
_SEND = {None: "send_Message", FileKind.DOCUMENT: "send_Document", FileKind.PHOTO: "send_Photo"}
_EDIT_TEXT, _EDIT_CAPTION, _EDIT_BUTTONS = "edit_Message_Text", "edit_Message_Caption", "edit_Message_Reply_Markup"
_DELETE, _DELETE_ALL, _ANSWER = "delete_Message", "delete_Messages", "answer_Callback_Query"
_SEND_ALBUM = "send_Media_Group"
_MEDIA: dict[FileKind, type[InputMediaDocument | InputMediaPhoto]] = {
    FileKind.DOCUMENT: InputMediaDocument,
    FileKind.PHOTO: InputMediaPhoto,
}
_SET_COMMANDS, _DELETE_COMMANDS = "set_My_Commands", "delete_My_Commands"
_WHO_AM_I = "get_Me"

AT_ONCE = 1.0  # seconds

Payload = dict[str, Any]


class Sender:
    """Speaks for one bot at one pace. Never raises for what Telegram or the network does: that is the outcome.

    With `paid_broadcast` Telegram takes up to 1,000 messages a second, for Stars.

    A message whose answer was lost is not sent again here: whoever keeps the outbox decides, knowing that it may come
    twice. An edit, a deletion, an answer to a press and a menu are tried again at once: twice is the same as once.

    After a request got no answer, nothing that could come twice leaves before Telegram has answered a harmless one. So
    in an outage only what was under way when it began is doubtful, not everything that is tried while it lasts.
    """

    def __init__(self, bot: Bot, pace: Pace, *, paid_broadcast: bool = False) -> None:
        self._bot = bot
        self._paid: Payload = {"allow_paid_broadcast": True} if paid_broadcast else {}
        self._pace = pace
        self._doubtful = False
        self._asking = asyncio.Lock()

    @property
    def bot(self) -> Bot:
        return self._bot

    def chat_waits(self, chat_id: int) -> float:
        """Seconds until this chat takes one more message."""
        return self._pace.chat_waits(chat_id)

    async def turn(self, chat_id: int, lane: Lane, messages: int = 1) -> None:
        """Wait for this chat's turn. The message that follows is sent with `lane=None`: it has had its turn.

        An album is as many messages as it has files, to Telegram's limits, too.
        """
        for _ in range(messages):
            await self._pace.turn(chat_id, lane)

    async def trouble(self) -> TryLater | None:
        """Ask Telegram something harmless, now; None when it answers."""
        try:
            await self._bot.do_api_request(_WHO_AM_I)
        except NetworkError as error:
            self._doubtful = True
            return TryLater(UNREACHABLE_PAUSE, str(error))
        except TelegramError:
            pass  # it says no, but it is there
        self._doubtful = False
        return None

    async def send(
        self, chat_id: int, message: Message, *, lane: Lane | None, silent: bool = False, reply_to: int | None = None
    ) -> Outcome:
        """Send a message once, or a file or an album with it as the caption; `reply_to` may be deleted by then."""
        payload = {"chat_id": chat_id, **_content(message), **_manner(silent, reply_to), **self._paid}
        if message.buttons:
            payload["reply_markup"] = _keyboard(message.buttons)
        if lane is not None:
            await self.turn(chat_id, lane, max(1, len(message.album)))
        if self._doubtful and (trouble := await self._lasting_trouble()) is not None:
            return trouble
        try:
            answer = await self._bot.do_api_request(_method(message), payload)
        except TelegramError as error:
            return self._failed(error, chat_id)
        if message.album:
            numbers = tuple(int(each["message_id"]) for each in answer)
            return Sent(numbers[0], numbers)
        return Sent(int(answer["message_id"]))

    async def edit(self, chat_id: int, message_id: int, message: Message, *, lane: Lane | None) -> Outcome:
        """Make a message read like this; Sent also if it already does. A message with a file has its caption edited."""
        has_file = bool(message.file or message.album)
        text = {"caption": message.text} if has_file else _text(message.text)
        payload = {
            "chat_id": chat_id,
            "message_id": message_id,
            "parse_mode": "HTML",
            "reply_markup": _keyboard(message.buttons),
            **text,
        }
        return await self._again(_EDIT_CAPTION if has_file else _EDIT_TEXT, payload, lane)

    async def strip_buttons(self, chat_id: int, message_id: int, *, lane: Lane = Lane.REMINDER) -> Outcome:
        """Take the buttons off a message; Sent also if it has none."""
        payload = {"chat_id": chat_id, "message_id": message_id, "reply_markup": _keyboard(())}
        return await self._again(_EDIT_BUTTONS, payload, lane)

    async def delete(self, chat_id: int, message_id: int) -> Outcome:
        """Delete a message (possible for 48 hours); MESSAGE_GONE if it is gone or can't be deleted any more."""
        return await self._again(_DELETE, {"chat_id": chat_id, "message_id": message_id})

    async def delete_all(self, chat_id: int, message_ids: Sequence[int]) -> Outcome:
        """Delete up to 100 messages, as `delete` does one; what is gone already is passed over."""
        return await self._again(_DELETE_ALL, {"chat_id": chat_id, "message_ids": list(message_ids)})

    async def answer(self, query_id: str, text: str = "", *, alert: bool = False, url: str = "") -> Outcome:
        """Answer a pressed button (text: at most 200 characters); QUERY_EXPIRED if Telegram no longer waits for it."""
        payload: Payload = {"callback_query_id": query_id}
        if text:
            payload |= {"text": text, "show_alert": alert}
        if url:
            payload["url"] = url
        return await self._again(_ANSWER, payload)

    async def commands(
        self, commands: Sequence[tuple[str, str]], *, language: str = "", chat_id: int | None = None
    ) -> Outcome:
        """Set the command menu: (command, description) pairs, for one language ("" is all others), for one chat or all.

        No commands at all: the menu of this scope is taken away and the wider one shows.
        """
        scope: Payload = {"type": "default"} if chat_id is None else {"type": "chat", "chat_id": chat_id}
        payload: Payload = {"scope": scope, "language_code": language}
        if not commands:
            return await self._again(_DELETE_COMMANDS, payload)
        listed = [{"command": command, "description": description} for command, description in commands]
        return await self._again(_SET_COMMANDS, payload | {"commands": listed})

    async def close(self) -> None:
        """Close the bot's connections; to be called last."""
        await self._bot.shutdown()

    async def _again(self, method: str, payload: Payload, lane: Lane | None = None) -> Outcome:
        """Do what may be done twice, a second time if the first was cut off at once. Paced when a lane is given.

        After a long silence it would no longer be the same: a younger edit may have arrived meanwhile.
        """
        clock = asyncio.get_running_loop().time
        began = clock()
        outcome = await self._do(method, payload, lane)
        if isinstance(outcome, TryLater) and outcome.maybe_delivered and clock() - began < AT_ONCE:
            outcome = await self._do(method, payload, lane)
        return outcome

    async def _do(self, method: str, payload: Payload, lane: Lane | None) -> Outcome:
        chat_id = payload.get("chat_id")
        if lane is not None and chat_id is not None:
            await self._pace.turn(chat_id, lane)
        try:
            # A copy, because the library writes into what it is given.
            await self._bot.do_api_request(method, dict(payload))
        except TelegramError as error:
            if not is_unchanged(error):
                return self._failed(error, chat_id)
        self._doubtful = False
        return Sent(payload.get("message_id", 0))

    def _failed(self, error: TelegramError, chat_id: int | None) -> Outcome:
        # What is not about a chat (a menu, an answer to a press) has limits of its own, not those of messages.
        if chat_id is not None and (seconds := retry_after(error)) is not None:
            self._pace.hold(seconds, chat_id)
        if isinstance(error, MaybeDelivered | NotDelivered):
            self._doubtful = True
        return outcome_of(error)

    async def _lasting_trouble(self) -> TryLater | None:
        """As `trouble`, if the last that was heard was nothing. One asks for all who want to know."""
        async with self._asking:
            return await self.trouble() if self._doubtful else None


def _method(message: Message) -> str:
    return _SEND_ALBUM if message.album else _SEND[message.file.kind if message.file else None]


def _content(message: Message) -> Payload:
    if message.album:
        return {"media": _media(message)}
    if message.file is None:
        return {"parse_mode": "HTML", **_text(message.text)}
    caption = {"caption": message.text, "parse_mode": "HTML"} if message.text else {}
    file = message.file
    return {file.kind.value: _upload(file) if isinstance(file, File) else file.file_id, **caption}


def _media(message: Message) -> list[InputMedia]:
    """InputMedia of each file; the apps show the first one's caption below the whole album."""
    captions = [message.text or None, *[None] * (len(message.album) - 1)]
    return [
        _MEDIA[file.kind](file.file_id, caption=caption, parse_mode="HTML" if caption else None)
        for file, caption in zip(message.album, captions, strict=True)
    ]


def _text(text: str) -> Payload:
    return {"text": text, "link_preview_options": {"is_disabled": True}}


def _upload(file: File) -> InputFile:
    upload = InputFile(file.content, filename=file.name)
    upload.mimetype = file.media_type  # the library guesses from the name and knows no `method=REQUEST`
    return upload


def _manner(silent: bool, reply_to: int | None) -> Payload:
    manner: Payload = {"disable_notification": True} if silent else {}
    if reply_to is not None:
        manner["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
    return manner


def _keyboard(rows: Rows) -> Payload:
    return {"inline_keyboard": [[_button(button) for button in row] for row in rows]}


def _button(button: Button) -> Payload:
    if button.url:
        return {"text": button.text, "url": button.url}
    if button.copy:
        return {"text": button.text, "copy_text": {"text": button.copy}}
    return {"text": button.text, "callback_data": button.data}
