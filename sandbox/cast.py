"""The world with its people: who there is, which groups, which links lie on the table."""

from typing import Any

from sandbox.chats import Wire
from sandbox.groups import Group
from sandbox.people import Person
from sandbox.world import World

# Users whose identifiers do not fit into 32 bits exist; a bot that stores them in an INTEGER of 4 bytes must fail here.
FIRST_PERSON = 5_000_000_001
FIRST_GROUP = -4_000_000_001


class Cast(World):
    """A `World` to which people and groups can be added."""

    def __init__(self, token: str, **world: Any) -> None:
        super().__init__(token, **world)
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.links: list[dict[str, str]] = []

    def person(
        self, title: str, language: str = "pl", *, name: str | None = None, username: str | None = None
    ) -> Person:
        """One person more, who has not started the bot yet. `title` says who it is; `name` is their Telegram name."""
        user: Wire = {"id": FIRST_PERSON + len(self.people), "is_bot": False, "first_name": (name or title)[:64]}
        if username:
            user["username"] = username
        user["language_code"] = language
        person = self.people[user["id"]] = Person(self, user, title)
        self.announce(person.id, 0)
        return person

    def group(self, title: str, creator: Person) -> Group:
        """One group more, without the bot at first."""
        group = Group(self, FIRST_GROUP - len(self.groups), title, creator)
        self.groups.append(group)
        return group

    def add_link(self, label: str, url: str) -> None:
        """A link to show on the page (the coordinator's, say)."""
        self.links.append({"label": label, "url": url})
        self.announce(0, 0)
