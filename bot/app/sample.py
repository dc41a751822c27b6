"""The sample partnership of the demo: a real one, from Wejherowo, with roles in place of people."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.app.policy import new_partnership
from bot.app.store import opened
from bot.config import Settings
from bot.domain.people import Partnership, Role, Sector
from bot.usecases import partners

NAME = "Partnerstwo na Rzecz Zatrudnienia i Spójności Społecznej w Powiecie Wejherowskim"
PROJECT = "Rozwój Partnerstwa na Rzecz Zatrudnienia i Spójności Społecznej w Powiecie Wejherowskim"
FUNDING = (
    "Projekt realizowany ze środków Europejskiego Funduszu Społecznego, Program Operacyjny Kapitał Ludzki 2007–2013"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody of the sample: the name in Telegram, and the organisation they speak for (none: the coordinator)."""

    person: str
    title: str
    organisation: str = ""
    sector: Sector = Sector.PUBLIC


CAST = (
    Part("koordynatorka partnerstwa", "Biuro Partnerstwa · Starostwo Powiatowe w Wejherowie"),
    Part("przedstawiciel PUP", "Powiatowy Urząd Pracy w Wejherowie", "Powiatowy Urząd Pracy w Wejherowie"),
    Part(
        "przedstawicielka Caritas",
        "Caritas Archidiecezji Gdańskiej",
        "Caritas Archidiecezji Gdańskiej",
        Sector.NGO,
    ),
    Part("przedstawiciel Ośrodka Kursów", "OK Ośrodek Kursów", "OK Ośrodek Kursów w Wejherowie", Sector.BUSINESS),
    Part("przedstawiciel parafii", "Parafia p.w. Św. Trójcy", "Parafia p.w. Św. Trójcy w Wejherowie", Sector.NGO),
)


class StoreInUse(Exception):
    """There are partnerships in it: somebody works with it, and a demo moves the clock and invents people."""


async def prepare(settings: Settings, username: str, *, now: datetime) -> list[tuple[Part, str]]:
    """Make the sample partnership in an empty store; everybody with the link that lets them in.

    Raises StoreUnusable, or StoreInUse when it is not empty.
    """
    async with opened(settings, migrate=True) as db:
        if not await partners.nobody_yet(db):
            raise StoreInUse
        issued = await partners.invite_coordinator(db, partnership(settings), now=now)
        links = [f"https://t.me/{username}?start={issued.token}"]
        for part in CAST[1:]:
            invited = await partners.invite_from_the_office(
                db, issued.partnership.id, part.organisation, part.sector, Role.REPRESENTATIVE, now=now
            )
            links.append(f"https://t.me/{username}?start={invited.token}")
    return list(zip(CAST, links, strict=True))


def partnership(settings: Settings) -> Partnership:
    return replace(new_partnership(settings, NAME), project_title=PROJECT, funding_note=FUNDING)
