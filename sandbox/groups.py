"""Groups: as much of them as one card in a group needs. https://core.telegram.org/bots/api#chat, #responseparameters
(migration).
"""

from sandbox.chats import Chat, ChatKind, Message
from sandbox.people import Person, membership
from sandbox.world import World


class Group:
    """A group of people that may take the bot in. People act in it with `person.say(text, chat=group.chat)`."""

    def __init__(self, world: World, chat_id: int, title: str, creator: Person) -> None:
        self._world = world
        self.creator = creator
        self.members = [creator]
        self.chat = world.chats[chat_id] = Chat(chat_id, ChatKind.GROUP, {"title": title})
        world.group_members[chat_id] = {creator.id: "creator"}

    @property
    def id(self) -> int:
        """The identifier of the chat, another one after `migrate`."""
        return self.chat.id

    def join(self, person: Person) -> None:
        """One member more."""
        self.members.append(person)
        self._world.group_members[self.id][person.id] = "member"

    async def add_bot(self, by: Person | None = None) -> None:
        """Somebody takes the bot in: my_chat_member and the service message."""
        user = (by or self.creator).user
        self.chat.reachable, self.chat.blocked = True, False
        self._world.updates.put("my_chat_member", membership(self._world, self.chat, user, "left", "member"))
        message = self._world.new_message(self.chat, user, extra={"new_chat_members": [self._world.bot]})
        self._world.updates.put("message", message.wire())
        self._world.changed(self.chat)

    async def remove_bot(self, by: Person | None = None) -> None:
        """Somebody throws the bot out."""
        user = (by or self.creator).user
        self.chat.reachable, self.chat.blocked = False, True
        self._world.updates.put("my_chat_member", membership(self._world, self.chat, user, "member", "kicked"))
        self._world.changed(self.chat)

    async def migrate(self) -> Chat:
        """The group becomes a supergroup with a new identifier; the old one answers with it from now on."""
        old = self.chat
        new = Chat(-1_000_000_000_000 + old.id, ChatKind.SUPERGROUP, old.names)
        new.reachable = old.reachable
        self._world.chats[new.id] = new
        self._world.group_members[new.id] = self._world.group_members[old.id]
        self._service(old, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self._service(new, {"migrate_from_chat_id": old.id})
        self.chat = new
        self._world.changed(old)
        return new

    def _service(self, chat: Chat, extra: dict[str, int]) -> Message:
        message = self._world.new_message(chat, self.creator.user, extra=extra)
        self._world.updates.put("message", message.wire())
        return message
