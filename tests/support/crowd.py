"""Many people, organisations and meetings at once, made through the use cases straight on the store."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.app.policy import new_partnership
from bot.domain.announcing import Written
from bot.domain.dialogs import DialogKind
from bot.domain.meetings import Details, Meeting, Slot
from bot.domain.people import Language, Role, Sector
from bot.usecases import announcements, dialogs, meetings, partners, people
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

    async def tell(self, text: str) -> int:
        """Send an announcement to everybody at once; its number in the store."""
        db, policy, now, by = self.place.db, self.place.policy, self.place.clock.now(), self.coordinator.id
        asked = await dialogs.announce(db, by, Written(html=text), policy, partnership_id=self.partnership_id, now=now)
        assert isinstance(asked, Asked)
        return await announcements.send(db, by, asked.dialog.serial, policy, now=now)

    async def hold(self, count: int) -> None:
        """So many meetings more, that everybody has heard of already."""
        now = self.place.clock.now()
        async with self.place.db.transaction() as tx:
            for number in range(count):
                meeting = _meeting(number, self.partnership_id, now)
                kept, _ = await tx.meetings.add(
                    meeting, once=f"held/{number}", next_due_at=self.place.policy.next_due(meeting)
                )
                self.meetings.append(kept)

    async def forget_letters(self) -> None:
        """What is queued for these people is not what a test is about."""
        async with self.place.db.transaction() as tx:
            for person in (self.coordinator, *(partner.person for partner in self.partners)):
                found = await tx.people.person(person.id)
                assert found is not None
                await tx.outbox.drop_of_person(found.id)

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
    made = Crowd(place, issued.partnership.id, office, found)
    await made.forget_letters()  # the coordinator was told of everybody who joined
    return made


def arrived(place: Place, title: str) -> Person:
    """Somebody who has opened the bot some time ago."""
    person = place.telegram.person(title, "pl")
    person.chat.reachable = True
    return person


async def _accept(place: Place, person: Person, token: str, now: datetime) -> None:
    newcomer = Newcomer(telegram_id=person.id, name=person.name, language=Language.POLISH)
    await people.accept(place.db, token, newcomer, notice_version="1", now=now)


def _meeting(number: int, partnership_id: int, now: datetime) -> Meeting:
    wall = datetime(2027, 5, 20, 10) + timedelta(days=number % 365)  # noqa: DTZ001 - a wall clock's time
    details = Details(
        title=f"Narada z dawna zapowiedziana nr {number}",
        slot=Slot(wall_start=wall, wall_end=wall + timedelta(hours=2), time_zone="Europe/Warsaw"),
        place="Starostwo Powiatowe w Wejherowie, sala 12",
    )
    return Meeting(
        id=0,
        partnership_id=partnership_id,
        uid=f"{number}@narada",
        details=details,
        answer_until=details.slot.starts_at - timedelta(days=1),
        announced_at=now,
        announced_by=None,
        date_set_at=now,
        changed_at=now.replace(microsecond=0),
    )
