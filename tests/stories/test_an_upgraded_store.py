"""A store of an earlier version, brought up to date by the start of the service: what people began there goes on."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest

from sandbox import Message, Person
from storage.database import Database
from tests.storage.earlier import REVISIONS, build
from tests.stories.conftest import ANSWER_REMINDER, CAST, OFFICE, TUESDAY_MORNING
from tests.support.haste import AT_ONCE
from tests.support.postgres import Postgres
from tests.support.service import Narada, narada

PLANNED = "Przypominamy o dokumentach."
WITH_ANNOUNCEMENTS, WITH_REPORTS = "0002", "0003"


@pytest.fixture(params=[*(pytest.param(each, marks=pytest.mark.thorough) for each in REVISIONS[:-1]), REVISIONS[-1]])
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def service(revision: str, server: Postgres | None, tmp_path: Path) -> AsyncIterator[Narada]:
    """The program of today on a store of that version, with the people who were there."""
    async with AsyncExitStack() as ending:
        url = f"sqlite:///{tmp_path}/narada.db"
        if server is not None:
            url = await ending.enter_async_context(server.database())
        db = Database.open(url)
        await build(db, revision, tmp_path)
        await db.close()
        settings = {"STORAGE__URL": url, "DELIVERY__MESSAGES_PER_SECOND": AT_ONCE}
        service = await ending.enter_async_context(narada(tmp_path, TUESDAY_MORNING, settings, running=False))
        for title in (OFFICE, *(title for _, _, title in CAST)):
            service.telegram.person(title).chat.reachable = True
        await service.start()
        yield service


async def test_on_an_upgraded_store_people_press_report_are_reminded_and_read_their_calendar(
    service: Narada, revision: str
) -> None:
    office, pup, caritas, courses, parish = service.telegram.people.values()

    await opened(service, courses, "r:1:yes")
    assert await answers(service) == {1: "yes", 2: "no", 3: "yes"}
    assert "Będzie: 2" in (await opened(service, pup, "m:1")).text
    assert "Spotkanie robocze" in await feed_of(service, pup.id)
    if revision >= WITH_REPORTS:
        assert "Wysłane raporty: 1 z 5" in (await opened(service, office, "req:1")).text

    await service.move(ANSWER_REMINDER)
    assert [letter.chat_id for letter in await service.letters("AnswerReminder")] == [parish.id]
    if revision >= WITH_ANNOUNCEMENTS:
        assert all(person.chat.containing(PLANNED) for person in (pup, caritas, courses, parish))


async def opened(service: Narada, person: Person, data: str) -> Message:
    """What is shown after the press of a button that the version before has sent."""
    toast = await (await person.forge(data, message=await service.say(person, "/start"))).answered()
    assert toast is None or not toast.alert
    await service.settled()
    return person.chat.last


async def answers(service: Narada) -> dict[int, str]:
    async with service.db.snapshot() as store:
        return {number: rsvp.answer.value for number, rsvp in (await store.rsvps.of_meeting(1)).items()}


async def feed_of(service: Narada, telegram_id: int) -> str:
    """The calendar behind the address that the person was given by the version before."""
    async with service.db.snapshot() as store:
        person = await store.people.person(telegram_id)
        assert person is not None
        feed = await store.feeds.of_person(person.id)
        assert feed is not None
    async with aiohttp.ClientSession() as client, client.get(f"{service.url}/calendar/{feed.secret}.ics") as answer:
        assert answer.status == 200
        return await answer.text()
