"""People, organisations, and who speaks for whom."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, case, delete, or_, select, update

from bot.domain.people import (
    Entry,
    Known,
    Language,
    Member,
    Organisation,
    Partnership,
    Person,
    Role,
    Seat,
    Sector,
    Speaker,
)
from bot.domain.typed import folded
from storage.invitations import Invitations
from storage.prepared import Prepared
from storage.rows import Rows
from storage.schema import coordinators, memberships, organisations, partnerships, people


class People(Rows):
    # --- partnerships and organisations

    async def add_partnership(self, partnership: Partnership) -> Partnership:
        values = {column: getattr(partnership, column) for column in _PARTNERSHIP if column != "id"}
        await self._insert_new(partnerships, values)
        found = await self.partnership_named(partnership.name)
        assert found is not None
        return found

    async def partnership(self, partnership_id: int) -> Partnership | None:
        row = (await self._run(_ONE_PARTNERSHIP, {"partnership": partnership_id})).first()
        return _partnership(row) if row else None

    async def partnership_named(self, name: str) -> Partnership | None:
        row = (await self._connection.execute(select(partnerships).where(partnerships.c.name == name))).first()
        return _partnership(row) if row else None

    async def partnerships(self) -> list[Partnership]:
        return [
            _partnership(row)
            for row in await self._connection.execute(select(partnerships).order_by(partnerships.c.id))
        ]

    async def add_organisation(self, partnership_id: int, name: str, sector: Sector, joined_on: date) -> Organisation:
        """The organisation of that name, made if it is new; its sector is kept if it was known."""
        await self._insert_new(
            organisations,
            {
                "partnership_id": partnership_id,
                "name": name,
                "folded_name": folded(name),
                "sector": sector,
                "joined_on": joined_on,
            },
        )
        found = await self.organisation_named(partnership_id, name)
        assert found is not None
        return found

    async def save_organisation(self, organisation: Organisation) -> None:
        await self._connection.execute(
            update(organisations)
            .where(organisations.c.id == organisation.id)
            .values(
                name=organisation.name,
                folded_name=folded(organisation.name),
                sector=organisation.sector,
                joined_on=organisation.joined_on,
                left_on=organisation.left_on,
            )
        )

    async def organisation(self, organisation_id: int) -> Organisation | None:
        query = select(organisations).where(organisations.c.id == organisation_id)
        row = (await self._connection.execute(query)).first()
        return organisation_of(row) if row else None

    async def organisation_named(self, partnership_id: int, name: str) -> Organisation | None:
        query = select(organisations).where(
            organisations.c.partnership_id == partnership_id, organisations.c.folded_name == folded(name)
        )
        row = (await self._connection.execute(query)).first()
        return organisation_of(row) if row else None

    async def organisations(self, partnership_id: int, *, on: date) -> list[Organisation]:
        """The partners on that day, by name."""
        query = select(organisations).where(organisations.c.partnership_id == partnership_id, _belongs(on))
        return [
            organisation_of(row) for row in await self._connection.execute(query.order_by(organisations.c.folded_name))
        ]

    # --- people

    async def person(self, telegram_id: int) -> Person | None:
        query = select(people).where(people.c.telegram_id == telegram_id)
        row = (await self._connection.execute(query)).first()
        return _person(row) if row else None

    async def person_by_id(self, person_id: int) -> Person | None:
        row = (await self._run(_ONE_PERSON, {"person": person_id})).first()
        return _person(row) if row else None

    async def add_person(self, telegram_id: int, name: str, language: Language) -> Person:
        """The person of that Telegram account, made if new."""
        await self._insert_new(people, {"telegram_id": telegram_id, "name": name, "language": language})
        found = await self.person(telegram_id)
        assert found is not None
        return found

    async def save_person(self, person: Person) -> None:
        values = {column: getattr(person, column) for column in _PERSON if column not in {"id", "telegram_id"}}
        await self._connection.execute(update(people).where(people.c.id == person.id).values(values))

    async def erase(self, person_id: int) -> None:
        """Take the person out. Answers stay with their organisation; the columns that named the person are emptied."""
        await self._connection.execute(delete(people).where(people.c.id == person_id))

    async def known(self, telegram_id: int, *, now: datetime) -> Known | None:
        """The person with every partnership they speak or coordinate in today; None for a stranger."""
        rows = (await self._run(_PERSON_AND_COORDINATED, {"telegram_id": telegram_id})).rows
        if not rows:
            return None
        person = _person(rows[0])
        coordinated = {row.p_id: home_of(row) for row in rows if row.p_id is not None}
        homes, seats = dict(coordinated), dict[int, list[Seat]]()
        for row in await self._run(_SEATS_AND_HOMES, {"person_id": person.id}):
            home, seat = homes.setdefault(row.p_id, home_of(row)), _seat(row)
            if seat.holds_on(home.today(now)):
                seats.setdefault(home.id, []).append(seat)
        here = [home for key, home in sorted(homes.items()) if key in seats or key in coordinated]
        members = tuple(
            Member(
                person=person,
                partnership=home,
                seats=tuple(seats.get(home.id, ())),
                coordinator=home.id in coordinated,
                in_several=len(here) > 1,
            )
            for home in here
        )
        return Known(person=person, members=members)

    async def member(self, telegram_id: int, partnership_id: int, *, now: datetime) -> Member | None:
        """The person within one partnership; None when they have nothing to do with it today."""
        known = await self.known(telegram_id, now=now)
        members = known.members if known is not None else ()
        return next((member for member in members if member.partnership.id == partnership_id), None)

    async def members(self, partnership: Partnership, person_ids: Collection[int], *, on: date) -> dict[int, Member]:
        """Those of the people who belong to the partnership on that day, by id: `member` for many at once."""
        ids = list(person_ids)
        seats: dict[int, list[Seat]] = {}
        speaking = _SEATS.add_columns(memberships.c.person_id).where(
            memberships.c.person_id.in_(ids),
            organisations.c.partnership_id == partnership.id,
            _belongs(on),
            _speaks(on),
        )
        for row in await self._connection.execute(speaking.order_by(organisations.c.folded_name)):
            seats.setdefault(row.person_id, []).append(_seat(row))
        running = select(coordinators.c.person_id).where(coordinators.c.partnership_id == partnership.id)
        coordinating = set((await self._connection.execute(running)).scalars())
        found = [_person(row) for row in await self._connection.execute(select(people).where(people.c.id.in_(ids)))]
        several = await self._in_several(ids, on=on)
        return {
            person.id: Member(
                person=person,
                partnership=partnership,
                seats=tuple(seats.get(person.id, ())),
                coordinator=person.id in coordinating,
                in_several=person.id in several,
            )
            for person in found
            if person.id in seats or person.id in coordinating
        }

    async def _in_several(self, person_ids: Collection[int], *, on: date) -> set[int]:
        """Those of the people who belong to more than one partnership on that day."""
        ids = list(person_ids)
        speaking = (
            select(memberships.c.person_id, organisations.c.partnership_id)
            .join(organisations, memberships.c.organisation_id == organisations.c.id)
            .where(memberships.c.person_id.in_(ids), _belongs(on), _speaks(on))
        )
        running = select(coordinators.c.person_id, coordinators.c.partnership_id).where(
            coordinators.c.person_id.in_(ids)
        )
        homes: dict[int, set[int]] = {}
        for person_id, partnership_id in await self._connection.execute(speaking.union(running)):
            homes.setdefault(person_id, set()).add(partnership_id)
        return {person_id for person_id, those in homes.items() if len(those) > 1}

    async def seats(self, person_id: int, partnership_id: int, *, on: date | None) -> tuple[Seat, ...]:
        """Whom the person speaks for on that day; with None, whom they have ever spoken for."""
        query = _SEATS.where(memberships.c.person_id == person_id, organisations.c.partnership_id == partnership_id)
        if on is not None:
            query = query.where(_belongs(on), _speaks(on))
        return tuple(_seat(row) for row in await self._connection.execute(query.order_by(organisations.c.folded_name)))

    async def coordinators(self, partnership_id: int) -> list[Person]:
        query = select(people).join(coordinators).where(coordinators.c.partnership_id == partnership_id)
        return [_person(row) for row in await self._connection.execute(query.order_by(people.c.id))]

    async def every_coordinator(self) -> list[tuple[int, Person]]:
        """The coordinators of every partnership, by its number."""
        query = select(coordinators.c.partnership_id, people).join(people, people.c.id == coordinators.c.person_id)
        rows = await self._connection.execute(query.order_by(coordinators.c.partnership_id, people.c.id))
        return [(row.partnership_id, _person(row)) for row in rows]

    async def make_coordinator(self, person_id: int, partnership_id: int, *, since: date) -> None:
        await self._insert_new(coordinators, {"person_id": person_id, "partnership_id": partnership_id, "since": since})

    async def end_coordination(self, person_id: int, partnership_id: int) -> None:
        """The person no longer runs the partnership; that they did is kept nowhere."""
        await self._connection.execute(
            delete(coordinators).where(
                coordinators.c.partnership_id == partnership_id, coordinators.c.person_id == person_id
            )
        )

    async def add_membership(self, person_id: int, organisation_id: int, role: Role, *, since: date) -> None:
        """From that day the person speaks for the organisation; already doing so is a non-event."""
        current = select(memberships.c.id).where(
            memberships.c.person_id == person_id, memberships.c.organisation_id == organisation_id, _speaks(since)
        )
        if (await self._connection.execute(current)).first() is None:
            await self._put(
                memberships,
                ("person_id", "organisation_id", "since"),
                {
                    "person_id": person_id,
                    "organisation_id": organisation_id,
                    "role": role,
                    "since": since,
                    "until": None,
                },
            )

    async def end_membership(self, membership_id: int, *, until: date) -> None:
        await self._connection.execute(update(memberships).where(memberships.c.id == membership_id).values(until=until))

    async def speakers(self, organisation_ids: Iterable[int], *, on: date) -> dict[int, list[Speaker]]:
        """Those who speak for each organisation on that day, representatives first."""
        query = _SPEAKERS.where(memberships.c.organisation_id.in_(list(organisation_ids)), _speaks(on))
        return _by_organisation(await self._connection.execute(query))

    async def speakers_in(self, partnership_id: int, *, on: date) -> dict[int, list[Speaker]]:
        """As `speakers`, of every organisation of a partnership: a sweep asks for them, meeting by meeting."""
        return _by_organisation(await self._run(_SPEAKERS_IN, {"partnership": partnership_id, "day": on}))

    async def audience(self, partnership_id: int, *, on: date) -> list[Person]:
        """Everybody who speaks for a partner or coordinates, once each."""
        speaking = (
            select(memberships.c.person_id)
            .join(organisations)
            .where(organisations.c.partnership_id == partnership_id, _belongs(on), _speaks(on))
        )
        running = select(coordinators.c.person_id).where(coordinators.c.partnership_id == partnership_id)
        query = select(people).where(or_(people.c.id.in_(speaking), people.c.id.in_(running)))
        return [_person(row) for row in await self._connection.execute(query.order_by(people.c.id))]

    async def directory(self, partnership_id: int, *, on: date, now: datetime) -> tuple[Entry, ...]:
        partners = await self.organisations(partnership_id, on=on)
        speakers = await self.speakers([partner.id for partner in partners], on=on)
        waiting = await Invitations(self._connection).open(partnership_id, now=now)
        return tuple(
            Entry(
                organisation=partner,
                speakers=tuple(speakers.get(partner.id, ())),
                invitations=tuple(invitation for invitation in waiting if invitation.organisation_id == partner.id),
            )
            for partner in partners
        )


_SECTORS = {sector.value: sector for sector in Sector}
_LANGUAGES = {language.value: language for language in Language}
ORGANISATION = ("id", "partnership_id", "name", "sector", "joined_on", "left_on")
_PARTNERSHIP = tuple(column.name for column in partnerships.c)
_PERSON = tuple(column.name for column in people.c)


def _belongs(day: date) -> Any:
    left = or_(organisations.c.left_on.is_(None), organisations.c.left_on > day)
    return and_(organisations.c.joined_on <= day, left)


def _speaks(day: Any) -> Any:
    return and_(memberships.c.since <= day, or_(memberships.c.until.is_(None), memberships.c.until > day))


_SEATS: Select[Any] = select(
    organisations,
    memberships.c.id.label("membership_id"),
    memberships.c.role,
    memberships.c.since,
    memberships.c.until,
).join(memberships, memberships.c.organisation_id == organisations.c.id)


_SPEAKERS: Select[Any] = (
    select(people, memberships.c.id.label("membership_id"), memberships.c.role, memberships.c.organisation_id)
    .join(memberships, memberships.c.person_id == people.c.id)
    .order_by(case((memberships.c.role == Role.REPRESENTATIVE, 0), else_=1), people.c.id)
)

HOME = tuple(column.label(f"p_{column.name}") for column in partnerships.c)

_ONE_PARTNERSHIP = Prepared(select(partnerships).where(partnerships.c.id == bindparam("partnership")))
_ONE_PERSON = Prepared(select(people).where(people.c.id == bindparam("person")))

_SPEAKERS_IN = Prepared(
    _SPEAKERS.join(organisations, organisations.c.id == memberships.c.organisation_id).where(
        organisations.c.partnership_id == bindparam("partnership"), _speaks(bindparam("day", type_=Date()))
    )
)

_PERSON_AND_COORDINATED = Prepared(
    select(people, *HOME)
    .outerjoin(coordinators, coordinators.c.person_id == people.c.id)
    .outerjoin(partnerships, partnerships.c.id == coordinators.c.partnership_id)
    .where(people.c.telegram_id == bindparam("telegram_id"))
)

_SEATS_AND_HOMES = Prepared(
    _SEATS.add_columns(*HOME)
    .join(partnerships, partnerships.c.id == organisations.c.partnership_id)
    .where(memberships.c.person_id == bindparam("person_id"))
    .order_by(organisations.c.folded_name)
)


def home_of(row: Any) -> Partnership:
    """The partnership in a row that has other columns named alike."""
    return Partnership(
        id=row.p_id,
        name=row.p_name,
        time_zone=row.p_time_zone,
        language=_LANGUAGES[row.p_language],
        contact_email=row.p_contact_email,
        project_title=row.p_project_title,
        project_number=row.p_project_number,
        funding_note=row.p_funding_note,
    )


def _partnership(row: Any) -> Partnership:
    values = {name: getattr(row, name) for name in _PARTNERSHIP}
    return Partnership(**{**values, "language": Language(row.language)})


def organisation_of(row: Any) -> Organisation:
    """The organisation in a row that has its columns, perhaps among others."""
    return organisation_from(row.id, row.partnership_id, row.name, row.sector, row.joined_on, row.left_on)


def organisation_from(  # the columns of ORGANISATION, in that order
    number: int, partnership_id: int, name: str, sector: str, joined_on: date, left_on: date | None
) -> Organisation:
    return Organisation(
        id=number,
        partnership_id=partnership_id,
        name=name,
        sector=_SECTORS[sector],
        joined_on=joined_on,
        left_on=left_on,
    )


def _person(row: Any) -> Person:
    # Written out: a sweep reads a thousand of them, and to go through the columns by name takes four times as long.
    return Person(
        id=row.id,
        telegram_id=row.telegram_id,
        name=row.name,
        language=_LANGUAGES[row.language],
        agreed_at=row.agreed_at,
        notice_version=row.notice_version,
        blocked_at=row.blocked_at,
        paused_until=row.paused_until,
        reminders=row.reminders,
        current_partnership_id=row.current_partnership_id,
    )


def _by_organisation(rows: Iterable[Any]) -> dict[int, list[Speaker]]:
    found: dict[int, list[Speaker]] = {}
    for row in rows:
        speaker = Speaker(person=_person(row), role=Role(row.role), membership_id=row.membership_id)
        found.setdefault(row.organisation_id, []).append(speaker)
    return found


def _seat(row: Any) -> Seat:
    return Seat(
        membership_id=row.membership_id,
        organisation=organisation_of(row),
        role=Role(row.role),
        since=row.since,
        until=row.until,
    )
