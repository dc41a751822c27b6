"""The stage of every story: a coordinator and four organisations of one partnership, all of them in Telegram.

What leads up to a story (invitations, agreeing) is played once; every story begins with a copy of that store. At the
end of every story: no press is left unanswered, Telegram refused nothing, nobody heard of a fault, and whatever was
not sent has a reason.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.people import Language, Sector
from bot.views.texts import texts
from sandbox import Message, Person, Toast
from tests.support import ways
from tests.support.haste import AT_ONCE, without_pauses
from tests.support.service import Narada, link_in, narada
from tests.support.ways import WAYS, WEBHOOK_ON_POSTGRESQL, Prepared

PUP = "Powiatowy Urząd Pracy w Wejherowie"
CARITAS = "Caritas Archidiecezji Gdańskiej"
COURSES = "OK Ośrodek Kursów w Wejherowie"
PARISH = "Parafia p.w. Św. Trójcy w Wejherowie"
OFFICE = "koordynatorka partnerstwa"
CAST = (
    (PUP, Sector.PUBLIC, "przedstawiciel PUP"),
    (CARITAS, Sector.NGO, "przedstawicielka Caritas"),
    (COURSES, Sector.BUSINESS, "przedstawiciel Ośrodka Kursów"),
    (PARISH, Sector.NGO, "przedstawiciel parafii"),
)
TUESDAY_MORNING = datetime(2027, 5, 11, 7, tzinfo=UTC)  # 9:00 in Warsaw, far from any holiday
LINE = "Spotkanie robocze; 20.05.2027 10:00-12:00; Starostwo Powiatowe w Wejherowie, sala 12"
ANSWER_REMINDER = datetime(2027, 5, 18, 8, tzinfo=UTC)  # of LINE: a day before the answer deadline, Tuesday 10:00
DEADLINE = datetime(2027, 5, 19, 8, tzinfo=UTC)  # also the first reminder before the start
START_REMINDER = datetime(2027, 5, 20, 6, tzinfo=UTC)  # the second, two hours before
START = datetime(2027, 5, 20, 8, tzinfo=UTC)
SECOND = timedelta(seconds=1)
UNCHANGED = "message is not modified"


def wording(key: str, language: str = "pl", **facts: str | int) -> str:
    """What the bot says there: for whatever interface.md does not fix."""
    return texts(Language(language)).plain(key, **facts)


@dataclass
class Stage:
    narada: Narada
    office: Person
    pup: Person
    caritas: Person
    courses: Person
    parish: Person
    refused: set[str] = field(default_factory=set)  # parts of Telegram's refusals that belong to the story

    @property
    def partners(self) -> tuple[Person, ...]:
        return (self.pup, self.caritas, self.courses, self.parish)

    @property
    def everybody(self) -> tuple[Person, ...]:
        return (self.office, *self.partners)

    async def announced(self, line: str = LINE) -> None:
        """A meeting whose card has arrived everywhere."""
        await self.narada.announce(self.office, line)
        await self.narada.settled()

    def shown(self, person: Person, text: str) -> str:
        """What the newest message of the bot with this text says now; fails when there is none."""
        found = person.chat.containing(text)
        assert found is not None, f"{person.title} sees no {text!r}\n{person.chat.described()}"
        return found.text

    async def press(self, person: Person, *words: str) -> Toast | None:
        """Press one button after another; the toast of the last."""
        toast = None
        for each in words:
            toast = await self.narada.press(person, each)
        return toast

    async def say(self, person: Person, text: str) -> Message:
        return await self.narada.say(person, text)

    async def newcomer(self, link: str, title: str, language: str = "pl") -> Person:
        """Somebody new who opens an invitation and agrees."""
        person = await self.narada.arrive(self.narada.telegram.person(title, language), link)
        await self.narada.settled()
        return person

    async def link_from(self, *words: str) -> str:
        """The link that the coordinator gets by pressing these buttons in the directory."""
        await self.say(self.office, "/partnerzy")
        await self.press(self.office, *words)
        link = link_in(self.office.chat.last)
        assert link is not None
        return link

    async def deputy(self, organisation: str, title: str) -> Person:
        return await self.newcomer(await self.link_from(organisation, "Zaproś zastępstwo"), title)

    async def change(self, field: str, text: str) -> None:
        """The coordinator changes one thing of the meeting, and confirms."""
        await self.press(self.office, wording("button-change"), field)
        await self.say(self.office, text)
        await self.press(self.office, wording("button-save-and-tell"))

    async def call_off(self, reason: str = "choroba prowadzącego") -> None:
        await self.press(self.office, wording("button-call-off"))
        await self.say(self.office, reason)
        await self.press(self.office, wording("button-call-off"))

    def reminded(self) -> dict[str, int]:
        """How many reminders each partner has been sent."""
        counts = {person.title: self.reminders(person) for person in self.partners}
        return {title: count for title, count in counts.items() if count}

    def reminders(self, person: Person) -> int:
        """Counted at Telegram, because a reminder that has become an older card no longer reads like one."""
        sent = self.narada.telegram.journal.select("sendMessage", chat_id=person.id, outcome="ok")
        return sum(entry.parameters["text"].startswith("🔔") for entry in sent)


@pytest.fixture(scope="session", params=WAYS)
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A store in which everybody of the stage has agreed, and nothing else has happened; in each way once."""
    postgres = request.getfixturevalue("postgres") if request.param == WEBHOOK_ON_POSTGRESQL else None
    return ways.prepared(postgres, tmp_path_factory.mktemp("stage"), _prepare)


