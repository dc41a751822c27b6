"""A real store, and the people and organisations that tests put into it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.meetings import Details, Kind, Meeting, Slot
from bot.domain.office_hours import OfficeHours
from bot.domain.people import Language, Organisation, Partnership, Person, Role, Sector
from bot.domain.policy import Policy
from bot.domain.reminders import Rules
from sandbox.world import TEST_TOKEN
from storage.database import Database
from storage.sealing import Seal
from storage.upgrade import migrate
from tests.support.warsaw import OFFICE

JOINED = date(2020, 1, 1)
SEAL = Seal.of(TEST_TOKEN)


@asynccontextmanager
async def fresh(url: str) -> AsyncIterator[Database]:
    """A migrated, empty store, opened as the bot with the token of tests opens it."""
    db = Database.open(url, seal=SEAL)
    try:
        await migrate(db)
        yield db
    finally:
        await db.close()


def policy(office: OfficeHours = OFFICE) -> Policy:
    return Policy(rules=Rules(), office=office)


@dataclass
class Town:
    """A partnership with its office and its partners, each with one representative unless told otherwise."""

    db: Database
    now: datetime
    partnership: Partnership
    office: Person
    partners: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _numbers: int = 5_000_000_100

    async def partner(self, name: str, sector: Sector = Sector.PUBLIC, *, people: int = 1) -> Organisation:
        """An organisation with so many people, the first its representative, the others deputies."""
        async with self.db.transaction() as tx:
            organisation = await tx.people.add_organisation(self.partnership.id, name, sector, JOINED)
        self.partners[name] = organisation
        for number in range(people):
            role = Role.REPRESENTATIVE if number == 0 else Role.DEPUTY
            self.people[f"{name} {number}" if number else name] = await self.speaker(organisation, role)
        return organisation

    async def speaker(self, organisation: Organisation, role: Role = Role.REPRESENTATIVE) -> Person:
        self._numbers += 1
        async with self.db.transaction() as tx:
            person = await tx.people.add_person(self._numbers, f"osoba {self._numbers}", Language.POLISH)
            await tx.people.add_membership(person.id, organisation.id, role, since=JOINED)
        return person

    async def meeting(
        self,
        start: datetime,
        *,
        until: datetime | None = None,
        place: str = "sala 12",
        title: str = "Spotkanie robocze",
    ) -> Meeting:
        """An announced meeting that begins at this wall-clock time; its answer deadline is named or a day before."""
        slot = Slot(wall_start=start, wall_end=start + timedelta(hours=2), time_zone=self.partnership.time_zone)
        details = Details(title=title, slot=slot, place=place, kind=Kind.WORKING, answer_until=until)
        draft = Meeting(
            id=0,
            partnership_id=self.partnership.id,
            details=details,
            answer_until=until or slot.starts_at - timedelta(days=1),
            announced_at=self.now,
            announced_by=self.office.id,
            date_set_at=self.now,
            changed_at=self.now,
            uid=f"{title}-{start:%Y%m%d%H%M}@narada".replace(" ", "-"),
        )
        async with self.db.transaction() as tx:
            meeting, _ = await tx.meetings.add(draft, once=draft.uid, next_due_at=policy().next_due(draft))
        return meeting


async def town(db: Database, now: datetime, name: str = "Partnerstwo w Powiecie Wejherowskim") -> Town:
    """A partnership with a coordinator and nobody else yet."""
    async with db.transaction() as tx:
        partnership = await tx.people.add_partnership(
            Partnership(id=0, name=name, time_zone="Europe/Warsaw", language=Language.POLISH)
        )
        number = 5_000_000_000 + partnership.id
        office = await tx.people.add_person(number, "koordynatorka partnerstwa", Language.POLISH)
        await tx.people.make_coordinator(office.id, partnership.id, since=JOINED)
    return Town(db, now, partnership, office, _numbers=5_000_000_100 + 1_000 * partnership.id)
