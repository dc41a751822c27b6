"""What stories of announcements do and look at again and again."""

from typing import Any

from sandbox import Message, Person
from tests.stories.conftest import Stage

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    + (640).to_bytes(4, "big")
    + (480).to_bytes(4, "big")
    + b"\x08\x02\x00\x00\x00"
)
TEXT = "Nabór wniosków trwa do piątku."


async def send(stage: Stage, text: str = TEXT, *options: str) -> None:
    """With the command, for all partners, after pressing these buttons of the preview."""
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, *options, "Wyślij")


def having(stage: Stage, text: str) -> list[str]:
    """Who has a message with that text."""
    return [person.title for person in stage.partners if person.chat.containing(text)]


def copies(person: Person, text: str = TEXT) -> list[Message]:
    return [message for message in person.chat.from_bot if text in message.text and not message.deleted]


def account(stage: Stage) -> str:
    found = stage.office.chat.containing("📢 Ogłoszenie")
    assert found is not None
    return str(found.text)


async def rows(stage: Stage) -> list[Any]:
    return await stage.narada.letters("AnnouncementMade")


async def half_sent(stage: Stage, text: str = TEXT, *options: str) -> None:
    """Two copies have arrived, two wait: Telegram asked for a pause, and the clock of the story stands still."""
    stage.refused.add("Too Many Requests")
    await stage.say(stage.office, f"/ogloszenie {text}")
    await stage.press(stage.office, *options)
    stage.narada.telegram.faults.fail(2, "sendMessage", retry_after=1)
    await stage.press(stage.office, "Wyślij")


async def correct(stage: Stage, text: str) -> None:
    await stage.press(stage.office, "Popraw")
    await stage.say(stage.office, text)
    await stage.press(stage.office, "Popraw u wszystkich")