async def _prepare(folder: Path, settings: dict[str, str]) -> None:
    with without_pauses():
        await _invite(folder, settings)


async def _invite(folder: Path, settings: dict[str, str]) -> None:
    async with narada(folder, TUESDAY_MORNING, settings, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE) as service:
        office = await service.coordinator(OFFICE)
        for organisation, sector, title in CAST:
            await service.partner(office, organisation, sector, title=title)
        await service.settled()


@pytest.fixture(autouse=True)
def no_pauses() -> Iterator[None]:
    with without_pauses():
        yield


@pytest.fixture
async def stage(prepared: Prepared, tmp_path: Path) -> AsyncIterator[Stage]:
    async with (
        prepared.copied(tmp_path) as settings,
        narada(tmp_path, TUESDAY_MORNING, settings, DELIVERY__MESSAGES_PER_SECOND=AT_ONCE) as service,
    ):
        office, *partners = (service.telegram.person(title) for title in (OFFICE, *(title for _, _, title in CAST)))
        for person in (office, *partners):
            person.chat.reachable = True
        pup, caritas, courses, parish = partners
        played = Stage(service, office, pup, caritas, courses, parish)
        yield played
        await _all_is_well(played)


async def _all_is_well(stage: Stage) -> None:
    telegram = stage.narada.telegram
    await stage.narada.settled()
    refused = [entry for entry in telegram.journal.errors() if not _expected(entry.description or "", stage)]
    said = [message for person in telegram.people.values() for message in person.chat.from_bot]
    toasts = [toast.text for person in telegram.people.values() for toast in person.toasts]
    faults = [wording("fault", language, code="").split(".")[0] for language in Language]
    skipped = [letter for letter in await stage.narada.letters() if letter.status in {"skipped", "failed"}]

    assert [query.data for query in telegram.unanswered()] == []
    assert [(entry.method, entry.description) for entry in refused] == []
    assert not any(fault in text for fault in faults for text in (*(message.text for message in said), *toasts))
    assert [letter.once for letter in skipped if not letter.last_error] == []


def _expected(description: str, stage: Stage) -> bool:
    return any(known in description for known in (UNCHANGED, *stage.refused))
