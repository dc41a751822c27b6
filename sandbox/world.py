"""Everything the stand-in for Telegram remembers: chats, messages, files, pressed buttons, what waits for the bot.

It knows the rules about who may write to whom, but no HTTP and no method names; `methods` and `people` change it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sandbox.chats import Chat, ChatKind, Message, Wire
from sandbox.errors import QUERY_TOO_OLD, bad_request, forbidden, migrated
from sandbox.faults import Faults
from sandbox.files import FileKind, StoredFile, mime_of
from sandbox.journal import Journal, Upload
from sandbox.limits import Limits, Pace
from sandbox.profile import Profile
from sandbox.realtime import monotonic, wall_clock
from sandbox.updates import Updates


@dataclass(frozen=True, slots=True)
class Toast:
    """What a person sees for a moment after pressing: the text of answerCallbackQuery; `alert` has to be closed."""

    number: int
    text: str
    alert: bool


@dataclass(slots=True)
class CallbackQuery:
    """One press of a button that waits for its answer."""

    id: str
    user_id: int
    chat: Chat
    data: str
    born: float
    answered: bool = False
    refused: bool = False  # the bot answered too late
    toast: Toast | None = None


# Where no other is given. It has the shape of a token and opens nothing.
TEST_TOKEN = "123456:TEST"  # noqa: S105 - no secret
Changed = Callable[[int, int], None]  # chat id, version of the chat


@dataclass(slots=True)
class _Counters:
    messages: "count[int]" = field(default_factory=lambda: count(1))
    files: "count[int]" = field(default_factory=lambda: count(1))
    queries: "count[int]" = field(default_factory=lambda: count(4_382_000_000_000_001))
    toasts: "count[int]" = field(default_factory=lambda: count(1))
    albums: "count[int]" = field(default_factory=lambda: count(13_000_000_000_000_001))


class World:
    """The state of one Telegram with one bot in it."""

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        limits: Limits | None = None,
        username: str = "narada_bot",
        name: str = "Narada",
        clock: Callable[[], float] = wall_clock,
    ) -> None:
        self.token = token
        self.bot: Wire = {"id": int(token.partition(":")[0]), "is_bot": True, "first_name": name, "username": username}
        self.clock = clock  # Unix time that messages are dated with
        self.journal = Journal()
        self.faults = Faults(self.faults_changed)
        self.updates = Updates(self.faults)
        self.pace = Pace(limits or Limits())
        self.profile = Profile(name)
        self.chats: dict[int, Chat] = {}
        self.users: dict[int, Wire] = {}
        self.group_members: dict[int, dict[int, str]] = {}  # status of each member, by group and user
        self.files: dict[str, StoredFile] = {}
        self.toasts: dict[int, list[Toast]] = {}
        self.listeners: set[Changed] = set()
        self._queries: dict[str, CallbackQuery] = {}
        self._next = _Counters()

    @property
    def limits(self) -> Limits:
        """What is enforced at the moment; assign another value to change it."""
        return self.pace.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self.pace.limits = limits
        self.pace.forget()
        self.announce(0, 0)

    def faults_changed(self) -> None:
        """A switch was moved: an outage also cuts what waits."""
        self.announce(0, 0)

    def changed(self, chat: Chat) -> None:
        """Tell everybody who looks at a chat that it is not as it was."""
        chat.touch()
        self.announce(chat.id, chat.version)

    def announce(self, chat_id: int, version: int) -> None:
        """Tell the listeners; chat 0 stands for the switches of the sandbox."""
        for listener in self.listeners:
            listener(chat_id, version)

    def now(self) -> int:
        """Unix time for messages."""
        return int(self.clock())

    def chat_to_write(self, chat_id: int | None) -> Chat:
        """The chat that the bot may write to now, or Telegram's refusal."""
        chat = self.known_chat(chat_id)
        if chat.blocked:
            private = chat.kind is ChatKind.PRIVATE
            raise forbidden(
                "bot was blocked by the user" if private else f"bot was kicked from the {chat.kind.value} chat"
            )
        if not chat.reachable:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def known_chat(self, chat_id: int | None) -> Chat:
        """A chat by its identifier; one that has become a supergroup answers with its new identifier."""
        chat = self.chats.get(chat_id) if chat_id is not None else None
        if chat is None or (chat.kind is not ChatKind.PRIVATE and not (chat.reachable or chat.blocked)):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        return chat

    def new_message(self, chat: Chat, sender: Wire, **content: Any) -> Message:
        """A message at the end of a chat. Numbers rise through all chats of the bot; a supergroup has its own."""
        own = chat.kind is ChatKind.SUPERGROUP
        message_id = max(chat.by_id, default=0) + 1 if own else next(self._next.messages)
        message = Message(message_id, chat, sender, self.now(), **content)
        chat.add(message)
        return message

    def next_album(self) -> int:
        """The number that makes messages an album."""
        return next(self._next.albums)

    def store(self, upload: Upload, kind: FileKind, size_px: tuple[int, int] = (0, 0)) -> StoredFile:
        """Keep an uploaded file; the same bytes sent twice are two files."""
        number = next(self._next.files)
        mime = upload.mime if upload.mime not in {"", "application/octet-stream"} else mime_of(upload.name)
        file_id = f"BQACAgQAAxkBAAM{number:010d}"
        stored = StoredFile(
            file_id, f"AgAD{number:08d}", number, _clean_name(upload.name), upload.content, mime, kind, size_px
        )
        self.files[file_id] = stored
        return stored

    def press(self, user_id: int, chat: Chat, data: str, message: Wire) -> CallbackQuery:
        """A person presses: the bot gets a callback_query."""
        query = CallbackQuery(str(next(self._next.queries)), user_id, chat, data, monotonic())
        self._queries[query.id] = query
        wire = {
            "id": query.id,
            "from": self.users[user_id],
            "message": message,
            "chat_instance": str(-(abs(chat.id) * 7919 + 1)),
            "data": data,
        }
        self.updates.put("callback_query", wire)
        return query

    def answer(self, query_id: str, text: str, *, alert: bool) -> None:
        """The bot answers a press; too late or with an unknown identifier it is refused."""
        query = self._queries.get(query_id)
        if query is None or monotonic() - query.born > self.limits.callback_seconds:
            if query is not None:
                query.refused = True
            raise bad_request(QUERY_TOO_OLD)
        if not query.answered:
            query.answered = True
            if text:
                query.toast = Toast(next(self._next.toasts), text, alert)
                self.toasts.setdefault(query.user_id, []).append(query.toast)
        self.changed(query.chat)

    def unanswered(self) -> list[CallbackQuery]:
        """Presses that got no answer (yet): the person's button still shows its clock."""
        return [query for query in self._queries.values() if not query.answered]


def _clean_name(name: str) -> str:
    # Telegram keeps only the last part of a path and no control characters in a file name.
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in bare if c.isprintable()) or "file"
