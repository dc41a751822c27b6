"""Virtual people: what somebody with Telegram on their phone can do to the bot, and what they see.

https://core.telegram.org/bots/features#deep-linking for start payloads;
https://core.telegram.org/bots/api#chatmemberupdated for blocking. Everything a person does becomes an Update exactly
as Telegram would make it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from sandbox.albums import album
from sandbox.buttons import Button
from sandbox.chats import Chat, ChatKind, Message, NotSeen, Wire
from sandbox.entities import cleaned, is_empty, utf16_slices, with_automatic
from sandbox.files import FileKind, mime_of, picture_size
from sandbox.journal import Upload
from sandbox.profile import Command
from sandbox.world import CallbackQuery, Toast, World

T = TypeVar("T")
LONGEST_TEXT = 4096
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ICONS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Press:
    """What a press of a button did: asked the bot (`query`), opened an address, or copied a text."""

    button: Button
    query: CallbackQuery | None = None
    opened: str | None = None
    copied: str | None = None

    async def answered(self, timeout: float = 5.0) -> Toast | None:  # noqa: ASYNC109 - said by every caller
        """Wait until the bot has answered the press: what the person saw for a moment, None for a silent answer."""
        query = self.query
        if query is None:
            raise NotSeen(f"the button {self.button.text!r} asks the bot nothing")
        await query.chat.until(lambda _: query.answered, timeout, f"an answer to the press of {self.button.text!r}")
        return query.toast


class Person:
    """Somebody with a phone. `chat` is their private chat with the bot, as they see it."""

    def __init__(self, world: World, user: Wire, title: str) -> None:
        self.id: int = user["id"]
        self.title = title
        self.clipboard: str | None = None
        self.opened: list[str] = []  # addresses opened in the browser, oldest first
        self._world = world
        world.users[self.id] = user
        names: Wire = {name: user[name] for name in ("first_name", "username") if name in user}
        self.chat = world.chats[self.id] = Chat(self.id, ChatKind.PRIVATE, names)

    def __repr__(self) -> str:
        return f"<Person {self.id} {self.title}>"

    @property
    def user(self) -> Wire:
        """The User object of the Bot API."""
        return self._world.users[self.id]

    @property
    def name(self) -> str:
        """The name others see in Telegram."""
        return str(self.user["first_name"])

    @property
    def language(self) -> str:
        """The language of their app (`language_code`)."""
        return str(self.user["language_code"])

    @property
    def toasts(self) -> list[Toast]:
        """All answers to their presses that showed a text, oldest first."""
        return self._world.toasts.get(self.id, [])

    @property
    def commands(self) -> list[Command]:
        """The command menu in their chat: scope and language resolved as Telegram does."""
        return self._world.profile.commands_for(self.chat, self.language)

    async def start(self, payload: str | None = None) -> Message:
        """Press START, or open the bot by a deep link; somebody who had blocked the bot unblocks it by this."""
        if payload is not None and not _PAYLOAD.fullmatch(payload):
            raise ValueError(f"a start payload has 1-64 characters A-Z a-z 0-9 _ -, not {payload!r}")
        if self.chat.blocked:
            await self.unblock()
        return await self.say(f"/start {payload}" if payload else "/start")

    async def say(self, text: str, *, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Type a text and send it; the app cuts what is longer than 4096 UTF-16 units into several messages."""
        if is_empty(text):
            raise ValueError("an app sends no empty message")
        sent = [self._send(chat, reply_to, text=part) for part in utf16_slices(text.strip(), LONGEST_TEXT)]
        return sent[-1]

    async def send_file(
        self, name: str, content: bytes, *, mime: str = "", caption: str = "", chat: Chat | None = None
    ) -> Message:
        """Send a file."""
        file = self._world.store(Upload(name, content, mime or mime_of(name)), FileKind.DOCUMENT)
        return self._send(chat, None, text=caption, file=file)

    async def send_photo(self, content: bytes, *, caption: str = "", chat: Chat | None = None) -> Message:
        """Send a picture (PNG, JPEG, …)."""
        size = picture_size(content) or (0, 0)
        file = self._world.store(Upload("photo.jpg", content, "image/jpeg"), FileKind.PHOTO, size)
        return self._send(chat, None, text=caption, file=file)

    async def send_album(
        self, files: Sequence[tuple[str, bytes]], *, kind: FileKind = FileKind.PHOTO, caption: str = ""
    ) -> list[Message]:
        """Send 2-10 files at once: the app makes an album of them, with the caption under the first."""
        self._writes_in(self.chat)
        stored = [
            self._world.store(Upload(name, content, mime_of(name)), kind, picture_size(content) or (0, 0))
            for name, content in files
        ]
        text, entities = cleaned(caption, [])
        captions = [(text, with_automatic(text, entities)), *[("", [])] * (len(stored) - 1)]
        sent = album(self._world, self.chat, self.user, stored, captions)
        for message in sent:
            self._world.updates.put("message", message.wire())
        self._world.changed(self.chat)
        return sent

    async def send_sticker(self, *, chat: Chat | None = None) -> Message:
        """Send a sticker."""
        file = self._world.store(Upload("sticker.webp", b"RIFF\0\0\0\0WEBP", "image/webp"), FileKind.STICKER)
        return self._send(chat, None, file=file)

    async def send_location(self, latitude: float, longitude: float, *, chat: Chat | None = None) -> Message:
        """Send a place."""
        place = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._send(chat, None, extra=place)

    async def edit(self, message: Message, text: str) -> None:
        """Correct a message of their own: the bot gets edited_message."""
        if message.sender["id"] != self.id:
            raise ValueError("one can edit only what one wrote")
        message.text, message.entities = text, with_automatic(text, [])
        message.edited += 1
        message.edit_date = self._world.now()
        self._world.updates.put("edited_message", message.wire())
        self._world.changed(message.chat)

    async def press(
        self,
        words: str | None = None,
        *,
        data: str | None = None,
        message: Message | None = None,
        chat: Chat | None = None,
    ) -> Press:
        """Press a button they can see, by its words (icons may stand around them) or its data: the newest that fits.

        An address opens, a copy button copies, anything else asks the bot. `NotSeen` when there is no such button.
        """
        if words is None and data is None:
            raise ValueError("which button? its words or its data")
        where = message.chat if message else chat or self.chat
        found, button = self._button(where, words, data, message)
        if button.url is not None:
            await self.open(button.url)
            return Press(button, opened=button.url)
        if button.copy is not None:
            self.clipboard = button.copy
            return Press(button, copied=button.copy)
        return await self.forge(button.data or "", message=found, button=button)

    async def forge(self, data: str, *, message: Message | None = None, button: Button | None = None) -> Press:
        """Send callback data as a changed app could: any data, on any message (the bot's newest unless given)."""
        message = message or self.chat.last
        if message.deleted:
            # What Telegram puts there for a message that is gone: InaccessibleMessage.
            wire: Wire = {"chat": message.chat.wire(), "message_id": message.id, "date": 0}
        else:
            wire = message.wire()
        query = self._world.press(self.id, message.chat, data, wire)
        self._world.changed(message.chat)
        return Press(button or Button(data, data=data), query=query)

    async def open(self, url: str) -> str:
        """Open an address: a link to the bot starts it with its payload, anything else goes to the browser."""
        payload = start_payload(url, self._world.bot["username"])
        if payload is None:
            self.opened.append(url)
            self._world.changed(self.chat)
        else:
            await self.start(payload or None)
        return url

    async def block(self) -> None:
        """Block the bot: it gets my_chat_member and may not write any more."""
        if not self.chat.blocked:
            self.chat.blocked = True
            self._membership("member", "kicked")

    async def unblock(self) -> None:
        """Take the block away."""
        if self.chat.blocked:
            self.chat.blocked = False
            self._membership("kicked", "member")

    def speak(self, language: str) -> None:
        """Switch the app to another language (two letters); the bot sees it in the next update."""
        self._world.users[self.id] = {**self.user, "language_code": language}
        self._world.changed(self.chat)

    async def until(self, wanted: Callable[[Chat], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - as above
        """The first truthy value of `wanted(chat)`; looked at whenever the private chat changes."""
        return await self.chat.until(wanted, timeout, f"{self.title}: what was waited for")

    async def sees(self, text: str, timeout: float = 5.0) -> Message:  # noqa: ASYNC109 - as above
        """The newest visible message of the bot that contains a text, as soon as there is one."""
        found = await self.chat.until(lambda chat: chat.containing(text), timeout, f"{self.title} sees {text!r}")
        assert found is not None
        return found

    def _send(self, chat: Chat | None, reply_to: Message | None, **content: Any) -> Message:
        where = chat or self.chat
        self._writes_in(where)
        content["text"], _ = cleaned(content.get("text", ""), [])
        content["entities"] = with_automatic(content["text"], [])
        reply = reply_to.id if reply_to else None
        message = self._world.new_message(where, self.user, reply_to=reply, **content)
        if where is self.chat or self._heard(message, reply_to):
            self._world.updates.put("message", message.wire())
        self._world.changed(where)
        return message

    def _writes_in(self, chat: Chat) -> None:
        """Who writes to the bot may be written to."""
        if chat is self.chat:
            if chat.blocked:
                raise NotSeen(f"{self.title} has blocked the bot and cannot write to it")
            chat.reachable = True

    def _heard(self, message: Message, reply_to: Message | None) -> bool:
        """Privacy mode: in a group the bot hears commands, answers to itself and its own name."""
        if not message.chat.reachable:
            return False
        username = "@" + self._world.bot["username"].lower()
        to_other = re.match(r"/\w+@(\w+)", message.text)
        command = message.text.startswith("/") and (to_other is None or "@" + to_other[1].lower() == username)
        return command or username in message.text.lower() or bool(reply_to and reply_to.from_bot)

    def _membership(self, old: str, new: str) -> None:
        self._world.updates.put("my_chat_member", membership(self._world, self.chat, self.user, old, new))
        self._world.changed(self.chat)

    def _button(
        self, chat: Chat, words: str | None, data: str | None, message: Message | None
    ) -> tuple[Message, Button]:
        for candidate in [message] if message else reversed(chat.from_bot):
            for button in (button for row in candidate.buttons for button in row):
                if button.data == data if words is None else words_fit(button.text, words):
                    return candidate, button
        raise NotSeen(f"{self.title} sees no button {words or data!r}\n{chat.described()}")


def words_fit(shown: str, words: str) -> bool:
    """Whether a button shows these words, maybe with an icon ("✅ Będę" is "Będę", "Nie będę" is not)."""
    return shown == words or _ICONS_AROUND.sub("", shown) == _ICONS_AROUND.sub("", words) != ""


def start_payload(url: str, username: str) -> str | None:
    """The payload of a deep link to this bot, "" when it has none; None for every other address."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    query = parse_qs(parts.query)
    if parts.scheme == "tg":
        named = query.get("domain", [""])[0] if parts.netloc == "resolve" else ""
    else:
        named = parts.path.strip("/") if parts.netloc.lower() in {"t.me", "telegram.me"} else ""
    if named.lower() != username.lower():
        return None
    return query.get("start", [""])[0]


def membership(world: World, chat: Chat, by: Wire, old: str, new: str) -> Wire:
    """A ChatMemberUpdated about the bot itself."""
    return {
        "chat": chat.wire(),
        "from": by,
        "date": world.now(),
        "old_chat_member": _member(world.bot, old),
        "new_chat_member": _member(world.bot, new),
    }


def _member(user: Wire, status: str) -> Wire:
    return {"user": user, "status": status, "until_date": 0} if status == "kicked" else {"user": user, "status": status}
