"""Many people, organisations and meetings at once, made through the use cases straight on the store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.app.policy import new_partnership
from bot.domain.dialogs import DialogKind
from bot.domain.meetings import Meeting
from bot.domain.people import Language, Role, Sector
from bot.usecases import dialogs, meetings, partners, people
from bot.usecases.dialogs import Asked
from bot.usecases.people import Newcomer
from sandbox import Person
from tests.support.processes import Place

SECTORS = tuple(Sector)


@dataclass
class Partner:
    """Somebody who alone speaks for one organisation."""

    person: Person
    organisation_id: int
    pressed: dict[int, list[str]] = field(default_factory=dict)  # answers by meeting, oldest first


@dataclass
class Crowd:
    """One partnership with its coordinator and its partners, all of them in Telegram."""

    place: Place
    partnership_id: int
    coordinator: Person
    partners: list[Partner]
    meetings: list[Meeting] = field(default_factory=list)

    async def announce(self, line: str) -> Meeting:
        """Announce a meeting with the line that would follow /nowe; the card is queued for everybody."""
        db, policy, now = self.place.db, self.place.policy, self.place.clock.now()
        asked = await dialogs.begin_with(
            db,
            self.coordinator.id,
            DialogKind.NEW_MEETING,
            line,
            policy,
            partnership_id=self.partnership_id,
            now=now,
        )
        assert isinstance(asked, Asked)
        announced = await meetings.announce(db, self.coordinator.id, asked.dialog.serial, policy, now=now)
        self.meetings.append(announced.meeting)
        return announced.meeting

    async def move_to(self, meeting: Meeting, where: str) -> None:
        """Change the place of a meeting; everybody is told."""
        db, policy, now = self.place.db, self.place.policy, self.place.clock.now()
        by = self.coordinator.id
        opened = await meetings.begin_change(db, by, meeting.id, DialogKind.CHANGE_MEETING, now=now)
        await dialogs.picked(db, by, opened.serial, "place", policy, now=now)
        await dialogs.said(db, by, where, policy, now=now)
        current = await dialogs.current(db, by)
        assert current is not None
        await meetings.change(db, by, current.dialog.serial, policy, now=now)


async def crowd(place: Place, partners_count: int, *, name: str = "Partnerstwo w Powiecie Wejherowskim") -> Crowd:
    """A partnership of so many organisations, each with one person."""
    now = place.clock.now()
    issued = await partners.invite_coordinator(place.db, new_partnership(place.settings, name), now=now)
    office = arrived(place, "koordynatorka partnerstwa")
    await _accept(place, office, issued.token, now)
    found = []
    for number in range(1, partners_count + 1):
        organisation = f"Gmina nr {number} – {name}"
        sector = SECTORS[number % len(SECTORS)]
        invited = await partners.invite_from_the_office(
            place.db, issued.partnership.id, organisation, sector, Role.REPRESENTATIVE, now=now
        )
        person = arrived(place, f"przedstawiciel: {organisation}")
        await _accept(place, person, invited.token, now)
        assert invited.organisation is not None
        found.append(Partner(person, invited.organisation.id))
    await _forget_greetings(place, office)
    return Crowd(place, issued.partnership.id, office, found)


def arrived(place: Place, title: str) -> Person:
    """Somebody who has opened the bot some time ago."""
    person = place.telegram.person(title, "pl")
    person.chat.reachable = True
    return person


def partners_of(crowds: Sequence[Crowd]) -> list[Partner]:
    return [partner for each in crowds for partner in each.partners]


async def _accept(place: Place, person: Person, token: str, now: datetime) -> None:
    newcomer = Newcomer(telegram_id=person.id, name=person.name, language=Language.POLISH)
    await people.accept(place.db, token, newcomer, notice_version="1", now=now)


async def _forget_greetings(place: Place, office: Person) -> None:
    """The coordinator was told of everybody who joined; at one message a second that would outlast the test."""
    known = await people.who(place.db, office.id, now=place.clock.now())
    assert known is not None
    async with place.db.transaction() as tx:
        await tx.outbox.drop_of_person(known.person.id)
