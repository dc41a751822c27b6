"""Chats and messages: https://core.telegram.org/bots/api#message and #chat, and how a person sees them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from sandbox.buttons import Button, Rows, as_seen
from sandbox.entities import Entity, rendered
from sandbox.files import StoredFile
from sandbox.realtime import monotonic

T = TypeVar("T")
Wire = dict[str, Any]


class ChatKind(StrEnum):
    """`Chat.type`."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class NotSeen(AssertionError):
    """Something a person waited or looked for is not on their screen; the text shows what is."""


@dataclass(slots=True, eq=False)
class Message:
    """One message in one chat, as its people see it now."""

    id: int
    chat: "Chat"
    sender: Wire  # the User who sent it
    date: int  # Unix time
    text: str = ""  # the text, or the caption of a file
    entities: list[Entity] = field(default_factory=list)
    keyboard: Rows = field(default_factory=list)
    file: StoredFile | None = None
    extra: Wire = field(default_factory=dict)  # location, service messages: members of Message as they are
    silent: bool = False
    reply_to: int | None = None
    edited: int = 0  # how many times
    edit_date: int | None = None
    deleted: bool = False

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.sender["is_bot"])

    @property
    def html(self) -> str:
        """The text as safe HTML."""
        return rendered(self.text, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row."""
        return as_seen(self.keyboard)

    @property
    def words(self) -> list[str]:
        """The words on the buttons, all rows in order."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def document(self) -> StoredFile | None:
        """The file that came with it (`.name`, `.bytes`)."""
        return self.file

    def wire(self, *, with_reply: bool = True) -> Wire:
        """The Message object of the Bot API."""
        message: Wire = {"message_id": self.id, "from": self.sender, "chat": self.chat.wire(), "date": self.date}
        if self.edit_date is not None:
            message["edit_date"] = self.edit_date
        if with_reply and self.reply_to is not None and (original := self.chat.by_id.get(self.reply_to)):
            message["reply_to_message"] = original.wire(with_reply=False)
        message.update(self.extra)
        if self.file is not None:
            message.update(self.file.wire())
        if self.text:
            named = ("caption", "caption_entities") if self.file else ("text", "entities")
            message[named[0]] = self.text
            if self.entities:
                message[named[1]] = self.entities
        if self.keyboard:
            message["reply_markup"] = {"inline_keyboard": self.keyboard}
        return message

    def as_json(self) -> Wire:
        """For the page."""
        return {
            "id": self.id,
            "from": "bot" if self.from_bot else "person",
            "sender": self.sender["first_name"],
            "text": self.text,
            "html": self.html,
            "buttons": [[button.as_json() for button in row] for row in self.buttons],
            "file": self.file.as_json() if self.file else None,
            "location": self.extra.get("location"),
            "album": self.extra.get("media_group_id"),
            "silent": self.silent,
            "edited": self.edited,
            "reply_to": self.reply_to,
            "date": self.date,
            "deleted": self.deleted,
        }

    def described(self) -> str:
        """A few lines for people who read a failed test."""
        marks = [f"edited {self.edited}×"] * bool(self.edited) + ["deleted"] * self.deleted + ["silent"] * self.silent
        head = f"#{self.id} {self.sender['first_name']}" + (f" ({', '.join(marks)})" if marks else "")
        lines = [head, *(f"    {line}" for line in self.text.splitlines())]
        if self.file:
            lines.append(f"    <{self.file.kind}: {self.file.name}, {len(self.file.bytes)} bytes>")
        lines += ["    " + " ".join(f"[{button.text}]" for button in row) for row in self.buttons]
        return "\n".join(lines)


class Chat:
    """One chat of the bot; everybody in it sees the same messages."""

    def __init__(self, chat_id: int, kind: ChatKind, names: Wire) -> None:
        self.id = chat_id
        self.kind = kind
        self.names = names  # first_name/username or title: the members of Chat that name it
        self.history: list[Message] = []
        self.by_id: dict[int, Message] = {}
        self.reachable = False  # started by the person, or the bot is a member of the group
        self.blocked = False  # the person blocked the bot, or the group threw it out
        self.migrated_to: int | None = None
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def messages(self) -> list[Message]:
        """What can be seen, oldest first (`history` also has what was deleted)."""
        return [message for message in self.history if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        """What the bot said and can be seen, oldest first."""
        return [message for message in self.history if message.from_bot and not message.deleted]

    @property
    def last(self) -> Message:
        """The newest visible message of the bot."""
        for message in reversed(self.history):
            if message.from_bot and not message.deleted:
                return message
        raise NotSeen(f"the bot has said nothing yet\n{self.described()}")

    def containing(self, text: str) -> Message | None:
        """The newest visible message of the bot whose words (or file name) contain this text."""
        for message in reversed(self.history):
            if message.from_bot and not message.deleted and text in _readable(message):
                return message
        return None

    def add(self, message: Message) -> None:
        """A new message at the end."""
        self.history.append(message)
        self.by_id[message.id] = message

    def touch(self) -> None:
        """Something in this chat changed: whoever waits looks again."""
        self.version += 1
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, wanted: Callable[["Chat"], T], seconds: float = 5.0, what: str = "what was waited for") -> T:
        """The first truthy value of `wanted(chat)`, looked at whenever the chat changes; `NotSeen` after `seconds`."""
        deadline = monotonic() + seconds
        while not (found := wanted(self)):
            change = asyncio.get_running_loop().create_future()
            self._waiting.add(change)
            try:
                async with asyncio.timeout(deadline - monotonic()):
                    await change
            except TimeoutError:
                self._waiting.discard(change)
                raise NotSeen(f"{what}: not within {seconds:g} s\n{self.described()}") from None
        return found

    def wire(self) -> Wire:
        """The Chat object of the Bot API."""
        return {"id": self.id, **self.names, "type": self.kind.value}

    def described(self, most: int = 15) -> str:
        """The end of the chat in plain words."""
        name = self.names.get("title") or self.names.get("first_name")
        state = "blocked" if self.blocked else "started" if self.reachable else "not started"
        shown = "\n".join(message.described() for message in self.history[-most:]) or "(no messages)"
        return f"--- {name} ({self.id}, {state}), {len(self.history)} messages ---\n{shown}"


def _readable(message: Message) -> str:
    return f"{message.text}\n{message.file.name}" if message.file else message.text
