"""What people's calendar programs get: the addresses that the bot tells, and the files that it sends."""

from datetime import datetime
from typing import Any

import aiohttp
import icalendar

from sandbox import Person
from tests.stories.conftest import Stage


async def addresses(stage: Stage, person: Person) -> list[str]:
    """Every address that /kalendarz offers: one's own first, then the partnerships'."""
    shown = await stage.say(person, "/kalendarz")
    return [button.copy for row in shown.buttons for button in row if button.copy]


async def fetched(address: str) -> tuple[int, str]:
    """The status and the text behind an address, asked for over HTTP as any calendar program would."""
    async with aiohttp.ClientSession() as client, client.get(address) as answer:
        return answer.status, await answer.text()


async def subscribed(address: str) -> dict[str, Any]:
    """The one event of a feed."""
    status, text = await fetched(address)
    assert status == 200
    return event(text.encode())


def event(content: bytes) -> dict[str, Any]:
    """The one event of an .ics file, by property."""
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return dict(found)


def newest_file(person: Person) -> dict[str, Any]:
    """The event in the newest .ics file of the chat."""
    files = [message.file.bytes for message in person.chat.from_bot if message.file is not None]
    return event(files[-1])


def starts(found: dict[str, Any]) -> datetime:
    moment = found["DTSTART"].dt
    assert isinstance(moment, datetime)
    return moment
