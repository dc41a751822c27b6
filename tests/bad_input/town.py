"""Two partnerships in one store, and what a test asks of them: what was answered, and that nothing else changed."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.domain.people import Sector
from sandbox import Message, Person
from tests.support.service import PATIENCE, Narada

TUESDAY_MORNING = datetime(2027, 5, 11, 7, tzinfo=UTC)  # 9:00 in Warsaw
PUP = "Powiatowy Urząd Pracy w Wejherowie"
CARITAS = "Caritas Archidiecezji Gdańskiej"
LUZINO = "Gmina Luzino"
ELSEWHERE = "Partnerstwo na rzecz Zatrudnienia"
LINE = "Spotkanie robocze; 20.05.2027 10:00-12:00; Starostwo Powiatowe w Wejherowie, sala 12"
# What may change without a person's doing.
BOOKKEEPING = {"inbox", "dialogs", "pace", "parts", "counted", "alembic_version"}

Dump = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Town:
    """`offices` coordinate; `pup` and `caritas` represent; `elsewhere` and `mayor` belong to another partnership.

    There are several in the office because the bot speaks to one person about once a second.
    """

    narada: Narada
    offices: tuple[Person, ...]
    pup: Person
    caritas: Person
    elsewhere: Person
    mayor: Person
    stranger: Person
    pups: Iterator[Person]  # those who represent the same partner as `pup`, in turn
    _rota: Iterator[Person]

    @property
    def office(self) -> Person:
        return self.offices[0]

    @property
    def second(self) -> Person:
        return self.offices[1]

    def anybody(self) -> Person:
        """A coordinator who has not been spoken to for a while."""
        return next(self._rota)

    def named(self, name: str) -> Person:
        person: Person = getattr(self, name)
        return person

    @property
    def file(self) -> Path:
        return Path(self.narada.settings.storage.url.removeprefix("sqlite:///"))

    def rows(self, query: str, *facts: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as store:
            return store.execute(query, facts).fetchall()

    def number(self, query: str, *facts: object) -> int:
        """The one number a query finds."""
        ((found,),) = self.rows(query, *facts)
        return int(found)

    @property
    def ids(self) -> dict[str, int]:
        """The numbers that buttons carry."""
        meeting = "SELECT min(m.id) FROM meetings m JOIN partnerships p ON p.id = m.partnership_id WHERE p.name = ?"
        feed = "SELECT f.id FROM feeds f JOIN people p ON p.id = f.person_id WHERE p.telegram_id = ?"
        named = "SELECT min(id) FROM organisations WHERE name = ?"
        home = self.narada.settings.partnership.name
        return {
            "own": self.number(meeting, home),
            "foreign": self.number(meeting, ELSEWHERE),
            "pup": self.number(named, PUP),
            "caritas": self.number(named, CARITAS),
            "luzino": self.number(named, LUZINO),
            "home": self.number("SELECT id FROM partnerships WHERE name = ?", home),
            "elsewhere": self.number("SELECT id FROM partnerships WHERE name = ?", ELSEWHERE),
            "feed": self.number(feed, self.caritas.id),
            "shared_feed": self.number("SELECT id FROM feeds WHERE partnership_id IS NOT NULL ORDER BY id LIMIT 1"),
            "membership": self.number("SELECT min(id) FROM memberships"),
            "invitation": self.number(
                "SELECT min(i.id) FROM invitations i JOIN organisations o ON o.id = i.organisation_id WHERE o.name = ?",
                PUP,
            ),
            "serial": self.number("SELECT coalesce(max(serial), 1) FROM dialogs WHERE chat_id = ?", self.office.id),
        }

    def asked(self, person: Person) -> tuple[str, str] | None:
        """Which dialog is open in the person's chat, and its step."""
        query = "SELECT kind, step FROM dialogs WHERE chat_id = ? AND kind != 'closed'"
        found = self.rows(query, person.id)
        return (found[0][0], found[0][1]) if found else None

    def dump(self) -> Dump:
        """Every table that says something about partnerships, people, meetings and what is to be sent."""
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as store:
            tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: sorted(store.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
                for name in tables
                if name not in BOOKKEEPING
            }


async def settle(narada: Narada, offices: int) -> Town:
    """People of two partnerships, each with a meeting announced; everybody's card is there."""
    home = narada.settings.partnership.name
    coordinating = await asyncio.gather(*(narada.coordinator(partnership=home) for _ in range(offices)))
    office = coordinating[0]
    pups = [await narada.partner(inviting, PUP, title="osoba z PUP") for inviting in coordinating[:3]]
    elsewhere = await narada.coordinator("koordynator z sąsiedztwa", partnership=ELSEWHERE)
    town = Town(
        narada=narada,
        offices=tuple(coordinating),
        pup=pups[0],
        pups=cycle(pups),
        caritas=await narada.partner(
            coordinating[-1], CARITAS, Sector.NGO, title="przedstawicielka Caritas", language="en"
        ),
        elsewhere=elsewhere,
        mayor=await narada.partner(elsewhere, LUZINO, title="przedstawiciel gminy", language="de"),
        stranger=narada.telegram.person("ktoś z ulicy"),
        _rota=cycle(coordinating),
    )
    await narada.announce(office, LINE)
    await narada.announce(elsewhere, "Narada sąsiadów; 21.05.2027 10:00; Luzino")
    await town.pup.sees("Spotkanie robocze")
    await town.mayor.sees("Narada sąsiadów")
    for person in (town.caritas, town.office):
        await reply(person, lambda person=person: person.say("/kalendarz"))  # type: ignore[misc]
    await narada.settled()
    return town


async def reply(person: Person, act: Callable[[], Awaitable[object]]) -> Message:
    """What the bot says in the person's chat after they did something."""
    before = len(person.chat.history)
    await act()

    def answered(_: object) -> list[Message]:
        return [message for message in person.chat.history[before:] if message.from_bot]

    return (await person.until(answered, PATIENCE))[-1]


async def pressed(person: Person, data: str, message: Message | None = None) -> str:
    """The pop-up after callback data was sent, whether or not a button carries it; "" for a silent answer."""
    toast = await (await person.forge(data, message=message)).answered(PATIENCE)
    return toast.text if toast is not None else ""
